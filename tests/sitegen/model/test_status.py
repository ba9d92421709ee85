from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sitegen.checks.loader import load
from sitegen.checks.wording import BANNED
from sitegen.model.status import (
    STATUSES,
    StatusWords,
    check_of,
    copy_words,
    recorded_status,
    source_words,
    status_of,
    words_for,
)
from sitegen.model.trial import Trial
from tests import fixtures
from tests.sitegen.broken_trials import ROOT

REGISTRY = {
    "not_yet_recruiting",
    "recruiting",
    "enrolling_by_invitation",
    "active_not_recruiting",
    "suspended",
    "terminated",
    "completed",
    "withdrawn",
    "unknown",
}
EVERY = pytest.mark.parametrize("name", sorted(REGISTRY))


@pytest.fixture(scope="module")
def trial() -> Trial:
    """The trial as it is."""
    return load(fixtures.FILE, ROOT)


def texts(words: StatusWords) -> list[str]:
    """All that is said under a status."""
    return [words.title, words.meaning, words.banner, words.home, words.precheck]


def test_every_status_of_the_registry_has_words() -> None:
    """A status without words would stop the build on the day it is needed most."""
    assert set(STATUSES) == REGISTRY


def test_each_status_says_something_of_its_own() -> None:
    """Two statuses that read alike would hide a change."""
    for part in ("title", "meaning", "banner", "home"):
        assert len({getattr(words, part) for words in STATUSES.values()}) == len(STATUSES)


@EVERY
def test_only_recruiting_is_open(name: str) -> None:
    """The pre-check must say first that the trial is not open, unless it is."""
    words = STATUSES[name]
    assert words.open == (name == "recruiting")
    assert ("not open" in words.precheck or name == "unknown") != words.open


@EVERY
def test_the_reader_is_sent_to_the_registry(name: str) -> None:
    """Only the registry is current; the site is a copy of what it once said."""
    assert "Check the registry before" in words_for(name, "the registry").banner


@EVERY
def test_no_status_promises_anything(name: str) -> None:
    """The site decides nothing, promises nothing and refers nobody."""
    said = " ".join(texts(STATUSES[name])).lower()
    for word in [*BANNED, "refer ", "can join this trial now", "you qualify", "will be able"]:
        assert not re.search(rf"\b{re.escape(word)}", said), word


@EVERY
def test_sentences_are_short(name: str) -> None:
    """Patients read this first, and some of them are tired or ill."""
    for text in texts(STATUSES[name]):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            assert len(sentence.split()) <= 20, sentence


@EVERY
def test_the_trial_gets_the_words_of_its_status(name: str, trial: Trial) -> None:
    """The status in trial.yaml drives the whole site."""
    changed = replace(trial, status=replace(trial.status, overall_status=name))
    assert status_of(changed) == words_for(name, trial.record.source)
    assert "%(" not in " ".join(texts(status_of(changed)))


def test_a_status_that_was_never_compared_says_so(trial: Trial) -> None:
    """A missing date must not look like a recent one."""
    check = check_of(replace(trial, status=replace(trial.status, checked_on="")))
    assert "Nobody has yet compared" in check.words
    assert check.stale_after == ""


def test_a_comparison_counts_for_ninety_days(trial: Trial) -> None:
    """The page compares today's date with the last of these days."""
    check = check_of(replace(trial, status=replace(trial.status, checked_on="2026-12-01")))
    assert "1 December 2026" in check.words
    assert check.stale_after == "2027-03-01"


def test_copies_that_disagree_are_shown(trial: Trial) -> None:
    """A reader who has seen the other copy must not think that we hide it."""
    [words] = copy_words(trial)
    assert "14 January 2026" in words
    assert "terminated, with one participant" in words
    assert "meddatax.com" in words


def test_the_source_is_shown_with_or_without_a_date(trial: Trial) -> None:
    """Words without a date must say so."""
    assert "which has no date" in source_words(trial)
    dated = replace(trial, status=replace(trial.status, as_of="2026-02-03"))
    assert "dated 3 February 2026" in source_words(dated)


def test_the_registry_is_the_trials_own(trial: Trial) -> None:
    """A trial of another registry must not send its readers to this one."""
    record = replace(trial.record, source="ISRCTN")
    status = replace(trial.status, checked_on="2026-12-01")
    elsewhere = replace(trial, record=record, status=status)
    said = " ".join([*texts(status_of(elsewhere)), check_of(elsewhere).words])
    assert "ClinicalTrials" not in said
    assert "We last compared this status with ISRCTN on" in said


def test_the_records_own_status_is_explained(trial: Trial) -> None:
    """The page of the record explains the record's word, even where the status is newer."""
    status = replace(trial.status, overall_status="completed")
    newer = recorded_status(replace(trial, status=status))
    assert newer is not None
    assert newer.title == "Not open yet"
    unknown = replace(trial.record, overall_status="No such status")
    assert recorded_status(replace(trial, record=unknown)) is None
