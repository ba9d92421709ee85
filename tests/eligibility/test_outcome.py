"""The order in which facts are asked, and the day from which no time criterion blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eligibility.assessment import assess
from eligibility.definitions import Definitions
from nelmas_rules import RULES
from tests.eligibility.patients import Answers


@pytest.mark.parametrize(
    ("unknown", "first"),
    [
        # half of the histology answers settle I4; a date can, too, and affects more criteria
        (["histology_confirmed", "liver_resection_date"], "liver_resection_date"),
        # a quarter of the margins settle E3 or I5, half of the histology answers settle I4
        (["histology_confirmed", "liver_resection_margin"], "histology_confirmed"),
        # as decisive as a date that alone is missing; then the order of the criteria counts
        (["histology_confirmed", "mri_date"], "histology_confirmed"),
        # creatinine settles E16 alone; heart failure settles E13 only with two more answers
        (["heart_failure", "creatinine"], "creatinine"),
        # radiotherapy needs a second answer before it can settle anything
        (["histology_confirmed", "ebrt_given"], "histology_confirmed"),
    ],
)
def test_the_most_decisive_fact_is_asked_first(
    definitions: Definitions, base: Answers, unknown: list[str], first: str
) -> None:
    """Time in a clinic is short, so the facts that can settle the outcome come first."""
    found = assess(definitions, RULES, {**base, **dict.fromkeys(unknown)})
    assert found.ask[0] == first


def test_a_fact_counts_by_the_criterion_it_settles_most_often(
    definitions: Definitions, base: Answers
) -> None:
    """The report settles I4 more often than Ki-67 does, although it settles E2 less often."""
    answers = {**base, "grade_reported": None, "ki67_percent": None}
    found = assess(definitions, RULES, answers)
    assert found.ask == ("grade_reported", "ki67_percent")
    chances = found.chances
    assert chances["I4", "grade_reported"] > chances["I4", "ki67_percent"]
    assert chances["E2", "grade_reported"] < chances["E2", "ki67_percent"]


def test_open_from_is_the_last_of_several_lapse_dates(
    definitions: Definitions, base: Answers
) -> None:
    """If two time criteria block, both must have lapsed."""
    found = assess(definitions, RULES, {**base, "last_surgery_date": "2026-03-20"})
    (waiting,) = (one for one in found.findings if one.blocks)
    assert found.open_from == date(2026, 4, 17)
    longer, never = replace(waiting), replace(waiting)
    longer.lapses_on, never.lapses_on = date(2026, 5, 1), None
    assert replace(found, findings=(*found.findings, longer)).open_from == date(2026, 5, 1)
    assert replace(found, findings=(longer, *found.findings)).open_from == date(2026, 5, 1)
    assert replace(found, findings=(*found.findings, never)).open_from is None
