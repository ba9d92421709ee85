"""Sentences with a proviso: settled by another one, or counting only when another one is true."""

from __future__ import annotations

from dataclasses import dataclass

from nelmas_rules.definitions import Criterion
from nelmas_rules.expression import Expression, below
from nelmas_rules.facts import Answers
from nelmas_rules.judging import Case, Cause, Decide, Judged, Setting, together, unique
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth


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

    def decide(self, setting: Setting) -> Decide:
        """Ask ``other`` only where ``own`` is unknown."""
        own, other = self.own.node.decide(setting), self.other.node.decide(setting)

        def decided(answers: Answers) -> Truth:
            truth = own(answers)
            return self.then if truth is UNKNOWN and other(answers) is TRUE else truth

        return decided

    def judge(self, case: Case) -> Judged:
        """Judge ``own``, and ``other`` only where ``own`` is unknown."""
        own = self.own.judge(case)
        if own.truth is not UNKNOWN:
            return own
        other = self.other.judge(case)
        if other.truth is TRUE:
            return together(self.then, [other], [own, other])._replace(lapses_on=other.lapses_on)
        return together(UNKNOWN, [own] if other.truth is FALSE else [own, other], [own, other])

    def parts(self) -> tuple[Expression, ...]:
        """Return both expressions."""
        return (self.own, self.other)

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the expression and, below it, what else settles it."""
        inner = below(self.words, (self.other,), criterion)
        return [*self.own.node.lines(criterion), *(f"  {line}" for line in inner)]


@dataclass(frozen=True)
class Usable:
    """An expression that counts only when another one is true; until then it is missing."""

    own: Expression
    only_if: Expression
    repeat: tuple[str, ...]

    def decide(self, setting: Setting) -> Decide:
        """Ask ``own`` only where ``only_if`` is true."""
        own, gate = self.own.node.decide(setting), self.only_if.node.decide(setting)
        return lambda answers: own(answers) if gate(answers) is TRUE else UNKNOWN

    def judge(self, case: Case) -> Judged:
        """Judge ``own`` where ``only_if`` is true; else say what has to be found out again."""
        own, gate = self.own.judge(case), self.only_if.judge(case)
        read = unique((*own.facts, *gate.facts))
        if gate.truth is TRUE:
            return own._replace(facts=read)
        again = self.repeat if gate.truth is FALSE else gate.needs
        needs = unique((*own.needs, *again))
        return Judged(UNKNOWN, gate.why, read, (Cause.MISSING,), needs)

    def parts(self) -> tuple[Expression, ...]:
        """Return both expressions."""
        return (self.own, self.only_if)

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the expression and the condition on which it counts."""
        inner = below("counts only when", (self.only_if,), criterion)
        return [*self.own.node.lines(criterion), *(f"  {line}" for line in inner)]


def true_by_definition(own: Expression, when: Expression) -> Expression:
    """Return ``own``, true also where it is unknown and ``when`` is true."""
    return Expression(Unless(own, when, TRUE, "or, where that is not known, when"))


def false_by_definition(own: Expression, when: Expression) -> Expression:
    """Return ``own``, false where it is unknown and ``when`` is true."""
    return Expression(Unless(own, when, FALSE, "but false, where that is not known, when"))


def counts_only_if(own: Expression, condition: Expression, repeat: tuple[str, ...]) -> Expression:
    """Return ``own``, missing where ``condition`` is not true and ``repeat`` are found out."""
    return Expression(Usable(own, condition, repeat))
