"""From answers to findings: each criterion, evaluated under every admissible reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from eligibility.answers import Answers
from eligibility.definitions import Criterion, Definitions
from eligibility.explanation import Case, Cause, Evaluate, Explanation, Setting, unique
from eligibility.expression import Expression
from eligibility.rules import Rules
from eligibility.truth import FALSE, TRUE, UNKNOWN, Truth


@dataclass(frozen=True)
class Disagreement:
    """An open question whose readings give different findings."""

    question: str
    words: str
    findings: Mapping[str, Truth]


ByChoice = Sequence[tuple[Mapping[str, str], Explanation]]
"""The explanation for every choice among the readings."""


@dataclass
class Finding:
    """What is known of one criterion's own sentence; reasons are computed when asked for."""

    criterion: Criterion
    rule: Expression
    truth: Truth
    definitions: Definitions
    answers: Answers

    @property
    def blocks(self) -> bool:
        """Whether this finding rules out joining."""
        return self.truth.value == self.criterion.disqualifying_value

    @cached_property
    def because(self) -> Cause | None:
        """Why it is unknown; the first of several causes."""
        if self.truth is not UNKNOWN:
            return None
        if self.readings:
            return Cause.TEXT_CONFLICT
        causes = {cause for one in self._open for cause in one.causes}
        return next(cause for cause in Cause if cause in causes)

    @cached_property
    def explanation(self) -> str:
        """The comparisons made, in the units entered; by reading if the readings disagree."""
        if self.truth is not UNKNOWN:
            return _words(min(self._each, key=lambda one: (len(one.why), len(_words(one)))))
        if self.readings:
            return _by_reading(self._explained)
        return "; ".join(unique(why for one in self._open for why in one.why))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that were read, known or not."""
        return tuple(sorted({fact for one in self._each for fact in one.facts}))

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The facts that could settle it; none if only the trial team can."""
        if self.readings:
            return ()
        return unique(fact for one in self._open for fact in one.needs)

    @cached_property
    def readings(self) -> tuple[Disagreement, ...]:
        """The open questions on which this finding depends."""
        return tuple(_disagreements(self.criterion, self._explained))

    @cached_property
    def lapses_on(self) -> date | None:
        """The first day on which the finding changes just because time has passed."""
        days = [one.lapses_on for one in self._each if one.lapses_on]
        settled_by_time = self.truth is not UNKNOWN and self.criterion.changes == "time"
        return min(days) if days and settled_by_time else None

    @cached_property
    def _explained(self) -> ByChoice:
        shared: dict[int, Explanation] = {}
        return [
            (setting.reading, self.rule.explain(Case(setting, self.answers, shared)))
            for setting in _settings(self.definitions, self.criterion)
        ]

    @property
    def _each(self) -> list[Explanation]:
        return [one for _, one in self._explained]

    @property
    def _open(self) -> list[Explanation]:
        return [one for one in self._each if one.truth is UNKNOWN]


def find(definitions: Definitions, rules: Rules, answers: Answers) -> tuple[Finding, ...]:
    """Return the finding of every criterion: only what all admissible readings agree on."""
    return tuple(
        Finding(criterion, rules.criteria[criterion.id], evaluate(answers), definitions, answers)
        for criterion, evaluate in evaluators(definitions, rules)
    )


@lru_cache(maxsize=8)
def evaluators(definitions: Definitions, rules: Rules) -> tuple[tuple[Criterion, Evaluate], ...]:
    """Return every criterion with its evaluator, prepared once for these definitions."""
    return tuple(
        (criterion, _agreed(_evaluate_by_choice(definitions, rules, criterion)))
        for criterion in definitions.criteria.values()
    )


def _evaluate_by_choice(
    definitions: Definitions, rules: Rules, criterion: Criterion
) -> list[Evaluate]:
    rule = rules.criteria[criterion.id].node
    return [rule.evaluate(setting) for setting in _settings(definitions, criterion)]


def _settings(definitions: Definitions, criterion: Criterion) -> list[Setting]:
    return [Setting(definitions, criterion, choice) for choice in criterion.choices]


def _agreed(by_choice: list[Evaluate]) -> Evaluate:
    """Return what all choices among the readings agree on; otherwise unknown."""
    first, *others = by_choice

    def evaluated(answers: Answers) -> Truth:
        truth = first(answers)
        for other in others:
            if other(answers) is not truth:
                return UNKNOWN
        return truth

    return evaluated if others else first


def _disagreements(criterion: Criterion, explained: ByChoice) -> Iterator[Disagreement]:
    """Yield each question for which one reading says true and another false, all else equal."""
    for question in criterion.readings:
        by_rest: dict[tuple[str, ...], set[Truth]] = {}
        for choice, one in explained:
            rest = tuple(letter for name, letter in choice.items() if name != question.id)
            by_rest.setdefault(rest, set()).add(one.truth)
        if not any({TRUE, FALSE} <= truths for truths in by_rest.values()):
            continue
        findings = {}
        for letter in question.admissible:
            truths = {one.truth for choice, one in explained if choice[question.id] == letter}
            findings[letter] = truths.pop() if len(truths) == 1 else UNKNOWN
        yield Disagreement(question.id, question.question, findings)


def _words(judged: Explanation) -> str:
    return "; ".join(judged.why)


def _by_reading(explained: ByChoice) -> str:
    """Return the comparisons made, each after the letters of the readings that make it."""
    by_words: dict[str, list[str]] = {}
    for choice, one in explained:
        by_words.setdefault(_words(one), []).append("".join(choice.values()))
    return "; ".join(
        f"reading {' or '.join(letters)}: {words}" for words, letters in by_words.items()
    )
