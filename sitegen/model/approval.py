"""Who wrote, checked and approved what; an edit after approval makes the approval lapse.

Each of the three parts has a fingerprint: the SHA-256 of the canonical text of everything in it.
The fingerprint that was approved stands in trial.yaml. Where it is not that of the text at hand,
the text has been edited since, and nobody has approved it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sitegen.languages.extraction import program_messages, trial_messages
from sitegen.lookup import Lookup
from sitegen.model.status import STATUSES
from sitegen.model.texts import form_texts, patient_texts
from sitegen.model.trial import ReviewPart, Trial

ROOT = Path(__file__).resolve().parents[2]

PARTS = ("public_words", "criteria", "readings")


@dataclass(frozen=True)
class Approval:
    """Whether the site may be used for recruitment, and what is missing if it may not."""

    approved: bool
    missing: tuple[str, ...]


class NotApproved(Exception):
    """A release was asked for that nobody approved."""


def require_approval(trial: Trial, root: Path = ROOT, trial_folder: Path | None = None) -> None:
    """Refuse a release of what is not approved.

    Raises:
        NotApproved: names all that is missing.
    """
    missing = approval(trial, root, trial_folder).missing
    if missing:
        lines = "\n".join(f"  {line}" for line in missing)
        raise NotApproved(
            f"a release needs every text approved as it stands; in trial.yaml\n{lines}\n"
            "Fill in what has really happened, or build a draft without --release."
        )


def approval(trial: Trial, root: Path = ROOT, trial_folder: Path | None = None) -> Approval:
    """Whether all three parts are written, checked and approved as they stand now."""
    now = fingerprints(trial, root, trial_folder)
    missing = [
        f"review.{part}: {words}"
        for part in PARTS
        for words in _missing(getattr(trial.review, part), now[part])
    ]
    return Approval(not missing, tuple(missing))


def fingerprints(
    trial: Trial, root: Path = ROOT, trial_folder: Path | None = None
) -> dict[str, str]:
    """The fingerprint of each part as it is now.

    Args:
        trial: the English trial.
        root: the folder that holds site_src/.
        trial_folder: the folder of trial.yaml, whose content/ and templates/ count too; by
            default `root`.

    The status itself and its dates are left out, so that comparing it with the registry does not
    make an approval lapse; the words for all nine statuses are in.
    """
    lookup = Lookup(root, trial_folder or root)
    return {
        "public_words": _fingerprint(
            {
                "patient": [text.words for text in patient_texts(trial)],
                "form": [text.words for text in form_texts(trial)],
                "trial": [asdict(trial.names), asdict(trial.record)],
                "copies": [asdict(copy) for copy in trial.status.copies],
                "statuses": {name: asdict(words) for name, words in STATUSES.items()},
                "arms": [asdict(arm) for arm in trial.arms],
                "interventions": [asdict(intervention) for intervention in trial.interventions],
                "contacts": [asdict(contact) for contact in trial.contacts],
                "content": _content(lookup),
                "interface": _interface(trial, lookup),
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


def _content(lookup: Lookup) -> dict[str, str]:
    """Every file of words, the trial's own too, by its path; line ends do not count."""
    return {lookup.shown(file): file.read_text("utf-8") for file in lookup.files("content")}


def _interface(trial: Trial, lookup: Lookup) -> list[str]:
    """The interface words of the program and of all templates, without the markup round them."""
    program = program_messages(lookup.folders("templates")[-1])
    own = trial_messages(trial, lookup.trial_folder / "templates", program)
    messages = [*program, *(message for message in own if not message.place)]
    return sorted({words for message in messages for words in (message.words, message.plural)})


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
