"""All checks, by what they need."""

from __future__ import annotations

from sitegen.quality import (
    accessibility,
    criteria,
    fhir,
    keyboard_reflow,
    language,
    links,
    machine_files,
    markup,
    page_frame,
    precheck_form,
    printing,
    quotations,
    security,
    stylesheet,
    terms,
    trial_facts,
    validators,
)
from sitegen.quality.browser_site import BrowserCheck
from sitegen.quality.built_site import Check

READING: tuple[Check, ...] = (
    *markup.CHECKS,
    *page_frame.CHECKS,
    *links.CHECKS,
    *security.CHECKS,
    *stylesheet.CHECKS,
    *language.CHECKS,
    *terms.CHECKS,
    *quotations.CHECKS,
    *trial_facts.CHECKS,
    *criteria.CHECKS,
    *machine_files.CHECKS,
    *fhir.CHECKS,
    *precheck_form.CHECKS,
)
"""Checks that read files."""

VALIDATING: tuple[Check, ...] = validators.CHECKS
"""Checks by external validators, which need Node or Java."""

BROWSER: tuple[BrowserCheck, ...] = (
    *accessibility.CHECKS,
    *keyboard_reflow.CHECKS,
    *printing.CHECKS,
)
"""Checks that need a browser."""

LAYOUT: tuple[BrowserCheck, ...] = (
    keyboard_reflow.nothing_scrolls_sideways,
    keyboard_reflow.nothing_is_hidden,
)
"""Browser checks whose result depends on the length of texts, not on the template alone."""


def name_of(check: object) -> str:
    """Return the name of a check."""
    return str(getattr(check, "__name__", check))
