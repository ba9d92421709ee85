"""Who wrote, checked and approved what; an edit after approval makes the approval lapse.

Each of the three parts has a fingerprint: the SHA-256 of the canonical text of everything in it.
The fingerprint that was approved stands in trial.yaml. Where it is not that of the text at hand,
the text has been edited since, and nobody has approved it.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sitegen.languages.own_texts import form_words, patient_words
from sitegen.model.status import STATUSES
from sitegen.model.trial import ReviewPart, Trial

ROOT = Path(__file__).resolve().parents[2]

_SAID = re.compile(r"""\b_\(\s*(["'])((?:\\.|(?!\1).)*)\1""", re.DOTALL)
"""Words a template shows: `_("For patients")`."""

PARTS = ("public_words", "criteria", "readings")


@dataclass(frozen=True)
class Approval:
    """Whether the site may be used for recruitment, and what is missing if it may not."""

    approved: bool
    missing: tuple[str, ...]


class NotApproved(Exception):
    """A release was asked for that nobody approved."""


def require_approval(trial: Trial, root: Path = ROOT) -> None:
    """Refuse a release of what is not approved.

    Raises:
        NotApproved: names all that is missing.
    """
    missing = approval(trial, root).missing
    if missing:
        lines = "\n".join(f"  {line}" for line in missing)
        raise NotApproved(
            f"a release needs every text approved as it stands; in trial.yaml\n{lines}\n"
            "Fill in what has really happened, or build a draft without --release."
        )


def approval(trial: Trial, root: Path = ROOT) -> Approval:
    """Whether all three parts are written, checked and approved as they stand now."""
    now = fingerprints(trial, root)
    missing = [
        f"review.{part}: {words}"
        for part in PARTS
        for words in _missing(getattr(trial.review, part), now[part])
    ]
    return Approval(not missing, tuple(missing))


def fingerprints(trial: Trial, root: Path = ROOT) -> dict[str, str]:
    """The fingerprint of each part as it stands now.

    The status itself and its dates are left out, so that comparing it with the registry does not
    make an approval lapse; the words for all nine statuses are in.
    """
    return {
        "public_words": _fingerprint(
            {
                "patient": [text for _, text in patient_words(trial)],
                "form": [text for _, text in form_words(trial)],
                "trial": [asdict(trial.names), asdict(trial.record)],
                "copies": [asdict(copy) for copy in trial.status.copies],
                "statuses": {name: asdict(words) for name, words in STATUSES.items()},
                "arms": [asdict(arm) for arm in trial.arms],
                "interventions": [asdict(intervention) for intervention in trial.interventions],
                "contacts": [asdict(contact) for contact in trial.contacts],
                "content": _content(root / "site_src" / "content"),
                "interface": _interface(root / "site_src" / "templates"),
            }
        ),
        "criteria": _fingerprint(
            {
                "facts": [asdict(fact) for fact in trial.facts],
                "criteria": [
                    {name: value for name, value in asdict(criterion).items() if name != "readings"}
                    for criterion in trial.criteria
                ],
            }
        ),
        "readings": _fingerprint(
            {
                criterion.id: [asdict(reading) for reading in criterion.readings]
                for criterion in trial.criteria
                if criterion.readings
            }
        ),
    }


def _fingerprint(part: Any) -> str:
    text = json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _content(folder: Path) -> dict[str, str]:
    """Every file of words, by its path; line ends do not count."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _interface(folder: Path) -> list[str]:
    """The words that stand in templates, without the markup round them."""
    words: set[str] = set()
    for path in folder.rglob("*.html"):
        words |= {match[2] for match in _SAID.finditer(path.read_text("utf-8"))}
    return sorted(words)


def _missing(part: ReviewPart, now: str) -> list[str]:
    missing = [
        f"{name} is blank"
        for name, value in asdict(part).items()
        if not value and name != "fingerprint"
    ]
    if is_same_person(part):
        missing.append("written_by and checked_by are the same person")
    if not part.fingerprint:
        missing.append(f"fingerprint is blank; that of the text as it stands is {now}")
    elif part.fingerprint != now:
        missing.append(
            "the text was edited after it was approved: its fingerprint is now "
            f"{now}, not {part.fingerprint}"
        )
    return missing


def is_same_person(part: ReviewPart) -> bool:
    """Whether writer and checker are given and are the same, however it is written."""
    writer, checker = (
        " ".join(name.casefold().replace(".", " ").split())
        for name in (part.written_by, part.checked_by)
    )
    return bool(writer) and writer == checker
