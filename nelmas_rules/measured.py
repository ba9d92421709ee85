"""A leaf of the tree: a measured value held against a printed limit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from nelmas_rules.definitions import TIMES_ULN, Criterion, ReadingQuestion
from nelmas_rules.expression import Expression
from nelmas_rules.facts import Answers
from nelmas_rules.judging import Case, Cause, Decide, Judged, Setting
from nelmas_rules.quantity import Quantity, Span, is_above, is_at_least, is_at_most, is_below
from nelmas_rules.sign import Sign
from nelmas_rules.truth import UNKNOWN, Truth
from nelmas_rules.units import EXACT, convert, factor

BELOW = Sign(is_below, "<", "below", "not below")
ABOVE = Sign(is_above, ">", "above", "not above")
AT_LEAST = Sign(is_at_least, ">=", "at least", "below")
AT_MOST = Sign(is_at_most, "<=", "not above", "above")


@dataclass(frozen=True)
class Measured:
    """The value stands to a printed limit as ``sign`` says; with ``uln``, to so many times that.

    Where a limit is printed in two units that differ, the reading chosen says which one counts.
    """

    fact: str
    sign: Sign[Span]
    limit: str
    uln: str = ""

    def decide(self, setting: Setting) -> Decide:
        """Compare exactly, in the base unit."""
        fact, uln, compare = self.fact, self.uln, self.sign.compare
        limit = self._limit(setting)
        bound, times = limit.span, limit.low

        def decided(answers: Answers) -> Truth:
            value = answers.values.get(fact)
            return compare(value.span, bound) if isinstance(value, Quantity) else UNKNOWN

        def decided_by_uln(answers: Answers) -> Truth:
            assert times is not None
            value, upper = answers.values.get(fact), answers.values.get(uln)
            if isinstance(value, Quantity) and isinstance(upper, Quantity):
                return compare(value.span, upper.span.times(times))
            return UNKNOWN

        return decided_by_uln if uln else decided

    def judge(self, case: Case) -> Judged:
        """Say how the value as entered stands to the limit."""
        value = case.value(self.fact)
        upper = case.value(self.uln) if self.uln else None
        read = (self.fact, self.uln) if self.uln else (self.fact,)
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
        truth = self.sign.compare(value.span, limit.span)
        why = (f"{_as_compared(value, limit)}, {self.sign.words(truth)} {stated}",)
        if truth is UNKNOWN:
            both = ((self.fact, value), (self.uln, upper))
            wide = tuple(
                fact for fact, part in both if isinstance(part, Quantity) and not part.is_exact
            )
            return Judged(UNKNOWN, why, read, (Cause.IMPRECISE,), wide)
        return Judged(truth, why, read)

    def _limit(self, setting: Setting, unit: str = "") -> Quantity:
        """Return the limit as printed, in ``unit`` where it is printed so.

        Without a reading that says which printed limit counts, all of them are the same amount.
        """
        criterion = setting.criterion
        printed = criterion.limits[self.limit]
        asked = self._asked(criterion)
        if asked:
            chosen = printed[list(asked.alternatives).index(setting.reading[asked.id])]
        else:
            same = (entry for entry in printed if entry.quantity.unit == unit)
            chosen = next(same, printed[0])
        return chosen.of(setting.definitions.facts[self.fact].molar_mass)

    def _asked(self, criterion: Criterion) -> ReadingQuestion | None:
        """Return the open question which of the printed limits counts, if there is one."""
        return next((q for q in criterion.readings.values() if q.limit == self.limit), None)

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the comparison with every printed form of the limit, by reading if they differ."""
        texts = [entry.text.removesuffix(TIMES_ULN) for entry in criterion.limits[self.limit]]
        asked = self._asked(criterion)
        if asked:
            both = zip(texts, asked.alternatives, strict=True)
            texts = [f"{text} (reading {letter})" for text, letter in both]
        times = f" x {self.uln}" if self.uln else ""
        return [f"{self.fact} {self.sign.printed} {' or '.join(texts)}{times}"]


def _as_compared(value: Quantity, limit: Quantity) -> str:
    """Return ``79 g/L``, or ``79 g/L = 7.9 g/dL`` where the limit is in another unit."""
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
