"""One SHA-256 that names exactly the rules that ran: every line of Python, fact and limit."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from nelmas_rules.definitions import Definitions


@cache
def _package_sha256() -> str:
    """Return the SHA-256 over this package's files: name, length and bytes, sorted by name."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py"), key=lambda path: path.name):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def rules_sha256(definitions: Definitions) -> str:
    """Return the SHA-256 of the rules and of the definitions they run on.

    The trial's status is left out: it gates words, not findings.
    """
    shipped = {**definitions.source, "overall_status": ""}
    text = Definitions.from_source(shipped).to_json()
    return hashlib.sha256(f"{_package_sha256()}\n{text}".encode()).hexdigest()
