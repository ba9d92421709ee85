"""Entries below `review`: two people, complete approvals, real fingerprints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model.approval import PARTS, is_same_person
from sitegen.model.trial import ReviewPart, Trial
from sitegen.source.messages import Located, Path

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check(trial: Trial) -> Iterator[Located]:
    """Check the three parts of the review. They can be blank: the site is then a draft."""
    for name in PARTS:
        yield from _part(("review", name), getattr(trial.review, name))


def _part(at: Path, part: ReviewPart) -> Iterator[Located]:
    if is_same_person(part):
        yield (
            (*at, "checked_by"),
            f'"{part.checked_by}" is also the writer. Have another person check it, or leave this '
            "blank.",
        )
    if part.fingerprint and not _SHA256.fullmatch(part.fingerprint):
        yield (
            (*at, "fingerprint"),
            f'"{part.fingerprint[:24]}" is not a fingerprint (64 digits and letters a to f). Copy '
            "it from the output of: python3 dev.py build --fingerprints",
        )
    if part.approved_by and not part.approved_on:
        yield (
            (*at, "approved_on"),
            f'must not be blank: "{part.approved_by}" approved this part. Add the date.',
        )
    if part.approved_on and not part.approved_by:
        yield (
            (*at, "approved_by"),
            f"must not be blank: this part was approved on {part.approved_on}. Add name and role.",
        )
