"""Write the lock files: exact versions and hashes for every platform, and no addresses."""

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
# Arguments of `uv pip compile` for each lock. `test` keeps the versions of `runtime`.
SOURCES = {
    "runtime": ["pyproject.toml"],
    "test": ["pyproject.toml", "--group", "test", "-c", "locks/runtime.txt"],
    "node": ["--group", "node"],
}


def lock(*, upgrade: bool) -> None:
    """Write every lock. Versions that still fit stay the same, unless `upgrade` is set."""
    lock_python_packages(["--upgrade"] if upgrade else [])
    if upgrade:
        (ROOT / "package-lock.json").unlink(missing_ok=True)
    lock_npm_packages()


def lock_python_packages(options: list[str]) -> None:
    """Write locks/*.txt from pyproject.toml, with uv in a temporary environment."""
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
                stop(f"{target} contains an address. A lock holds names, versions and hashes only.")
            header = "# Written by `python3 dev.py lock`. Do not edit.\n"
            (ROOT / target).write_text(header + text, "utf-8", newline="\n")


def lock_npm_packages() -> None:
    """Write package-lock.json from package.json, and check that .npmrc was followed."""
    say("package-lock.json")
    run(*npm_command(), "install", "--package-lock-only")
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        if name and ("integrity" not in package or "resolved" in package):
            stop(f"package-lock.json: {name} must have an integrity and no address. See .npmrc.")
