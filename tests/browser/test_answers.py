"""What is typed into the page gives what the desk gives, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eligibility.trial_file import open_precheck as open_desk
from tests.browser.precheck_page import WHOLE, Answers, PrecheckPage, desk_result
from tests.eligibility.case_loader import load

pytestmark = pytest.mark.browser

CASES: dict[str, Answers] = {
    "everything settled": WHOLE,
    "one low value": {**WHOLE, "haemoglobin": "79 g/L"},
    "between two printed limits": {
        **WHOLE,
        "haemoglobin": "8.03 g/dL",
        "creatinine": "150.1 umol/L",
    },
    "cannot change": {**WHOLE, "liver_resection_margin": "R2", "unresectable_remaining": ["liver"]},
    "censored, a range, partial dates": {
        "assessment_date": "2026-03-27",
        "platelets": "<80 10*9/L",
        "ki67_percent": "15-25 %",
        "liver_resection_date": "2026-02",
        "last_surgery_date": "2026",
        "age_years": "17-18",
    },
    "nothing but the date": {"assessment_date": "2026-03-27"},
    "problems": {
        "haemoglobin": "7,9 g/dL",
        "age_years": "200",
        "mri_date": "19.1.2026",
        "bilirubin_total": "20 umol/L",
        "bilirubin_uln": "1.2 mg/dL",
    },
}


@pytest.mark.parametrize("answers", CASES.values(), ids=CASES.keys())
def test_same_bytes_as_the_desk(precheck: PrecheckPage, answers: Answers) -> None:
    """A finding that differed between browser and desk could be trusted in neither."""
    precheck.type_in(answers)
    precheck.check()
    found = precheck.result_text
    precheck.clear()
    assert found == desk_result(answers)


def test_the_summary_is_the_desks(precheck: PrecheckPage, built_site: Path) -> None:
    """Assessment and summary come from one call; a letter must not tell of other answers."""
    definitions = built_site / "pre-check" / "runtime" / "definitions.json"
    desk = open_desk(definitions.read_text("utf-8"))
    given = {**WHOLE, "haemoglobin": "79 g/L"}
    precheck.type_in(given)
    precheck.check()
    written = precheck.frame.input_value("#summary")
    precheck.frame.fill("#haemoglobin", "7,9")
    precheck.check()
    nothing = precheck.frame.input_value("#summary")
    precheck.clear()
    assert written == desk.summary(json.dumps(given))
    assert "E8" in written
    assert nothing == ""


def test_units_may_be_typed(precheck: PrecheckPage) -> None:
    """Laboratory reports are copied with their unit; that must not spoil the answer."""
    precheck.type_in({"assessment_date": "2026-03-27"})
    precheck.frame.fill("#haemoglobin", "79 g/L")
    precheck.frame.fill("#ki67_percent", "8 %")
    precheck.check()
    found = precheck.result_text
    precheck.clear()
    assert found == desk_result(
        {"assessment_date": "2026-03-27", "haemoglobin": "79 g/L", "ki67_percent": "8 %"}
    )


STATES = """() => {
  const states = window.states = [];
  const root = document.documentElement;
  new MutationObserver(() => states.push(root.dataset.check))
    .observe(root, { attributeFilter: ["data-check"] });
}"""


def test_findings_follow_every_change(precheck: PrecheckPage) -> None:
    """Findings that stayed behind the answers would belong to another patient."""
    precheck.type_in({"assessment_date": "2026-03-27", "haemoglobin": "121 g/L"})
    precheck.check()
    precheck.frame.evaluate(STATES)
    precheck.frame.fill("#haemoglobin", "79")
    precheck.wait_until("window.states.at(-1) === 'result'")
    assert precheck.frame.evaluate("window.states[0]") == "ready"
    found = precheck.result_text
    precheck.clear()
    assert found == desk_result({"assessment_date": "2026-03-27", "haemoglobin": "79 g/L"})


def test_not_known_and_none_exclude_the_rest(precheck: PrecheckPage) -> None:
    """An answer cannot be "none" and something, nor known and not known."""
    frame = precheck.frame
    bone = frame.locator('input[name="mri_extrahepatic"][value="bone"]')
    none = frame.locator('input[name="mri_extrahepatic"][value="none"]')
    unknown = frame.locator('input[name="mri_extrahepatic"][value=""]')
    bone.check()
    none.check()
    assert not bone.is_checked()
    unknown.check()
    assert not none.is_checked()
    bone.check()
    assert not unknown.is_checked()
    frame.fill("#ssa_last_date", "2026-01-02")
    frame.check('input[name="ssa_last_date"][value="never"]')
    assert frame.input_value("#ssa_last_date") == ""
    frame.fill("#ssa_last_date", "2026-01-02")
    assert not frame.is_checked('input[name="ssa_last_date"][value="never"]')
    precheck.clear()


def test_nothing_is_answered_at_first(precheck: PrecheckPage) -> None:
    """A default would stand in for an answer that nobody gave."""
    frame = precheck.frame
    assert frame.locator("input:checked").count() == 0
    assert {box.input_value() for box in frame.locator("input[type=text], select").all()} == {""}


def test_problems_stand_by_their_fields(precheck: PrecheckPage) -> None:
    """Whoever has to mend an answer needs the message beside it and a way there."""
    frame = precheck.frame
    precheck.type_in({"haemoglobin": "7,9 g/dL"})
    precheck.check()
    precheck.wait_for_focus("problems")
    wrong = [field.get_attribute("data-fact") for field in frame.locator("[data-wrong]").all()]
    assert wrong == ["assessment_date", "haemoglobin"]
    assert "comma" in frame.locator("#error-haemoglobin").inner_text()
    assert "error-haemoglobin" in (frame.get_attribute("#haemoglobin", "aria-describedby") or "")
    assert frame.get_attribute("#haemoglobin", "aria-invalid") == "true"
    assert not frame.locator("#result").is_visible()
    precheck.press("#problems a:has-text('Haemoglobin')")
    precheck.wait_for_focus("haemoglobin")
    precheck.clear()
    assert not frame.locator("#problems").is_visible()
    assert frame.locator("[data-wrong], [aria-invalid]").count() == 0


def test_clear_all_forgets_everything(precheck: PrecheckPage) -> None:
    """The next patient's check must not start with the last one's answers."""
    precheck.type_in(WHOLE)
    precheck.check()
    precheck.clear()
    frame = precheck.frame
    assert precheck.result_text == ""
    assert frame.input_value("#summary") == ""
    assert frame.locator("input:checked").count() == 0
    assert {box.input_value() for box in frame.locator("input[type=text], select").all()} == {""}
    assert not frame.locator("#result").is_visible()
    assert "121" not in (frame.text_content("#result") or "")


ENTER = """([answers]) => {
  const form = document.getElementById("answers");
  form.reset();
  for (const [fact, answer] of Object.entries(answers)) {
    const question = form.querySelector(`[data-fact="${fact}"]`);
    if (!question) return false;
    const text = question.querySelector("input[type=text]");
    if (text && answer !== "never") {
      if (typeof answer !== "string" || answer.trim() !== answer || answer === "") return false;
      const unit = question.dataset.unit;
      if (unit && !answer.endsWith(unit)) return false;
      text.value = answer;
      if (text.value !== answer) return false;
      continue;
    }
    const listed = question.dataset.type === "options";
    if (listed !== Array.isArray(answer)) return false;
    for (const value of listed ? (answer.length ? answer : ["none"]) : [answer]) {
      const control = [...question.querySelectorAll("input")].find((one) => one.value === value);
      if (!control || control.checked || value === "") return false;
      control.checked = true;
    }
  }
  return true;
}"""


def test_the_published_cases(precheck: PrecheckPage, built_site: Path) -> None:
    """The test patients that clinicians can read must come out the same on the page."""
    definitions = built_site / "pre-check" / "runtime" / "definitions.json"
    desk = open_desk(definitions.read_text("utf-8"))
    typed = 0
    for case in load():
        given = {fact: answer for fact, answer in case.answers.items() if answer is not None}
        if not precheck.frame.evaluate(ENTER, [given]):
            continue
        typed += 1
        precheck.check()
        found = precheck.result_text
        assert found == desk.assess(json.dumps(given)), case.id
    precheck.clear()
    assert typed >= 250
