"""The registry's nine statuses: what each means, and what the site says under it.

The words are ours, for readers who are not clinicians: short sentences, nothing over-sure. Under
every status the reader is sent to ClinicalTrials.gov before acting on it: only that is current.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sitegen.model.text_kinds import translatable
from sitegen.model.trial import Copy, Trial

DAYS_UNTIL_STALE = 90

Say = Callable[[str], str]
"""From our English words to those of a language; `str` leaves them English."""

MONTHS = (
    translatable("January"),
    translatable("February"),
    translatable("March"),
    translatable("April"),
    translatable("May"),
    translatable("June"),
    translatable("July"),
    translatable("August"),
    translatable("September"),
    translatable("October"),
    translatable("November"),
    translatable("December"),
)


@dataclass(frozen=True)
class StatusWords:
    """One status in words."""

    title: str
    """As a heading: "Not open yet"."""
    meaning: str
    """What the registry means by it."""
    banner: str
    """What every page says; ends with what to do before acting."""
    home: str
    """What it means for the reader who thinks of joining."""
    precheck: str
    """What the pre-check says first."""
    open: bool
    """Whether the trial now takes people who ask to join."""


@dataclass(frozen=True)
class Check:
    """When the status was last compared with ClinicalTrials.gov."""

    words: str
    stale_after: str
    """The last ISO day on which that comparison still counts; "" where nobody has compared yet."""


STATUSES = {
    "not_yet_recruiting": StatusWords(
        title=translatable("Not open yet"),
        meaning=translatable("The trial is planned. Nobody can join it yet."),
        banner=translatable(
            "The record says that nobody can join this trial yet. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable(
            "The record says that nobody can join yet. You can show this site to your doctor."
        ),
        precheck=translatable(
            "By the record, the trial is not open: nobody can join yet. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "recruiting": StatusWords(
        title=translatable("Open to new people"),
        meaning=translatable("The trial is looking for people to join."),
        banner=translatable(
            "The record says that this trial is looking for people to join. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable(
            "By the record, people can ask to join. Ask your doctor or the contact below."
        ),
        precheck=translatable(
            "By the record, the trial is looking for people to join. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        open=True,
    ),
    "enrolling_by_invitation": StatusWords(
        title=translatable("By invitation only"),
        meaning=translatable("The trial team chooses whom to ask. Other people cannot join."),
        banner=translatable(
            "The record says that only people whom the team asks can join. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable(
            "By the record, the trial team asks people to join. You cannot ask by yourself."
        ),
        precheck=translatable(
            "By the record, the trial is not open to all: the team asks people to join. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "active_not_recruiting": StatusWords(
        title=translatable("Under way, closed to new people"),
        meaning=translatable("The trial is going on. It takes no new people."),
        banner=translatable(
            "The record says that this trial is going on but takes no new people. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable(
            "By the record, nobody new can join. People in the trial may still be followed up."
        ),
        precheck=translatable(
            "By the record, the trial is not open: it takes no new people. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "suspended": StatusWords(
        title=translatable("On hold"),
        meaning=translatable("The trial has stopped for now. It may start again."),
        banner=translatable(
            "The record says that this trial has stopped for now. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable(
            "By the record, nobody can join for now. The trial may start again, or it may not."
        ),
        precheck=translatable(
            "By the record, the trial is not open: it has stopped for now. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "terminated": StatusWords(
        title=translatable("Stopped early"),
        meaning=translatable(
            "The trial has stopped before its planned end. It will not start again."
        ),
        banner=translatable(
            "The record says that this trial has stopped early. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable(
            "By the record, nobody can join. If you took part, ask the team what this means."
        ),
        precheck=translatable(
            "By the record, the trial is not open: it has stopped early. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "completed": StatusWords(
        title=translatable("Finished"),
        meaning=translatable("The trial has ended as planned."),
        banner=translatable(
            "The record says that this trial has finished. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable("By the record, the trial has ended. The record may say what was found."),
        precheck=translatable(
            "By the record, the trial is not open: it has finished. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "withdrawn": StatusWords(
        title=translatable("Called off"),
        meaning=translatable("The trial was called off before anyone joined."),
        banner=translatable(
            "The record says that this trial was called off before anyone joined. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable(
            "By the record, nobody can join. The trial was called off before it began."
        ),
        precheck=translatable(
            "By the record, the trial is not open: it was called off. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "unknown": StatusWords(
        title=translatable("Not known"),
        meaning=translatable("The record has not been brought up to date for a long time."),
        banner=translatable(
            "The record does not say if this trial is open. "
            "Look at ClinicalTrials.gov before you act on this."
        ),
        home=translatable("We do not know if anyone can join. Ask the contact below."),
        precheck=translatable(
            "The record does not say if the trial is open. You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
}
"""By the value of `status.overall_status` in trial.yaml."""


def status_of(trial: Trial, _: Say = str) -> StatusWords:
    """The words for the trial's own status, in the language of `_`."""
    words = STATUSES[trial.status.overall_status]
    return replace(
        words,
        title=_(words.title),
        meaning=_(words.meaning),
        banner=_(words.banner),
        home=_(words.home),
        precheck=_(words.precheck),
    )


def check_of(trial: Trial, _: Say = str) -> Check:
    """When the status was last compared with ClinicalTrials.gov, and until when that counts."""
    checked_on = trial.status.checked_on
    if not checked_on:
        return Check(_("Nobody has yet compared this status with ClinicalTrials.gov."), "")
    last = date.fromisoformat(checked_on) + timedelta(days=DAYS_UNTIL_STALE)
    words = _("We last compared this status with ClinicalTrials.gov on %s.")
    words %= day_in_words(checked_on, _)
    return Check(words, last.isoformat())


def source_words(trial: Trial, _: Say = str) -> str:
    """Where the status comes from, and as of when."""
    dated = trial.status.as_of
    when = _("dated %s") % day_in_words(dated, _) if dated else _("which has no date")
    return _("Source: %s, %s.") % (trial.status.source, when)


def copy_words(trial: Trial, _: Say = str) -> tuple[str, ...]:
    """One entry for each copy of the record that says something else about the status."""
    return tuple(_copy(copy, _) for copy in trial.status.copies)


def _copy(copy: Copy, _: Say) -> str:
    dated = (
        _("On %s") % day_in_words(copy.as_of, _) if copy.as_of else _("On a day it does not give")
    )
    words = _("Not all copies agree. %s, %s said %s.")
    return words % (dated, copy.source, copy.says.rstrip("."))


def day_in_words(day: str, _: Say = str) -> str:
    """An ISO day as people write it: "2026-01-14" is "14 January 2026"."""
    year, month, number = day.split("-")
    return f"{int(number)} {_(MONTHS[int(month) - 1])} {year}"
