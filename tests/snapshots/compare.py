"""Texts that are kept, and the comparison with what is so now."""

from __future__ import annotations

import os
import re
from difflib import unified_diff
from pathlib import Path

FOLDER = Path(__file__).parent
RENEW = "TRIAL_SITE_RENEW_SNAPSHOTS"
"""Set in the environment by tests/snapshots/renew.py, and by nothing else."""

_CHANGING = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "<SHA-256>"),
    (re.compile(r"\b\d+(?=\n?(<br>)? ?files verified)"), "<number of>"),
)
"""What changes with every build: hashes, and how many files there are."""


def difference(name: str, text: str) -> str:
    """Compare a text with the one kept under this name: "" where they are the same."""
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    file = FOLDER / name
    if os.environ.get(RENEW):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    kept = file.read_text("utf-8") if file.exists() else ""
    return "\n".join(unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm=""))
