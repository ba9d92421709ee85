"""Conversions are exact for comparisons, print 12 digits, and agree with another library."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from eligibility.definitions import Definitions
from eligibility.quantity import is_above, is_below, known_quantity
from eligibility.truth import FALSE, TRUE, UNKNOWN, Truth
from eligibility.units import UNITS, convert, factor, plain

ROOT = Path(__file__).parent.parent.parent
DRIVER = Path(__file__).parent / "ucum_driver.mjs"
GRID = (
    "0.001",
    "0.5",
    "1",
    "1.7",
    "2",
    "3.3",
    "5.0",
    "8.0",
    "42",
    "75",
    "79.9",
    "150",
    "1999",
    "1e6",
)


def convertible(definitions: Definitions) -> list[tuple[str, str, Decimal | None]]:
    """Return every pair of units of every fact, with the fact's molar mass."""
    pairs = [
        (have, want, fact.grams_per_mole)
        for fact in definitions.facts.values()
        for have in fact.units
        for want in fact.units
        if have != want
    ]
    return list(dict.fromkeys([*pairs, ("wk", "d", None), ("10*3/mm3", "/mm3", None)]))


def test_conversions_agree_with_those_of_ucum_lhc(definitions: Definitions, tmp_path: Path) -> None:
    """Two independent libraries must give the same figures."""
    node = shutil.which("node")
    assert node, "Node is missing; `python3 dev.py install --test` brings it"
    asked = [
        (value, have, want, None if mass is None else str(mass))
        for have, want, mass in convertible(definitions)
        for value in GRID
    ]
    numbered = [(v, have, want, mass and json.loads(mass)) for v, have, want, mass in asked]
    (tmp_path / "asked.json").write_text(json.dumps(numbered), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("asked.json", "converted.json")]
    subprocess.run([node, str(DRIVER), *files], check=True, timeout=120)
    theirs = json.loads((tmp_path / "converted.json").read_text("utf-8"), parse_float=Decimal)
    for (value, have, want, mass), their in zip(asked, theirs, strict=True):
        assert not isinstance(their, str), (have, want, their)
        ours = Decimal(convert(Decimal(value), have, want, Decimal(mass) if mass else None, 30))
        assert abs(ours - Decimal(their)) <= abs(ours) * Decimal("1e-12"), (value, have, want)
    assert len(theirs) > 150


@pytest.mark.parametrize(
    ("fact", "value", "unit", "printed"),
    [
        ("haemoglobin", "8.0 g/dL", "mmol/L", "4.96447299016 mmol/L"),
        ("haemoglobin", "5.0 mmol/L", "g/dL", "8.05725 g/dL"),
        ("haemoglobin", "1 mmol/L", "g/dL", "1.61145 g/dL"),
        ("creatinine", "1.7 mg/dL", "umol/L", "150.282885431 umol/L"),
        ("creatinine", "150 umol/L", "mg/dL", "1.6968 mg/dL"),
        ("bilirubin_total", "1 mg/dL", "umol/L", "17.1035775553 umol/L"),
        ("fasting_glucose", "1 mmol/L", "mg/dL", "18.0156 mg/dL"),
        ("wbc", "2000 /mm3", "10*9/L", "2 10*9/L"),
        ("platelets", "75 10*9/L", "/mm3", "75000 /mm3"),
        ("albumin", "3.0 g/dL", "g/L", "30 g/L"),
        ("albumin", "0 g/dL", "g/L", "0 g/L"),
    ],
)
def test_the_command_line_converts_to_twelve_digits(
    fact: str, value: str, unit: str, printed: str
) -> None:
    """Anyone must be able to reproduce a figure in the documentation."""
    done = subprocess.run(
        [sys.executable, "-m", "nelmas_rules", "convert", value, unit, "--fact", fact],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == f"{printed}\n"


def test_every_unit_converts_to_its_base_unit_exactly() -> None:
    """A rounded factor could move a sample at a limit to its other side."""
    for code, unit in UNITS.items():
        mass = Decimal("16114.5") if unit.molar else None
        assert unit.times > 0
        assert factor(code, mass) == unit.times * (mass or 1)
        if unit.molar:
            with pytest.raises(ValueError, match="molar mass"):
                factor(code, None)


def test_a_week_is_seven_days() -> None:
    """Limits are printed in weeks, but days are counted."""
    assert convert(Decimal(4), "wk", "d", None, 12) == "28"
    assert convert(Decimal(75), "10*3/mm3", "/mm3", None, 12) == "75000"


def test_units_of_different_quantities_are_not_converted() -> None:
    """Grams per litre cannot become cells per litre."""
    with pytest.raises(ValueError, match="different things"):
        convert(Decimal(1), "g/L", "10*9/L", None, 12)


@pytest.mark.parametrize(
    ("number", "printed"),
    [("0", "0"), ("-0.00", "0"), ("8.0", "8"), ("80", "80"), ("0.10", "0.1"), ("1E+3", "1000")],
)
def test_numbers_are_printed_plainly(number: str, printed: str) -> None:
    """Exponents and trailing zeros are easily misread."""
    assert plain(Decimal(number)) == printed


@pytest.mark.parametrize(
    ("value", "limit", "below", "above"),
    [
        ("79 g/L", "8.0 g/dL", TRUE, FALSE),
        ("80 g/L", "8.0 g/dL", FALSE, FALSE),
        ("81 g/L", "8.0 g/dL", FALSE, TRUE),
        ("<80 g/L", "8.0 g/dL", TRUE, FALSE),
        (">80 g/L", "8.0 g/dL", FALSE, TRUE),
        ("<81 g/L", "8.0 g/dL", UNKNOWN, UNKNOWN),
        (">79 g/L", "8.0 g/dL", UNKNOWN, UNKNOWN),
        ("79-80 g/L", "8.0 g/dL", UNKNOWN, FALSE),
        ("80-81 g/L", "8.0 g/dL", FALSE, UNKNOWN),
        ("79-81 g/L", "8.0 g/dL", UNKNOWN, UNKNOWN),
        ("70-79 g/L", "8.0 g/dL", TRUE, FALSE),
        ("81-90 g/L", "8.0 g/dL", FALSE, TRUE),
        ("<80 g/L", "<8.0 g/dL", UNKNOWN, UNKNOWN),
        (">80 g/L", "<8.0 g/dL", FALSE, TRUE),
        ("<80 g/L", ">8.0 g/dL", TRUE, FALSE),
        ("80 g/L", "79-81 g/L", UNKNOWN, UNKNOWN),
        ("79 g/L", "79-81 g/L", UNKNOWN, FALSE),
        ("81 g/L", "79-81 g/L", FALSE, UNKNOWN),
    ],
)
def test_a_comparison_is_true_only_if_it_holds_for_every_possible_value(
    value: str, limit: str, below: Truth, above: Truth
) -> None:
    """A range or a censored result must not count as one of its values."""
    one, other = known_quantity(value), known_quantity(limit)
    assert is_below(one.span, other.span) is below
    assert is_above(one.span, other.span) is above


def test_units_are_printed_as_people_write_them() -> None:
    """Page, letter and official words name a unit alike; UCUM codes are for machines."""
    printed = {code: unit.printed for code, unit in UNITS.items() if unit.printed != code}
    assert printed == {
        "umol/L": "µmol/L",
        "10*9/L": "× 10⁹/L",
        "10*3/mm3": "× 10³/mm³",
        "/mm3": "/mm³",
    }
    spelled = {code: unit.spellings for code, unit in UNITS.items() if unit.spellings != (code,)}
    assert spelled == {
        "umol/L": ("µmol/L", "μmol/L", "umol/L"),
        "10*9/L": ("x109/L", "x 109/L", "x10^9/L", "x 10^9/L", "10*9/L", "×10⁹/L"),
        "10*3/mm3": ("x103/mm3", "x 103/mm3", "x10^3/mm3", "10*3/mm3", "×10³/mm³"),
        "d": ("day",),
        "wk": ("week",),
    }
