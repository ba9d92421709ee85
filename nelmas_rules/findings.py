"""From answers to findings: each criterion, judged under every admissible reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nelmas_rules.definitions import Criterion, Definitions
from nelmas_rules.exclusion import EXCLUSION
from nelmas_rules.expression import Case, Cause, Expression, Judged, unique
from nelmas_rules.facts import Answers
from nelmas_rules.inclusion import INCLUSION
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth

RULES: dict[str, Expression] = {**INCLUSION, **EXCLUSION}
"""The rule of every criterion, by id, in the registry's order."""


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


def find(definitions: Definitions, criterion: Criterion, answers: Answers) -> Finding:
    """Judge one criterion under every admissible reading and say only what all of them agree on."""
    rule = RULES[criterion.id]
    shared: dict[int, Judged] = {}
    judged = [
        (choice, rule.judge(Case(definitions, answers, criterion, choice, shared)))
        for choice in criterion.choices
    ]
    truths = {one.truth for _, one in judged}
    facts = tuple(sorted({fact for _, one in judged for fact in one.facts}))
    if len(truths) == 1 and UNKNOWN not in truths:
        (truth,) = truths
        days = [one.lapses_on for _, one in judged if one.lapses_on]
        shortest = min((one for _, one in judged), key=lambda one: (len(one.why), len(_said(one))))
        lapses_on = min(days) if days and criterion.changes == "time" else None
        return Finding(criterion, truth, None, _said(shortest), facts, lapses_on=lapses_on)
    readings = tuple(_disagreements(criterion, judged))
    if {TRUE, FALSE} <= truths:
        words = _by_reading(judged)
        return Finding(criterion, UNKNOWN, Cause.TEXT_CONFLICT, words, facts, readings=readings)
    unsettled = [one for _, one in judged if one.truth is UNKNOWN]
    causes = {cause for one in unsettled for cause in one.causes}
    because = next(cause for cause in Cause if cause in causes)
    words = "; ".join(unique(why for one in unsettled for why in one.why))
    needs = unique(fact for one in unsettled for fact in one.needs)
    return Finding(criterion, UNKNOWN, because, words, facts, needs)


ByChoice = Sequence[tuple[Mapping[str, str], Judged]]
"""What came of judging, for every choice among the readings."""


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
