"""From answers to findings: each criterion, judged under every admissible reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from nelmas_rules.definitions import Criterion, Definitions
from nelmas_rules.exclusion import EXCLUSION
from nelmas_rules.expression import Expression
from nelmas_rules.facts import Answers
from nelmas_rules.inclusion import INCLUSION
from nelmas_rules.judging import Case, Cause, Decide, Judged, Setting, unique
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth

RULES: dict[str, Expression] = {**INCLUSION, **EXCLUSION}
"""The rule of every criterion, by id, in the registry's order."""


@dataclass(frozen=True)
class Disagreement:
    """An open question whose readings give different findings."""

    question: str
    words: str
    findings: Mapping[str, Truth]


ByChoice = Sequence[tuple[Mapping[str, str], Judged]]
"""What came of judging, for every choice among the readings."""


@dataclass
class Finding:
    """What is known of one criterion's own sentence; why is worked out when it is asked for."""

    criterion: Criterion
    truth: Truth
    definitions: Definitions
    answers: Answers

    @property
    def in_the_way(self) -> bool:
        """Whether this finding stands in the way of joining."""
        return self.truth.value == self.criterion.bad

    @cached_property
    def because(self) -> Cause | None:
        """Why it is unknown; of several causes the first."""
        if self.truth is not UNKNOWN:
            return None
        if self.readings:
            return Cause.TEXT_CONFLICT
        causes = {cause for one in self._open for cause in one.causes}
        return next(cause for cause in Cause if cause in causes)

    @cached_property
    def explanation(self) -> str:
        """The comparisons as made, in the units entered; by reading where they disagree."""
        if self.truth is not UNKNOWN:
            return _said(min(self._each, key=lambda one: (len(one.why), len(_said(one)))))
        if self.readings:
            return _by_reading(self._judged)
        return "; ".join(unique(why for one in self._open for why in one.why))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that were looked at, known or not."""
        return tuple(sorted({fact for one in self._each for fact in one.facts}))

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The facts that could settle it; none where only the trial team can."""
        if self.readings:
            return ()
        return unique(fact for one in self._open for fact in one.needs)

    @cached_property
    def readings(self) -> tuple[Disagreement, ...]:
        """The open questions on which this finding hangs."""
        return tuple(_disagreements(self.criterion, self._judged))

    @cached_property
    def lapses_on(self) -> date | None:
        """The first day on which time alone has turned the finding round."""
        days = [one.lapses_on for one in self._each if one.lapses_on]
        settled_by_time = self.truth is not UNKNOWN and self.criterion.changes == "time"
        return min(days) if days and settled_by_time else None

    @cached_property
    def _judged(self) -> ByChoice:
        shared: dict[int, Judged] = {}
        rule = RULES[self.criterion.id]
        return [
            (setting.reading, rule.judge(Case(setting, self.answers, shared)))
            for setting in _settings(self.definitions, self.criterion)
        ]

    @property
    def _each(self) -> list[Judged]:
        return [one for _, one in self._judged]

    @property
    def _open(self) -> list[Judged]:
        return [one for one in self._each if one.truth is UNKNOWN]


def find(definitions: Definitions, answers: Answers) -> tuple[Finding, ...]:
    """Return the finding of every criterion: only what all admissible readings agree on."""
    found = [
        Finding(criterion, decide(answers), definitions, answers)
        for criterion, decide in deciders(definitions)
    ]
    return tuple(found)


@lru_cache(maxsize=8)
def deciders(definitions: Definitions) -> tuple[tuple[Criterion, Decide], ...]:
    """Return every criterion with what decides it, made ready once for these definitions."""
    return tuple(
        (criterion, _agreed(_decide_by_choice(definitions, criterion)))
        for criterion in definitions.criteria.values()
    )


def _decide_by_choice(definitions: Definitions, criterion: Criterion) -> list[Decide]:
    rule = RULES[criterion.id].node
    return [rule.decide(setting) for setting in _settings(definitions, criterion)]


def _settings(definitions: Definitions, criterion: Criterion) -> list[Setting]:
    return [Setting(definitions, criterion, choice) for choice in criterion.choices]


def _agreed(by_choice: list[Decide]) -> Decide:
    """Return what all choices among the readings agree on; else it is unknown."""
    first, *others = by_choice

    def decided(answers: Answers) -> Truth:
        truth = first(answers)
        for other in others:
            if other(answers) is not truth:
                return UNKNOWN
        return truth

    return decided if others else first


def _disagreements(criterion: Criterion, judged: ByChoice) -> Iterator[Disagreement]:
    """Yield each question for which one reading says true and another false, all else equal."""
    for question in criterion.readings.values():
        by_rest: dict[tuple[str, ...], set[Truth]] = {}
        for choice, one in judged:
            rest = tuple(letter for name, letter in choice.items() if name != question.id)
            by_rest.setdefault(rest, set()).add(one.truth)
        if not any({TRUE, FALSE} <= truths for truths in by_rest.values()):
            continue
        findings = {}
        for letter in question.admissible:
            truths = {one.truth for choice, one in judged if choice[question.id] == letter}
            findings[letter] = truths.pop() if len(truths) == 1 else UNKNOWN
        yield Disagreement(question.id, question.question, findings)


def _said(judged: Judged) -> str:
    return "; ".join(judged.why)


def _by_reading(judged: ByChoice) -> str:
    """Return the comparisons as made, each after the letters of the readings that make it."""
    by_words: dict[str, list[str]] = {}
    for choice, one in judged:
        by_words.setdefault(_said(one), []).append("".join(choice.values()))
    return "; ".join(
        f"reading {' or '.join(letters)}: {words}" for words, letters in by_words.items()
    )
