"""The form gives the same findings as the rules in this Python, byte for byte."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from eligibility.json_api import Precheck
from tests.browser.conftest import Assess
from tests.browser.precheck_page import WHOLE, Answers, PrecheckPage, open_precheck
from tests.browser.serving import Served
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
def test_typed_answers_give_the_same_bytes(
    precheck: PrecheckPage, assess: Assess, answers: Answers
) -> None:
    """A finding that differs between browser and command line could be trusted in neither."""
    precheck.type_in(answers)
    precheck.check()
    assert precheck.result_text == assess(answers)


def test_the_summary_is_of_the_same_answers(precheck: PrecheckPage, rules: Precheck) -> None:
    """Assessment and summary come from one call; a letter must not describe other answers."""
    given = {**WHOLE, "haemoglobin": "79 g/L"}
    precheck.type_in(given)
    precheck.check()
    written = precheck.frame.input_value("#summary")
    precheck.frame.fill("#haemoglobin", "7,9")
    precheck.check()
    nothing = precheck.frame.input_value("#summary")
    assert written == rules.summary(json.dumps(given))
    assert "E8" in written
    assert nothing == ""


def test_units_may_be_typed(precheck: PrecheckPage, assess: Assess) -> None:
    """People copy laboratory values with their unit; the answer must stay the same."""
    answers = {"assessment_date": "2026-03-27", "haemoglobin": "79 g/L", "ki67_percent": "8 %"}
    for fact, answer in answers.items():
        precheck.frame.fill(f"#{fact}", answer)
    precheck.check()
    assert precheck.result_text == assess(answers)


STATES = """() => {
  const states = window.states = [];
  const root = document.documentElement;
  new MutationObserver(() => states.push(root.dataset.check))
    .observe(root, { attributeFilter: ["data-check"] });
}"""


def test_findings_follow_every_change(precheck: PrecheckPage, assess: Assess) -> None:
    """Findings that lag behind the answers belong to another patient."""
    precheck.type_in({"assessment_date": "2026-03-27", "haemoglobin": "121 g/L"})
    precheck.check()
    precheck.frame.evaluate(STATES)
    precheck.frame.fill("#haemoglobin", "79")
    precheck.wait_until("window.states.at(-1) === 'result'")
    assert precheck.frame.evaluate("window.states[0]") == "ready"
    answers = {"assessment_date": "2026-03-27", "haemoglobin": "79 g/L"}
    assert precheck.result_text == assess(answers)


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


def test_a_new_form_is_empty_and_offers_no_autofill(ready_site: Served, page: Page) -> None:
    """A default would be an answer that nobody gave, and so would an earlier person's answer."""
    frame = open_precheck(page, ready_site.address).frame
    assert frame.locator("input:checked").count() == 0
    fields = frame.locator("input[type=text], select").all()
    assert len(fields) > 20
    assert {field.input_value() for field in fields} == {""}
    assert frame.get_attribute("form", "autocomplete") == "off"
    assert frame.locator("input[autocomplete]:not([autocomplete=off])").count() == 0


def test_problems_are_shown_at_their_fields(precheck: PrecheckPage) -> None:
    """People who must correct an answer need the message beside it and a link to it."""
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


def test_clearing_removes_every_answer(precheck: PrecheckPage) -> None:
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


ENTER_AND_CHECK = """async ([patients]) => {
  const form = document.getElementById("answers");
  const root = document.documentElement;

  /** Answer the form; false where no form can hold such answers. */
  function enter(answers) {
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
      const listed = question.dataset.widget === "checkboxes";
      if (listed !== Array.isArray(answer)) return false;
      for (const value of listed ? (answer.length ? answer : ["none"]) : [answer]) {
        const control = [...question.querySelectorAll("input")].find((one) => one.value === value);
        if (!control || control.checked || value === "") return false;
        control.checked = true;
      }
    }
    return true;
  }

  /** Press the button, and wait until the document says that the findings are there. */
  function check() {
    return new Promise((resolve) => {
      const seen = new MutationObserver(() => {
        if (root.dataset.check !== "result") return;
        seen.disconnect();
        resolve(document.querySelector("[data-assessment]").textContent);
      });
      seen.observe(root, { attributeFilter: ["data-check"] });
      document.querySelector("button[type=submit]").click();
    });
  }

  const found = {};
  for (const [id, answers] of Object.entries(patients))
    if (enter(answers)) found[id] = await check();
  return found;
}"""


def test_published_cases_give_the_same_bytes(precheck: PrecheckPage, assess: Assess) -> None:
    """The form must give clinicians' test patients the findings that are published for them."""
    patients = {
        case.id: {fact: answer for fact, answer in case.answers.items() if answer is not None}
        for case in load()
    }
    found: dict[str, str] = precheck.frame.evaluate(ENTER_AND_CHECK, [patients])
    assert len(found) >= 250
    assert found == {case: assess(patients[case]) for case in found}
