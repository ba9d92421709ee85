"""One SHA-256 that names exactly what ran: engine, rules, facts and limits."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from eligibility.definitions import Definitions
from eligibility.rules import Rules

ENGINE = "eligibility"


def rules_sha256(definitions: Definitions, rules: Rules) -> str:
    """Return the SHA-256 of the engine, the rules package and the definitions.

    The trial's status is left out: it changes words, not findings.
    """
    packages = [_package_sha256(name) for name in (ENGINE, rules.package) if name]
    text = replace(definitions, overall_status="").to_json()
    return hashlib.sha256("\n".join([*packages, text]).encode()).hexdigest()


@cache
def _package_sha256(package: str) -> str:
    """Return the SHA-256 over a package's Python files: name, length and bytes, by name."""
    digest = hashlib.sha256()
    for path in python_files(package):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def python_files(package: str) -> list[Path]:
    """Return the Python files of an importable package, sorted by name."""
    return sorted(package_folder(package).glob("*.py"), key=lambda path: path.name)


def package_folder(package: str) -> Path:
    """Return the folder of an importable package."""
    return Path(str(import_module(package).__file__)).parent
