"""The places of the project, and how a step is said, run, handed over or stopped."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")


def run(*command: str | Path, check: bool = True, quiet: bool = False) -> int:
    """Run a command and return its exit code; where `check`, a failure ends the script."""
    output = subprocess.DEVNULL if quiet else None
    code = subprocess.run(command, stdout=output, stderr=output, check=False).returncode
    if check and code != 0:
        stop(f"`{' '.join(map(str, command))}` failed (exit {code}); its own words are above.")
    return code


def hand_over(*command: str | Path) -> NoReturn:
    """Become the command, so that signals and the exit code are its own."""
    if WINDOWS:
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], [str(word) for word in command])


def say(words: str) -> None:
    """Print a step, before the output of the command that does it."""
    print(f"· {words}", flush=True)


def stop(words: str, code: int = 1) -> NoReturn:
    """End the script, saying why."""
    print(f"dev.py: {words}", file=sys.stderr, flush=True)
    sys.exit(code)


def digest(*names: str) -> str:
    """Return one SHA-256 for several files of the project."""
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in names)).hexdigest()
