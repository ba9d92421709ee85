"""The words of trial.yaml that are ours, not the registry's."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.trial import Criterion, Trial
from sitegen.source.nodes import Path


def patient_words(trial: Trial) -> Iterator[tuple[Path, str]]:
    """What a patient reads: plain words, the names of the arms, what changed."""
    for place, arm in enumerate(trial.arms):
        yield ("arms", place, "plain_name"), arm.plain_name
        yield ("arms", place, "plain"), arm.plain
    for place, criterion in enumerate(trial.criteria):
        yield ("criteria", place, "plain"), criterion.plain
    for place, change in enumerate(trial.changes):
        yield ("changes", place, "words"), change.words


def form_words(trial: Trial) -> Iterator[tuple[Path, str]]:
    """What the pre-check's form asks."""
    for place, section in enumerate(trial.sections):
        yield ("sections", place, "title"), section.title
    for place, fact in enumerate(trial.facts):
        yield ("facts", place, "label"), fact.label
        yield ("facts", place, "hint"), fact.hint
        for number, option in enumerate(fact.options):
            yield ("facts", place, "options", number, "label"), option.label


def clinician_words(trial: Trial) -> Iterator[tuple[Path, str]]:
    """What is said about readings, judgement and rejected readings."""
    for place, criterion in enumerate(trial.criteria):
        yield from _about(("criteria", place), criterion)


def own_words(trial: Trial) -> Iterator[tuple[Path, str]]:
    """All of our words with where each stands."""
    yield from patient_words(trial)
    yield from form_words(trial)
    yield from clinician_words(trial)
    for place, copy in enumerate(trial.status.copies):
        yield ("status", "copies", place, "says"), copy.says
    for place, contact in enumerate(trial.contacts):
        yield ("contacts", place, "role"), contact.role
        yield ("contacts", place, "source"), contact.source


def _about(at: Path, criterion: Criterion) -> Iterator[tuple[Path, str]]:
    yield (*at, "judgement"), criterion.judgement
    for place, entry in enumerate(criterion.not_limits):
        yield (*at, "not_limits", place, "why"), entry.why
    for place, words in enumerate(criterion.rejected):
        yield (*at, "rejected", place), words
    for place, reading in enumerate(criterion.readings):
        yield (*at, "readings", place, "question"), reading.question
        for letter, words in reading.alternatives.items():
            yield (*at, "readings", place, "alternatives", letter), words
