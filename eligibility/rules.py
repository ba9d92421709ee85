"""The rules of one trial, as its package hands them to the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from eligibility.answers import Answers
from eligibility.definitions import Criterion, Definitions
from eligibility.explanation import unique
from eligibility.expression import Expression


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot all be right. It is a warning: the findings stay as they are."""

    facts: tuple[str, ...]
    message: str


ContradictionCheck = Callable[[Definitions, Answers], Iterator[Contradiction]]
"""Yields the contradictions of one kind, in a fixed order."""


@dataclass(frozen=True, eq=False)
class Rules:
    """What a trial's rules package exports as ``RULES``.

    ``criteria`` holds the expression of each criterion by id; ``contradictions`` the checks of
    answers against one another; ``contradiction_limits`` the limits that only those checks use, by
    criterion id. ``package`` is the name of the package, whose files the fingerprint covers.
    """

    criteria: Mapping[str, Expression]
    contradictions: tuple[ContradictionCheck, ...] = ()
    contradiction_limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    package: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the rules can read, in the order of the criteria."""
        return unique(fact for expression in self.criteria.values() for fact in expression.facts)

    def lines(self, criterion: Criterion) -> list[str]:
        """Return the rule of a criterion for people, one line each; deeper parts are indented."""
        first, *rest = self.criteria[criterion.id].node.lines(criterion)
        return [f"{criterion.id} is true when {first}", *rest]

    def contradictions_in(
        self, definitions: Definitions, answers: Answers
    ) -> tuple[Contradiction, ...]:
        """Return every contradiction among the answers, in a fixed order."""
        return tuple(
            contradiction
            for check in self.contradictions
            for contradiction in check(definitions, answers)
        )
