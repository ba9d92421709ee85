"""The types of facts: how each is read, sampled and asked.

A new type is one entry of ``FACT_TYPES``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from eligibility.dates import DateError, PartialDate, read_partial_date
from eligibility.definitions import Fact
from eligibility.problems import AnswerError, shorten
from eligibility.quantity import NumberError, Quantity, Written, read_written
from eligibility.units import UNITS

NEVER = "never"
"""The answer to the date of something that never happened."""

SOME_DAY = date(2000, 1, 1)

Value = str | frozenset[str] | Quantity | PartialDate
"""An answer once read: an option, a set of options, a quantity, a date."""


@dataclass(frozen=True)
class FactType:
    """One type of fact.

    ``read`` turns an answer into a value or raises ``AnswerError``. ``samples`` returns typical
    values, one of each kind, to estimate how decisive a fact is. ``widget`` is the form control.
    ``partial`` dates can be a month or a year; ``whole`` numbers have no fraction. The rest says
    which fields of ``trial.yaml`` belong to the type.
    """

    name: str
    read: Callable[[Fact, object], Value]
    samples: Callable[[Fact], tuple[Value, ...]]
    widget: Literal["radios", "checkboxes", "text"]
    has_options: bool = False
    has_units: bool = False
    has_range: bool = False
    is_date: bool = False
    partial: bool = False
    whole: bool = False


def _text(answer: object) -> str:
    if isinstance(answer, str):
        return answer
    raise AnswerError("not_text", f'the answer is {_kind(answer)}; write it as text, in "quotes"')


def _kind(answer: object) -> str:
    if isinstance(answer, bool):
        return "true or false"
    if isinstance(answer, list | tuple):
        return "a list"
    return "a mapping" if isinstance(answer, Mapping) else "a bare number"


def _read_option(fact: Fact, answer: object) -> str:
    text = _text(answer)
    if text in fact.labels:
        return text
    raise AnswerError(
        "not_an_option", f'"{shorten(text)}" is not an option; choose one of {_choices(fact)}'
    )


def _choices(fact: Fact) -> str:
    return ", ".join(fact.labels)


def _read_options(fact: Fact, answer: object) -> frozenset[str]:
    if isinstance(answer, str):
        raise AnswerError(
            "not_an_option",
            f'the answer is one text; write a list, such as ["{next(iter(fact.labels))}"], '
            "or [] for none",
        )
    if not isinstance(answer, list | tuple):
        raise AnswerError("not_text", f"the answer is {_kind(answer)}; write a list of texts")
    for item in answer:
        if not isinstance(item, str):
            raise AnswerError("not_text", f'the list holds {_kind(item)}; write texts, in "quotes"')
    unknown = sorted({shorten(item) for item in answer if item not in fact.labels})
    if unknown:
        raise AnswerError(
            "not_an_option",
            f'"{unknown[0]}" is not an option; choose from {_choices(fact)}, or [] for none',
        )
    return frozenset(answer)


def _read_day(fact: Fact, answer: object) -> PartialDate:
    value = _read_date(fact, answer)
    if value.is_exact:
        return value
    raise AnswerError("not_a_date", "a whole day is needed; write it as 2026-01-19")


def _read_date(fact: Fact, answer: object) -> PartialDate:
    text = _text(answer)
    try:
        return read_partial_date(text)
    except DateError as error:
        partly = ", or 2026-01 or 2026 if you know no more" if _type(fact).partial else ""
        ways = f"2026-01-19{partly}"
        never = ', or "never"' if fact.can_be_never else ""
        raise AnswerError(
            "not_a_date", f'"{shorten(text)}" is {error}; write {ways}{never}'
        ) from error


def _read_date_or_never(fact: Fact, answer: object) -> Value:
    return NEVER if fact.can_be_never and answer == NEVER else _read_date(fact, answer)


def _read_quantity(fact: Fact, answer: object) -> Quantity:
    written = _written(fact, _text(answer))
    if not written.unit and fact.units:
        raise AnswerError("unit_missing", f"the unit is missing; write one of {_units(fact)}")
    if written.unit and not fact.units:
        raise AnswerError("unit_not_allowed", "this is a plain number; leave the unit out")
    if fact.units and written.unit not in fact.units:
        raise AnswerError(
            "unit_not_allowed",
            f'"{shorten(written.unit)}" is not a unit of this; use {_units(fact)}',
        )
    if written.is_reversed:
        raise AnswerError(
            "range_reversed", "the range runs backwards; write the lower number first"
        )
    value = written.as_quantity(fact.grams_per_mole, whole=_type(fact).whole)
    stated = value
    if written.censored:
        stated = Quantity(written.low, written.high, written.unit, molar_mass=fact.grams_per_mole)
    plausible = fact.plausible_range
    if plausible and not _lies_within(stated, plausible):
        raise AnswerError(
            "outside_range",
            f"{stated.text()} is outside {plausible.text()}; check the number and the unit",
        )
    return value


def _lies_within(stated: Quantity, plausible: Quantity) -> bool:
    low, high, *_ = stated.span
    least, most, *_ = plausible.span
    assert low is not None and high is not None and least is not None and most is not None
    return least <= low and high <= most


def _written(fact: Fact, text: str) -> Written:
    example = "58" if not fact.units else f"12 {fact.units[0]}"
    if "," in text:
        raise AnswerError(
            "decimal_comma",
            f'"{shorten(text)}" has a comma; write a decimal point and no thousands comma',
        )
    try:
        written = read_written(text)
    except NumberError as error:
        raise AnswerError(
            "not_a_number", f'"{shorten(text)}" is {error}; write it like {example}'
        ) from error
    ends = (written.low, written.high)
    if _type(fact).whole and any(end != end.to_integral_value() for end in ends):
        raise AnswerError(
            "not_a_number", f'"{shorten(text)}" is not a whole number; write it like {example}'
        )
    return written


def _type(fact: Fact) -> FactType:
    return FACT_TYPES[fact.type]


def _units(fact: Fact) -> str:
    return ", ".join(fact.units)


def _every_option(fact: Fact) -> tuple[Value, ...]:
    return tuple(fact.labels)


def _none_and_each_option(fact: Fact) -> tuple[Value, ...]:
    return (frozenset(), *(frozenset({option}) for option in fact.labels))


def _some_day(_: Fact) -> tuple[Value, ...]:
    return (PartialDate(SOME_DAY, SOME_DAY),)


def _ends_of_range(fact: Fact) -> tuple[Value, ...]:
    plausible = fact.plausible_range
    if plausible is None:
        return ()
    return (plausible.at(plausible.low), plausible.at(plausible.high))


FACT_TYPES = {
    kind.name: kind
    for kind in (
        FactType("option", _read_option, _every_option, "radios", has_options=True),
        FactType("options", _read_options, _none_and_each_option, "checkboxes", has_options=True),
        FactType("date", _read_day, _some_day, "text", is_date=True),
        FactType(
            "partial_date", _read_date_or_never, _some_day, "text", is_date=True, partial=True
        ),
        FactType("number", _read_quantity, _ends_of_range, "text", has_range=True),
        FactType(
            "whole_number", _read_quantity, _ends_of_range, "text", has_range=True, whole=True
        ),
        FactType(
            "quantity", _read_quantity, _ends_of_range, "text", has_units=True, has_range=True
        ),
    )
}
"""Every type of fact, by its name in ``trial.yaml``."""


def known_units() -> str:
    """Return the UCUM codes that a fact can have, for messages."""
    return ", ".join(code for code in UNITS if code)
