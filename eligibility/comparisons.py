"""The leaves of the expression tree: an option chosen, a value or a number of days compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Generic, TypeVar

from eligibility.answers import Answers
from eligibility.dates import (
    Days,
    PartialDate,
    days_between,
    days_later,
    is_fewer,
    is_no_fewer,
    is_no_more,
)
from eligibility.definitions import CHECK_DATE, TIMES_ULN, Criterion, Fact, Reading
from eligibility.explanation import (
    Case,
    Cause,
    Evaluate,
    Explanation,
    Mismatch,
    Setting,
    Uses,
)
from eligibility.expression import Expression
from eligibility.fact_types import NEVER, Value
from eligibility.quantity import Quantity, Span, is_above, is_at_least, is_at_most, is_below
from eligibility.truth import FALSE, TRUE, UNKNOWN, Truth, settled
from eligibility.units import EXACT, UNITS, convert, factor

Compared = TypeVar("Compared")


@dataclass(frozen=True)
class Operator(Generic[Compared]):
    """A comparison: how it is made, how the rule prints it, and its words for both results."""

    compare: Callable[[Compared, Compared], Truth]
    printed: str
    if_true: str
    if_false: str

    def words(self, truth: Truth) -> str:
        """Return the result of the comparison in words."""
        return {TRUE: self.if_true, FALSE: self.if_false, UNKNOWN: "on either side of"}[truth]


BELOW = Operator(is_below, "<", "below", "not below")
ABOVE = Operator(is_above, ">", "above", "not above")
AT_LEAST = Operator(is_at_least, ">=", "at least", "below")
AT_MOST = Operator(is_at_most, "<=", "not above", "above")

FEWER = Operator(is_fewer, "<", "fewer than", "not fewer than")
NO_MORE = Operator(is_no_more, "<=", "at most", "more than")
NO_FEWER = Operator(is_no_fewer, ">=", "at least", "fewer than")


@dataclass(frozen=True)
class OneOf:
    """The chosen option is one of ``options``, or one that the limit ``limit`` names.

    ``judgement`` options need a clinician, ``pending`` ones have not happened yet, and
    ``unanswered`` ones count as no answer. Every other option makes the sentence false.
    """

    fact: str
    options: tuple[str, ...] = ()
    limit: str = ""
    judgement: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    def evaluate(self, setting: Setting) -> Evaluate:
        """Look the option up in a table; no answer is unknown."""
        left_open: tuple[str | None, ...] = (
            None,
            *self.judgement,
            *self.pending,
            *self.unanswered,
        )
        table: dict[Value | None, Truth] = dict.fromkeys(left_open, UNKNOWN)
        table.update(dict.fromkeys(self._accepted(setting.criterion), TRUE))
        fact = self.fact
        return lambda answers: table.get(answers.values.get(fact), FALSE)

    def explain(self, case: Case) -> Explanation:
        """Say which option was chosen."""
        chosen = case.value(self.fact)
        if chosen is None:
            return case.missing(self.fact)
        assert isinstance(chosen, str)
        label = case.option_labels(self.fact)[chosen]
        why, read = (f"{case.label(self.fact)}: {label}",), (self.fact,)
        if chosen in self.judgement:
            return Explanation(UNKNOWN, why, read, (Cause.JUDGEMENT,))
        if chosen in self.pending:
            return Explanation(UNKNOWN, why, read, (Cause.PENDING,))
        if chosen in self.unanswered:
            return Explanation(UNKNOWN, why, read, (Cause.MISSING,), read)
        return Explanation(settled(chosen in self._accepted(case.setting.criterion)), why, read)

    def _accepted(self, criterion: Criterion) -> tuple[str, ...]:
        if self.limit:
            return tuple(limit.value for limit in criterion.limits[self.limit])
        return self.options

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def uses(self) -> Uses:
        """Return the fact, and the limit if there is one."""
        return Uses((self.fact,), (self.limit,) if self.limit else ())

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Check that the fact has every option, and that the judgement is explained."""
        printed = (limit.value for limit in criterion.limits.get(self.limit, ()))
        named = (*self.options, *self.judgement, *self.pending, *self.unanswered, *printed)
        yield from _missing_options(criterion, facts.get(self.fact), named)
        if self.judgement and not criterion.judgement:
            options = " or ".join(self.judgement)
            yield Mismatch(
                f"missing field judgement: the rule leaves {options} to a clinician. Say so there."
            )

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the options, and those that the rule does not decide."""
        text = f"{self.fact} is {' or '.join(self._accepted(criterion))}"
        for options, words in (
            (self.judgement, "for a clinician to judge"),
            (self.pending, "not happened yet"),
            (self.unanswered, "not known yet"),
        ):
            if options:
                text += f" ({' or '.join(options)}: {words})"
        return [text]


@dataclass(frozen=True)
class Holds:
    """The list holds one of ``options``; with ``beyond``, anything that is not among them."""

    fact: str
    options: tuple[str, ...]
    beyond: bool = False

    def evaluate(self, setting: Setting) -> Evaluate:
        """Search the list."""

        def evaluated(answers: Answers) -> Truth:
            ticked = answers.values.get(self.fact)
            return settled(self._found(ticked)) if isinstance(ticked, frozenset) else UNKNOWN

        return evaluated

    def explain(self, case: Case) -> Explanation:
        """Say what is in the list."""
        ticked = case.value(self.fact)
        if ticked is None:
            return case.missing(self.fact)
        assert isinstance(ticked, frozenset)
        labels = case.option_labels(self.fact)
        named = [label for option, label in labels.items() if option in ticked]
        why = (f"{case.label(self.fact)}: {', '.join(named) or 'none'}",)
        return Explanation(settled(self._found(ticked)), why, (self.fact,))

    def _found(self, ticked: frozenset[str]) -> bool:
        return bool(ticked.difference(self.options) if self.beyond else ticked & set(self.options))

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def uses(self) -> Uses:
        """Return the fact."""
        return Uses((self.fact,))

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Check that the fact has every option."""
        yield from _missing_options(criterion, facts.get(self.fact), self.options)

    def lines(self, criterion: Criterion) -> list[str]:
        """Print what the list is searched for."""
        if not self.beyond:
            return [f"{self.fact} holds {' or '.join(self.options)}"]
        apart = f" other than {', '.join(self.options)}" if self.options else ""
        return [f"{self.fact} holds anything{apart}"]


def _missing_options(
    criterion: Criterion, fact: Fact | None, named: tuple[str, ...]
) -> Iterator[Mismatch]:
    if fact is None:
        return
    for option in named:
        if option not in fact.labels:
            yield Mismatch(
                f"the rule {criterion.id} needs the option {option!r}, which is missing. Add it.",
                fact=fact.name,
            )


@dataclass(frozen=True)
class Measured:
    """A quantity compared with a printed limit; with ``uln``, with a multiple of that fact.

    If a limit is printed in two units that differ, the chosen reading says which one counts.
    """

    fact: str
    operator: Operator[Span]
    limit: str
    uln: str = ""

    def evaluate(self, setting: Setting) -> Evaluate:
        """Compare exactly, in the base unit."""
        fact, uln, compare = self.fact, self.uln, self.operator.compare
        limit = self._limit(setting)
        bound, times = limit.span, limit.low

        def evaluated(answers: Answers) -> Truth:
            value = answers.values.get(fact)
            return compare(value.span, bound) if isinstance(value, Quantity) else UNKNOWN

        def evaluated_by_uln(answers: Answers) -> Truth:
            assert times is not None
            value, upper = answers.values.get(fact), answers.values.get(uln)
            if isinstance(value, Quantity) and isinstance(upper, Quantity):
                return compare(value.span, upper.span.times(times))
            return UNKNOWN

        return evaluated_by_uln if uln else evaluated

    def explain(self, case: Case) -> Explanation:
        """Say how the value, as entered, compares with the limit."""
        value = case.value(self.fact)
        upper = case.value(self.uln) if self.uln else None
        read = self.uses().facts
        if value is None or (self.uln and upper is None):
            return case.missing(*read)
        assert isinstance(value, Quantity)
        limit = self._limit(case.setting, value.unit)
        stated = limit.text()
        if isinstance(upper, Quantity):
            assert limit.low is not None
            stated = f"{limit.low:f} x {upper.text()}"
            limit = upper.times(limit.low)
            stated = f"{stated} = {limit.text()}"
        truth = self.operator.compare(value.span, limit.span)
        why = (f"{_as_compared(value, limit)}, {self.operator.words(truth)} {stated}",)
        if truth is UNKNOWN:
            both = ((self.fact, value), (self.uln, upper))
            wide = tuple(
                fact for fact, part in both if isinstance(part, Quantity) and not part.is_exact
            )
            return Explanation(UNKNOWN, why, read, (Cause.IMPRECISE,), wide)
        return Explanation(truth, why, read)

    def _limit(self, setting: Setting, unit: str = "") -> Quantity:
        """Return the limit as printed, preferably in ``unit``.

        Without a reading about this limit, all its printed forms are the same amount.
        """
        criterion = setting.criterion
        printed = criterion.limits[self.limit]
        reading = self._reading(criterion)
        if reading:
            letter = setting.reading[reading.id]
            chosen = printed[list(reading.alternatives).index(letter)]
        else:
            same = (entry for entry in printed if entry.quantity.unit == unit)
            chosen = next(same, printed[0])
        return chosen.of(setting.definitions.facts[self.fact].grams_per_mole)

    def _reading(self, criterion: Criterion) -> Reading | None:
        """Return the open question about this limit's printed forms, if there is one."""
        return next((one for one in criterion.readings if one.limit == self.limit), None)

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def uses(self) -> Uses:
        """Return the fact, its ULN and the limit."""
        return Uses((self.fact, self.uln) if self.uln else (self.fact,), (self.limit,))

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Check the limit's unit, and that a reading says which of two differing limits counts."""
        fact = facts.get(self.fact)
        if fact is None or self.uln or self.limit not in criterion.limits:
            return
        place = ("limits", self.limit)
        printed = [entry.quantity for entry in criterion.limits[self.limit]]
        dimension = UNITS[fact.units[0]].dimension if fact.units else "number"
        if any(UNITS[entry.unit].dimension != dimension for entry in printed):
            example = fact.units[0] if fact.units else "none"
            yield Mismatch(f"a limit of {fact.name} must have a unit such as {example}.", place)
            return
        try:
            amounts = {
                replace(quantity, molar_mass=fact.grams_per_mole).span.low for quantity in printed
            }
        except ValueError as error:
            yield Mismatch(f"{error}. Add molar_mass to the fact {fact.name}.", place)
            return
        reading = self._reading(criterion)
        if len(amounts) > 1 and reading is None:
            yield Mismatch(
                f"the printed limits differ. Add a reading with `limit: {self.limit}`.", place
            )
        if reading and len(reading.alternatives) != len(printed):
            yield Mismatch(
                f"the reading {reading.id} must have one alternative for each printed limit.",
                place,
            )

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the comparison with every printed form of the limit, by reading if they differ."""
        texts = [entry.value.removesuffix(TIMES_ULN) for entry in criterion.limits[self.limit]]
        reading = self._reading(criterion)
        if reading:
            both = zip(texts, reading.alternatives, strict=True)
            texts = [f"{text} (reading {letter})" for text, letter in both]
        times = f" x {self.uln}" if self.uln else ""
        return [f"{self.fact} {self.operator.printed} {' or '.join(texts)}{times}"]


def _as_compared(value: Quantity, limit: Quantity) -> str:
    """Return ``79 g/L``, or ``79 g/L = 7.9 g/dL`` if the limit is in another unit."""
    if value.unit == limit.unit or not value.is_exact or not limit.is_exact:
        return value.text()
    assert value.low is not None and limit.low is not None
    for digits in count(4):
        text = convert(value.low, value.unit, limit.unit, value.molar_mass, digits)
        base = EXACT.multiply(Decimal(text), factor(limit.unit, value.molar_mass))
        if base == value.span.low:
            return f"{value.text()} = {text} {limit.unit}"
        if Decimal(text) != limit.low:
            break
    return f"{value.text()}, about {text} {limit.unit}"


@dataclass(frozen=True)
class Elapsed:
    """The whole days from one date to another, compared with a limit.

    Without ``until`` the days are counted to the date of the check, and "fewer" lapses with time.
    Without ``limit`` the sentence is that the first date is not after the second.
    """

    since: str
    until: str
    words: str
    operator: Operator[Days] = NO_FEWER
    limit: str = ""

    def evaluate(self, setting: Setting) -> Evaluate:
        """Count whole calendar days."""
        since, until, compare = self.since, self.until, self.operator.compare
        bound = self._bound(setting.criterion)

        def evaluated(answers: Answers) -> Truth:
            start = answers.values.get(since)
            end = answers.values.get(until) if until else answers.day_of_check
            if isinstance(start, PartialDate) and isinstance(end, PartialDate):
                return compare(days_between(start, end), bound)
            return FALSE if start == NEVER else UNKNOWN

        return evaluated

    def explain(self, case: Case) -> Explanation:
        """Say how many days there are, and when "fewer" ends."""
        read = self.uses().facts
        start = case.value(self.since)
        end = case.value(self.until) if self.until else case.answers.day_of_check
        if start == NEVER:
            return Explanation(FALSE, (f"{case.label(self.since)}: never",), read)
        if start is None or end is None:
            return case.missing(*read)
        assert isinstance(start, PartialDate) and isinstance(end, PartialDate)
        bound = self._bound(case.setting.criterion)
        days = days_between(start, end)
        truth = self.operator.compare(days, bound)
        why = self._why(days, bound, truth)
        if truth is UNKNOWN:
            both = zip(read, (start, end), strict=False)
            wide = tuple(fact for fact, known in both if not known.is_exact)
            return Explanation(UNKNOWN, why, read, (Cause.IMPRECISE,), wide)
        if truth is TRUE and self.operator is FEWER and not self.until:
            return Explanation(TRUE, why, read, lapses_on=days_later(start.last, bound.most))
        return Explanation(truth, why, read)

    def _bound(self, criterion: Criterion) -> Days:
        if not self.limit:
            return Days(0, 0)
        base = criterion.limits[self.limit][0].quantity.span.low
        assert base is not None
        return Days(int(base), int(base))

    def _why(self, days: Days, bound: Days, truth: Truth) -> tuple[str, ...]:
        """Return the comparison; two dates in order need no words."""
        if truth is TRUE and not self.limit:
            return ()
        return (f"{days.text()} {self.words}, {self.operator.words(truth)} {bound.most}",)

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def uses(self) -> Uses:
        """Return the dates and the limit."""
        dates = (self.since, self.until) if self.until else (self.since,)
        return Uses(dates, (self.limit,) if self.limit else ())

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Check that the limit is a time."""
        for number, entry in enumerate(criterion.limits.get(self.limit, ())):
            if UNITS[entry.quantity.unit].dimension != "time":
                yield Mismatch(
                    f"{entry.value!r} is not a time. Write it like 4 wk or 28 d.",
                    ("limits", self.limit, number),
                )

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the dates and the limit."""
        end = self.until or CHECK_DATE
        if not self.limit:
            return [f"{self.since} is not after {end}"]
        limit = criterion.limits[self.limit][0].value
        return [f"days from {self.since} to {end} {self.operator.printed} {limit}"]
