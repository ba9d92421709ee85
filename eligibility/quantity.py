"""Measured values: exact, in a range, or censored; compared three-valued."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from eligibility.truth import FALSE, TRUE, UNKNOWN, Truth
from eligibility.units import EXACT, UNITS, factor

LONGEST_NUMBER = 40
"""Characters a written number may have; longer ones are typing errors, not laboratory values."""

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_WRITTEN = re.compile(
    rf"(?P<censored>[<>])? *(?P<low>{NUMBER})(?: *- *(?P<high>{NUMBER}))?"
    r"(?:(?: +|(?![eE][-+0-9])(?=[A-Za-z%/]))(?P<unit>[^ ].*))?"
)


class NumberError(ValueError):
    """A text that is not a number, a range, or a censored number."""


class Span(NamedTuple):
    """Some value from ``low`` to ``high`` in the base unit; ``None`` is no bound.

    ``low_open`` and ``high_open`` say that the bound itself is left out, as in ``<80``.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool

    def times(self, number: Decimal) -> Span:
        """Return this many times the value, exactly; ``number`` is above zero."""
        low, high, low_open, high_open = self
        return Span(_product(low, number), _product(high, number), low_open, high_open)


def _product(value: Decimal | None, number: Decimal) -> Decimal | None:
    return None if value is None else EXACT.multiply(value, number)


@dataclass(frozen=True)
class Quantity:
    """Some value from ``low`` to ``high``, as written in ``unit``; see ``Span`` for the rest."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    low_open: bool = False
    high_open: bool = False
    molar_mass: Decimal | None = None

    @property
    def is_exact(self) -> bool:
        """Whether this is one value rather than a range or a censored one."""
        return self.low is not None and self.low == self.high

    @cached_property
    def span(self) -> Span:
        """The value in the base unit of its dimension, exactly."""
        stated = Span(self.low, self.high, self.low_open, self.high_open)
        return stated.times(factor(self.unit, self.molar_mass))

    def times(self, number: Decimal) -> Quantity:
        """Return this many times the value, in the same unit; ``number`` is above zero."""
        return replace(self, low=_product(self.low, number), high=_product(self.high, number))

    def at(self, number: Decimal | None) -> Quantity:
        """Return exactly this number of the same unit."""
        return Quantity(number, number, self.unit, molar_mass=self.molar_mass)

    def text(self) -> str:
        """Return the value as people write it: ``79 g/L``, ``<80 10*9/L``, ``15-25 %``."""
        if self.low is None:
            number = f"<{self.high:f}"
        elif self.high is None:
            number = f">{self.low:f}"
        elif self.is_exact:
            number = f"{self.low:f}"
        else:
            number = f"{self.low:f}-{self.high:f}"
        return f"{number} {self.unit}".rstrip()


def is_below(value: Span, limit: Span) -> Truth:
    """Return whether ``value < limit``, for every value that both can be."""
    low, high, _, high_open = value
    limit_low, limit_high, limit_open, _ = limit
    if high is not None and limit_low is not None and high < limit_low:
        return TRUE
    if low is not None and limit_high is not None and low >= limit_high:
        return FALSE
    touching = high is not None and high == limit_low
    return TRUE if touching and (high_open or limit_open) else UNKNOWN


def is_above(value: Span, limit: Span) -> Truth:
    """Return whether ``value > limit``, for every value that both can be."""
    return is_below(limit, value)


def is_at_least(value: Span, limit: Span) -> Truth:
    """Return whether ``value >= limit``, for every value that both can be."""
    return ~is_below(value, limit)


def is_at_most(value: Span, limit: Span) -> Truth:
    """Return whether ``value <= limit``, for every value that both can be."""
    return ~is_below(limit, value)


class Written(NamedTuple):
    """A quantity as it was written, not yet checked against a fact's units."""

    censored: str
    low: Decimal
    high: Decimal
    unit: str

    @property
    def is_reversed(self) -> bool:
        """Whether a range runs from the higher to the lower number."""
        return self.low > self.high

    def as_quantity(self, molar_mass: Decimal | None = None, whole: bool = False) -> Quantity:
        """Return the quantity; of whole numbers ``>17`` means 18 or more."""
        step = Decimal(1)
        if self.censored == "<":
            if whole:
                return Quantity(None, EXACT.subtract(self.high, step), self.unit)
            return Quantity(None, self.high, self.unit, high_open=True, molar_mass=molar_mass)
        if self.censored == ">":
            if whole:
                return Quantity(EXACT.add(self.low, step), None, self.unit)
            return Quantity(self.low, None, self.unit, low_open=True, molar_mass=molar_mass)
        return Quantity(self.low, self.high, self.unit, molar_mass=molar_mass)


def read_written(text: str) -> Written:
    """Read ``79 g/L``, ``<80 10*9/L`` or ``15-25 %``; the unit may be missing or unknown.

    Raises:
        NumberError: the text has another form, or is longer than any laboratory value.
    """
    if len(text) > 2 * LONGEST_NUMBER + 20:
        raise NumberError(f"{len(text)} characters are too many for a number and its unit")
    match = _WRITTEN.fullmatch(text.strip(" "))
    if match is None:
        raise NumberError("not a number")
    censored, low, high, unit = match.groups("")
    if max(len(low), len(high)) > LONGEST_NUMBER:
        raise NumberError(f"more than {LONGEST_NUMBER} characters are too many for a number")
    if censored and high:
        raise NumberError("a range cannot be censored too")
    least = Decimal(low)
    return Written(censored, least, Decimal(high) if high else least, unit.strip(" "))


def known_quantity(text: str, molar_mass: Decimal | None = None) -> Quantity:
    """Read a quantity from ``trial.yaml``: a limit or a plausible range.

    Raises:
        ValueError: not a quantity, or its unit is not known.
    """
    written = read_written(text)
    if written.unit not in UNITS:
        raise ValueError(f"the unit {written.unit!r} is not known")
    return written.as_quantity(molar_mass)
