"""What is written under `review` can be true: two people, whole entries, a real fingerprint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model.approval import PARTS, is_same_person
from sitegen.model.trial import ReviewPart, Trial
from sitegen.source.nodes import Path

Finding = tuple[Path, str]

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check(trial: Trial) -> Iterator[Finding]:
    """The three parts of the review; blank is allowed, since the site is then a draft."""
    for name in PARTS:
        yield from _part(("review", name), getattr(trial.review, name))


def _part(at: Path, part: ReviewPart) -> Iterator[Finding]:
    if is_same_person(part):
        yield (
            (*at, "checked_by"),
            f'"{part.checked_by}" is also the writer; another person was wanted; have someone '
            "else check it, or leave it blank",
        )
    if part.fingerprint and not _SHA256.fullmatch(part.fingerprint):
        yield (
            (*at, "fingerprint"),
            f'"{part.fingerprint[:24]}" is not a fingerprint; 64 digits and letters a to f were '
            "wanted; copy it from: python build.py --fingerprints",
        )
    if part.approved_by and not part.approved_on:
        yield (
            (*at, "approved_on"),
            f'"{part.approved_by}" approved it, but the day is blank; a date was wanted; write it '
            "down",
        )
    if part.approved_on and not part.approved_by:
        yield (
            (*at, "approved_by"),
            f"it was approved on {part.approved_on}, but by whom is blank; a name and role were "
            "wanted; write them down",
        )
