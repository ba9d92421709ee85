"""The pre-check as a person uses it: a page, the frame with the form, and the answers."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Frame, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

Answers = Mapping[str, str | list[str]]

WHOLE: dict[str, str | list[str]] = {
    "assessment_date": "2026-03-27",
    "histology_confirmed": "yes",
    "grade_reported": "NET_G2",
    "ki67_percent": "8 %",
    "mitoses_per_2mm2": "3",
    "primary_site": "jejunum_ileum",
    "liver_resection_date": "2026-02-10",
    "liver_resection_margin": "R0",
    "liver_mets_on_histology": "yes",
    "primary_resection": "same_operation",
    "last_surgery_date": "2026-02-10",
    "unresectable_remaining": [],
    "mri_done": "yes",
    "mri_date": "2026-01-06",
    "mri_liver_mets_seen": "yes",
    "mri_extrahepatic": ["primary_in_place"],
    "sstr_done": "yes",
    "sstr_tracer": "68Ga-DOTATATE",
    "sstr_modality": "PET/CT",
    "sstr_date": "2026-01-10",
    "sstr_liver_mets_seen": "yes",
    "sstr_extrahepatic": [],
    "prior_treatments_for_net": ["somatostatin_analogue"],
    "ssa_last_date": "2025-11-01",
    "other_treatment_last_date": "never",
    "age_years": "58",
    "ecog": "1",
    "reproductive_potential": "none",
    "pregnancy": "not_possible",
    "contraception_agreed": "yes",
    "haemoglobin": "121 g/L",
    "wbc": "5.2 10*9/L",
    "platelets": "210 10*9/L",
    "bilirubin_total": "12 umol/L",
    "bilirubin_uln": "21 umol/L",
    "albumin": "41 g/L",
    "prothrombin_time": "normal",
    "creatinine": "88 umol/L",
    "diabetes": "no",
    "heart_failure": "no",
    "ebrt_given": "no",
    "ssa_hypersensitivity": "no",
    "informed_consent": "signed_before_any_study_procedure",
}
"""Answers with which every criterion is settled and none excludes."""


DETAILS = {
    "state": "document.documentElement.dataset.check",
    "failed": "document.querySelector('[data-failed]:not([hidden])')?.dataset.failed ?? null",
    "start": "(one => one.hidden ? null : one.innerText)(document.getElementById('start'))",
    "live": "document.getElementById('live').innerText",
    "focus": "document.activeElement?.id || document.activeElement?.tagName",
}
"""What an error message shows of a page that did not reach the expected state."""


WATCH = """(one) => {
  window.arrived = false;
  one.addEventListener("click", () => { window.arrived = true; }, { once: true });
}"""


@dataclass(frozen=True)
class PrecheckPage:
    """An open pre-check."""

    page: Page
    frame: Frame

    def wait_for(self, *states: str, seconds: float = 60) -> str:
        """Wait until the check is in one of these states; return which."""
        expected = ", ".join(f"html[data-check={state}]" for state in states)
        try:
            self.frame.wait_for_selector(expected, timeout=seconds * 1000, state="attached")
        except PlaywrightTimeout as error:
            message = f"not {' or '.join(states)} within {seconds:g} s; {self._details()}"
            raise AssertionError(message) from error
        return self.state

    def _details(self) -> str:
        """Describe the page for an error message, since nobody can look at it afterwards."""
        details = {}
        for name, script in DETAILS.items():
            details[name] = "not available"
            with suppress(Error):
                details[name] = self.frame.evaluate(script)
        return json.dumps(details, ensure_ascii=False)

    @property
    def state(self) -> str:
        """The state that the form's document shows: loading, ready, result or failed."""
        return str(self.frame.get_attribute("html", "data-check"))

    def type_in(self, answers: Answers) -> None:
        """Answer as a person does, control by control."""
        for fact, answer in answers.items():
            question = self.frame.locator(f'[data-fact="{fact}"]')
            text = question.locator("input[type=text]")
            if isinstance(answer, list):
                for value in answer or ["none"]:
                    self._control(fact, value).check()
            elif not text.count() or answer == "never":
                self._control(fact, answer).check()
            elif question.locator("select").count():
                value, _, unit = answer.rpartition(" ")
                text.fill(value)
                question.locator("select").select_option(unit)
            else:
                text.fill(answer)

    def _control(self, fact: str, value: str) -> Any:
        return self.frame.locator(f'input[name="{fact}"][value="{value}"]')

    def check(self) -> dict[str, Any]:
        """Press "Check the answers" and return the assessment."""
        self.press("button[type=submit]")
        self.wait_for("result")
        return self.result

    def press(self, selector: str) -> None:
        """Click an element once it no longer moves, and assert that the click arrives.

        A click goes to a point of the page, and page and frame are laid out by two processes.
        """
        button = self.frame.locator(selector)
        button.evaluate(WATCH)
        button.evaluate("one => one.scrollIntoView({ block: 'nearest' })")
        _wait_until_still(self.page, button)
        button.click()
        assert self.frame.evaluate("window.arrived"), f"no click at {selector}; {self._details()}"

    def wait_until(self, script: str, given: Any = None, seconds: float = 10) -> None:
        """Wait until a script in the frame returns true; its policy allows no polling inside."""
        until = time.monotonic() + seconds
        while not self.frame.evaluate(script, given):
            assert time.monotonic() < until, f"never true: {script}, {given}; {self._details()}"
            self.page.wait_for_timeout(40)

    def wait_for_focus(self, element: str) -> None:
        """Wait until the element of this id has the focus."""
        self.wait_until("(id) => document.activeElement.id === id", element)

    def clear(self) -> None:
        """Press "Clear all answers"."""
        self.press("[data-act=clear]")
        self.wait_for("ready")

    def reset(self) -> None:
        """Clear all answers at once, for the next test."""
        self.frame.evaluate("document.querySelector('[data-act=clear]').click()")
        self.wait_for("ready")

    @property
    def result_text(self) -> str:
        """The assessment as JSON, byte for byte; empty where there is none."""
        return self.frame.locator("[data-assessment]").text_content() or ""

    @property
    def result(self) -> dict[str, Any]:
        """The assessment, parsed."""
        found: dict[str, Any] = json.loads(self.result_text)
        return found


def _wait_until_still(page: Page, element: Locator) -> None:
    for _ in range(100):
        before = element.bounding_box()
        page.wait_for_timeout(40)
        if element.bounding_box() == before:
            return
    raise AssertionError("it never stops moving")


def open_precheck(page: Page, address: str) -> PrecheckPage:
    """Open the pre-check of a served site and find its frame.

    Do not wait for the page to load: it may reload itself once meanwhile.
    """
    page.goto(address + "pre-check/", wait_until="commit")
    return find_frame(page)


def find_frame(page: Page) -> PrecheckPage:
    """Find the frame of a pre-check that is opening."""
    handle = page.wait_for_selector("#precheck-frame", state="attached", timeout=90_000)
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return PrecheckPage(page, frame)
