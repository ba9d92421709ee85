"""Reads the answers: every problem at once, each with its fact and a remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from nelmas_rules.dates import NotADate, PartialDate, read_partial_date
from nelmas_rules.definitions import Definitions, Fact
from nelmas_rules.problems import Problem, Problems, echo
from nelmas_rules.quantity import NotANumber, Quantity, Written, read_written

NEVER = "never"
"""The answer to a date of something that never happened."""

MOST_GUESSES = 100
"""Unknown facts for which the nearest name is sought; looking is slow."""

Value = str | frozenset[str] | Quantity | PartialDate


@dataclass(frozen=True)
class Answers:
    """The answers as understood; a fact that is not in ``values`` is not known."""

    assessment_date: date
    values: Mapping[str, Value]


def read_answers(definitions: Definitions, given: Mapping[str, object]) -> Answers:
    """Read answers, fact name to text or list of texts; ``None`` means not known.

    Raises:
        Problems: with every problem found, in the order of the facts.
    """
    problems: list[Problem] = []
    values: dict[str, Value] = {}
    for fact in definitions.facts.values():
        answer = given.get(fact.name)
        if answer is None:
            if fact.required:
                problems.append(_wanted(fact))
            continue
        try:
            values[fact.name] = _READERS[fact.type](fact, answer)
        except _Wrong as wrong:
            problems.append(Problem(fact.name, wrong.code, f"{fact.label}: {wrong}"))
    problems += _unknown_facts(definitions, given)
    problems += _differing_units(definitions, values)
    today = values.get("assessment_date")
    if isinstance(today, PartialDate):
        problems += _in_the_future(definitions, values, today.first)
        values = {
            name: value.not_after(today.first) if isinstance(value, PartialDate) else value
            for name, value in values.items()
        }
    if problems:
        order = {name: place for place, name in enumerate(definitions.facts)}
        raise Problems(sorted(problems, key=lambda p: (order.get(p.fact, len(order)), p.fact)))
    assert isinstance(today, PartialDate)
    return Answers(today.first, values)


class _Wrong(Exception):
    """An answer that cannot be read; the message says what is wanted."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _text(answer: object) -> str:
    if isinstance(answer, str):
        return answer
    raise _Wrong("not_text", f'the answer is {_kind(answer)}; write it as text, in "quotes"')


def _kind(answer: object) -> str:
    if isinstance(answer, bool):
        return "true or false"
    if isinstance(answer, list | tuple):
        return "a list"
    return "a mapping" if isinstance(answer, Mapping) else "a bare number"


def _read_option(fact: Fact, answer: object) -> str:
    text = _text(answer)
    if text in fact.options:
        return text
    raise _Wrong(
        "not_an_option", f'"{echo(text)}" is not an option; choose one of {_choices(fact)}'
    )


def _choices(fact: Fact) -> str:
    return ", ".join(fact.options)


def _read_options(fact: Fact, answer: object) -> frozenset[str]:
    if isinstance(answer, str):
        raise _Wrong(
            "not_an_option",
            f'the answer is one text; write a list, such as ["{next(iter(fact.options))}"], '
            "or [] for none",
        )
    if not isinstance(answer, list | tuple):
        raise _Wrong("not_text", f"the answer is {_kind(answer)}; write a list of texts")
    for item in answer:
        if not isinstance(item, str):
            raise _Wrong("not_text", f'the list holds {_kind(item)}; write texts, in "quotes"')
    wrong = sorted({echo(item) for item in answer if item not in fact.options})
    if wrong:
        raise _Wrong(
            "not_an_option",
            f'"{wrong[0]}" is not an option; choose from {_choices(fact)}, or [] for none',
        )
    return frozenset(answer)


def _read_day(fact: Fact, answer: object) -> PartialDate:
    value = _read_date(fact, answer)
    if value.is_exact:
        return value
    raise _Wrong("not_a_date", "a whole day is needed; write it as 2026-01-19")


def _read_date(fact: Fact, answer: object) -> PartialDate:
    text = _text(answer)
    try:
        return read_partial_date(text)
    except NotADate as error:
        partly = "" if fact.type == "date" else ", or 2026-01 or 2026 if you know no more"
        ways = f"2026-01-19{partly}"
        never = ', or "never"' if fact.never else ""
        raise _Wrong("not_a_date", f'"{echo(text)}" is {error}; write {ways}{never}') from error


def _read_date_or_never(fact: Fact, answer: object) -> Value:
    return NEVER if fact.never and answer == NEVER else _read_date(fact, answer)


def _read_quantity(fact: Fact, answer: object) -> Quantity:
    written = _written(fact, _text(answer))
    if not written.unit and fact.units:
        raise _Wrong("unit_missing", f"the unit is missing; write one of {_units(fact)}")
    if written.unit and not fact.units:
        raise _Wrong("unit_not_allowed", "this is a plain number; leave the unit out")
    if fact.units and written.unit not in fact.units:
        raise _Wrong(
            "unit_not_allowed", f'"{echo(written.unit)}" is not a unit of this; use {_units(fact)}'
        )
    if written.is_reversed:
        raise _Wrong("range_reversed", "the range runs backwards; write the lower number first")
    value = written.as_quantity(fact.molar_mass, whole=fact.type == "whole_number")
    stated = Quantity(written.low, written.high, written.unit, molar_mass=fact.molar_mass)
    if fact.plausible and not _lies_within(stated, fact.plausible):
        raise _Wrong(
            "outside_range",
            f"{stated.text()} is outside {fact.plausible.text()}; check the number and the unit",
        )
    return value


def _lies_within(stated: Quantity, plausible: Quantity) -> bool:
    low, high = stated.bounds
    least, most = plausible.bounds
    assert low is not None and high is not None and least is not None and most is not None
    return least <= low and high <= most


def _written(fact: Fact, text: str) -> Written:
    example = "58" if not fact.units else f"12 {fact.units[0]}"
    if "," in text:
        raise _Wrong(
            "decimal_comma",
            f'"{echo(text)}" has a comma; write a decimal point and no thousands comma',
        )
    try:
        written = read_written(text)
    except NotANumber as error:
        raise _Wrong(
            "not_a_number", f'"{echo(text)}" is {error}; write it like {example}'
        ) from error
    ends = (written.low, written.high)
    if fact.type == "whole_number" and any(end != end.to_integral_value() for end in ends):
        raise _Wrong(
            "not_a_number", f'"{echo(text)}" is not a whole number; write it like {example}'
        )
    return written


def _units(fact: Fact) -> str:
    return ", ".join(fact.units)


_READERS = {
    "date": _read_day,
    "partial_date": _read_date_or_never,
    "option": _read_option,
    "options": _read_options,
    "quantity": _read_quantity,
    "number": _read_quantity,
    "whole_number": _read_quantity,
}

TYPES = tuple(_READERS)
"""The kinds of answer a fact can have."""


def _wanted(fact: Fact) -> Problem:
    return Problem(
        fact.name, "not_a_date", f"{fact.label}: this is needed; write the day as 2026-01-19"
    )


def _unknown_facts(definitions: Definitions, given: Mapping[str, object]) -> Iterator[Problem]:
    unknown = sorted(name for name in given if name not in definitions.facts)
    for place, name in enumerate(unknown):
        shown = echo(name)
        names = definitions.facts if place < MOST_GUESSES else ()
        near = get_close_matches(shown, names, n=1) or [
            one for one in names if shown and one.startswith(shown)
        ]
        remedy = f'did you mean "{near[0]}"?' if near else "see the list of facts"
        yield Problem(shown, "unknown_fact", f'"{shown}" is not a fact of the pre-check; {remedy}')


def _differing_units(definitions: Definitions, values: Mapping[str, Value]) -> Iterator[Problem]:
    for fact in definitions.facts.values():
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
