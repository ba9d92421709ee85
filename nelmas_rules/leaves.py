"""The leaves of the tree: sentences about one answer, held against options, limits or days."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nelmas_rules.dates import Days, PartialDate, days_between, days_later
from nelmas_rules.definitions import TIMES_ULN, Criterion, Definitions
from nelmas_rules.expression import Case, Cause, Expression, Judged
from nelmas_rules.facts import NEVER
from nelmas_rules.quantity import Quantity, is_above, is_below
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth, settled
from nelmas_rules.units import EXACT, convert, factor


def _label(definitions: Definitions, fact: str) -> str:
    return definitions.facts[fact].label.rstrip("?")


def _missing(case: Case, *facts: str) -> Judged:
    """Return unknown: these facts, of those read, are not known."""
    absent = tuple(fact for fact in facts if case.value(fact) is None)
    why = tuple(f"{_label(case.definitions, fact)}: not known" for fact in absent)
    return Judged(UNKNOWN, why, facts, (Cause.MISSING,), absent)


@dataclass(frozen=True)
class OneOf:
    """The chosen option is one of ``options`` or of the options named by ``limit``.

    ``judged`` options are for a clinician, ``pending`` ones have not happened yet, and
    ``unanswered`` ones are as good as no answer; every other option makes the sentence false.
    """

    fact: str
    options: tuple[str, ...] = ()
    limit: str = ""
    judged: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    def _wanted(self, criterion: Criterion) -> tuple[str, ...]:
        if self.limit:
            return tuple(limit.text for limit in criterion.limits[self.limit])
        return self.options

    def judge(self, case: Case) -> Judged:
        """Look the option up."""
        chosen = case.value(self.fact)
        if chosen is None:
            return _missing(case, self.fact)
        assert isinstance(chosen, str)
        fact = case.definitions.facts[self.fact]
        why = (f"{_label(case.definitions, self.fact)}: {fact.options[chosen]}",)
        read = (self.fact,)
        if chosen in self.judged:
            return Judged(UNKNOWN, why, read, (Cause.JUDGEMENT,))
        if chosen in self.pending:
            return Judged(UNKNOWN, why, read, (Cause.PENDING,))
        if chosen in self.unanswered:
            return Judged(UNKNOWN, why, read, (Cause.MISSING,), read)
        return Judged(settled(chosen in self._wanted(case.criterion)), why, read)

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the options, and those that are not for the rule to decide."""
        text = f"{self.fact} is {' or '.join(self._wanted(criterion))}"
        for options, words in (
            (self.judged, "for a clinician to judge"),
            (self.pending, "not happened yet"),
            (self.unanswered, "not known yet"),
        ):
            if options:
                text += f" ({' or '.join(options)}: {words})"
        return [text]


@dataclass(frozen=True)
class Holds:
    """The list holds one of ``options``, or, with ``beyond``, anything that is not among them."""

    fact: str
    options: tuple[str, ...]
    beyond: bool = False

    def judge(self, case: Case) -> Judged:
        """Look into the list."""
        ticked = case.value(self.fact)
        if ticked is None:
            return _missing(case, self.fact)
        assert isinstance(ticked, frozenset)
        fact = case.definitions.facts[self.fact]
        named = [label for option, label in fact.options.items() if option in ticked]
        why = (f"{_label(case.definitions, self.fact)}: {', '.join(named) or 'none'}",)
        found = ticked - set(self.options) if self.beyond else ticked & set(self.options)
        return Judged(settled(bool(found)), why, (self.fact,))

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def lines(self, criterion: Criterion) -> list[str]:
        """Print what is looked for in the list."""
        if not self.beyond:
            return [f"{self.fact} holds {' or '.join(self.options)}"]
        apart = f" other than {', '.join(self.options)}" if self.options else ""
        return [f"{self.fact} holds anything{apart}"]


@dataclass(frozen=True)
class Sign:
    """A comparison: how it is printed, and how it reads when it holds and when it does not."""

    printed: str
    holds: str
    fails: str

    def words(self, truth: Truth) -> str:
        """Return the comparison as made, in words."""
        return {TRUE: self.holds, FALSE: self.fails, UNKNOWN: "on either side of"}[truth]


BELOW = Sign("<", "below", "not below")
ABOVE = Sign(">", "above", "not above")
AT_LEAST = Sign(">=", "at least", "below")
AT_MOST = Sign("<=", "not above", "above")


@dataclass(frozen=True)
class Measured:
    """The value stands to a printed limit as ``sign`` says; with ``uln``, to so many times that.

    Where a limit is printed in two units that differ, the reading chosen says which one counts.
    """

    fact: str
    sign: Sign
    limit: str
    uln: str = ""

    def judge(self, case: Case) -> Judged:
        """Compare exactly, in the base unit; explain from the unit entered."""
        value = case.value(self.fact)
        upper = case.value(self.uln) if self.uln else None
        read = (self.fact, self.uln) if self.uln else (self.fact,)
        if value is None or (self.uln and upper is None):
            return _missing(case, *read)
        assert isinstance(value, Quantity)
        limit = self._limit(case, value)
        stated = limit.text()
        if isinstance(upper, Quantity):
            assert limit.low is not None
            stated = f"{limit.low:f} x {upper.text()}"
            limit = upper.times(limit.low)
            stated = f"{stated} = {limit.text()}"
        truth = self._compare(value, limit)
        why = (f"{_as_compared(value, limit)}, {self.sign.words(truth)} {stated}",)
        if truth is UNKNOWN:
            both = ((self.fact, value), (self.uln, upper))
            wide = tuple(
                fact for fact, part in both if isinstance(part, Quantity) and not part.is_exact
            )
            return Judged(UNKNOWN, why, read, (Cause.IMPRECISE,), wide)
        return Judged(truth, why, read)

    def _compare(self, value: Quantity, limit: Quantity) -> Truth:
        if self.sign in (BELOW, AT_LEAST):
            below = is_below(value, limit)
            return below if self.sign is BELOW else ~below
        above = is_above(value, limit)
        return above if self.sign is ABOVE else ~above

    def _limit(self, case: Case, value: Quantity) -> Quantity:
        printed = case.criterion.limits[self.limit]
        asked = [q for q in case.criterion.readings.values() if q.limit == self.limit]
        if asked:
            place = list(asked[0].alternatives).index(case.reading[asked[0].id])
            chosen = printed[place]
        else:
            same = (entry for entry in printed if entry.quantity.unit == value.unit)
            chosen = next(same, printed[0])
        return chosen.of(case.definitions.facts[self.fact].molar_mass)

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the comparison with every printed form of the limit."""
        texts = [entry.text.removesuffix(TIMES_ULN) for entry in criterion.limits[self.limit]]
        times = f" x {self.uln}" if self.uln else ""
        return [f"{self.fact} {self.sign.printed} {' or '.join(texts)}{times}"]


def _as_compared(value: Quantity, limit: Quantity) -> str:
    """Return ``79 g/L``, or ``79 g/L = 7.9 g/dL`` where the limit is in another unit."""
    if value.unit == limit.unit or not value.is_exact or not limit.is_exact:
        return value.text()
    assert value.low is not None and limit.low is not None
    low, _ = value.bounds
    for digits in (4, 8, 16, 60):
        text = convert(value.low, value.unit, limit.unit, value.molar_mass, digits)
        base = EXACT.multiply(Decimal(text), factor(limit.unit, value.molar_mass))
        if base == low:
            return f"{value.text()} = {text} {limit.unit}"
        if Decimal(text) != limit.low:
            break
    return f"{value.text()}, about {text} {limit.unit}"


FEWER = Sign("<", "fewer than", "not fewer than")
NO_MORE = Sign("<=", "at most", "more than")
NO_FEWER = Sign(">=", "at least", "fewer than")


@dataclass(frozen=True)
class Elapsed:
    """The whole days from one date to another stand to a limit as ``sign`` says.

    Without ``until`` they are counted to the day of the check, and being fewer lapses.
    Without ``limit``, the sentence is that the two dates come in this order or on one day.
    """

    since: str
    until: str
    words: str
    sign: Sign = NO_FEWER
    limit: str = ""

    def judge(self, case: Case) -> Judged:
        """Count whole calendar days."""
        read = (self.since, self.until) if self.until else (self.since,)
        today = case.answers.assessment_date
        start = case.value(self.since)
        end = case.value(self.until) if self.until else PartialDate(today, today)
        if start == NEVER:
            return Judged(FALSE, (f"{_label(case.definitions, self.since)}: never",), read)
        if start is None or end is None:
            return _missing(case, *read)
        assert isinstance(start, PartialDate) and isinstance(end, PartialDate)
        bound = self._bound(case.criterion)
        days = days_between(start, end)
        truth = self._compare(days, bound)
        why = (self._why(days, bound, truth),)
        if truth is UNKNOWN:
            both = zip(read, (start, end), strict=False)
            wide = tuple(fact for fact, known in both if not known.is_exact)
            return Judged(UNKNOWN, why, read, (Cause.IMPRECISE,), wide)
        if truth is TRUE and self.sign is FEWER and not self.until:
            return Judged(TRUE, why, read, lapses_on=days_later(start.last, bound))
        return Judged(truth, why, read)

    def _bound(self, criterion: Criterion) -> int:
        if not self.limit:
            return 0
        base, _ = criterion.limits[self.limit][0].quantity.bounds
        assert base is not None
        return int(base)

    def _compare(self, days: Days, bound: int) -> Truth:
        if self.sign is NO_MORE:
            return _within(days.most <= bound, days.fewest > bound)
        fewer = _within(days.most < bound, days.fewest >= bound)
        return fewer if self.sign is FEWER else ~fewer

    def _why(self, days: Days, bound: int, truth: Truth) -> str:
        if self.limit:
            return f"{days.text()} {self.words}, {self.sign.words(truth)} {bound}"
        counted = f"{days.text()} {self.words}"
        return counted if truth is TRUE else f"{counted}, {self.sign.words(truth)} 0"

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


def _within(certainly: bool, certainly_not: bool) -> Truth:
    if certainly:
        return TRUE
    return FALSE if certainly_not else UNKNOWN
