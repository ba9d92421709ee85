"""From findings to an outcome, what would settle it, and from when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from nelmas_rules.contradictions import Contradiction, contradictions_in
from nelmas_rules.decisive import chances_to_settle
from nelmas_rules.definitions import Definitions
from nelmas_rules.facts import read_answers
from nelmas_rules.findings import Finding, find
from nelmas_rules.judging import unique
from nelmas_rules.truth import UNKNOWN


class Outcome(Enum):
    """What the findings come to; never a verdict on the person, never advice."""

    OUTSIDE_CRITERIA = "outside_criteria"
    NOT_AT_THE_MOMENT = "not_at_the_moment"
    ASK_THE_TEAM = "ask_the_team"
    MAY_FIT = "may_fit"


@dataclass(frozen=True)
class Assessment:
    """All findings, the outcome, what would settle it and from when no time stands in the way."""

    trial: str
    assessment_date: date
    findings: tuple[Finding, ...]
    warnings: tuple[Contradiction, ...]
    chances: Mapping[tuple[str, str], int]

    @property
    def outcome(self) -> Outcome:
        """The outcome; a criterion that cannot change weighs most, then one that can."""
        in_the_way = [finding for finding in self.findings if finding.in_the_way]
        if any(finding.criterion.changes == "no" for finding in in_the_way):
            return Outcome.OUTSIDE_CRITERIA
        if in_the_way:
            return Outcome.NOT_AT_THE_MOMENT
        if any(finding.truth is UNKNOWN for finding in self.findings):
            return Outcome.ASK_THE_TEAM
        return Outcome.MAY_FIT

    @property
    def open_from(self) -> date | None:
        """The first day on which no time criterion stands in the way, where one does today."""
        days = [
            finding.lapses_on
            for finding in self.findings
            if finding.in_the_way and finding.criterion.changes == "time"
        ]
        known = [day for day in days if day]
        return max(known) if known and len(known) == len(days) else None

    @property
    def ask(self) -> tuple[str, ...]:
        """The facts that could still change the outcome, the most decisive first.

        First comes the fact whose answers most often settle a criterion that cannot change, then
        one that bears on many criteria, then one that settles a criterion alone; else the order of
        the criteria.
        """
        if self.outcome is Outcome.OUTSIDE_CRITERIA:
            return ()
        waiting = [finding for finding in self.findings if finding.needs]
        facts = unique(fact for finding in waiting for fact in finding.needs)

        def weight(fact: str) -> tuple[int, int, int]:
            needing = [finding for finding in waiting if fact in finding.needs]
            settling = max(self._chance(finding, fact) for finding in needing)
            alone = [finding for finding in needing if len(finding.needs) == 1]
            return (-settling, -len(needing), -len(alone))

        return tuple(sorted(facts, key=weight))

    def _chance(self, finding: Finding, fact: str) -> int:
        """How many answers in a thousand to this fact settle a lasting criterion."""
        if finding.criterion.changes != "no":
            return 0
        return self.chances[finding.criterion.id, fact] or 500 // len(finding.needs)


def assess(definitions: Definitions, given: Mapping[str, object]) -> Assessment:
    """Assess answers, fact name to text or list of texts.

    Raises:
        Problems: the answers cannot be assessed; every reason is in it.
    """
    answers = read_answers(definitions, given)
    return Assessment(
        definitions.trial,
        answers.assessment_date,
        find(definitions, answers),
        tuple(contradictions_in(definitions, answers)),
        chances_to_settle(definitions),
    )
