"""Dates: real days, written as 2026-01-31, in a sensible order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.model.trial import Trial
from sitegen.source.messages import Located, Path

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
EARLIEST, LATEST = 1990, 2099


def check(trial: Trial) -> Iterator[Located]:
    """Check all dates of trial.yaml."""
    for at, day in _dates(trial):
        yield from _real(at, day)
    status = trial.status
    if _is_real(status.checked_on) and _is_real(status.as_of) and status.checked_on < status.as_of:
        yield (
            ("status", "checked_on"),
            f"{status.checked_on} is before as_of, {status.as_of}. A status cannot be checked "
            "before its date. Correct one of the two.",
        )
    for place in range(1, len(trial.changes)):
        earlier, later = trial.changes[place].date, trial.changes[place - 1].date
        if _is_real(earlier) and _is_real(later) and earlier > later:
            yield (
                ("changes", place, "date"),
                f"{earlier} is newer than {later} above it. Put the newest change first.",
            )


def _dates(trial: Trial) -> Iterator[tuple[Path, str]]:
    yield ("record", "as_of"), trial.record.as_of
    yield ("status", "as_of"), trial.status.as_of
    yield ("status", "checked_on"), trial.status.checked_on
    for place, copy in enumerate(trial.status.copies):
        yield ("status", "copies", place, "as_of"), copy.as_of
    for place, criterion in enumerate(trial.criteria):
        for number, reading in enumerate(criterion.readings):
            if reading.ruling:
                path = ("criteria", place, "readings", number, "ruling", "on")
                yield path, reading.ruling.on
    for part in ("public_words", "criteria", "readings"):
        yield ("review", part, "approved_on"), getattr(trial.review, part).approved_on
    for place, change in enumerate(trial.changes):
        yield ("changes", place, "date"), change.date


def _is_real(day: str) -> bool:
    return not list(_real((), day)) and bool(day)


def _real(at: Path, day: str) -> Iterator[Located]:
    if not day:
        return
    match = _ISO.fullmatch(day)
    if match is None:
        yield (
            at,
            f'"{day}" is not a date. Write year, month and day like "2026-01-31".',
        )
        return
    year, month, number = map(int, match.groups())
    try:
        date(year, month, number)
    except ValueError:
        yield at, f'there is no day "{day}" in the calendar. Correct it.'
        return
    if not EARLIEST <= year <= LATEST:
        yield (
            at,
            f'the year of "{day}" must be from {EARLIEST} to {LATEST}. Correct it.',
        )
