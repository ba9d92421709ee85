"""Read the answers: every problem at once, each with its fact and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from eligibility.dates import PartialDate
from eligibility.definitions import CHECK_DATE, Definitions, Fact
from eligibility.fact_types import FACT_TYPES, Value
from eligibility.problems import AnswerError, AnswersError, Problem, shorten
from eligibility.quantity import Quantity

MOST_GUESSES = 100
"""Unknown facts for which the nearest name is searched; the search is slow."""


@dataclass(frozen=True)
class Answers:
    """The answers once read; a fact that is missing from ``values`` is not known."""

    assessment_date: date
    values: Mapping[str, Value]

    @cached_property
    def day_of_check(self) -> PartialDate:
        """The date of the check, in the form in which dates are compared."""
        return PartialDate(self.assessment_date, self.assessment_date)


def read_answers(definitions: Definitions, given: Mapping[str, object]) -> Answers:
    """Read answers, fact name to text or list of texts; ``None`` means not known.

    Raises:
        AnswersError: with every problem, in the order of the facts.
    """
    problems: list[Problem] = []
    values: dict[str, Value] = {}
    for fact in definitions.facts.values():
        answer = given.get(fact.name)
        if answer is None:
            if fact.is_required:
                problems.append(_missing(fact))
            continue
        try:
            values[fact.name] = FACT_TYPES[fact.type].read(fact, answer)
        except AnswerError as error:
            problems.append(Problem(fact.name, error.code, f"{fact.label}: {error}"))
    problems += _unknown_facts(definitions, given)
    problems += _differing_units(definitions, values)
    today = values.get(CHECK_DATE)
    if isinstance(today, PartialDate):
        problems += _in_the_future(definitions, values, today.first)
        values = {
            name: value.not_after(today.first) if isinstance(value, PartialDate) else value
            for name, value in values.items()
        }
    if problems:
        order = {name: place for place, name in enumerate(definitions.facts)}
        raise AnswersError(sorted(problems, key=lambda p: (order.get(p.fact, len(order)), p.fact)))
    assert isinstance(today, PartialDate)
    return Answers(today.first, values)


def _missing(fact: Fact) -> Problem:
    return Problem(
        fact.name, "not_a_date", f"{fact.label}: this is needed; write the day as 2026-01-19"
    )


def _unknown_facts(definitions: Definitions, given: Mapping[str, object]) -> Iterator[Problem]:
    unknown = sorted(name for name in given if name not in definitions.facts)
    for place, name in enumerate(unknown):
        shown = shorten(name)
        names = definitions.facts if place < MOST_GUESSES else ()
        near = get_close_matches(shown, names, n=1) or [
            one for one in names if shown and one.startswith(shown)
        ]
        remedy = f'did you mean "{near[0]}"?' if near else "see the list of facts"
        yield Problem(shown, "unknown_fact", f'"{shown}" is not a fact of the pre-check; {remedy}')


def _differing_units(definitions: Definitions, values: Mapping[str, Value]) -> Iterator[Problem]:
    for fact in definitions.facts.values():
        if not fact.same_unit_as:
            continue
        one, other = values.get(fact.name), values.get(fact.same_unit_as)
        if isinstance(one, Quantity) and isinstance(other, Quantity) and one.unit != other.unit:
            upper = definitions.facts[fact.same_unit_as].label
            yield Problem(
                fact.name,
                "units_differ",
                f"{fact.label} is in {one.unit}, but {upper} is in {other.unit}; "
                "write both in the unit of the laboratory's report",
            )


def _in_the_future(
    definitions: Definitions, values: Mapping[str, Value], today: date
) -> Iterator[Problem]:
    for name, value in values.items():
        if isinstance(value, PartialDate) and value.first > today:
            yield Problem(
                name,
                "in_the_future",
                f"{definitions.facts[name].label}: {value.first} is after the date of this check, "
                f"{today}; correct one of the two",
            )
