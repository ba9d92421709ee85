"""All checks, in the order of what they cost, and a way to run them on any folder of pages."""

from __future__ import annotations

from collections.abc import Iterator

from tests.site.checks import (
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
    leftovers,
    links,
    looking,
    looks,
    machines,
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
    validators,
)
from tests.site.checks.built import Built, Check
from tests.site.checks.seen import Seen, SeenCheck

READING: tuple[Check, ...] = (
    *markup.CHECKS,
    *pictures.CHECKS,
    *head.CHECKS,
    *frame.CHECKS,
    *banners.CHECKS,
    *links.CHECKS,
    *policy.CHECKS,
    *looks.CHECKS,
    *language.CHECKS,
    *quotes.CHECKS,
    *leftovers.CHECKS,
    *terms.CHECKS,
    *facts.CHECKS,
    *keyfacts.CHECKS,
    *criteria.CHECKS,
    *figures.CHECKS,
    *machines.CHECKS,
    *exchange.CHECKS,
    *fhir.CHECKS,
    *precheck.CHECKS,
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


def name_of(check: object) -> str:
    """Return a check's name, as tests and docs/defects.md write it."""
    return str(getattr(check, "__name__", check))


def complaints(built: Built, seen: Seen | None = None) -> Iterator[tuple[str, str]]:
    """Run every check on a folder of pages and yield the name of the check and its complaint.

    Without a browser, only what needs none is run.
    """
    for check in (*READING, *VALIDATING):
        for line in check(built):
            yield name_of(check), line
    if seen:
        for looking_check in LOOKING:
            for line in looking_check(seen):
                yield name_of(looking_check), line
