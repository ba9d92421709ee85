"""Who wrote, checked and approved what. An edit after approval ends the approval.

Each of the three parts has a fingerprint: the SHA-256 of the canonical text of everything in it.
trial.yaml holds the fingerprint that was approved. If it is not the fingerprint of today's text,
the text was edited since, and nobody has approved it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from sitegen.errors import BuildError
from sitegen.languages.extraction import program_messages, trial_messages
from sitegen.lookup import Lookup
from sitegen.model.status import STATUSES
from sitegen.model.texts import form_texts, patient_texts
from sitegen.model.trial import ReviewPart, Trial

PARTS = ("public_words", "criteria", "readings")


@dataclass(frozen=True)
class Approval:
    """Whether the site may be used for recruitment, and what is missing if it may not."""

    approved: bool
    missing: tuple[str, ...]


class ApprovalError(BuildError):
    """A release of a text that nobody approved."""


def require_approval(found: Approval) -> None:
    """Refuse a release of a text that is not approved.

    Raises:
        ApprovalError: names everything that is missing.
    """
    if not found.approved:
        lines = "\n".join(f"  {line}" for line in found.missing)
        raise ApprovalError(
            f"trial.yaml: a release requires approval of every text as it is now:\n{lines}\n"
            "Fill in what has really happened, or build a draft without --release."
        )


def approval(trial: Trial, lookup: Lookup) -> Approval:
    """Whether all three parts are written, checked and approved as they are now."""
    now = fingerprints(trial, lookup)
    missing = [
        f"review.{part}: {words}"
        for part in PARTS
        for words in _missing(getattr(trial.review, part), now[part])
    ]
    return Approval(not missing, tuple(missing))


def fingerprints(trial: Trial, lookup: Lookup) -> dict[str, str]:
    """The fingerprint of each part as it is now.

    Args:
        trial: the English trial.
        lookup: where the words of the site are.

    The status itself and its dates are left out, so that comparing it with the registry does not
    end an approval; the words for all nine statuses are in.
    """
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


def _content(lookup: Lookup) -> list[dict[str, str]]:
    """Every file of words by its path, the trial's own first; line ends do not count."""
    return [
        {
            file.relative_to(folder).as_posix(): file.read_text("utf-8")
            for file in sorted(folder.rglob("*"))
            if file.is_file() and not file.name.startswith(".")
        }
        for folder in lookup.folders("content")
    ]


def _interface(trial: Trial, lookup: Lookup) -> list[str]:
    """The interface words of the program and of all templates, without the markup around them."""
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
        missing.append("written_by and checked_by must be two people")
    if not part.fingerprint:
        missing.append(f"fingerprint is blank. That of the text as it is now is {now}")
    elif part.fingerprint != now:
        missing.append(
            "the text was edited after it was approved. Its fingerprint is now "
            f"{now}, not {part.fingerprint}"
        )
    return missing


def is_same_person(part: ReviewPart) -> bool:
    """Whether writer and checker are the same person, however the name is written."""
    writer, checker = (
        " ".join(name.casefold().replace(".", " ").split())
        for name in (part.written_by, part.checked_by)
    )
    return bool(writer) and writer == checker
