"""The eligibility rules of NELMAS (NCT05987176): 25 criteria, and answers that contradict."""

from eligibility.rules import Rules
from nelmas_rules.contradictions import CONTRADICTIONS, LIMITS
from nelmas_rules.exclusion import EXCLUSION
from nelmas_rules.inclusion import INCLUSION

RULES = Rules({**INCLUSION, **EXCLUSION}, CONTRADICTIONS, LIMITS, package=__name__)
"""What the engine is given. Build, command line and browser look for this name."""
