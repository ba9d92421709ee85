"""What goes into evaluating a criterion, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from eligibility.answers import Answers
from eligibility.definitions import Criterion, Definitions
from eligibility.fact_types import Value
from eligibility.truth import UNKNOWN, Truth

Place = tuple[str | int, ...]
"""Keys and list positions in ``trial.yaml``."""

Evaluate = Callable[[Answers], Truth]
"""Returns the truth of answers, without reasons."""


class Cause(Enum):
    """Why a finding is unknown; if several apply, the first of them is named."""

    MISSING = "missing"
    IMPRECISE = "imprecise"
    JUDGEMENT = "judgement"
    TEXT_CONFLICT = "text_conflict"
    PENDING = "pending"

    __hash__ = object.__hash__  # Enum's own is slow


@dataclass(frozen=True, eq=False)
class Setting:
    """One criterion with one choice of readings (question id to letter), before any answer."""

    definitions: Definitions
    criterion: Criterion
    reading: Mapping[str, str]


class Explanation(NamedTuple):
    """The result of an expression, and why.

    ``why`` holds the comparisons made; ``causes`` and ``needs`` say why it is unknown and which
    facts could settle it; ``lapses_on`` is the first day on which the truth changes just because
    time has passed.
    """

    truth: Truth
    why: tuple[str, ...]
    facts: tuple[str, ...]
    causes: tuple[Cause, ...] = ()
    needs: tuple[str, ...] = ()
    lapses_on: date | None = None


@dataclass(frozen=True, eq=False)
class Case:
    """A setting and one set of answers.

    ``explained`` is shared by the choices of readings: what does not depend on a reading is
    explained once.
    """

    setting: Setting
    answers: Answers
    explained: dict[int, Explanation] = field(default_factory=dict)

    def value(self, fact: str) -> Value | None:
        """Return the answer, or ``None`` if it is not known."""
        return self.answers.values.get(fact)

    def label(self, fact: str) -> str:
        """Return the question of a fact without its question mark."""
        return self.setting.definitions.facts[fact].label.removesuffix("?")

    def option_labels(self, fact: str) -> Mapping[str, str]:
        """Return the label of each option of a fact, by its value."""
        return self.setting.definitions.facts[fact].labels

    def missing(self, *facts: str) -> Explanation:
        """Return unknown: these facts were read, and some are not known."""
        absent = tuple(fact for fact in facts if self.value(fact) is None)
        why = tuple(f"{self.label(fact)}: not known" for fact in absent)
        return Explanation(UNKNOWN, why, facts, (Cause.MISSING,), absent)


class Mismatch(NamedTuple):
    """Something in ``trial.yaml`` that does not fit a rule.

    ``place`` is below the criterion; or ``fact`` names the fact at fault.
    """

    message: str
    place: Place = ()
    fact: str = ""


class Uses(NamedTuple):
    """What one node reads: names of facts, names of limits, ids of open questions."""

    facts: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return each item once, in the order of first appearance."""
    return tuple(dict.fromkeys(items))


def join(truth: Truth, deciding: list[Explanation], every: list[Explanation]) -> Explanation:
    """Join explanations: the deciding ones say why, all of them say what was read."""
    open_parts = deciding if truth is UNKNOWN else []
    return Explanation(
        truth,
        unique(why for part in deciding for why in part.why),
        unique(fact for part in every for fact in part.facts),
        tuple(dict.fromkeys(cause for part in open_parts for cause in part.causes)),
        unique(fact for part in open_parts for fact in part.needs),
    )
