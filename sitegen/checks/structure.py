"""Ids and references: each id is used once, and each reference leads to an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.model.status import STATUSES
from sitegen.model.trial import Criterion, Trial
from sitegen.source.messages import Located, Path, must_be_one_of

FORMAT = "trial-site/1"
KINDS = ("inclusion", "exclusion")
CHANGES = ("time", "may", "no")

_ID = re.compile(r"[a-z][a-z0-9_]*")
_CRITERION_ID = re.compile(r"[A-Za-z0-9]+")
_PAGES = ("patients",)
"""Pages beside those of the criteria, whose addresses no criterion can take."""


def check(trial: Trial) -> Iterator[Located]:
    """Check all ids, kinds and references."""
    yield from one_of(("format",), trial.format, (FORMAT,))
    yield from one_of(("status", "overall_status"), trial.status.overall_status, tuple(STATUSES))
    yield from _status(trial)
    yield from _trial_id(trial)
    for name, ids in (
        ("arms", [arm.id for arm in trial.arms]),
        ("sections", [section.id for section in trial.sections]),
        ("facts", [fact.name for fact in trial.facts]),
        ("criteria", [criterion.id for criterion in trial.criteria]),
    ):
        yield from _once(name, "name" if name == "facts" else "id", ids)
    for name in ("arms", "sections"):
        for place, entry in enumerate(getattr(trial, name)):
            if not _ID.fullmatch(entry.id):
                yield (
                    (name, place, "id"),
                    f'"{entry.id}" is not a valid id. Use small letters, digits and _, here and '
                    "where the id is used.",
                )
    for name in ("arms", "contacts", "sections", "facts", "criteria", "changes"):
        if not getattr(trial, name):
            yield (name,), "is empty. Add at least one entry."
    arms = tuple(arm.id for arm in trial.arms)
    for place, intervention in enumerate(trial.interventions):
        for number, arm in enumerate(intervention.arms):
            yield from one_of(("interventions", place, "arms", number), arm, arms)
    yield from _criteria(trial)


def one_of(at: Path, value: str, allowed: Sequence[str]) -> Iterator[Located]:
    """Require one of the allowed values; suggest the nearest."""
    if value not in allowed:
        yield at, must_be_one_of(value, allowed)


def _once(name: str, key: str, ids: Sequence[str]) -> Iterator[Located]:
    for place, value in enumerate(ids):
        if value and value in ids[:place]:
            yield (
                (name, place, key),
                f'duplicate {key} "{value}". Change one of them.',
            )


def _status(trial: Trial) -> Iterator[Located]:
    status = trial.status
    recorded = re.sub(r"[^a-z]+", "_", trial.record.overall_status.casefold()).strip("_")
    differs = recorded and recorded != status.overall_status
    if differs and status.overall_status in STATUSES and not (status.as_of and status.checked_on):
        yield (
            ("status", "overall_status"),
            f"the status {status.overall_status} is not that of the record, "
            f'"{trial.record.overall_status}". If it is newer, fill in as_of and checked_on and '
            f"name the source. Otherwise write {recorded}.",
        )


def _trial_id(trial: Trial) -> Iterator[Located]:
    record = trial.record
    if not record.source_url.startswith("https://") or " " in record.source_url:
        yield (
            ("record", "source_url"),
            f'must be an address that begins with https://; found "{record.source_url}".',
        )
    elif record.trial_id not in record.source_url:
        yield (
            ("record", "source_url"),
            f'the address "{record.source_url}" must contain the trial id {record.trial_id}. '
            "Copy the address of this trial.",
        )


def _criteria(trial: Trial) -> Iterator[Located]:
    readings: list[str] = []
    ids: dict[str, str] = {}
    for place, criterion in enumerate(trial.criteria):
        at: Path = ("criteria", place)
        yield from one_of((*at, "kind"), criterion.kind, KINDS)
        yield from one_of((*at, "changes"), criterion.changes, CHANGES)
        if not _CRITERION_ID.fullmatch(criterion.id) or criterion.id.lower() in _PAGES:
            yield (
                (*at, "id"),
                f'"{criterion.id}" cannot be the id of a criterion. Use letters and digits, '
                "for example I1.",
            )
        same = ids.setdefault(criterion.id.casefold(), criterion.id)
        if same != criterion.id:
            yield (
                (*at, "id"),
                f'the ids "{same}" and "{criterion.id}" differ only in capital letters, and each '
                "is the address of a page. Change one of them.",
            )
        before = trial.criteria[place - 1].kind if place else ""
        if criterion.kind == "inclusion" and before == "exclusion":
            yield (
                (*at, "kind"),
                "this inclusion criterion comes after an exclusion criterion. Move it up: all "
                "inclusion criteria come first.",
            )
        yield from _readings(at, criterion, readings)


def _readings(at: Path, criterion: Criterion, earlier: list[str]) -> Iterator[Located]:
    for number, reading in enumerate(criterion.readings):
        here: Path = (*at, "readings", number)
        if not _ID.fullmatch(reading.id):
            yield (
                (*here, "id"),
                f'"{reading.id}" is not a valid id. Use small letters, digits and _, here and in '
                "the rules.",
            )
        if reading.id in earlier:
            yield (
                (*here, "id"),
                f'duplicate id "{reading.id}". Change one of them.',
            )
        earlier.append(reading.id)
        letters = list(reading.alternatives)
        if len(letters) < 2 or letters != [chr(ord("a") + i) for i in range(len(letters))]:
            yield (
                (*here, "alternatives"),
                f"must be at least a and b, in the order of the alphabet; found "
                f"{', '.join(letters) or 'none'}. Name them a, b and so on.",
            )
        if reading.ruling:
            yield from one_of((*here, "ruling", "reading"), reading.ruling.reading, letters)
