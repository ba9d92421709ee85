"""The expression tree that a criterion is built from.

A criterion's sentence is written once, as an ``Expression``. The tree evaluates answers, explains
the result (the comparison made, the facts read, why it is unknown, what would settle it), and
prints itself as the rule that people read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from eligibility.answers import Answers
from eligibility.definitions import Criterion, Fact
from eligibility.explanation import (
    Case,
    Cause,
    Evaluate,
    Explanation,
    Mismatch,
    Setting,
    Uses,
    join,
    unique,
)
from eligibility.truth import FALSE, TRUE, UNKNOWN, Truth, all_of, any_of


class Node(Protocol):
    """One node of the tree."""

    def evaluate(self, setting: Setting) -> Evaluate:
        """Return the function that evaluates this node; limits are looked up here, once."""

    def explain(self, case: Case) -> Explanation:
        """Return the same truth, with its reasons."""

    def parts(self) -> tuple[Expression, ...]:
        """Return the expressions below this one."""

    def uses(self) -> Uses:
        """Return what this node itself reads, not counting its parts."""

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Yield what this node needs and ``trial.yaml`` lacks."""

    def lines(self, criterion: Criterion) -> list[str]:
        """Return the rule for people, one line each, indented below its heading."""


@dataclass(frozen=True)
class Expression:
    """A sentence that is true, false or unknown of a patient; combine with ``&``, ``|``, ``~``."""

    node: Node

    def explain(self, case: Case) -> Explanation:
        """Return what is known of the sentence, and why."""
        if self._depends_on_reading or case.setting.criterion.limits_depend:
            return self.node.explain(case)
        known = case.explained.get(id(self))
        if known is None:
            known = case.explained[id(self)] = self.node.explain(case)
        return known

    @cached_property
    def _depends_on_reading(self) -> bool:
        """Whether a reading can make a difference anywhere below."""
        return any(node.uses().questions for node in self.walk())

    def __and__(self, other: Expression) -> Expression:
        return Expression(AllOf((*_parts_of(self, AllOf), *_parts_of(other, AllOf))))

    def __or__(self, other: Expression) -> Expression:
        return Expression(AnyOf((*_parts_of(self, AnyOf), *_parts_of(other, AnyOf))))

    def __invert__(self) -> Expression:
        return Expression(Not(self))

    def walk(self) -> Iterator[Node]:
        """Yield this node and every node below it."""
        yield self.node
        for part in self.node.parts():
            yield from part.walk()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that the tree can read, in its order."""
        return unique(fact for node in self.walk() for fact in node.uses().facts)


def _parts_of(expression: Expression, kind: type[AllOf] | type[AnyOf]) -> tuple[Expression, ...]:
    node = expression.node
    return node.parts() if isinstance(node, kind) else (expression,)


@dataclass(frozen=True)
class AllOf:
    """True if every part is true, false if one is false."""

    expressions: tuple[Expression, ...]

    def evaluate(self, setting: Setting) -> Evaluate:
        """Join the parts with Kleene's and."""
        parts = [part.node.evaluate(setting) for part in self.expressions]

        def evaluated(answers: Answers) -> Truth:
            return all_of([part(answers) for part in parts])

        return evaluated

    def explain(self, case: Case) -> Explanation:
        """Join the parts; the sentence stays true as long as every part does."""
        every = [part.explain(case) for part in self.expressions]
        truth = all_of(part.truth for part in every)
        joined = join(truth, [part for part in every if part.truth is truth], every)
        days = [part.lapses_on for part in every if part.lapses_on]
        return joined._replace(lapses_on=min(days)) if truth is TRUE and days else joined

    def parts(self) -> tuple[Expression, ...]:
        """Return the parts."""
        return self.expressions

    def uses(self) -> Uses:
        """Return nothing: only the parts read."""
        return Uses()

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Yield nothing."""
        return iter(())

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the parts below "all of"."""
        return below("all of", self.expressions, criterion)


@dataclass(frozen=True)
class AnyOf:
    """True if one part is true, false if every part is false."""

    expressions: tuple[Expression, ...]

    def evaluate(self, setting: Setting) -> Evaluate:
        """Join the parts with Kleene's or."""
        parts = [part.node.evaluate(setting) for part in self.expressions]

        def evaluated(answers: Answers) -> Truth:
            return any_of([part(answers) for part in parts])

        return evaluated

    def explain(self, case: Case) -> Explanation:
        """Join the parts; the sentence stays true as long as one part does."""
        every = [part.explain(case) for part in self.expressions]
        truth = any_of(part.truth for part in every)
        deciding = [part for part in every if part.truth is truth]
        joined = join(truth, deciding, every)
        days = [part.lapses_on for part in deciding]
        known = [day for day in days if day]
        lapses = truth is TRUE and len(known) == len(days)
        return joined._replace(lapses_on=max(known)) if lapses else joined

    def parts(self) -> tuple[Expression, ...]:
        """Return the parts."""
        return self.expressions

    def uses(self) -> Uses:
        """Return nothing: only the parts read."""
        return Uses()

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Yield nothing."""
        return iter(())

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the parts below "any of"."""
        return below("any of", self.expressions, criterion)


@dataclass(frozen=True)
class Not:
    """True if the part is false, false if it is true."""

    expression: Expression

    def evaluate(self, setting: Setting) -> Evaluate:
        """Negate the part; unknown stays unknown."""
        part = self.expression.node.evaluate(setting)
        return lambda answers: ~part(answers)

    def explain(self, case: Case) -> Explanation:
        """Negate the part, with its reasons."""
        part = self.expression.explain(case)
        return part._replace(truth=~part.truth, lapses_on=None)

    def parts(self) -> tuple[Expression, ...]:
        """Return the part."""
        return (self.expression,)

    def uses(self) -> Uses:
        """Return nothing: only the part reads."""
        return Uses()

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Yield nothing."""
        return iter(())

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the part below "not"."""
        return below("not:", (self.expression,), criterion)


@dataclass(frozen=True)
class Depending:
    """One expression for each reading of an open question in the official words."""

    question: str
    readings: Mapping[str, Expression]

    def evaluate(self, setting: Setting) -> Evaluate:
        """Take the expression of the reading chosen in this setting."""
        return self.readings[setting.reading[self.question]].node.evaluate(setting)

    def explain(self, case: Case) -> Explanation:
        """Explain the expression of the reading chosen in this setting."""
        return self.readings[case.setting.reading[self.question]].explain(case)

    def parts(self) -> tuple[Expression, ...]:
        """Return the expressions of all readings."""
        return tuple(self.readings.values())

    def uses(self) -> Uses:
        """Return the open question."""
        return Uses(questions=(self.question,))

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Check that the open question is there, with the same letters."""
        question = criterion.questions.get(self.question)
        letters = ", ".join(self.readings)
        if question is None:
            yield Mismatch(
                f"the rule needs the reading {self.question}, which is missing. Add it with the "
                f"alternatives {letters}."
            )
        elif set(question.alternatives) != set(self.readings):
            place = list(criterion.questions).index(self.question)
            yield Mismatch(
                f"the alternatives must be {letters}, as in the rule.", ("readings", place)
            )

    def lines(self, criterion: Criterion) -> list[str]:
        """Print each reading's expression after its letter."""
        heading = f"depending on the reading ({self.question}):"
        inner = [
            line
            for letter, expression in self.readings.items()
            for line in below(f"reading {letter}:", (expression,), criterion)
        ]
        return [heading, *(f"  {line}" for line in inner)]


@dataclass(frozen=True)
class Implied:
    """An expression whose truth another one implies while it is unknown.

    If ``own`` is known, it counts. If it is unknown and ``other`` is true, the sentence has the
    truth ``then``. If both are unknown, either could settle it.
    """

    own: Expression
    other: Expression
    then: Truth
    words: str

    def evaluate(self, setting: Setting) -> Evaluate:
        """Ask ``other`` only if ``own`` is unknown."""
        own, other = self.own.node.evaluate(setting), self.other.node.evaluate(setting)

        def evaluated(answers: Answers) -> Truth:
            truth = own(answers)
            return self.then if truth is UNKNOWN and other(answers) is TRUE else truth

        return evaluated

    def explain(self, case: Case) -> Explanation:
        """Explain ``own``, and ``other`` only if ``own`` is unknown."""
        own = self.own.explain(case)
        if own.truth is not UNKNOWN:
            return own
        other = self.other.explain(case)
        if other.truth is TRUE:
            return join(self.then, [other], [own, other])._replace(lapses_on=other.lapses_on)
        return join(UNKNOWN, [own] if other.truth is FALSE else [own, other], [own, other])

    def parts(self) -> tuple[Expression, ...]:
        """Return both expressions."""
        return (self.own, self.other)

    def uses(self) -> Uses:
        """Return nothing: only the parts read."""
        return Uses()

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Yield nothing."""
        return iter(())

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the expression and, below it, what else settles it."""
        inner = below(self.words, (self.other,), criterion)
        return [*self.own.node.lines(criterion), *(f"  {line}" for line in inner)]


@dataclass(frozen=True)
class Guarded:
    """An expression that counts only if another one is true; until then an answer is missing."""

    own: Expression
    only_if: Expression
    repeat: tuple[str, ...]

    def evaluate(self, setting: Setting) -> Evaluate:
        """Ask ``own`` only if ``only_if`` is true."""
        own, guard = self.own.node.evaluate(setting), self.only_if.node.evaluate(setting)
        return lambda answers: own(answers) if guard(answers) is TRUE else UNKNOWN

    def explain(self, case: Case) -> Explanation:
        """Explain ``own`` if ``only_if`` is true; otherwise say what to find out again."""
        own, guard = self.own.explain(case), self.only_if.explain(case)
        read = unique((*own.facts, *guard.facts))
        if guard.truth is TRUE:
            return own._replace(facts=read)
        again = self.repeat if guard.truth is FALSE else guard.needs
        needs = unique((*own.needs, *again))
        return Explanation(UNKNOWN, guard.why, read, (Cause.MISSING,), needs)

    def parts(self) -> tuple[Expression, ...]:
        """Return both expressions."""
        return (self.own, self.only_if)

    def uses(self) -> Uses:
        """Return nothing: only the parts read."""
        return Uses()

    def mismatches(self, criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[Mismatch]:
        """Yield nothing."""
        return iter(())

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the expression and the condition on which it counts."""
        inner = below("counts only when", (self.only_if,), criterion)
        return [*self.own.node.lines(criterion), *(f"  {line}" for line in inner)]


def depending(question: str, **readings: Expression) -> Expression:
    """Return an expression that has one form for each reading of an open question."""
    return Expression(Depending(question, readings))


def true_by_definition(own: Expression, when: Expression) -> Expression:
    """Return ``own``; it is also true if it is unknown and ``when`` is true."""
    return Expression(Implied(own, when, TRUE, "or, where that is not known, when"))


def false_by_definition(own: Expression, when: Expression) -> Expression:
    """Return ``own``; it is false if it is unknown and ``when`` is true."""
    return Expression(Implied(own, when, FALSE, "but false, where that is not known, when"))


def counts_only_if(own: Expression, condition: Expression, repeat: tuple[str, ...]) -> Expression:
    """Return ``own``; while ``condition`` is not true, ``repeat`` must be found out first."""
    return Expression(Guarded(own, condition, repeat))


def below(heading: str, parts: tuple[Expression, ...], criterion: Criterion) -> list[str]:
    """Print parts below a heading; a single part continues the heading's line."""
    if len(parts) == 1:
        first, *rest = parts[0].node.lines(criterion)
        return [f"{heading} {first}", *rest]
    inner = [line for part in parts for line in part.node.lines(criterion)]
    return [f"{heading}:", *(f"  {line}" for line in inner)]
