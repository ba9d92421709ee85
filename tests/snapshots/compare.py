"""Compare output with stored snapshots."""

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
"""What changes with every build: hashes, and the number of files."""


def difference(name: str, text: str) -> str:
    """Compare a text with the snapshot of this name; return "" if they are the same."""
    for pattern, replacement in _CHANGING:
        text = pattern.sub(replacement, text)
    file = FOLDER / name
    if os.environ.get(RENEW):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    stored = file.read_text("utf-8") if file.exists() else ""
    lines = unified_diff(stored.splitlines(), text.splitlines(), "snapshot", "now", lineterm="")
    return "\n".join(lines)
