"""Units as UCUM codes, and exact conversion between them.

Each unit is a whole-decimal multiple of its dimension's base unit. A value is converted to the base
unit by one exact multiplication and compared there, so rounding never decides anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
"""Arithmetic that raises an error instead of rounding."""


@dataclass(frozen=True)
class Unit:
    """A unit of measurement.

    ``times`` is how many base units it is; ``molar`` units also need a molar mass. ``printed`` is
    how people write it, ``spellings`` how official texts may print it.
    """

    code: str
    dimension: str
    times: Decimal
    molar: bool = False
    printed: str = ""
    spellings: tuple[str, ...] = ()


def _unit(
    code: str,
    dimension: str,
    times: str,
    *,
    molar: bool = False,
    printed: str = "",
    spellings: tuple[str, ...] = (),
) -> Unit:
    return Unit(code, dimension, Decimal(times), molar, printed or code, spellings or (code,))


_GIGA = ("x109/L", "x 109/L", "x10^9/L", "x 10^9/L", "10*9/L", "×10⁹/L")
_KILO = ("x103/mm3", "x 103/mm3", "x10^3/mm3", "10*3/mm3", "×10³/mm³")

UNITS = {
    unit.code: unit
    for unit in (
        _unit("g/L", "mass concentration", "1"),
        _unit("g/dL", "mass concentration", "10"),
        _unit("mg/dL", "mass concentration", "0.01"),
        _unit("mmol/L", "mass concentration", "0.001", molar=True),
        _unit(
            "umol/L",
            "mass concentration",
            "0.000001",
            molar=True,
            printed="µmol/L",
            spellings=("µmol/L", "μmol/L", "umol/L"),
        ),
        _unit("10*9/L", "number concentration", "1", printed="× 10⁹/L", spellings=_GIGA),
        _unit("10*3/mm3", "number concentration", "1", printed="× 10³/mm³", spellings=_KILO),
        _unit("/mm3", "number concentration", "0.001", printed="/mm³"),
        _unit("%", "share", "1"),
        _unit("d", "time", "1", spellings=("day",)),
        _unit("wk", "time", "7", spellings=("week",)),
        _unit("", "number", "1"),
    )
}
"""Every known unit by its UCUM code; the empty code is a plain number.

Base units: g/L, 10*9/L, %, d. A molar unit is converted with the molar mass in g/mol of the
substance, which ``trial.yaml`` gives with the fact.
"""


def printed(text: str) -> str:
    """Return a unit, or a quantity such as ``2 10*9/L``, with the unit as people write it.

    Text whose last word is no known unit is returned as it is.
    """
    number, space, code = text.rpartition(" ")
    return f"{number}{space}{UNITS[code].printed}" if code in UNITS else text


def factor(code: str, molar_mass: Decimal | None) -> Decimal:
    """Return how many base units one of this unit is.

    Args:
        code: a key of ``UNITS``.
        molar_mass: g/mol of the substance; needed for molar units.

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

    This is for people to read. Comparisons use base units, never this.

    Raises:
        ValueError: the units measure different things, or the molar mass is missing.
    """
    if UNITS[have].dimension != UNITS[want].dimension:
        raise ValueError(f"{have} and {want} measure different things")
    base = EXACT.multiply(value, factor(have, molar_mass))
    quotient = Context(prec=digits).divide(base, factor(want, molar_mass))
    return plain(quotient)


def plain(value: Decimal) -> str:
    """Return a number without an exponent and without trailing zeros."""
    return f"{EXACT.normalize(value):f}" if value else "0"
