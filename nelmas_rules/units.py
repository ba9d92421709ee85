"""Units as UCUM codes, and exact conversion between them.

Every unit is a whole-decimal multiple of its dimension's base unit, so a value is taken to the base
by one exact multiplication and two values are compared there; nothing is ever rounded to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
"""Arithmetic that raises instead of rounding."""


@dataclass(frozen=True)
class Unit:
    """A unit: ``times`` base units of its dimension; ``molar`` ones also need a molar mass."""

    code: str
    dimension: str
    times: Decimal
    molar: bool


def _unit(code: str, dimension: str, times: str, molar: bool = False) -> Unit:
    return Unit(code, dimension, Decimal(times), molar)


UNITS = {
    unit.code: unit
    for unit in (
        _unit("g/L", "mass concentration", "1"),
        _unit("g/dL", "mass concentration", "10"),
        _unit("mg/dL", "mass concentration", "0.01"),
        _unit("mmol/L", "mass concentration", "0.001", molar=True),
        _unit("umol/L", "mass concentration", "0.000001", molar=True),
        _unit("10*9/L", "number concentration", "1"),
        _unit("10*3/mm3", "number concentration", "1"),
        _unit("/mm3", "number concentration", "0.001"),
        _unit("%", "share", "1"),
        _unit("d", "time", "1"),
        _unit("wk", "time", "7"),
        _unit("", "number", "1"),
    )
}
"""Every unit known, by its UCUM code; the empty code is a plain number.

Base units: g/L, 10*9/L, %, d. A molar unit is converted with the molar mass in g/mol of what is
measured, which ``trial.yaml`` gives with the fact.
"""


def factor(code: str, molar_mass: Decimal | None) -> Decimal:
    """Return how many base units one of this unit is.

    Args:
        code: a key of ``UNITS``.
        molar_mass: g/mol of what is measured; needed for molar units.

    Raises:
        ValueError: a molar unit without a molar mass.
    """
    unit = UNITS[code]
    if not unit.molar:
        return unit.times
    if molar_mass is None:
        raise ValueError(f"{code} cannot be converted without a molar mass")
    return EXACT.multiply(unit.times, molar_mass)


def convert(value: Decimal, have: str, want: str, molar_mass: Decimal | None, digits: int) -> str:
    """Return ``value`` in another unit, as text with at most ``digits`` significant digits.

    For people to read; comparisons are made in base units and never use it.

    Raises:
        ValueError: the units measure different things, or a molar mass is wanting.
    """
    if UNITS[have].dimension != UNITS[want].dimension:
        raise ValueError(f"{have} and {want} measure different things")
    base = EXACT.multiply(value, factor(have, molar_mass))
    quotient = Context(prec=digits).divide(base, factor(want, molar_mass))
    return plain(quotient)


def plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    return f"{EXACT.normalize(value):f}" if value else "0"
