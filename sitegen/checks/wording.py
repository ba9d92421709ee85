"""Words that must not be in our own texts: promises, and what only the trial team can say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model.text_kinds import TextKind
from sitegen.model.texts import texts
from sitegen.model.trial import Trial
from sitegen.source.messages import Located

_UNKNOWN = "Say what is known, or that the record does not say."

BANNED = {
    "eligible": "Say who can join. The trial team decides.",
    "ineligible": "Say who cannot join. The trial team decides.",
    "eligibility": "Say who can join.",
    "screening": "Say check. Screening happens at the hospital, after consent.",
    "new hope": "Say what happens, not what to hope for.",
    "safe": _UNKNOWN,
    "safely": _UNKNOWN,
    "effective": _UNKNOWN,
    "free": "Say what the record says about costs, or that it does not say.",
    "cure": _UNKNOWN,
    "breakthrough": "Say what is known.",
    "miracle": "Say what is known.",
    "guarantee": "Say what is known.",
}
"""Words that our own texts must not have, and what to write instead."""

_WORDS = re.compile(r"\b(" + "|".join(BANNED) + r")\b", re.IGNORECASE)


def check(trial: Trial) -> Iterator[Located]:
    """Check our own texts in trial.yaml and notes for editors, never the registry's words."""
    for text in texts(trial):
        if text.kind is TextKind.TRANSLATED or text.path[-1] == "why":
            for match in _WORDS.finditer(text.words):
                yield text.path, f'"{match[0]}" must not be used. {BANNED[match[0].lower()]}'
