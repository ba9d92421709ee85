from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from tests.eligibility.case_loader import CaseError, TestPatient, load

CASES = load()


def actual(found: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    """Return the result in the form of a case's `expect`, with lists sorted."""
    if found["format"] == "nelmas-problems/1":
        return {"problems": {one["fact"]: one["code"] for one in found["problems"]}}
    by_id = {one["id"]: one for one in found["criteria"]}
    result: dict[str, Any] = {"outcome": found["outcome"]}
    for key, one in by_id.items():
        result[key] = ", ".join(filter(None, (one["finding"], one["because"])))
    for part, read in (
        ("readings", lambda one: sorted(reading["id"] for reading in one["readings"])),
        ("needs", lambda one: sorted(one["needs"])),
        ("lapses_on", lambda one: one["lapses_on"]),
    ):
        if part in expect:
            result[part] = {key: read(by_id[key]) for key in expect[part]}
    result["explanation"] = {
        key: words if words in by_id[key]["explanation"] else by_id[key]["explanation"]
        for key, words in expect.get("explanation", {}).items()
    }
    if "open_from" in expect:
        result["open_from"] = found["open_from"]
    if "ask" in expect:
        result["ask"] = sorted(found["ask"])
    result["warnings"] = sorted(sorted(one["facts"]) for one in found["warnings"])
    return result


def expected(expect: dict[str, Any]) -> dict[str, Any]:
    """Return the whole expected result; what a case does not name is as for the base patient."""
    if "problems" in expect:
        return expect
    full: dict[str, Any] = {f"I{n}": "true" for n in range(1, 9)}
    full |= {f"E{n}": "false" for n in range(1, 18)}
    full |= {"explanation": {}, **expect}
    for part in ("readings", "needs"):
        if part in full:
            full[part] = {key: sorted(names) for key, names in full[part].items()}
    if "ask" in full:
        full["ask"] = sorted(full["ask"])
    full["warnings"] = sorted(sorted(facts) for facts in full.get("warnings", []))
    return full


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_published_patient_has_the_expected_result(precheck: Precheck, case: TestPatient) -> None:
    """Clinicians must be able to rely on the published cases."""
    found = json.loads(precheck.assess(json.dumps(dict(case.answers))))
    expect = dict(case.expect)
    assert actual(found, expect) == expected(expect), case.patient


def test_every_finding_of_every_criterion_has_a_case(definitions: Definitions) -> None:
    """A finding without a case has not been reviewed by anyone."""
    shown = {
        (key, value)
        for case in CASES
        if "problems" not in case.expect
        for key, value in expected(dict(case.expect)).items()
        if key in definitions.criteria
    }
    for criterion in definitions.criteria.values():
        findings = {value.split(",")[0] for key, value in shown if key == criterion.id}
        assert findings == {"true", "false", "unknown"}, criterion.id
        reasons = {value for key, value in shown if key == criterion.id}
        assert "unknown, missing" in reasons, criterion.id
        if criterion.readings:
            assert "unknown, text_conflict" in reasons, criterion.id
        if criterion.judgement:
            assert "unknown, judgement" in reasons, criterion.id


def test_every_reading_and_every_problem_has_a_case(definitions: Definitions) -> None:
    """Patients must not be the first to see a reading or a problem."""
    questions = {name for one in definitions.criteria.values() for name in one.questions}
    asked = {
        question
        for case in CASES
        for names in case.expect.get("readings", {}).values()
        for question in names
    }
    assert asked == questions
    codes = {code for case in CASES for code in case.expect.get("problems", {}).values()}
    assert codes == {
        *("unknown_fact", "not_a_number", "decimal_comma", "unit_missing", "unit_not_allowed"),
        *("units_differ", "outside_range", "not_an_option", "not_a_date", "in_the_future"),
        *("range_reversed", "not_text"),
    }


def test_there_are_at_least_250_cases() -> None:
    """Fewer cases cannot cover every criterion, limit and unit."""
    assert len(CASES) >= 250


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('- {id: "E8-01", patient: "x", answers: {}, expect: {outcome: may_fit}}', "quotation"),
        ('- {id: "E8-01", patient: "x", answers: {}, expect: {}}', "missing outcome"),
        ('- {id: "E8-01", patient: "x", answers: {}}', "a case has the fields"),
        ('- {id: "E9-01", patient: "x", answers: {}, expect: {outcome: "may_fit"}}', "like E8-01"),
        ('- {id: "E8-01", id: "E8-02"}', "is given twice"),
        (
            '- {id: "E8-01", patient: "x", answers: {}, expect: {outcome: "may_fit", E8: "no"}}',
            "unknown with its reason",
        ),
        (
            '- {id: "E8-01", patient: "x", answers: {}, expect: {outcome: "may_fit", asks: []}}',
            "unknown field asks",
        ),
    ],
)
def test_an_error_in_a_case_is_reported_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    """A clinician who edits a case needs a message that says what to fix."""
    (tmp_path / "base.yaml").write_text('answers: {ecog: "0"}\n')
    (tmp_path / "E8.yaml").write_text(f"# a comment\n{text}\n")
    with pytest.raises(CaseError, match=r"E8\.yaml:2: ") as raised:
        load(tmp_path)
    assert message in str(raised.value)
