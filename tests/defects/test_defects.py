from __future__ import annotations

import pytest

from sitegen.quality.suite import LOOKING, READING, VALIDATING, name_of
from tests.defects.planting import read_list
from tests.defects.run import RECORD, run

SAMPLE = (
    "Two main headings",
    "A link to a page that is not there",
    "An official sentence changed by one letter",
    "No content security policy",
    "A sentence too long",
    "The site map misses a page",
    "A banned word in trial.yaml",
)
"""Run each time, since they need no browser; the rest by `python -m tests.defects.run`."""

CHECKS = {name_of(check) for check in (*READING, *VALIDATING, *LOOKING)}


@pytest.mark.slow
def test_planted_defects_are_seen() -> None:
    """A suite that finds nothing proves nothing until it has found what somebody hid."""
    sample = [defect for defect in read_list() if defect.defect in SAMPLE]
    assert len(sample) == len(SAMPLE)
    for defect, found in run(sample, browser=False):
        assert defect.seen_by in found, defect.defect


def test_the_list_is_sound() -> None:
    """A defect meant for a check that does not exist would never be seen, or told of."""
    defects = read_list()
    assert len(defects) >= 100
    assert len({defect.defect for defect in defects}) == len(defects)
    for defect in defects:
        assert defect.seen_by in CHECKS | {"build"}, defect.defect
        assert [bool(defect.page), bool(defect.file), bool(defect.source)].count(True) == 1
    assert CHECKS - {defect.seen_by for defect in defects} == set(), "checks that nothing proves"


def test_the_record_is_of_this_list() -> None:
    """A record of another list would tell of defects that nobody planted."""
    rows = [line for line in RECORD.read_text("utf-8").splitlines() if line.startswith("| ")]
    told = [row.split(" | ")[1] for row in rows if row[2].isdigit()]
    assert told == [defect.defect for defect in read_list()]
    assert "**nobody**" not in "".join(rows)
