"""Whole calendar days, and dates of which only the month or the year is known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from eligibility.truth import FALSE, TRUE, UNKNOWN, Truth

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class DateError(ValueError):
    """A text that is no day, month or year of the calendar."""


@dataclass(frozen=True)
class PartialDate:
    """Some day from ``first`` to ``last``, both included; the same day when it is known."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def not_after(self, latest: date) -> PartialDate:
        """Return the part of this date that is not after ``latest``."""
        return PartialDate(self.first, min(self.last, latest))


@dataclass(frozen=True)
class Days:
    """A number of whole days from ``fewest`` to ``most``, both included."""

    fewest: int
    most: int

    def text(self) -> str:
        """Return the number for people: ``1 day``, ``27 days``, ``20 to 40 days``."""
        if self.fewest != self.most:
            return f"{self.fewest} to {self.most} days"
        return f"{self.fewest} day" if self.fewest == 1 else f"{self.fewest} days"


def days_between(earlier: PartialDate, later: PartialDate) -> Days:
    """Return the days from one date to another; negative when they are in the reverse order."""
    return Days((later.first - earlier.last).days, (later.last - earlier.first).days)


def is_fewer(days: Days, limit: Days) -> Truth:
    """Return whether ``days < limit``, for every number that both can be."""
    if days.most < limit.fewest:
        return TRUE
    return FALSE if days.fewest >= limit.most else UNKNOWN


def is_no_more(days: Days, limit: Days) -> Truth:
    """Return whether ``days <= limit``, for every number that both can be."""
    return ~is_fewer(limit, days)


def is_no_fewer(days: Days, limit: Days) -> Truth:
    """Return whether ``days >= limit``, for every number that both can be."""
    return ~is_fewer(days, limit)


def days_later(day: date, days: int) -> date | None:
    """Return the day so many days later, or ``None`` past the end of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def read_partial_date(text: str) -> PartialDate:
    """Read ``2026-01-19``, ``2026-01`` or ``2026``.

    Raises:
        DateError: another form, or no such day.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise DateError("not written as year-month-day")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return PartialDate(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            first = date(year, month, 1)
            return PartialDate(first, date(year, month, monthrange(year, month)[1]))
        whole = date(year, month, day)
    except ValueError as error:
        raise DateError("no such day in the calendar") from error
    return PartialDate(whole, whole)
