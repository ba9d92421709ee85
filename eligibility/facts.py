"""Facts as rules speak of them, so that a criterion reads like the protocol."""

from __future__ import annotations

from dataclasses import dataclass

from eligibility.comparisons import (
    ABOVE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    FEWER,
    NO_FEWER,
    NO_MORE,
    Elapsed,
    Holds,
    Measured,
    OneOf,
    Operator,
)
from eligibility.dates import Days
from eligibility.expression import Expression
from eligibility.quantity import Span


@dataclass(frozen=True)
class LimitName:
    """The name of a limit in ``trial.yaml``, below the criterion that uses it."""

    name: str


def limit(name: str) -> LimitName:
    """Return the limit of this name. Its numbers are in ``trial.yaml``, never in a rule."""
    return LimitName(name)


@dataclass(frozen=True)
class Choice:
    """A fact with one chosen option."""

    fact: str

    def is_(
        self,
        *options: str,
        judgement: tuple[str, ...] = (),
        pending: tuple[str, ...] = (),
        unanswered: tuple[str, ...] = (),
    ) -> Expression:
        """Return the sentence that one of these options was chosen; see ``OneOf``."""
        return Expression(
            OneOf(self.fact, options, judgement=judgement, pending=pending, unanswered=unanswered)
        )

    def is_among(self, among: LimitName) -> Expression:
        """Return the sentence that the option is one that the limit prints."""
        return Expression(OneOf(self.fact, limit=among.name))


@dataclass(frozen=True)
class Several:
    """A fact with a list of options; an empty list means none."""

    fact: str

    def holds(self, *options: str) -> Expression:
        """Return the sentence that one of these is in the list."""
        return Expression(Holds(self.fact, options))

    def holds_anything(self, but: tuple[str, ...] = ()) -> Expression:
        """Return the sentence that the list holds something other than ``but``."""
        return Expression(Holds(self.fact, but, beyond=True))


@dataclass(frozen=True)
class Measure:
    """A fact with a quantity; ``of_uln`` compares it with a multiple of another fact."""

    fact: str
    uln: str = ""

    def of_uln(self, uln: str) -> Measure:
        """Return the value, to be compared with that laboratory's upper limit of normal."""
        return Measure(self.fact, uln)

    def _compared(self, operator: Operator[Span], against: LimitName) -> Expression:
        return Expression(Measured(self.fact, operator, against.name, self.uln))

    def __lt__(self, against: LimitName) -> Expression:
        return self._compared(BELOW, against)

    def __gt__(self, against: LimitName) -> Expression:
        return self._compared(ABOVE, against)

    def __ge__(self, against: LimitName) -> Expression:
        return self._compared(AT_LEAST, against)

    def __le__(self, against: LimitName) -> Expression:
        return self._compared(AT_MOST, against)


@dataclass(frozen=True)
class Interval:
    """The whole days from one date to another, or to the date of the check."""

    since: str
    until: str
    words: str

    def _compared(self, operator: Operator[Days], against: LimitName) -> Expression:
        return Expression(Elapsed(self.since, self.until, self.words, operator, against.name))

    def in_order(self) -> Expression:
        """Return the sentence that the first date is not after the second."""
        return Expression(Elapsed(self.since, self.until, self.words))

    def __lt__(self, against: LimitName) -> Expression:
        return self._compared(FEWER, against)

    def __le__(self, against: LimitName) -> Expression:
        return self._compared(NO_MORE, against)

    def __ge__(self, against: LimitName) -> Expression:
        return self._compared(NO_FEWER, against)
