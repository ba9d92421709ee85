"""Writes the lock files: exact versions and hashes for every platform, and no address."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from devtools.install import npm_command
from devtools.shell import BIN, PYTHON, ROOT, run, say, stop

UV = "uv==0.13.9"
OPTIONS = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
OPTIONS += ["--no-header", "--no-emit-index-url", "--no-emit-find-links"]
# What `uv pip compile` is asked for, per lock; a later lock keeps the versions of an earlier one.
SOURCES = {
    "runtime": ["pyproject.toml"],
    "test": ["pyproject.toml", "--group", "test", "-c", "locks/runtime.txt"],
    "mutation": [
        "pyproject.toml",
        "--group",
        "test",
        "--group",
        "mutation",
        "-c",
        "locks/test.txt",
    ],
    "node": ["--group", "node"],
}


def lock(*, upgrade: bool) -> None:
    """Write every lock; versions that still fit stay as they are, unless `upgrade`."""
    lock_python_packages(["--upgrade"] if upgrade else [])
    if upgrade:
        (ROOT / "package-lock.json").unlink(missing_ok=True)
    lock_npm_packages()


def lock_python_packages(options: list[str]) -> None:
    """Write locks/*.txt from pyproject.toml, by a uv that is installed and forgotten."""
    with tempfile.TemporaryDirectory() as scratch:
        run(sys.executable, "-m", "venv", scratch)
        scratch_bin = Path(scratch) / BIN.name
        run(scratch_bin / PYTHON.name, "-m", "pip", "install", "--quiet", UV)
        for name, sources in SOURCES.items():
            target = f"locks/{name}.txt"
            say(target)
            arguments = [*OPTIONS, *options, *sources, "-o", target]
            run(scratch_bin / "uv", "pip", "compile", *arguments)
            text = (ROOT / target).read_text("utf-8")
            if "://" in text:
                stop(f"{target} holds an address; a lock names packages, versions and hashes only.")
            header = "# Written by `python3 dev.py lock`; not to be edited by hand.\n"
            (ROOT / target).write_text(header + text, "utf-8", newline="\n")


def lock_npm_packages() -> None:
    """Write package-lock.json from package.json, and check what .npmrc asks of it."""
    say("package-lock.json")
    run(*npm_command(), "install", "--package-lock-only")
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        if name and ("integrity" not in package or "resolved" in package):
            stop(f"package-lock.json: {name} should have an integrity and no address; see .npmrc.")
