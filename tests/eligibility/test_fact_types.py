"""The table of fact types, and the names that formats take from a trial."""

from __future__ import annotations

import pytest

from eligibility.definitions import Fact, Option, format_name
from eligibility.fact_types import FACT_TYPES, known_units

TYPES = {
    "option": ("radios", {"has_options"}),
    "options": ("checkboxes", {"has_options"}),
    "date": ("text", {"is_date"}),
    "partial_date": ("text", {"is_date", "partial"}),
    "number": ("text", {"has_range"}),
    "whole_number": ("text", {"has_range", "whole"}),
    "quantity": ("text", {"has_range", "has_units"}),
}
FLAGS = ("has_options", "has_units", "has_range", "is_date", "partial", "whole")


def test_each_type_has_its_widget_and_its_fields() -> None:
    """The form and the checks of trial.yaml follow this table."""
    found = {
        name: (kind.widget, {flag for flag in FLAGS if getattr(kind, flag)})
        for name, kind in FACT_TYPES.items()
    }
    assert found == TYPES


@pytest.mark.parametrize(
    ("fact", "count"),
    [
        (Fact("a", "option", "A", (Option("x", "X"), Option("y", "Y"))), 2),
        (Fact("a", "options", "A", (Option("x", "X"), Option("y", "Y"))), 3),
        (Fact("a", "quantity", "A", units=("g/L",), plausible="1-2 g/L"), 2),
        (Fact("a", "number", "A"), 0),
        (Fact("a", "partial_date", "A"), 1),
    ],
)
def test_samples_hold_one_value_of_each_kind(fact: Fact, count: int) -> None:
    """The order of the questions is estimated from them."""
    assert len(FACT_TYPES[fact.type].samples(fact)) == count


def test_units_are_listed_for_messages() -> None:
    """A plain number has no code, so its blank must not be listed."""
    assert known_units().startswith("g/L, g/dL, ")
    assert ", ," not in known_units()


@pytest.mark.parametrize(
    ("short", "name"), [("NELMAS", "nelmas"), ("ABC-1 Trial", "abc-1-trial"), ("??", "trial")]
)
def test_formats_are_named_after_the_trial(short: str, name: str) -> None:
    """Programs recognise an assessment by its format, whatever the trial is called."""
    assert format_name(short) == name
