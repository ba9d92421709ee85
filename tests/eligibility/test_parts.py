"""Small parts of the engine on their own, at their limits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import eligibility
import nelmas_rules
from eligibility.assessment import chances_to_settle
from eligibility.dates import DateError, PartialDate, days_between, days_later, read_partial_date
from eligibility.definitions import Definitions
from eligibility.fingerprint import rules_sha256
from eligibility.json_api import LARGEST, MOST_BRACKETS, Precheck
from eligibility.problems import LONGEST_ECHO, shorten
from eligibility.quantity import LONGEST_NUMBER, NumberError, known_quantity, read_written
from nelmas_rules import RULES
from tests.eligibility.conftest import Check
from tests.eligibility.patients import Answers


def warnings(check: Check, answers: Answers) -> list[tuple[str, ...]]:
    """Return the facts of each warning."""
    given = {name: answer for name, answer in answers.items() if answer is not None}
    return [tuple(one["facts"]) for one in check(given)["warnings"]]


CONTRADICTIONS: list[tuple[Answers, tuple[str, ...]]] = [
    (
        {"grade_reported": "NET_G1", "mitoses_per_2mm2": "1", "ki67_percent": "3 %"},
        ("grade_reported", "ki67_percent"),
    ),
    ({"grade_reported": "NET_G1", "mitoses_per_2mm2": "1", "ki67_percent": "2.9 %"}, ()),
    ({"grade_reported": "NET_G1", "mitoses_per_2mm2": "1", "ki67_percent": ">2 %"}, ()),
    (
        {"grade_reported": "NET_G1", "mitoses_per_2mm2": "1", "ki67_percent": ">3 %"},
        ("grade_reported", "ki67_percent"),
    ),
    ({"ki67_percent": "20 %"}, ()),
    ({"ki67_percent": "20.1 %"}, ("grade_reported", "ki67_percent")),
    ({"ki67_percent": "15-25 %"}, ()),
    ({"mitoses_per_2mm2": "20"}, ()),
    ({"mitoses_per_2mm2": "20.1"}, ("grade_reported", "mitoses_per_2mm2")),
    ({"mri_done": "no"}, ("mri_done", "mri_date", "mri_liver_mets_seen", "mri_extrahepatic")),
    (
        {"mri_done": "no", "mri_liver_mets_seen": None, "mri_extrahepatic": None},
        ("mri_done", "mri_date"),
    ),
    (
        {"sstr_done": "no", "sstr_tracer": None, "sstr_date": None, "sstr_extrahepatic": None},
        ("sstr_done", "sstr_modality", "sstr_liver_mets_seen"),
    ),
    (
        {"sstr_done": "no"},
        (
            *("sstr_done", "sstr_tracer", "sstr_modality", "sstr_date"),
            *("sstr_liver_mets_seen", "sstr_extrahepatic"),
        ),
    ),
    ({"nyha_class": "2"}, ("heart_failure", "nyha_class")),
    ({"heart_failure_controlled": "no"}, ("heart_failure", "heart_failure_controlled")),
    ({"heart_failure": "yes", "nyha_class": "2"}, ()),
    ({"heart_failure": None, "nyha_class": "2"}, ()),
    ({"ebrt_marrow_percent": "5 %"}, ("ebrt_given", "ebrt_marrow_percent")),
    ({"last_surgery_date": "2026-02-01"}, ("last_surgery_date", "liver_resection_date")),
    ({"last_surgery_date": "2026-02"}, ()),
    ({"last_surgery_date": "2026-01"}, ("last_surgery_date", "liver_resection_date")),
    (
        {"prior_treatments_for_net": ["somatostatin_analogue"]},
        ("prior_treatments_for_net", "ssa_last_date"),
    ),
    (
        {"prior_treatments_for_net": ["prrt"]},
        ("prior_treatments_for_net", "other_treatment_last_date"),
    ),
    ({"prior_treatments_for_net": ["prrt"], "other_treatment_last_date": "2020"}, ()),
    ({"prior_treatments_for_net": ["prrt"], "other_treatment_last_date": None}, ()),
    (
        {"pregnancy": "positive", "reproductive_potential": "none"},
        ("pregnancy", "reproductive_potential"),
    ),
    (
        {"pregnancy": "positive", "reproductive_potential": "male"},
        ("pregnancy", "reproductive_potential"),
    ),
    ({"pregnancy": "positive"}, ()),
    (
        {"primary_resection": "before_liver_surgery", "unresectable_remaining": ["primary"]},
        ("primary_resection", "unresectable_remaining"),
    ),
    ({"unresectable_remaining": ["primary"]}, ("primary_resection", "unresectable_remaining")),
    ({"primary_resection": "not_resected", "unresectable_remaining": ["primary"]}, ()),
    ({"unresectable_remaining": ["liver"]}, ("liver_resection_margin", "unresectable_remaining")),
    (
        {"liver_resection_margin": "R1", "unresectable_remaining": ["liver"]},
        ("liver_resection_margin", "unresectable_remaining"),
    ),
    ({"liver_resection_margin": "R2", "unresectable_remaining": ["liver"]}, ()),
    ({"primary_site": "unknown_primary"}, ("primary_site", "primary_resection")),
    (
        {"primary_site": "unknown_primary", "primary_resection": "before_liver_surgery"},
        ("primary_site", "primary_resection"),
    ),
    ({"primary_site": "unknown_primary", "primary_resection": "primary_never_found"}, ()),
    ({"histology_confirmed": "no"}, ("histology_confirmed", "liver_mets_on_histology")),
]


@pytest.mark.parametrize(("changes", "facts"), CONTRADICTIONS, ids=lambda x: str(x)[:60])
def test_contradicting_answers_give_a_warning(
    check: Check, base: Answers, changes: Answers, facts: tuple[str, ...]
) -> None:
    """Only comparing two answers can show that one of them is wrong."""
    assert warnings(check, {**base, **changes}) == ([facts] if facts else [])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01-19", "2026-01-19", "2026-01-19"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_partial_date_runs_from_its_first_to_its_last_day(
    text: str, first: str, last: str
) -> None:
    """Months and years differ in length."""
    read = read_partial_date(text)
    assert (read.first.isoformat(), read.last.isoformat()) == (first, last)
    assert read.is_exact == (first == last)


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13", "0000", "26-01-01", "2026-1-1", "x"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    """A typing error such as 29 February 2026 must not become 1 March."""
    with pytest.raises(DateError):
        read_partial_date(text)


def test_days_are_counted_from_both_ends_of_a_month() -> None:
    """The operation may have been on any day of the month."""
    month = PartialDate(date(2026, 2, 1), date(2026, 2, 28))
    day = PartialDate(date(2026, 3, 27), date(2026, 3, 27))
    days = days_between(month, day)
    assert (days.fewest, days.most, days.text()) == (27, 54, "27 to 54 days")
    back = days_between(day, month)
    assert (back.fewest, back.most) == (-54, -27)
    assert days_between(day, day).text() == "0 days"
    assert month.not_after(date(2026, 2, 10)).last == date(2026, 2, 10)
    assert month.not_after(date(2026, 3, 10)) == month


def test_days_past_the_calendar_are_none() -> None:
    """A date at the end of the calendar must not crash the program."""
    assert days_later(date(2026, 2, 1), 28) == date(2026, 3, 1)
    assert days_later(date(9999, 12, 4), 27) == date(9999, 12, 31)
    assert days_later(date(9999, 12, 4), 28) is None


def test_an_operation_at_the_end_of_the_calendar_is_assessed(check: Check, base: Answers) -> None:
    """The lapse date would be past the calendar, so there is none; the finding is the same."""
    day = "9999-12-31"
    found = check({**base, "assessment_date": day, "last_surgery_date": day})
    recent = next(one for one in found["criteria"] if one["id"] == "E1")
    assert (recent["finding"], recent["lapses_on"], found["open_from"]) == ("true", None, None)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("79 g/L", "79 g/L"),
        (" 79  g/L ", "79 g/L"),
        ("79g/L", "79 g/L"),
        ("<80 10*9/L", "<80 10*9/L"),
        ("> 80 10*9/L", ">80 10*9/L"),
        ("15-25 %", "15-25 %"),
        ("15 - 25 %", "15-25 %"),
        ("25%", "25 %"),
        ("2000/mm3", "2000 /mm3"),
        ("18", "18"),
        ("7.90 g/dL", "7.90 g/dL"),
    ],
)
def test_a_quantity_is_printed_as_it_was_written(text: str, printed: str) -> None:
    """The figures must match those on the laboratory's report."""
    assert known_quantity(text).text() == printed


@pytest.mark.parametrize(
    ("age", "finding"),
    [
        *(("<18", "false"), ("<19", "unknown"), (">17", "true"), (">16", "unknown")),
        *((">18", "true"), ("<17", "false"), ("16-17", "false"), ("18-19", "true")),
    ],
)
def test_an_age_above_17_is_18_or_more(check: Check, base: Answers, age: str, finding: str) -> None:
    """Ages are whole years, so there is nothing between 17 and 18."""
    found = check({**base, "age_years": age})
    assert next(one["finding"] for one in found["criteria"] if one["id"] == "I2") == finding


def test_a_message_names_the_choices(check: Check, base: Answers) -> None:
    """People need the allowed choices to correct a wrong one."""
    (problem,) = check({**base, "liver_resection_margin": "r0"})["problems"]
    assert problem["message"] == (
        'Resection margin in the liver: "r0" is not an option; choose one of R0, R1, R2, RX'
    )
    (problem,) = check({**base, "haemoglobin": "79 stone"})["problems"]
    assert "g/L, g/dL, mmol/L" in problem["message"]
    (problem,) = check({**base, "unresectable_remaining": "liver"})["problems"]
    assert '["liver"]' in problem["message"]


def test_a_date_that_cannot_be_read_shows_how_it_is_written(check: Check, base: Answers) -> None:
    """Facts differ in whether they allow a month, a year or "never"."""

    def message(fact: str) -> str:
        (problem,) = check({**base, fact: "soon"})["problems"]
        words: str = problem["message"]
        return words.partition("write ")[2]

    assert message("assessment_date") == "2026-01-19"
    assert message("mri_date") == "2026-01-19, or 2026-01 or 2026 if you know no more"
    assert message("ssa_last_date") == (
        '2026-01-19, or 2026-01 or 2026 if you know no more, or "never"'
    )


def test_problems_are_json_that_people_can_read(precheck: Precheck) -> None:
    """People read this JSON more often than programs do."""
    text = precheck.assess('{"assessment_date": "2026-03-27", "é": "x"}')
    assert text.startswith('{\n  "format": "nelmas-problems/1",\n  "problems": [\n    {\n')
    assert '"fact": "é"' in text


def test_chances_to_settle(definitions: Definitions) -> None:
    """The order of the questions depends on these shares."""
    chances = chances_to_settle(definitions, RULES)
    assert chances["E17", "ssa_hypersensitivity"] == 500
    assert chances["I4", "primary_site"] == 200
    assert chances["I4", "ki67_percent"] == 500
    assert chances["E2", "grade_reported"] == 400
    assert chances["E3", "liver_resection_margin"] == 250
    assert chances["E7", "prior_treatments_for_net"] == 800
    assert chances["I7", "mri_date"] == 0
    lasting = {one.id for one in definitions.criteria.values() if one.changes == "no"}
    assert {criterion for criterion, _ in chances} == lasting


def test_numbers_have_a_maximum_length() -> None:
    """The limit must stop an attack, and never a laboratory value."""
    assert LONGEST_NUMBER == 40
    longest = "9" * LONGEST_NUMBER
    assert read_written(f"{longest} g/L").low == Decimal(longest)
    assert read_written(f"{longest}-{longest} g/L").high == Decimal(longest)
    for text in (f"{longest}9 g/L", f"1-{longest}9 g/L", f"<{longest}9 g/L"):
        with pytest.raises(NumberError):
            read_written(text)
    assert read_written("1 " + "x" * (2 * LONGEST_NUMBER + 18)).unit.startswith("x")
    with pytest.raises(NumberError, match="too many"):
        read_written("1 " + "x" * (2 * LONGEST_NUMBER + 19))


def test_answers_have_a_maximum_size(precheck: Precheck) -> None:
    """The limits must stop an attack, and never a patient's answers."""
    assert (LARGEST, MOST_BRACKETS) == (1_000_000, 1_000)

    def codes(text: str) -> list[str]:
        return [one["code"] for one in json.loads(precheck.assess(text)).get("problems", [])]

    day = '"assessment_date": "2026-03-27"'
    padding = LARGEST - len(day) - 2
    assert codes("{" + day + " " * padding + "}") == []
    assert codes("{" + day + " " * (padding + 1) + "}") == ["too_large"]
    brackets = MOST_BRACKETS - 1
    assert codes('{"x": ' + "[" * brackets + "]" * brackets + "}") != ["too_large"]
    assert codes('{"x": ' + "[" * (brackets + 1) + "]" * (brackets + 1) + "}") == ["too_large"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("é", "é"),
        ("\u202e", "\\u202e"),
        ("\x00", "\\x00"),
        ("x" * LONGEST_ECHO, "x" * LONGEST_ECHO),
        ("x" * (LONGEST_ECHO + 1), "x" * (LONGEST_ECHO - 1) + "…"),
    ],
)
def test_repeated_input_is_short_and_printable(text: str, shown: str) -> None:
    """A message must not pass on harmful input that it quotes."""
    assert LONGEST_ECHO == 60
    assert shorten(text) == shown


def test_the_fingerprint_changes_with_the_rules_only(definitions: Definitions) -> None:
    """An old assessment must show whether it was made by these rules."""
    sha = rules_sha256(definitions, RULES)
    assert len(sha) == 64
    assert Precheck(definitions, RULES).rules_sha256 == sha
    changed: dict[str, Any] = json.loads(definitions.to_json())
    changed["overall_status"] = "recruiting"
    assert rules_sha256(Definitions.from_source(changed), RULES) == sha
    changed["criteria"][8]["limits"]["recent"][0]["value"] = "5 wk"
    assert rules_sha256(Definitions.from_source(changed), RULES) != sha


def test_the_json_keeps_its_shape(precheck: Precheck, base: Answers) -> None:
    """Programs that read the format rely on its names and its order."""
    out = precheck.assess(json.dumps({**base, "haemoglobin": "80 g/L", "ki67_percent": "25 %"}))
    found = json.loads(out)
    assert list(found) == [
        *("format", "trial", "rules_sha256", "assessment_date", "outcome", "open_from", "ask"),
        *("warnings", "criteria"),
    ]
    assert found["format"] == "nelmas-assessment/1"
    assert found["trial"] == "NCT05987176"
    assert found["assessment_date"] == base["assessment_date"]
    for one in found["criteria"]:
        assert list(one) == [
            *("id", "kind", "finding", "because", "changes", "lapses_on", "needs", "readings"),
            *("facts", "explanation"),
        ]
        assert one["kind"] == ("inclusion" if one["id"].startswith("I") else "exclusion")
        assert one["changes"] in ("time", "may", "no")
    (hb,) = [one for one in found["criteria"] if one["id"] == "E8"]
    assert hb["readings"] == [
        {
            "id": "haemoglobin_limit",
            "question": "Which of the two printed haemoglobin limits counts? "
            "5.0 mmol/L is 8.05725 g/dL, not 8.0 g/dL.",
            "findings": {"a": "true", "b": "false"},
        }
    ]
    assert list(found["warnings"][0]) == ["facts", "message"]
    assert "NET, grade 2" in found["warnings"][0]["message"]
    assert "25 %" in found["warnings"][0]["message"]
    assert len(out.splitlines()) == 27


def test_the_fingerprint_does_not_depend_on_key_order(definitions: Definitions) -> None:
    """The order of keys in a file means nothing."""
    source = json.loads(definitions.to_json())
    turned: dict[str, Any] = dict(reversed([*source.items()]))
    turned["facts"] = [dict(reversed(fact.items())) for fact in turned["facts"]]
    again = Definitions.from_source(turned)
    assert again.to_json() == definitions.to_json()
    assert rules_sha256(again, RULES) == rules_sha256(definitions, RULES)


@pytest.mark.parametrize(
    ("text", "fact", "code"),
    [
        ("{", "", "not_json"),
        ("[]", "", "not_json"),
        ("{}", "assessment_date", "not_a_date"),
    ],
)
def test_input_that_is_not_a_set_of_answers_has_a_code(
    precheck: Precheck, text: str, fact: str, code: str
) -> None:
    """Programs that send answers distinguish their errors by the code."""
    (problem,) = json.loads(precheck.assess(text))["problems"]
    assert (problem["fact"], problem["code"]) == (fact, code)
    assert precheck.summary(text) == ""


def test_the_summary_is_part_of_the_same_interface(precheck: Precheck, base: Answers) -> None:
    """The page and the command line get the summary from the same place."""
    assert precheck.summary(json.dumps(base)).startswith("Pre-check against the criteria of NCT")


@pytest.mark.parametrize(
    ("fact", "answer", "code", "words"),
    [
        ("ecog", True, "not_text", "the answer is true or false;"),
        ("ecog", ["1"], "not_text", "the answer is a list;"),
        ("ecog", {"value": "1"}, "not_text", "the answer is a mapping;"),
        ("ecog", 1, "not_text", "the answer is a bare number;"),
        ("mri_extrahepatic", {"bone": "yes"}, "not_text", "the answer is a mapping;"),
        ("mri_extrahepatic", ["bone", 1], "not_text", "the list holds a bare number;"),
        ("mri_extrahepatic", "bone", "not_an_option", "the answer is one text;"),
        ("age_years", "58 years", "unit_not_allowed", "leave the unit out"),
        ("age_years", "old", "not_a_number", "write it like 58"),
        ("age_years", "17-18.5", "not_a_number", "is not a whole number"),
        ("age_years", "17.5-18", "not_a_number", "is not a whole number"),
        ("wbc", "low", "not_a_number", "write it like 12 10*9/L"),
    ],
)
def test_a_problem_says_what_is_wrong_with_an_answer(
    precheck: Precheck, fact: str, answer: object, code: str, words: str
) -> None:
    """Without that, nobody can correct the answer."""
    text = json.dumps({"assessment_date": "2026-03-27", fact: answer})
    (problem,) = json.loads(precheck.assess(text))["problems"]
    assert (problem["fact"], problem["code"]) == (fact, code)
    assert words in problem["message"]


def test_anyone_can_compute_the_fingerprint(definitions: Definitions) -> None:
    """A hospital must be able to verify what ran with just the files and SHA-256."""
    parts = []
    for package in (eligibility, nelmas_rules):
        digest = hashlib.sha256()
        for path in sorted(Path(str(package.__file__)).parent.glob("*.py")):
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)}\n".encode() + content)
        parts.append(digest.hexdigest())
    parts.append(replace(definitions, overall_status="").to_json())
    expected = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    assert rules_sha256(definitions, RULES) == expected
