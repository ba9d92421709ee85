"""How a trial is designed, as far as the record's purpose says it in known words."""

from __future__ import annotations

import re

from sitegen.model.trial import Trial

_RANDOMISED = r"(?<!non-)(?<!non )\brandomi[sz]ed\b"

DESIGNS = {
    "InternationalTrial": r"\binternational\b",
    "MultiCenterTrial": r"\bmulti-?\s?cent(?:re|er|ric)\b",
    "OpenTrial": r"\bopen(?:-label)?\b",
    "RandomizedTrial": _RANDOMISED,
    "DoubleBlindedTrial": r"\bdouble[- ]blind",
    "SingleBlindedTrial": r"\bsingle[- ]blind",
    "PlaceboControlledTrial": r"\bplacebo[- ]controlled\b",
}
"""Terms of schema.org's MedicalTrialDesign, and the words that say as much."""


def is_randomised(trial: Trial) -> bool:
    """Whether the record says that chance decides between the groups."""
    words = f"{trial.record.purpose} {trial.record.official_title}"
    return re.search(_RANDOMISED, words, re.IGNORECASE) is not None
