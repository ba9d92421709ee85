"""What it means to judge a part of a criterion: what goes in, what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from nelmas_rules.definitions import Criterion, Definitions
from nelmas_rules.facts import Answers
from nelmas_rules.reading import Value
from nelmas_rules.truth import UNKNOWN, Truth


class Cause(Enum):
    """Why a finding is unknown; when several apply, the first of them is named."""

    MISSING = "missing"
    IMPRECISE = "imprecise"
    JUDGEMENT = "judgement"
    TEXT_CONFLICT = "text_conflict"
    PENDING = "pending"

    __hash__ = object.__hash__  # Enum's own is slow


@dataclass(frozen=True, eq=False)
class Setting:
    """One criterion under one choice among its readings, before any answer is known."""

    definitions: Definitions
    criterion: Criterion
    reading: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Case:
    """A setting and one set of answers.

    ``judged`` is shared by the choices: what does not depend on a reading is judged once.
    """

    setting: Setting
    answers: Answers
    judged: dict[int, Judged] = field(default_factory=dict)

    def value(self, fact: str) -> Value | None:
        """Return the answer, or ``None`` when it is not known."""
        return self.answers.values.get(fact)

    def label(self, fact: str) -> str:
        """Return the question of a fact without its question mark."""
        return self.setting.definitions.facts[fact].label.removesuffix("?")

    def missing(self, *facts: str) -> Judged:
        """Return unknown: these facts were read, and some are not known."""
        absent = tuple(fact for fact in facts if self.value(fact) is None)
        why = tuple(f"{self.label(fact)}: not known" for fact in absent)
        return Judged(UNKNOWN, why, facts, (Cause.MISSING,), absent)


class Judged(NamedTuple):
    """What came of judging an expression.

    ``why`` are the comparisons as made; ``causes`` and ``needs`` say why it is unknown and which
    facts could settle it; ``lapses_on`` is the first day on which the sentence has another truth
    just because time has passed.
    """

    truth: Truth
    why: tuple[str, ...]
    facts: tuple[str, ...]
    causes: tuple[Cause, ...] = ()
    needs: tuple[str, ...] = ()
    lapses_on: date | None = None


Decide = Callable[[Answers], Truth]
"""Says what is true of answers, and nothing about why."""


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return the items once each, in the order of their first coming."""
    return tuple(dict.fromkeys(items))


def together(truth: Truth, deciding: list[Judged], every: list[Judged]) -> Judged:
    """Join judged parts: the deciding ones say why, all of them say what was read."""
    open_parts = deciding if truth is UNKNOWN else []
    return Judged(
        truth,
        unique(why for part in deciding for why in part.why),
        unique(fact for part in every for fact in part.facts),
        tuple(dict.fromkeys(cause for part in open_parts for cause in part.causes)),
        unique(fact for part in open_parts for fact in part.needs),
    )
