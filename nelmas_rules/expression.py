"""The small tree a criterion is built from, and how it is judged.

A criterion's sentence is written once, as an ``Expression``. Judging it against answers gives, in
one walk, the truth, the comparison as made, the facts read, why it is unknown and what would settle
it; ``printed`` shows the same tree to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import NamedTuple, Protocol

from nelmas_rules.definitions import Criterion, Definitions
from nelmas_rules.facts import Answers, Value
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth, all_of, any_of


class Cause(Enum):
    """Why a finding is unknown; when several apply, the first of them is named."""

    MISSING = "missing"
    IMPRECISE = "imprecise"
    JUDGEMENT = "judgement"
    TEXT_CONFLICT = "text_conflict"
    PENDING = "pending"

    __hash__ = object.__hash__  # Enum's own is slow


@dataclass(frozen=True)
class Case:
    """One criterion before one set of answers, under one choice among its readings.

    ``judged`` is shared by the choices: what does not depend on a reading is judged once.
    """

    definitions: Definitions
    answers: Answers
    criterion: Criterion
    reading: Mapping[str, str]
    judged: dict[int, Judged] = field(default_factory=dict)

    def value(self, fact: str) -> Value | None:
        """Return the answer, or ``None`` when it is not known."""
        return self.answers.values.get(fact)


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


class Node(Protocol):
    """A part of the tree: it can be judged, names what it reads, and can be printed."""

    def judge(self, case: Case) -> Judged:
        """Return what is known of this part."""

    def parts(self) -> tuple[Expression, ...]:
        """Return the expressions below this one."""

    def lines(self, criterion: Criterion) -> list[str]:
        """Return the rule for people, a line each, indented below its heading."""


@dataclass(frozen=True)
class Expression:
    """A sentence that is true, false or unknown of a patient; combine with ``&``, ``|``, ``~``."""

    node: Node

    def judge(self, case: Case) -> Judged:
        """Return what is known of the sentence."""
        if self._depends or case.criterion.limits_depend:
            return self.node.judge(case)
        known = case.judged.get(id(self))
        if known is None:
            known = case.judged[id(self)] = self.node.judge(case)
        return known

    @cached_property
    def _depends(self) -> bool:
        """Whether a reading can make a difference anywhere below."""
        return any(isinstance(node, Depending) for node in self.walk())

    def __and__(self, other: Expression) -> Expression:
        return Expression(AllOf((*_same(self, AllOf), *_same(other, AllOf))))

    def __or__(self, other: Expression) -> Expression:
        return Expression(AnyOf((*_same(self, AnyOf), *_same(other, AnyOf))))

    def __invert__(self) -> Expression:
        return Expression(Not(self))

    def walk(self) -> Iterator[Node]:
        """Yield this node and every node below it."""
        yield self.node
        for part in self.node.parts():
            yield from part.walk()


def _same(expression: Expression, kind: type[AllOf] | type[AnyOf]) -> tuple[Expression, ...]:
    node = expression.node
    return node.parts() if isinstance(node, kind) else (expression,)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return the items once each, in the order of their first coming."""
    return tuple(dict.fromkeys(items))


def _together(truth: Truth, deciding: list[Judged], every: list[Judged]) -> Judged:
    """Join the parts: the deciding ones say why, all of them say what was read."""
    open_parts = deciding if truth is UNKNOWN else []
    return Judged(
        truth,
        unique(why for part in deciding for why in part.why),
        unique(fact for part in every for fact in part.facts),
        tuple(dict.fromkeys(cause for part in open_parts for cause in part.causes)),
        unique(fact for part in open_parts for fact in part.needs),
    )


@dataclass(frozen=True)
class AllOf:
    """True when every part is true, false when one is false."""

    expressions: tuple[Expression, ...]

    def judge(self, case: Case) -> Judged:
        """Join the parts with Kleene's and."""
        every = [part.judge(case) for part in self.expressions]
        truth = all_of(part.truth for part in every)
        joined = _together(truth, [part for part in every if part.truth is truth], every)
        days = [part.lapses_on for part in every if part.lapses_on]
        return _lapsing(joined, min(days)) if truth is TRUE and days else joined

    def parts(self) -> tuple[Expression, ...]:
        """Return the parts."""
        return self.expressions

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the parts below "all of"."""
        return _below("all of:", self.expressions, criterion)


@dataclass(frozen=True)
class AnyOf:
    """True when one part is true, false when every part is false."""

    expressions: tuple[Expression, ...]

    def judge(self, case: Case) -> Judged:
        """Join the parts with Kleene's or."""
        every = [part.judge(case) for part in self.expressions]
        truth = any_of(part.truth for part in every)
        deciding = [part for part in every if part.truth is truth]
        joined = _together(truth, deciding, every)
        days = [part.lapses_on for part in deciding]
        known = [day for day in days if day]
        return _lapsing(joined, max(known)) if truth is TRUE and len(known) == len(days) else joined

    def parts(self) -> tuple[Expression, ...]:
        """Return the parts."""
        return self.expressions

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the parts below "any of"."""
        return _below("any of:", self.expressions, criterion)


@dataclass(frozen=True)
class Not:
    """True when the part is false, false when it is true."""

    expression: Expression

    def judge(self, case: Case) -> Judged:
        """Turn the part round; what is unknown stays unknown."""
        part = self.expression.judge(case)
        return Judged(~part.truth, part.why, part.facts, part.causes, part.needs)

    def parts(self) -> tuple[Expression, ...]:
        """Return the part."""
        return (self.expression,)

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the part below "not"."""
        return _below("not:", (self.expression,), criterion)


@dataclass(frozen=True)
class Depending:
    """One expression per reading of an open question in the official words."""

    question: str
    readings: Mapping[str, Expression]

    def judge(self, case: Case) -> Judged:
        """Judge the expression of the reading chosen for this case."""
        return self.readings[case.reading[self.question]].judge(case)

    def parts(self) -> tuple[Expression, ...]:
        """Return the expressions of all readings."""
        return tuple(self.readings.values())

    def lines(self, criterion: Criterion) -> list[str]:
        """Print each reading's expression below its letter."""
        heading = f"depending on the reading ({self.question}):"
        inner = [
            line
            for letter, expression in self.readings.items()
            for line in _below(f"{letter}:", (expression,), criterion)
        ]
        return [heading, *(f"  {line}" for line in inner)]


@dataclass(frozen=True)
class Unless:
    """An expression that another one settles where it is itself unknown.

    Where ``own`` has an answer of its own, that counts. Where it is unknown and ``other`` is true,
    the sentence has the truth ``then``. Where both are unknown, either could settle it.
    """

    own: Expression
    other: Expression
    then: Truth
    words: str

    def judge(self, case: Case) -> Judged:
        """Judge ``own``, and ``other`` only where ``own`` is unknown."""
        own = self.own.judge(case)
        if own.truth is not UNKNOWN:
            return own
        other = self.other.judge(case)
        if other.truth is TRUE:
            return Judged(self.then, other.why, other.facts, lapses_on=other.lapses_on)
        if other.truth is FALSE:
            return own
        return _together(UNKNOWN, [own, other], [own, other])

    def parts(self) -> tuple[Expression, ...]:
        """Return both expressions."""
        return (self.own, self.other)

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the expression and, below it, what else settles it."""
        inner = _below(self.words, (self.other,), criterion)
        return [*self.own.node.lines(criterion), *(f"  {line}" for line in inner)]


@dataclass(frozen=True)
class Usable:
    """An expression that counts only when another one is true; until then it is missing."""

    own: Expression
    only_if: Expression
    repeat: tuple[str, ...]

    def judge(self, case: Case) -> Judged:
        """Judge ``own`` where ``only_if`` is true; else say what has to be found out again."""
        gate = self.only_if.judge(case)
        if gate.truth is TRUE:
            own = self.own.judge(case)
            return Judged(own.truth, own.why, unique(own.facts + gate.facts), own.causes, own.needs)
        own = self.own.judge(case)
        again = self.repeat if gate.truth is FALSE else gate.needs
        needs, read = unique((*own.needs, *again)), unique((*own.facts, *gate.facts))
        return Judged(UNKNOWN, gate.why, read, (Cause.MISSING,), needs)

    def parts(self) -> tuple[Expression, ...]:
        """Return both expressions."""
        return (self.own, self.only_if)

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the expression and the condition on which it counts."""
        inner = _below("counts only when", (self.only_if,), criterion)
        return [*self.own.node.lines(criterion), *(f"  {line}" for line in inner)]


def depending(question: str, **readings: Expression) -> Expression:
    """Return an expression that has a form for each reading of an open question."""
    return Expression(Depending(question, readings))


def true_by_definition(own: Expression, when: Expression) -> Expression:
    """Return ``own``, true also where it is unknown and ``when`` is true."""
    return Expression(Unless(own, when, TRUE, "or, where that is not known, when"))


def false_by_definition(own: Expression, when: Expression) -> Expression:
    """Return ``own``, false where it is unknown and ``when`` is true."""
    return Expression(Unless(own, when, FALSE, "but false, where that is not known, when"))


def counts_only_if(own: Expression, condition: Expression, repeat: tuple[str, ...]) -> Expression:
    """Return ``own``, missing where ``condition`` is not true and ``repeat`` are found out."""
    return Expression(Usable(own, condition, repeat))


def _lapsing(judged: Judged, day: date) -> Judged:
    return Judged(judged.truth, judged.why, judged.facts, lapses_on=day)


def _below(heading: str, expressions: tuple[Expression, ...], criterion: Criterion) -> list[str]:
    inner = [line for part in expressions for line in part.node.lines(criterion)]
    if len(inner) == 1:
        return [f"{heading.rstrip(':')} {inner[0]}"]
    return [heading, *(f"  {line}" for line in inner)]
