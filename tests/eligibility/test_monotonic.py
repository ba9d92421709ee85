"""More answers may settle a finding, but never reverse it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from eligibility.dates import read_partial_date
from eligibility.definitions import Definitions, Fact
from eligibility.quantity import read_written
from tests.eligibility.conftest import Check
from tests.eligibility.patients import NEAR, TODAY, Answers, exact, patient, some_answer

# Exception: without a report, the two numbers give the grade (I4). A report that comes later can be
# worse than the numbers.
WORSE_THAN_THE_NUMBERS = ("NET_G3", "NEC", "MiNEN")


def findings(found: dict[str, Any]) -> dict[str, str]:
    """Return the finding of every criterion."""
    return {one["id"]: one["finding"] for one in found["criteria"]}


def warned(found: dict[str, Any]) -> set[tuple[str, ...]]:
    """Return the facts of every warning."""
    return {tuple(one["facts"]) for one in found["warnings"]}


def reversed_findings(
    less: Answers, before: dict[str, Any], more: Answers, after: dict[str, Any]
) -> list[str]:
    """Return the criteria whose settled finding changed although answers were only added."""
    if "problems" in after or warned(after) - warned(before):
        return []
    old, new = findings(before), findings(after)
    apart = {key for key, finding in old.items() if finding not in ("unknown", new[key])}
    worse = more.get("grade_reported") in WORSE_THAN_THE_NUMBERS
    if worse and "grade_reported" not in less:
        apart.discard("I4")
    return sorted(apart)


def every_answer(fact: Fact) -> Iterator[Any]:
    """Yield an answer of every kind: each option, each value near a limit in each unit."""
    if fact.type == "option":
        yield from fact.labels
    elif fact.type == "options":
        yield []
        yield from ([option] for option in fact.labels)
        yield list(fact.labels)[:2]
        yield list(fact.labels)[1:3]
    elif fact.type == "partial_date":
        yield from ((TODAY - timedelta(days=back)).isoformat() for back in (0, 27, 28, 60, 95, 400))
        yield from ("2026-02", "2025-12", "2025")
        if fact.can_be_never:
            yield "never"
    elif fact.type != "date":
        unit = f" {fact.units[0]}" if fact.units else ""
        yield from (f"{number}{unit}" for number in NEAR[fact.name])
        if fact.type == "quantity":
            yield from (f"<{NEAR[fact.name][-2]}{unit}", f">{NEAR[fact.name][1]}{unit}")


def test_no_answers_settle_nothing(check: Check, definitions: Definitions) -> None:
    """A missing answer must never count as no or as zero."""
    found = check({"assessment_date": "2026-03-27"})
    assert set(findings(found).values()) == {"unknown"}
    assert {one["because"] for one in found["criteria"]} == {"missing"}
    assert found["outcome"] == "ask_the_team"
    assert len(found["criteria"]) == len(definitions.criteria) == 25


def test_every_criterion_can_be_settled_and_every_fact_can_matter(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """A question whose answer changes no finding must not be asked."""
    settled: dict[str, set[str]] = {key: set() for key in definitions.criteria}
    for fact in definitions.facts.values():
        if fact.name == "assessment_date":
            continue
        results = set()
        details = {"heart_failure": "yes"} if "failure" in fact.name or "nyha" in fact.name else {}
        details |= {"nyha_class": "3"} if fact.name == "heart_failure_controlled" else {}
        details |= {"ebrt_given": "yes"} if fact.name == "ebrt_marrow_percent" else {}
        details |= {"albumin": "20 g/L"} if fact.name == "prothrombin_time" else {}
        details |= {"prothrombin_time": "abnormal"} if fact.name == "albumin" else {}
        details |= {"diabetes": "yes"} if "glucose" in fact.name else {}
        details |= {"fasting_glucose": "20 mmol/L"} if fact.name == "diabetes" else {}
        details |= {"contraception_agreed": "no"} if fact.name == "reproductive_potential" else {}
        for answer in every_answer(fact):
            given = {**base, **details, fact.name: answer}
            result = findings(check(given))
            results.add(tuple(result.values()))
            for criterion, finding in result.items():
                settled[criterion].add(finding)
        assert len(results) > 1 or fact.name.endswith("_uln"), fact.name
    assert all({"true", "false"} <= values for values in settled.values()), settled


@pytest.mark.slow
def test_one_more_answer_never_reverses_a_finding(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """A finding that a patient has read must not be reversed by one more answer."""
    rng = Random(2026)
    asked = [fact for fact in definitions.facts.values() if not fact.is_required]
    for round_ in range(6):
        known = (1, 0.9, 0.6)[round_ % 3]
        answers = patient(
            rng, definitions, base, changed=0.1 * round_, known=known, imprecise=0.1 * (round_ > 3)
        )
        for fact in asked:
            less = {name: answer for name, answer in answers.items() if name != fact.name}
            before = check(less)
            for answer in every_answer(fact):
                more = {**less, fact.name: answer}
                assert reversed_findings(less, before, more, check(more)) == [], (
                    fact.name,
                    answer,
                    less,
                )


def narrower(rng: Random, fact: Fact, answer: Any) -> Any:
    """Return a more precise form of an answer, or the answer itself."""
    if answer in ("not_tested", "not_yet_asked"):
        return rng.choice([option for option in fact.labels if option != answer])
    if fact.type == "partial_date" and answer != "never":
        some = read_partial_date(answer)
        last = min(some.last, TODAY)
        day = some.first + timedelta(days=rng.randrange((last - some.first).days + 1))
        return day.isoformat()[: rng.choice((7, 10)) if len(answer) < 10 else 10]
    if fact.type in ("quantity", "number", "whole_number"):
        written = read_written(answer)
        low, high, unit = written.low, written.high, f" {written.unit}".rstrip()
        step = Decimal(rng.randrange(0, 101)) / 100
        if written.censored == "<":
            return f"{exact(high * (1 - Decimal('0.3') * step) - Decimal('0.001'))}{unit}"
        if written.censored == ">":
            return f"{exact(min(low * (1 + step) + Decimal('0.001'), low + 5))}{unit}"
        if low != high:
            inner = low + (high - low) * step
            if fact.type == "whole_number":
                inner = inner.to_integral_value()
            return f"{exact(inner)}{rng.choice(('', f'-{exact(high)}'))}{unit}"
    return answer


@pytest.mark.slow
def test_ten_thousand_added_answers_never_reverse_a_finding(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """A settled finding must stay in whatever order the answers come."""
    rng = Random(10_000)
    steps = 0
    learned = 0
    while steps < 10_000:
        answers = patient(
            rng,
            definitions,
            base,
            changed=rng.choice((0, 0.05, 0.3)),
            known=rng.choice((0.1, 0.4, 0.8)),
            imprecise=rng.choice((0, 0.5)),
        )
        before = check(answers)
        for _ in range(8):
            more = dict(answers)
            for fact in rng.sample(tuple(definitions.facts.values()), rng.choice((2, 5, 12))):
                if fact.is_required:
                    continue
                if fact.name not in more:
                    more[fact.name] = (
                        base[fact.name]
                        if fact.name in base and rng.random() < 0.7
                        else some_answer(rng, fact, 0.3)
                    )
                else:
                    more[fact.name] = narrower(rng, fact, more[fact.name])
            after = check(more)
            if "problems" in after or warned(after) - warned(before):
                break
            steps += 1
            assert reversed_findings(answers, before, more, after) == [], (answers, more)
            old, new = findings(before), findings(after)
            learned += sum(old[key] != new[key] for key in old)
            answers, before = more, after
    assert learned > 5_000


def test_a_partial_date_settles_only_if_every_day_in_it_agrees(check: Check, base: Answers) -> None:
    """The real day can be any day of the month."""
    for month, fact in (("2026-02", "last_surgery_date"), ("2025-12", "mri_date")):
        criterion = "E1" if fact == "last_surgery_date" else "I7"
        whole = findings(check({**base, fact: month}))[criterion]
        first = date.fromisoformat(f"{month}-01")
        days = [first + timedelta(days=n) for n in range(28)]
        each = {findings(check({**base, fact: day.isoformat()}))[criterion] for day in days}
        assert len(each) > 1
        assert whole == "unknown"
