"""The states of the pre-check, and how to bring it into each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.browser.precheck_page import WHOLE, Answers, PrecheckPage, open_precheck
from tests.browser.serving import Served

DATE = {"assessment_date": "2026-03-27"}

ANSWERED: dict[str, Answers] = {
    "empty": {},
    "errors": {**DATE, "age_years": "580", "haemoglobin": "7,9 g/dL"},
    "outside": {**WHOLE, "liver_resection_margin": "R2", "unresectable_remaining": ["liver"]},
    "not-at-the-moment": {**WHOLE, "haemoglobin": "79 g/L", "creatinine": "150.1 umol/L"},
    "open": {**DATE, "age_years": "58", "mri_done": "yes"},
    "may-fit": WHOLE,
}
"""The name of a state, and the answers that lead to it."""

FAILED = "failed"
SLOW = b"&#34;slow&#34;:20"
"""The seconds, in the built page, after which it says that the start is slow."""
STATES = (*ANSWERED, FAILED)


def bring_into(precheck: PrecheckPage, state: str) -> None:
    """Clear the form, answer, check, and wait until the live findings no longer change."""
    precheck.clear()
    if ANSWERED[state]:
        precheck.type_in(ANSWERED[state])
        precheck.check()
    precheck.page.wait_for_timeout(300)


@contextmanager
def failed_start(browser: Browser, served: Served) -> Iterator[PrecheckPage]:
    """A pre-check that could not start, because one of its files is missing.

    The page never says that it is slow, however busy the machine is.
    """
    served.instead["pre-check/runtime/definitions.json"] = lambda _: None
    served.instead["pre-check/"] = lambda html: html.replace(SLOW, SLOW + b"000")
    context = browser.new_context()
    try:
        precheck = open_precheck(context.new_page(), served.address)
        precheck.wait_for("failed")
        yield precheck
    finally:
        served.instead.clear()
        context.close()
