"""Dates are real days, written as 2026-01-31, and come in a sensible order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.model.trial import Trial
from sitegen.source.nodes import Path

Finding = tuple[Path, str]

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
EARLIEST, LATEST = 1990, 2099


def check(trial: Trial) -> Iterator[Finding]:
    """All dates of trial.yaml."""
    for at, day in _dates(trial):
        yield from _real(at, day)
    status = trial.status
    if _is_real(status.checked_on) and _is_real(status.as_of) and status.checked_on < status.as_of:
        yield (
            ("status", "checked_on"),
            f"the status was checked on {status.checked_on}, before the day it is as of, "
            f"{status.as_of}; the same day or a later one was wanted; correct one of them",
        )
    for place in range(1, len(trial.changes)):
        earlier, later = trial.changes[place].date, trial.changes[place - 1].date
        if _is_real(earlier) and _is_real(later) and earlier > later:
            yield (
                ("changes", place, "date"),
                f"{earlier} comes after {later}, which stands above it; the newest change was "
                "wanted first; put them in order",
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


def _real(at: Path, day: str) -> Iterator[Finding]:
    if not day:
        return
    match = _ISO.fullmatch(day)
    if match is None:
        yield (
            at,
            f'"{day}" is not a date; year, month and day were wanted; write it like "2026-01-31"',
        )
        return
    year, month, number = map(int, match.groups())
    try:
        date(year, month, number)
    except ValueError:
        yield at, f'there is no day "{day}"; a day of the calendar was wanted; correct it'
        return
    if not EARLIEST <= year <= LATEST:
        yield (
            at,
            f'the year of "{day}" can hardly be meant; one from {EARLIEST} to {LATEST} was wanted; '
            "correct it",
        )
