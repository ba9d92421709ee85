"""From findings to an outcome, what would settle it, and from when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from eligibility.answers import Answers, read_answers
from eligibility.definitions import Definitions
from eligibility.explanation import unique
from eligibility.fact_types import FACT_TYPES, SOME_DAY
from eligibility.findings import Finding, evaluators, find
from eligibility.rules import Contradiction, Rules
from eligibility.truth import UNKNOWN


class Outcome(Enum):
    """The outcome of all findings; never a verdict on the person, never advice."""

    OUTSIDE_CRITERIA = "outside_criteria"
    NOT_AT_THE_MOMENT = "not_at_the_moment"
    ASK_THE_TEAM = "ask_the_team"
    MAY_FIT = "may_fit"


@dataclass(frozen=True)
class Assessment:
    """All findings, the outcome, what would settle it, and from when time blocks nothing.

    ``chances`` orders what to ask; see ``chances_to_settle``.
    """

    trial: str
    assessment_date: date
    findings: tuple[Finding, ...]
    warnings: tuple[Contradiction, ...]
    chances: Mapping[tuple[str, str], int]

    @property
    def outcome(self) -> Outcome:
        """The outcome; a criterion that cannot change comes first, then one that can."""
        blocking = [finding for finding in self.findings if finding.blocks]
        if any(finding.criterion.changes == "no" for finding in blocking):
            return Outcome.OUTSIDE_CRITERIA
        if blocking:
            return Outcome.NOT_AT_THE_MOMENT
        if any(finding.truth is UNKNOWN for finding in self.findings):
            return Outcome.ASK_THE_TEAM
        return Outcome.MAY_FIT

    @property
    def open_from(self) -> date | None:
        """The first day on which no time criterion blocks, if one does today."""
        days = [
            finding.lapses_on
            for finding in self.findings
            if finding.blocks and finding.criterion.changes == "time"
        ]
        known = [day for day in days if day]
        return max(known) if known and len(known) == len(days) else None

    @property
    def ask(self) -> tuple[str, ...]:
        """The facts that could still change the outcome, the most decisive first.

        First comes the fact whose answers most often settle a criterion that cannot change, then
        one that many criteria need, then one that settles a criterion alone; otherwise the order of
        the criteria counts.
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


def assess(definitions: Definitions, rules: Rules, given: Mapping[str, object]) -> Assessment:
    """Assess answers, fact name to text or list of texts.

    Raises:
        AnswersError: the answers cannot be assessed; it holds every reason.
    """
    answers = read_answers(definitions, given)
    return Assessment(
        definitions.trial,
        answers.assessment_date,
        find(definitions, rules, answers),
        rules.contradictions_in(definitions, answers),
        chances_to_settle(definitions, rules),
    )


@lru_cache(maxsize=8)
def chances_to_settle(definitions: Definitions, rules: Rules) -> Mapping[tuple[str, str], int]:
    """Return how many answers in a thousand block, by lasting criterion and fact.

    Each sample answer is tried with nothing else known. What people really answer is not known
    here, so every answer counts the same. This only orders what is asked.
    """
    chances = {}
    for criterion, evaluate in evaluators(definitions, rules):
        if criterion.changes != "no":
            continue
        for name in rules.criteria[criterion.id].facts:
            fact = definitions.facts[name]
            samples = FACT_TYPES[fact.type].samples(fact)
            blocking = [
                sample
                for sample in samples
                if evaluate(Answers(SOME_DAY, {name: sample})).value
                == criterion.disqualifying_value
            ]
            chances[criterion.id, name] = 1000 * len(blocking) // max(len(samples), 1)
    return chances
