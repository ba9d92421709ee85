"""Reads one answer as its fact wants it, or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from nelmas_rules.dates import NotADate, PartialDate, read_partial_date
from nelmas_rules.definitions import Fact
from nelmas_rules.problems import echo
from nelmas_rules.quantity import NotANumber, Quantity, Written, read_written

NEVER = "never"
"""The answer to a date of something that never happened."""

Value = str | frozenset[str] | Quantity | PartialDate
"""An answer as understood: an option, a list of options, an amount, a date."""


class Wrong(Exception):
    """An answer that cannot be read; the message says what is wanted."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _text(answer: object) -> str:
    if isinstance(answer, str):
        return answer
    raise Wrong("not_text", f'the answer is {_kind(answer)}; write it as text, in "quotes"')


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
    raise Wrong("not_an_option", f'"{echo(text)}" is not an option; choose one of {_choices(fact)}')


def _choices(fact: Fact) -> str:
    return ", ".join(fact.options)


def _read_options(fact: Fact, answer: object) -> frozenset[str]:
    if isinstance(answer, str):
        raise Wrong(
            "not_an_option",
            f'the answer is one text; write a list, such as ["{next(iter(fact.options))}"], '
            "or [] for none",
        )
    if not isinstance(answer, list | tuple):
        raise Wrong("not_text", f"the answer is {_kind(answer)}; write a list of texts")
    for item in answer:
        if not isinstance(item, str):
            raise Wrong("not_text", f'the list holds {_kind(item)}; write texts, in "quotes"')
    wrong = sorted({echo(item) for item in answer if item not in fact.options})
    if wrong:
        raise Wrong(
            "not_an_option",
            f'"{wrong[0]}" is not an option; choose from {_choices(fact)}, or [] for none',
        )
    return frozenset(answer)


def _read_day(fact: Fact, answer: object) -> PartialDate:
    value = _read_date(fact, answer)
    if value.is_exact:
        return value
    raise Wrong("not_a_date", "a whole day is needed; write it as 2026-01-19")


def _read_date(fact: Fact, answer: object) -> PartialDate:
    text = _text(answer)
    try:
        return read_partial_date(text)
    except NotADate as error:
        partly = "" if fact.type == "date" else ", or 2026-01 or 2026 if you know no more"
        ways = f"2026-01-19{partly}"
        never = ', or "never"' if fact.never else ""
        raise Wrong("not_a_date", f'"{echo(text)}" is {error}; write {ways}{never}') from error


def _read_date_or_never(fact: Fact, answer: object) -> Value:
    return NEVER if fact.never and answer == NEVER else _read_date(fact, answer)


def _read_quantity(fact: Fact, answer: object) -> Quantity:
    written = _written(fact, _text(answer))
    if not written.unit and fact.units:
        raise Wrong("unit_missing", f"the unit is missing; write one of {_units(fact)}")
    if written.unit and not fact.units:
        raise Wrong("unit_not_allowed", "this is a plain number; leave the unit out")
    if fact.units and written.unit not in fact.units:
        raise Wrong(
            "unit_not_allowed", f'"{echo(written.unit)}" is not a unit of this; use {_units(fact)}'
        )
    if written.is_reversed:
        raise Wrong("range_reversed", "the range runs backwards; write the lower number first")
    value = written.as_quantity(fact.molar_mass, whole=fact.type == "whole_number")
    stated = value
    if written.censored:
        stated = Quantity(written.low, written.high, written.unit, molar_mass=fact.molar_mass)
    if fact.plausible and not _lies_within(stated, fact.plausible):
        raise Wrong(
            "outside_range",
            f"{stated.text()} is outside {fact.plausible.text()}; check the number and the unit",
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
        raise Wrong(
            "decimal_comma",
            f'"{echo(text)}" has a comma; write a decimal point and no thousands comma',
        )
    try:
        written = read_written(text)
    except NotANumber as error:
        raise Wrong(
            "not_a_number", f'"{echo(text)}" is {error}; write it like {example}'
        ) from error
    ends = (written.low, written.high)
    if fact.type == "whole_number" and any(end != end.to_integral_value() for end in ends):
        raise Wrong(
            "not_a_number", f'"{echo(text)}" is not a whole number; write it like {example}'
        )
    return written


def _units(fact: Fact) -> str:
    return ", ".join(fact.units)


READERS = {
    "date": _read_day,
    "partial_date": _read_date_or_never,
    "option": _read_option,
    "options": _read_options,
    "quantity": _read_quantity,
    "number": _read_quantity,
    "whole_number": _read_quantity,
}
"""By kind of answer, what reads it or raises ``Wrong``."""
