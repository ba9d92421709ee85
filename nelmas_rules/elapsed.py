"""A leaf of the tree: the whole days from one date to another, held against a limit."""

from __future__ import annotations

from dataclasses import dataclass

from nelmas_rules.dates import (
    Days,
    PartialDate,
    days_between,
    days_later,
    is_fewer,
    is_no_fewer,
    is_no_more,
)
from nelmas_rules.definitions import Criterion
from nelmas_rules.expression import Expression
from nelmas_rules.facts import Answers
from nelmas_rules.judging import Case, Cause, Decide, Judged, Setting
from nelmas_rules.reading import NEVER
from nelmas_rules.sign import Sign
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth

FEWER = Sign(is_fewer, "<", "fewer than", "not fewer than")
NO_MORE = Sign(is_no_more, "<=", "at most", "more than")
NO_FEWER = Sign(is_no_fewer, ">=", "at least", "fewer than")


@dataclass(frozen=True)
class Elapsed:
    """The whole days from one date to another stand to a limit as ``sign`` says.

    Without ``until`` they are counted to the day of the check, and being fewer lapses.
    Without ``limit``, the sentence is that the two dates come in this order or on one day.
    """

    since: str
    until: str
    words: str
    sign: Sign[Days] = NO_FEWER
    limit: str = ""

    def decide(self, setting: Setting) -> Decide:
        """Count whole calendar days."""
        since, until, compare = self.since, self.until, self.sign.compare
        bound = self._bound(setting.criterion)

        def decided(answers: Answers) -> Truth:
            start = answers.values.get(since)
            end = answers.values.get(until) if until else answers.day_of_check
            if isinstance(start, PartialDate) and isinstance(end, PartialDate):
                return compare(days_between(start, end), bound)
            return FALSE if start == NEVER else UNKNOWN

        return decided

    def judge(self, case: Case) -> Judged:
        """Say how many days they are, and when being fewer ends."""
        read = (self.since, self.until) if self.until else (self.since,)
        start = case.value(self.since)
        end = case.value(self.until) if self.until else case.answers.day_of_check
        if start == NEVER:
            return Judged(FALSE, (f"{case.label(self.since)}: never",), read)
        if start is None or end is None:
            return case.missing(*read)
        assert isinstance(start, PartialDate) and isinstance(end, PartialDate)
        bound = self._bound(case.setting.criterion)
        days = days_between(start, end)
        truth = self.sign.compare(days, bound)
        why = self._why(days, bound, truth)
        if truth is UNKNOWN:
            both = zip(read, (start, end), strict=False)
            wide = tuple(fact for fact, known in both if not known.is_exact)
            return Judged(UNKNOWN, why, read, (Cause.IMPRECISE,), wide)
        if truth is TRUE and self.sign is FEWER and not self.until:
            return Judged(TRUE, why, read, lapses_on=days_later(start.last, bound.most))
        return Judged(truth, why, read)

    def _bound(self, criterion: Criterion) -> Days:
        if not self.limit:
            return Days(0, 0)
        base = criterion.limits[self.limit][0].quantity.span.low
        assert base is not None
        return Days(int(base), int(base))

    def _why(self, days: Days, bound: Days, truth: Truth) -> tuple[str, ...]:
        """Return the comparison; two dates in their order need no words."""
        if truth is TRUE and not self.limit:
            return ()
        return (f"{days.text()} {self.words}, {self.sign.words(truth)} {bound.most}",)

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the dates and the limit."""
        end = self.until or "assessment_date"
        if not self.limit:
            return [f"{self.since} is not after {end}"]
        limit = criterion.limits[self.limit][0].text
        return [f"days from {self.since} to {end} {self.sign.printed} {limit}"]
