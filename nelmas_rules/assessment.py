"""From answers to findings, and from findings to an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import product

from nelmas_rules.contradictions import Contradiction, contradictions_in
from nelmas_rules.definitions import Criterion, Definitions
from nelmas_rules.exclusion import EXCLUSION
from nelmas_rules.expression import Case, Cause, Expression, Judged, unique
from nelmas_rules.facts import Answers, read_answers
from nelmas_rules.inclusion import INCLUSION
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth

RULES: dict[str, Expression] = {**INCLUSION, **EXCLUSION}
"""The rule of every criterion, by id, in the registry's order."""


class Outcome(Enum):
    """What the findings come to; never a verdict on the person, never advice."""

    OUTSIDE_CRITERIA = "outside_criteria"
    NOT_AT_THE_MOMENT = "not_at_the_moment"
    ASK_THE_TEAM = "ask_the_team"
    MAY_FIT = "may_fit"


@dataclass(frozen=True)
class Disagreement:
    """An open question whose readings give different findings."""

    question: str
    words: str
    findings: Mapping[str, Truth]


@dataclass(frozen=True)
class Finding:
    """What is known of one criterion's own sentence, and why."""

    criterion: Criterion
    truth: Truth
    because: Cause | None
    explanation: str
    facts: tuple[str, ...]
    needs: tuple[str, ...] = ()
    readings: tuple[Disagreement, ...] = ()
    lapses_on: date | None = None

    @property
    def in_the_way(self) -> bool:
        """Whether this finding stands in the way of joining."""
        return self.truth.value == self.criterion.bad


@dataclass(frozen=True)
class Assessment:
    """All findings, the outcome, what would settle it and from when no time stands in the way."""

    trial: str
    assessment_date: date
    findings: tuple[Finding, ...]
    warnings: tuple[Contradiction, ...]

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

        A fact comes first that bears on criteria which cannot change, then one that bears on many
        criteria, then one that settles a criterion alone; else the order of the criteria.
        """
        if self.outcome is Outcome.OUTSIDE_CRITERIA:
            return ()
        waiting = [finding for finding in self.findings if finding.needs]
        facts = unique(fact for finding in waiting for fact in finding.needs)

        def weight(fact: str) -> tuple[int, int, int]:
            needing = [finding for finding in waiting if fact in finding.needs]
            lasting = [finding for finding in needing if finding.criterion.changes == "no"]
            alone = [finding for finding in needing if len(finding.needs) == 1]
            return (-len(lasting), -len(needing), -len(alone))

        return tuple(sorted(facts, key=weight))


def assess(definitions: Definitions, given: Mapping[str, object]) -> Assessment:
    """Assess answers, fact name to text or list of texts.

    Raises:
        Problems: the answers cannot be assessed; every reason is in it.
    """
    answers = read_answers(definitions, given)
    findings = [
        find(definitions, criterion, answers) for criterion in definitions.criteria.values()
    ]
    return Assessment(
        definitions.trial,
        answers.assessment_date,
        tuple(findings),
        tuple(contradictions_in(definitions, answers)),
    )


def find(definitions: Definitions, criterion: Criterion, answers: Answers) -> Finding:
    """Judge one criterion under every admissible reading and say only what all of them agree on."""
    rule = RULES[criterion.id]
    judged = {
        choice: rule.judge(Case(definitions, answers, criterion, dict(choice)))
        for choice in _choices(criterion)
    }
    truths = {one.truth for one in judged.values()}
    facts = tuple(sorted({fact for one in judged.values() for fact in one.facts}))
    if len(truths) == 1 and UNKNOWN not in truths:
        (truth,) = truths
        days = [one.lapses_on for one in judged.values() if one.lapses_on]
        shortest = min(judged.values(), key=lambda one: (len(one.why), len(_said(one))))
        lapses_on = min(days) if days and criterion.changes == "time" else None
        return Finding(criterion, truth, None, _said(shortest), facts, lapses_on=lapses_on)
    readings = tuple(_disagreements(criterion, judged))
    if {TRUE, FALSE} <= truths:
        words = _by_reading(judged)
        return Finding(criterion, UNKNOWN, Cause.TEXT_CONFLICT, words, facts, readings=readings)
    unsettled = [one for one in judged.values() if one.truth is UNKNOWN]
    causes = {cause for one in unsettled for cause in one.causes}
    because = next(cause for cause in Cause if cause in causes)
    words = "; ".join(unique(why for one in unsettled for why in one.why))
    needs = unique(fact for one in unsettled for fact in one.needs)
    return Finding(criterion, UNKNOWN, because, words, facts, needs)


Choice = tuple[tuple[str, str], ...]


def _choices(criterion: Criterion) -> Iterator[Choice]:
    """Yield every way to choose one admissible reading for each open question."""
    questions = criterion.readings.values()
    for letters in product(*(question.admissible for question in questions)):
        yield tuple(zip(criterion.readings, letters, strict=True))


def _disagreements(criterion: Criterion, judged: Mapping[Choice, Judged]) -> Iterator[Disagreement]:
    """Yield each question for which one reading says true and another false, all else equal."""
    for question in criterion.readings.values():
        by_rest: dict[Choice, set[Truth]] = {}
        for choice, one in judged.items():
            rest = tuple(pair for pair in choice if pair[0] != question.id)
            by_rest.setdefault(rest, set()).add(one.truth)
        if not any({TRUE, FALSE} <= truths for truths in by_rest.values()):
            continue
        findings = {}
        for letter in question.admissible:
            truths = {
                one.truth for choice, one in judged.items() if (question.id, letter) in choice
            }
            findings[letter] = truths.pop() if len(truths) == 1 else UNKNOWN
        yield Disagreement(question.id, question.question, findings)


def _said(judged: Judged) -> str:
    return "; ".join(judged.why)


def _by_reading(judged: Mapping[Choice, Judged]) -> str:
    """Return the comparisons as made, each after the letters of the readings that make it."""
    by_words: dict[str, list[str]] = {}
    for choice, one in judged.items():
        letters = "".join(letter for _, letter in choice)
        by_words.setdefault(_said(one), []).append(letters)
    return "; ".join(
        f"reading {' or '.join(letters)}: {words}" for words, letters in by_words.items()
    )
