"""Paths of the project, and functions to print a step, run a command or stop."""

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
    """Run a command and return its exit code. With `check`, a failure ends the script."""
    output = subprocess.DEVNULL if quiet else None
    code = subprocess.run(command, stdout=output, stderr=output, check=False).returncode
    if check and code != 0:
        stop(f"`{' '.join(map(str, command))}` failed with exit code {code}. See its output above.")
    return code


def hand_over(*command: str | Path) -> NoReturn:
    """Replace this process by the command, so that signals and exit code are the command's."""
    if WINDOWS:
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], [str(word) for word in command])


def say(words: str) -> None:
    """Print the name of a step, before its output."""
    print(f"· {words}", flush=True)


def stop(words: str, code: int = 1) -> NoReturn:
    """Print an error and end the script."""
    print(f"dev.py: {words}", file=sys.stderr, flush=True)
    sys.exit(code)


def digest(*names: str) -> str:
    """Return one SHA-256 for several files of the project."""
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in names)).hexdigest()
