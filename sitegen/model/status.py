"""The registry's nine statuses: what each means, and what the site says under it.

The words are ours, for readers who are not clinicians: short sentences that claim no more than the
record does. Every status tells the reader to check the registry first: only the registry is
current. `%(registry)s` in the words is the registry's name, `record.source` in trial.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sitegen.model.text_kinds import translatable
from sitegen.model.trial import Copy, Trial

DAYS_UNTIL_STALE = 90

Say = Callable[[str], str]
"""Translates our English words; `str` leaves them English."""

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
    """What every page says; ends with what to do before acting on it."""
    home: str
    """What it means for a reader who thinks of joining."""
    precheck: str
    """What the pre-check says first."""
    open: bool
    """Whether the trial now takes people who ask to join."""


@dataclass(frozen=True)
class Check:
    """When the status was last compared with the registry."""

    words: str
    stale_after: str
    """The last ISO day on which that comparison still counts; "" where nobody has compared yet."""


STATUSES = {
    "not_yet_recruiting": StatusWords(
        title=translatable("Not open yet"),
        meaning=translatable("The trial is planned. Nobody can join it yet."),
        banner=translatable(
            "The record says that nobody can join this trial yet. "
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that nobody can join yet. You can show this site to your doctor."
        ),
        precheck=translatable(
            "The record says that the trial is not open: nobody can join yet. "
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
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that people can ask to join. Ask your doctor or the contact below."
        ),
        precheck=translatable(
            "The record says that the trial is looking for people to join. "
            "Check %(registry)s before you act on this."
        ),
        open=True,
    ),
    "enrolling_by_invitation": StatusWords(
        title=translatable("By invitation only"),
        meaning=translatable("The trial team chooses whom to invite. Other people cannot join."),
        banner=translatable(
            "The record says that only people invited by the trial team can join. "
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that the trial team invites people. You cannot ask to join yourself."
        ),
        precheck=translatable(
            "The record says that the trial is not open to all: the trial team invites people. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "active_not_recruiting": StatusWords(
        title=translatable("Under way, closed to new people"),
        meaning=translatable("The trial is under way. It takes no new people."),
        banner=translatable(
            "The record says that this trial is under way but takes no new people. "
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that nobody new can join. "
            "People in the trial may still be followed up."
        ),
        precheck=translatable(
            "The record says that the trial is not open: it takes no new people. "
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
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that nobody can join for now. The trial may or may not start again."
        ),
        precheck=translatable(
            "The record says that the trial is not open: it has stopped for now. "
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
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that nobody can join. If you took part, ask the team what this means."
        ),
        precheck=translatable(
            "The record says that the trial is not open: it has stopped early. "
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
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that the trial has ended. The record may say what was found."
        ),
        precheck=translatable(
            "The record says that the trial is not open: it has finished. "
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
            "Check %(registry)s before you act on this."
        ),
        home=translatable(
            "The record says that nobody can join. The trial was called off before it began."
        ),
        precheck=translatable(
            "The record says that the trial is not open: it was called off. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
    "unknown": StatusWords(
        title=translatable("Not known"),
        meaning=translatable("The record has not been updated for a long time."),
        banner=translatable(
            "The record does not say if this trial is open. "
            "Check %(registry)s before you act on this."
        ),
        home=translatable("We do not know if anyone can join. Ask the contact below."),
        precheck=translatable(
            "The record does not say if the trial is open. "
            "You can still use this check. "
            "Its result does not mean that you or a patient can join."
        ),
        open=False,
    ),
}
"""By the value of `status.overall_status` in trial.yaml."""


def status_of(trial: Trial, _: Say = str) -> StatusWords:
    """Return the words for the trial's own status, in the language of `_`."""
    return words_for(trial.status.overall_status, trial.record.source, _)


def recorded_status(trial: Trial, _: Say = str) -> StatusWords | None:
    """Return the words for the status that the record gives; None where it gives none we know."""
    name = re.sub(r"[^a-z]+", "_", trial.record.overall_status.casefold()).strip("_")
    return words_for(name, trial.record.source, _) if name in STATUSES else None


def words_for(name: str, registry: str, _: Say = str) -> StatusWords:
    """Return the words for a status, with the registry's name filled in."""
    words, named = STATUSES[name], {"registry": registry}
    return replace(
        words,
        title=_(words.title) % named,
        meaning=_(words.meaning) % named,
        banner=_(words.banner) % named,
        home=_(words.home) % named,
        precheck=_(words.precheck) % named,
    )


def check_of(trial: Trial, _: Say = str) -> Check:
    """Return when the status was last compared with the registry, and until when that counts."""
    checked_on, registry = trial.status.checked_on, trial.record.source
    if not checked_on:
        words = _("Nobody has yet compared this status with %(registry)s.")
        return Check(words % {"registry": registry}, "")
    last = date.fromisoformat(checked_on) + timedelta(days=DAYS_UNTIL_STALE)
    words = _("We last compared this status with %(registry)s on %(day)s.")
    words %= {"registry": registry, "day": day_in_words(checked_on, _)}
    return Check(words, last.isoformat())


def source_words(trial: Trial, _: Say = str) -> str:
    """Return where the status comes from, and its date."""
    source, dated = trial.status.source, trial.status.as_of
    if not dated:
        return _("Source: %(source)s, which has no date.") % {"source": source}
    words = _("Source: %(source)s, dated %(day)s.")
    return words % {"source": source, "day": day_in_words(dated, _)}


def copy_words(trial: Trial, _: Say = str) -> tuple[str, ...]:
    """Return a sentence for each copy of the record that gives another status."""
    return tuple(_copy(copy, _) for copy in trial.status.copies)


def _copy(copy: Copy, _: Say) -> str:
    said = {"source": copy.source, "words": copy.says.rstrip(".")}
    if not copy.as_of:
        return _("Not all copies agree. %(source)s, without a date, said %(words)s.") % said
    words = _("Not all copies agree. On %(day)s, %(source)s said %(words)s.")
    return words % {**said, "day": day_in_words(copy.as_of, _)}


def day_in_words(day: str, _: Say = str) -> str:
    """Return an ISO day as people write it: "2026-01-14" is "14 January 2026"."""
    year, month, number = day.split("-")
    return f"{int(number)} {_(MONTHS[int(month) - 1])} {year}"
