"""What must make no difference: the unit, the order of the answers, the calendar."""

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


def judged(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return what an assessment says, without the words and without dates."""
    parts = [
        (one["id"], one["finding"], one["because"], one["needs"], one["facts"], one["readings"])
        for one in found["criteria"]
    ]
    return [found["outcome"], found["ask"], *parts]


def samples(definitions: Definitions) -> Iterator[tuple[str, str]]:
    """Yield a fact and an answer in its first unit: each value near a limit, ranges, censored."""
    rng = Random(7)
    for name in dict.fromkeys(fact for fact, _ in EXACTLY):
        fact = definitions.facts[name]
        yield from ((name, f"{number} {fact.units[0]}") for number in NEAR[name])
        yield from ((name, some_quantity(rng, fact, imprecise=True)) for _ in range(30))


def test_one_blood_sample_gives_one_finding_in_every_unit(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """A laboratory's unit says nothing about the patient."""
    told = {**base, "diabetes": "yes", "prothrombin_time": "abnormal"}
    for name, answer in samples(definitions):
        fact = definitions.facts[name]
        here = {**told, name: answer}
        pair = {fact.same_unit_as} | {
            other.name for other in definitions.facts.values() if other.same_unit_as == name
        }
        for unit in fact.units[1:]:
            if (name, unit) not in EXACTLY:
                continue
            there = {**here, name: in_unit(name, answer, unit)}
            for other in pair - {""}:
                there[other] = in_unit(other, here[other], unit)
            assert judged(check(there)) == judged(check(here)), (here[name], there[name])


@pytest.mark.parametrize(
    ("mmol", "g_per_l"),
    [("5.0 mmol/L", "80.5725 g/L"), ("4.96 mmol/L", "79.92792 g/L"), ("4 mmol/L", "64.458 g/L")],
)
def test_haemoglobin_in_mmol_is_the_same_sample(
    check: Check, base: Answers, mmol: str, g_per_l: str
) -> None:
    """A haemoglobin in mmol/L is that of the monomer, 16114.5 g/mol, to the last digit."""
    here, there = (check({**base, "haemoglobin": text}) for text in (mmol, g_per_l))
    assert judged(here) == judged(there)


def test_every_pair_of_units_is_held_against_every_other_exactly(definitions: Definitions) -> None:
    """The factors written out in the tests are those of the rules, not nearly but exactly."""
    for (name, unit), times in EXACTLY.items():
        fact = definitions.facts[name]
        first = factor(fact.units[0], fact.grams_per_mole)
        assert EXACT.multiply(factor(unit, fact.grams_per_mole), times) == first, (name, unit)
    covered = {(name, unit) for name, unit in EXACTLY} | {("haemoglobin", "mmol/L")}
    assert covered == {
        (fact.name, unit) for fact in definitions.facts.values() for unit in fact.units[1:]
    }


def test_zeros_that_say_nothing_change_nothing(check: Check, base: Answers) -> None:
    """8.0 and 8.00 are one result; only the printed digits differ."""
    for one, other in (("80 g/L", "80.000 g/L"), ("8.0 g/dL", "08.00 g/dL"), ("79 g/L", "79g/L")):
        found = [check({**base, "haemoglobin": text}) for text in (one, other)]
        assert judged(found[0]) == judged(found[1])


def test_the_order_of_the_answers_changes_nothing(
    precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """Who fills in the form from the end must be told the same, byte for byte."""
    rng = Random(3)
    for told in patients(3, 300, definitions, base):
        names = list(told)
        rng.shuffle(names)
        shuffled = {
            name: rng.sample(told[name], len(told[name]))
            if isinstance(told[name], list)
            else told[name]
            for name in names
        }
        assert precheck.assess(json.dumps(shuffled)) == precheck.assess(json.dumps(told))


def test_not_known_may_be_left_out_or_said(
    precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """Leaving a question and saying "not known" are one thing."""
    for told in patients(4, 100, definitions, base):
        whole = {fact: told.get(fact) for fact in definitions.facts}
        assert precheck.assess(json.dumps(whole)) == precheck.assess(json.dumps(told))


def moved(told: Answers, days: int) -> Answers:
    """Return the answers with every date so many days later."""
    shifted = dict(told)
    for name in (*DATES, *DATES_OR_NEVER, "assessment_date"):
        if name in told and told[name] != "never":
            day = date.fromisoformat(told[name]) + timedelta(days=days)
            shifted[name] = day.isoformat()
    return shifted


@pytest.mark.parametrize("days", [1, 28, 365, 366, 704, 1461, 36524, -400])
def test_moving_every_date_by_the_same_days_changes_only_dates(
    check: Check, definitions: Definitions, base: Answers, days: int
) -> None:
    """Only the days between two dates count, never the month, the year or the weekday."""
    for told in patients(days, 150, definitions, base):
        exact = {
            name: answer
            for name, answer in told.items()
            if not (name in (*DATES, *DATES_OR_NEVER) and answer != "never" and len(answer) < 10)
        }
        here, there = check(exact), check(moved(exact, days))
        if "problems" in here:
            continue
        assert judged(there) == judged(here)
        for one, other in zip(here["criteria"], there["criteria"], strict=True):
            assert one["explanation"] == other["explanation"]
            assert (one["lapses_on"] is None) == (other["lapses_on"] is None)
            if one["lapses_on"] and one["id"] == "E1":
                then = date.fromisoformat(one["lapses_on"]) + timedelta(days=days)
                assert other["lapses_on"] == then.isoformat()


def test_asking_twice_gives_the_same_bytes(
    precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """Nothing may linger from one patient to the next."""
    told = [json.dumps(one) for one in patients(5, 200, definitions, base)]
    first = [precheck.assess(one) for one in told]
    fresh = Precheck(definitions, RULES)
    assert [precheck.assess(one) for one in reversed(told)] == first[::-1]
    assert [fresh.assess(one) for one in told] == first


def test_a_lapsed_criterion_blocks_until_that_day_and_not_after(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """Who comes back on the day named must find the way open, and not a day too late."""
    seen = 0
    for told in patients(6, 1500, definitions, base):
        found = check(told)
        if "problems" in found:
            continue
        recent = next(one for one in found["criteria"] if one["id"] == "E1")
        if not recent["lapses_on"]:
            continue
        day = date.fromisoformat(recent["lapses_on"])
        later = check({**told, "assessment_date": day.isoformat()})
        assert next(one for one in later["criteria"] if one["id"] == "E1")["finding"] != "true"
        exact_dates = [told.get(name, "never") for name in ("last_surgery_date", *DATES_OR_NEVER)]
        if all(len(text) in (5, 10) for text in exact_dates) and "last_surgery_date" in told:
            before = {**told, "assessment_date": (day - timedelta(days=1)).isoformat()}
            assert next(one for one in check(before)["criteria"] if one["id"] == "E1")[
                "finding"
            ] == ("true")
        seen += 1
    assert seen > 100
