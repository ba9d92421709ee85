"""All checks, in the order of what they cost."""

from __future__ import annotations

from tests.site.checks import (
    asked,
    banners,
    criteria,
    exchange,
    facts,
    fhir,
    figures,
    frame,
    head,
    keyfacts,
    language,
    leads,
    leftovers,
    links,
    looking,
    looks,
    machines,
    made_up,
    markup,
    outline,
    pictures,
    plain,
    policy,
    precheck,
    printing,
    quotes,
    reaching,
    seal,
    spoken,
    terms,
    told,
    validators,
)
from tests.site.checks.built import Check
from tests.site.checks.seen import SeenCheck

READING: tuple[Check, ...] = (
    *markup.CHECKS,
    *pictures.CHECKS,
    *head.CHECKS,
    *frame.CHECKS,
    *banners.CHECKS,
    *links.CHECKS,
    *leads.CHECKS,
    *policy.CHECKS,
    *looks.CHECKS,
    *language.CHECKS,
    *quotes.CHECKS,
    *leftovers.CHECKS,
    *terms.CHECKS,
    *facts.CHECKS,
    *keyfacts.CHECKS,
    *told.CHECKS,
    *criteria.CHECKS,
    *made_up.CHECKS,
    *figures.CHECKS,
    *machines.CHECKS,
    *exchange.CHECKS,
    *fhir.CHECKS,
    *precheck.CHECKS,
    *asked.CHECKS,
    *spoken.CHECKS,
    *seal.CHECKS,
)
"""Checks that read files."""

VALIDATING: tuple[Check, ...] = validators.CHECKS
"""Checks by other people's programs."""

LOOKING: tuple[SeenCheck, ...] = (
    *outline.CHECKS,
    *looking.CHECKS,
    *reaching.CHECKS,
    *plain.CHECKS,
    *printing.CHECKS,
)
"""Checks that need a browser."""

KEPT: tuple[SeenCheck, ...] = outline.CHECKS
"""Those of them that hold pages against a kept copy, which is of tests/trial.yaml alone."""


def name_of(check: object) -> str:
    """Return a check's name, as tests and docs/defects.md write it."""
    return str(getattr(check, "__name__", check))
