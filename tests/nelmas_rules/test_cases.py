from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from tests.eligibility.case_loader import CaseError, TestPatient, load

CASES = load()


def came_out(found: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    """Return what came out, in the words and the order-free form of a case's `expect`."""
    if found["format"] == "nelmas-problems/1":
        return {"problems": {one["fact"]: one["code"] for one in found["problems"]}}
    by_id = {one["id"]: one for one in found["criteria"]}
    got: dict[str, Any] = {"outcome": found["outcome"]}
    for key, one in by_id.items():
        got[key] = ", ".join(filter(None, (one["finding"], one["because"])))
    for part, read in (
        ("readings", lambda one: sorted(reading["id"] for reading in one["readings"])),
        ("needs", lambda one: sorted(one["needs"])),
        ("lapses_on", lambda one: one["lapses_on"]),
    ):
        if part in expect:
            got[part] = {key: read(by_id[key]) for key in expect[part]}
    got["explanation"] = {
        key: words if words in by_id[key]["explanation"] else by_id[key]["explanation"]
        for key, words in expect.get("explanation", {}).items()
    }
    if "open_from" in expect:
        got["open_from"] = found["open_from"]
    if "ask" in expect:
        got["ask"] = sorted(found["ask"])
    got["warnings"] = sorted(sorted(one["facts"]) for one in found["warnings"])
    return got


def wanted(expect: dict[str, Any]) -> dict[str, Any]:
    """Return what must come out; what a case does not name is as for the base patient."""
    if "problems" in expect:
        return expect
    want: dict[str, Any] = {f"I{n}": "true" for n in range(1, 9)}
    want |= {f"E{n}": "false" for n in range(1, 18)}
    want |= {"explanation": {}, **expect}
    for part in ("readings", "needs"):
        if part in want:
            want[part] = {key: sorted(names) for key, names in want[part].items()}
    if "ask" in want:
        want["ask"] = sorted(want["ask"])
    want["warnings"] = sorted(sorted(facts) for facts in want.get("warnings", []))
    return want


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_published_patient_gives_what_the_case_says(
    precheck: Precheck, case: TestPatient
) -> None:
    """A clinician who reads a case must be able to rely on it."""
    found = json.loads(precheck.assess(json.dumps(dict(case.answers))))
    expect = dict(case.expect)
    assert came_out(found, expect) == wanted(expect), case.patient


def test_there_are_cases_for_every_finding_of_every_criterion(definitions: Definitions) -> None:
    """A finding that no case shows is one that nobody has thought about."""
    shown = {
        (key, value)
        for case in CASES
        if "problems" not in case.expect
        for key, value in wanted(dict(case.expect)).items()
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


def test_there_is_a_case_for_every_reading_and_every_problem(definitions: Definitions) -> None:
    """An open question or a message that no case shows would be seen first by a patient."""
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
    """Fewer would leave a criterion, a boundary or a unit out."""
    assert len(CASES) >= 250


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('- {id: "E8-01", patient: "x", answers: {}, expect: {outcome: may_fit}}', "quotation"),
        ('- {id: "E8-01", patient: "x", answers: {}, expect: {}}', "outcome is wanted"),
        ('- {id: "E8-01", patient: "x", answers: {}}', "a case has just"),
        ('- {id: "E9-01", patient: "x", answers: {}, expect: {outcome: "may_fit"}}', "E8-01 or"),
        ('- {id: "E8-01", id: "E8-02"}', "stands twice"),
        (
            '- {id: "E8-01", patient: "x", answers: {}, expect: {outcome: "may_fit", E8: "no"}}',
            "unknown with its reason",
        ),
        (
            '- {id: "E8-01", patient: "x", answers: {}, expect: {outcome: "may_fit", asks: []}}',
            "has no asks",
        ),
    ],
)
def test_a_slip_in_a_case_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """A clinician who edits a case must be told what to mend, not shown a traceback."""
    (tmp_path / "base.yaml").write_text('answers: {ecog: "0"}\n')
    (tmp_path / "E8.yaml").write_text(f"# a comment\n{text}\n")
    with pytest.raises(CaseError, match=r"E8\.yaml:2: ") as raised:
        load(tmp_path)
    assert message in str(raised.value)
