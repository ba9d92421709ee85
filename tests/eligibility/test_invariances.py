"""Units, the order of the answers and the calendar must not change the findings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from eligibility.units import EXACT, factor
from nelmas_rules import RULES
from tests.eligibility.conftest import Check
from tests.eligibility.patients import EXACTLY, NEAR, Answers, in_unit, patients, some_quantity

DATES = ("liver_resection_date", "last_surgery_date", "mri_date", "sstr_date")
DATES_OR_NEVER = ("ssa_last_date", "other_treatment_last_date")


def findings_of(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return an assessment without its explanations and dates."""
    parts = [
        (one["id"], one["finding"], one["because"], one["needs"], one["facts"], one["readings"])
        for one in found["criteria"]
    ]
    return [found["outcome"], found["ask"], *parts]


def samples(definitions: Definitions) -> Iterator[tuple[str, str]]:
    """Yield facts with answers in their first unit: values near limits, ranges, censored ones."""
    rng = Random(7)
    for name in dict.fromkeys(fact for fact, _ in EXACTLY):
        fact = definitions.facts[name]
        yield from ((name, f"{number} {fact.units[0]}") for number in NEAR[name])
        yield from ((name, some_quantity(rng, fact, imprecise=True)) for _ in range(30))


def test_a_sample_has_the_same_finding_in_every_unit(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """Laboratories use different units for the same result."""
    answers = {**base, "diabetes": "yes", "prothrombin_time": "abnormal"}
    for name, answer in samples(definitions):
        fact = definitions.facts[name]
        here = {**answers, name: answer}
        pair = {fact.same_unit_as} | {
            other.name for other in definitions.facts.values() if other.same_unit_as == name
        }
        for unit in fact.units[1:]:
            if (name, unit) not in EXACTLY:
                continue
            there = {**here, name: in_unit(name, answer, unit)}
            for other in pair - {""}:
                there[other] = in_unit(other, here[other], unit)
            assert findings_of(check(there)) == findings_of(check(here)), (here[name], there[name])


@pytest.mark.parametrize(
    ("mmol", "g_per_l"),
    [("5.0 mmol/L", "80.5725 g/L"), ("4.96 mmol/L", "79.92792 g/L"), ("4 mmol/L", "64.458 g/L")],
)
def test_haemoglobin_in_mmol_gives_the_same_findings(
    check: Check, base: Answers, mmol: str, g_per_l: str
) -> None:
    """Haemoglobin in mmol/L is that of the monomer, with exactly 16114.5 g/mol."""
    here, there = (check({**base, "haemoglobin": text}) for text in (mmol, g_per_l))
    assert findings_of(here) == findings_of(there)


def test_conversion_factors_are_exact(definitions: Definitions) -> None:
    """The factors in these tests are exactly those of the engine, and cover every unit."""
    for (name, unit), times in EXACTLY.items():
        fact = definitions.facts[name]
        first = factor(fact.units[0], fact.grams_per_mole)
        assert EXACT.multiply(factor(unit, fact.grams_per_mole), times) == first, (name, unit)
    covered = {(name, unit) for name, unit in EXACTLY} | {("haemoglobin", "mmol/L")}
    assert covered == {
        (fact.name, unit) for fact in definitions.facts.values() for unit in fact.units[1:]
    }


def test_insignificant_zeros_change_nothing(check: Check, base: Answers) -> None:
    """8.0 and 8.00 are the same result."""
    for one, other in (("80 g/L", "80.000 g/L"), ("8.0 g/dL", "08.00 g/dL"), ("79 g/L", "79g/L")):
        found = [check({**base, "haemoglobin": text}) for text in (one, other)]
        assert findings_of(found[0]) == findings_of(found[1])


def test_the_order_of_the_answers_changes_nothing(
    precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """A form may be filled in from any end; the result must be the same, byte for byte."""
    rng = Random(3)
    for answers in patients(3, 300, definitions, base):
        names = list(answers)
        rng.shuffle(names)
        shuffled = {
            name: rng.sample(answers[name], len(answers[name]))
            if isinstance(answers[name], list)
            else answers[name]
            for name in names
        }
        assert precheck.assess(json.dumps(shuffled)) == precheck.assess(json.dumps(answers))


def test_a_null_answer_equals_a_missing_one(
    precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """Skipping a question and answering "not known" mean the same."""
    for answers in patients(4, 100, definitions, base):
        whole = {fact: answers.get(fact) for fact in definitions.facts}
        assert precheck.assess(json.dumps(whole)) == precheck.assess(json.dumps(answers))


def moved(answers: Answers, days: int) -> Answers:
    """Return the answers with every date moved by this many days."""
    shifted = dict(answers)
    for name in (*DATES, *DATES_OR_NEVER, "assessment_date"):
        if name in answers and answers[name] != "never":
            day = date.fromisoformat(answers[name]) + timedelta(days=days)
            shifted[name] = day.isoformat()
    return shifted


@pytest.mark.parametrize("days", [1, 28, 365, 366, 704, 1461, 36524, -400])
def test_moving_all_dates_alike_changes_only_dates(
    check: Check, definitions: Definitions, base: Answers, days: int
) -> None:
    """Only the number of days between two dates counts."""
    for answers in patients(days, 150, definitions, base):
        exact = {
            name: answer
            for name, answer in answers.items()
            if not (name in (*DATES, *DATES_OR_NEVER) and answer != "never" and len(answer) < 10)
        }
        here, there = check(exact), check(moved(exact, days))
        if "problems" in here:
            continue
        assert findings_of(there) == findings_of(here)
        for one, other in zip(here["criteria"], there["criteria"], strict=True):
            assert one["explanation"] == other["explanation"]
            assert (one["lapses_on"] is None) == (other["lapses_on"] is None)
            if one["lapses_on"] and one["id"] == "E1":
                then = date.fromisoformat(one["lapses_on"]) + timedelta(days=days)
                assert other["lapses_on"] == then.isoformat()


def test_assessing_twice_gives_the_same_bytes(
    precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """Nothing may carry over from one patient to the next."""
    texts = [json.dumps(one) for one in patients(5, 200, definitions, base)]
    first = [precheck.assess(one) for one in texts]
    fresh = Precheck(definitions, RULES)
    assert [precheck.assess(one) for one in reversed(texts)] == first[::-1]
    assert [fresh.assess(one) for one in texts] == first


@pytest.mark.slow
def test_a_time_criterion_blocks_only_until_its_lapse_date(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """The date must be the first day on which the criterion no longer blocks."""
    checked = 0
    for answers in patients(6, 1500, definitions, base):
        found = check(answers)
        if "problems" in found:
            continue
        recent = next(one for one in found["criteria"] if one["id"] == "E1")
        if not recent["lapses_on"]:
            continue
        day = date.fromisoformat(recent["lapses_on"])
        later = check({**answers, "assessment_date": day.isoformat()})
        assert next(one for one in later["criteria"] if one["id"] == "E1")["finding"] != "true"
        exact_dates = [
            answers.get(name, "never") for name in ("last_surgery_date", *DATES_OR_NEVER)
        ]
        if all(len(text) in (5, 10) for text in exact_dates) and "last_surgery_date" in answers:
            before = {**answers, "assessment_date": (day - timedelta(days=1)).isoformat()}
            assert next(one for one in check(before)["criteria"] if one["id"] == "E1")[
                "finding"
            ] == ("true")
        checked += 1
    assert checked > 100
