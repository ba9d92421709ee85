"""Our own words promise nothing, and say nothing that is for the trial team to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model.text_kinds import TextKind
from sitegen.model.texts import texts
from sitegen.model.trial import Trial
from sitegen.source.nodes import Path

Finding = tuple[Path, str]

BANNED = {
    "eligible": "say who can join; the trial team decides",
    "ineligible": "say who cannot join; the trial team decides",
    "eligibility": "say who can join",
    "screening": "say check; screening happens at the hospital, after consent",
    "new hope": "say what happens, not what to hope for",
    "safe": "say what is known, or that the record does not say",
    "safely": "say what is known, or that the record does not say",
    "effective": "say what is known, or that the record does not say",
    "free": "say what the record says of costs, or that it does not say",
    "cure": "say what is known, or that the record does not say",
    "breakthrough": "say what is known",
    "miracle": "say what is known",
    "guarantee": "say what is known",
}
"""Words our own text must not have, and what to do instead."""

_WORDS = re.compile(r"\b(" + "|".join(BANNED) + r")\b", re.IGNORECASE)


def check(trial: Trial) -> Iterator[Finding]:
    """All of our own words in trial.yaml, notes for editors too; never the registry's."""
    for text in texts(trial):
        if text.kind is TextKind.TRANSLATED or text.path[-1] == "why":
            for match in _WORDS.finditer(text.words):
                yield (
                    text.path,
                    f'"{match[0]}" is a word this site does not use; other words were wanted; '
                    f"{BANNED[match[0].lower()]}",
                )
