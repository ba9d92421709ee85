"""The small tree a criterion is built from.

A criterion's sentence is written once, as an ``Expression``. The tree decides what is true of
answers; judging it gives the comparison as made, the facts read, why it is unknown and what would
settle it; ``printed`` shows the same tree to people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from nelmas_rules.definitions import Criterion
from nelmas_rules.facts import Answers
from nelmas_rules.judging import Case, Decide, Judged, Setting, together
from nelmas_rules.truth import TRUE, Truth, all_of, any_of


class Node(Protocol):
    """A part of the tree: it decides, explains, names what it reads, and can be printed."""

    def decide(self, setting: Setting) -> Decide:
        """Return what decides this part in a setting; limits are looked up here, once."""

    def judge(self, case: Case) -> Judged:
        """Return the same truth, with its reasons."""

    def parts(self) -> tuple[Expression, ...]:
        """Return the expressions below this one."""

    def lines(self, criterion: Criterion) -> list[str]:
        """Return the rule for people, a line each, indented below its heading."""


@dataclass(frozen=True)
class Expression:
    """A sentence that is true, false or unknown of a patient; combine with ``&``, ``|``, ``~``."""

    node: Node

    def judge(self, case: Case) -> Judged:
        """Return what is known of the sentence, and why."""
        if self._depends or case.setting.criterion.limits_depend:
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


@dataclass(frozen=True)
class AllOf:
    """True when every part is true, false when one is false."""

    expressions: tuple[Expression, ...]

    def decide(self, setting: Setting) -> Decide:
        """Join the parts with Kleene's and."""
        parts = [part.node.decide(setting) for part in self.expressions]

        def decided(answers: Answers) -> Truth:
            return all_of([part(answers) for part in parts])

        return decided

    def judge(self, case: Case) -> Judged:
        """Join the parts; true for as long as every part is."""
        every = [part.judge(case) for part in self.expressions]
        truth = all_of(part.truth for part in every)
        joined = together(truth, [part for part in every if part.truth is truth], every)
        days = [part.lapses_on for part in every if part.lapses_on]
        return joined._replace(lapses_on=min(days)) if truth is TRUE and days else joined

    def parts(self) -> tuple[Expression, ...]:
        """Return the parts."""
        return self.expressions

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the parts below "all of"."""
        return below("all of", self.expressions, criterion)


@dataclass(frozen=True)
class AnyOf:
    """True when one part is true, false when every part is false."""

    expressions: tuple[Expression, ...]

    def decide(self, setting: Setting) -> Decide:
        """Join the parts with Kleene's or."""
        parts = [part.node.decide(setting) for part in self.expressions]

        def decided(answers: Answers) -> Truth:
            return any_of([part(answers) for part in parts])

        return decided

    def judge(self, case: Case) -> Judged:
        """Join the parts; true for as long as one part is."""
        every = [part.judge(case) for part in self.expressions]
        truth = any_of(part.truth for part in every)
        deciding = [part for part in every if part.truth is truth]
        joined = together(truth, deciding, every)
        days = [part.lapses_on for part in deciding]
        known = [day for day in days if day]
        lapses = truth is TRUE and len(known) == len(days)
        return joined._replace(lapses_on=max(known)) if lapses else joined

    def parts(self) -> tuple[Expression, ...]:
        """Return the parts."""
        return self.expressions

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the parts below "any of"."""
        return below("any of", self.expressions, criterion)


@dataclass(frozen=True)
class Not:
    """True when the part is false, false when it is true."""

    expression: Expression

    def decide(self, setting: Setting) -> Decide:
        """Turn the part round; what is unknown stays unknown."""
        part = self.expression.node.decide(setting)
        return lambda answers: ~part(answers)

    def judge(self, case: Case) -> Judged:
        """Turn the part round, with its reasons."""
        part = self.expression.judge(case)
        return part._replace(truth=~part.truth, lapses_on=None)

    def parts(self) -> tuple[Expression, ...]:
        """Return the part."""
        return (self.expression,)

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the part below "not"."""
        return below("not:", (self.expression,), criterion)


@dataclass(frozen=True)
class Depending:
    """One expression per reading of an open question in the official words."""

    question: str
    readings: Mapping[str, Expression]

    def decide(self, setting: Setting) -> Decide:
        """Take the expression of the reading chosen in this setting."""
        return self.readings[setting.reading[self.question]].node.decide(setting)

    def judge(self, case: Case) -> Judged:
        """Judge the expression of the reading chosen in this setting."""
        return self.readings[case.setting.reading[self.question]].judge(case)

    def parts(self) -> tuple[Expression, ...]:
        """Return the expressions of all readings."""
        return tuple(self.readings.values())

    def lines(self, criterion: Criterion) -> list[str]:
        """Print each reading's expression behind its letter."""
        heading = f"depending on the reading ({self.question}):"
        inner = [
            line
            for letter, expression in self.readings.items()
            for line in below(f"reading {letter}:", (expression,), criterion)
        ]
        return [heading, *(f"  {line}" for line in inner)]


def depending(question: str, **readings: Expression) -> Expression:
    """Return an expression that has a form for each reading of an open question."""
    return Expression(Depending(question, readings))


def below(heading: str, parts: tuple[Expression, ...], criterion: Criterion) -> list[str]:
    """Print parts below a heading; a single one goes on behind it."""
    if len(parts) == 1:
        first, *rest = parts[0].node.lines(criterion)
        return [f"{heading} {first}", *rest]
    inner = [line for part in parts for line in part.node.lines(criterion)]
    return [f"{heading}:", *(f"  {line}" for line in inner)]
