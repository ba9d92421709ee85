"""All checks, in the order of what they cost."""

from __future__ import annotations

from sitegen.quality import (
    accessibility,
    aria,
    aria_snapshot,
    banners,
    consistency,
    criteria,
    exchange_formats,
    fhir,
    figures,
    form_values,
    head,
    key_facts,
    keyboard_reflow,
    language,
    leftovers,
    link_targets,
    links,
    machine_files,
    markup,
    page_frame,
    pictures,
    policy,
    precheck,
    printing,
    quoted_facts,
    quotes,
    seal,
    stylesheet,
    terms,
    test_patients,
    validators,
    visibility,
)
from sitegen.quality.browser_site import SeenCheck
from sitegen.quality.built_site import Check

READING: tuple[Check, ...] = (
    *markup.CHECKS,
    *pictures.CHECKS,
    *head.CHECKS,
    *page_frame.CHECKS,
    *banners.CHECKS,
    *links.CHECKS,
    *link_targets.CHECKS,
    *policy.CHECKS,
    *stylesheet.CHECKS,
    *language.CHECKS,
    *quotes.CHECKS,
    *leftovers.CHECKS,
    *terms.CHECKS,
    *quoted_facts.CHECKS,
    *key_facts.CHECKS,
    *consistency.CHECKS,
    *criteria.CHECKS,
    *test_patients.CHECKS,
    *figures.CHECKS,
    *machine_files.CHECKS,
    *exchange_formats.CHECKS,
    *fhir.CHECKS,
    *precheck.CHECKS,
    *form_values.CHECKS,
    *aria.CHECKS,
    *seal.CHECKS,
)
"""Checks that read files."""

VALIDATING: tuple[Check, ...] = validators.CHECKS
"""Checks by other people's programs."""

LOOKING: tuple[SeenCheck, ...] = (
    *aria_snapshot.CHECKS,
    *accessibility.CHECKS,
    *keyboard_reflow.CHECKS,
    *visibility.CHECKS,
    *printing.CHECKS,
)
"""Checks that need a browser."""

KEPT: tuple[SeenCheck, ...] = aria_snapshot.CHECKS
"""Those of them that hold pages against a kept copy, which is of tests/trial.yaml alone."""


def name_of(check: object) -> str:
    """Return a check's name, as tests and docs/defects.md write it."""
    return str(getattr(check, "__name__", check))
