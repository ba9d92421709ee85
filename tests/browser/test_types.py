"""The scripts of the pre-check declare their types in comments; TypeScript checks them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "site_src" / "assets" / "precheck"
OPTIONS = (
    "--allowJs --checkJs --strict --target es2024 --module preserve --moduleDetection force "
    "--noEmit --listFiles --skipLibCheck --pretty false"
)
PAGE = "es2024,dom,dom.iterable"
WORKER = "es2024,webworker"
ENTRIES = {
    "shell.js": PAGE,
    "frame.js": PAGE,
    "worker.js": WORKER,
    "service-worker.js": WORKER,
}
"""What the build bundles, and what the browser provides where it runs."""


def check(library: str, entry: Path) -> tuple[list[str], list[str]]:
    """Return what TypeScript reports, and the files that it read for it."""
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    command = ["node", str(compiler), *OPTIONS.split(), "--lib", library, str(entry)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).splitlines()
    files = [line for line in lines if line.endswith((".js", ".d.ts")) and Path(line).is_file()]
    return [line for line in lines if line not in files], files


@pytest.mark.slow
def test_types_are_correct_and_every_script_is_checked() -> None:
    """A type error in a branch that no test takes would first be met by a person."""
    checked = set()
    for entry, library in ENTRIES.items():
        errors, files = check(library, SCRIPTS / entry)
        assert errors == []
        checked |= {Path(file).name for file in files if Path(file).parent == SCRIPTS}
    assert checked == {path.name for path in SCRIPTS.glob("*.js")}


WRONG = """import { missing } from "./other.js";
/** @param {number} n */
export const f = (n) => n.length;
neverDeclared(missing);
"""
EXPECTED = ("no exported member 'missing'", "'length' does not exist", "find name 'neverDeclared'")


def test_errors_are_reported(tmp_path: Path) -> None:
    """A compiler that checked nothing would report nothing, too."""
    (tmp_path / "other.js").write_text("export const present = 1;\n", "utf-8")
    (tmp_path / "wrong.js").write_text(WRONG, "utf-8")
    errors, _ = check(WORKER, tmp_path / "wrong.js")
    assert [error for error in EXPECTED if error not in "\n".join(errors)] == []
