"""The scripts of the pre-check say in comments what they take and give; TypeScript checks it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sitegen.precheck.precheck_page import FRAME_SCRIPTS, SHELL_SCRIPTS

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "site_src" / "assets" / "precheck"
KNOWN = Path(__file__).with_name("globals.d.ts")
OPTIONS = "--noEmit --allowJs --checkJs --strict --target es2024 --skipLibCheck --pretty false"
REALMS = {
    "shell": ("es2024,dom,dom.iterable", SHELL_SCRIPTS),
    "frame": ("es2024,dom,dom.iterable", FRAME_SCRIPTS),
    "worker": ("es2024,webworker", ("worker-seal.js", "worker.js")),
    "service worker": ("es2024,webworker", ("service-worker.js",)),
}
"""What runs together, and what the browser gives it."""


def mistakes(library: str, *scripts: Path) -> str:
    """Return what TypeScript finds wrong; nothing where all is well."""
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    command = ["node", str(compiler), *OPTIONS.split(), "--lib", library, str(KNOWN)]
    done = subprocess.run(
        [*command, *map(str, scripts)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("realm", REALMS)
def test_types_hold(realm: str) -> None:
    """A slip in a branch that no test takes would else be met by a person first."""
    library, names = REALMS[realm]
    assert mistakes(library, *(SCRIPTS / name for name in names)) == ""


def test_every_script_is_checked() -> None:
    """A new script must not stay outside."""
    checked = {name for _, names in REALMS.values() for name in names}
    assert checked == {path.name for path in SCRIPTS.glob("*.js")}


def test_a_slip_would_be_found(tmp_path: Path) -> None:
    """A compiler that was given nothing to check would be content, too."""
    script = tmp_path / "slip.js"
    script.write_text("/** @param {number} n */ const f = (n) => n.length;\n", "utf-8")
    assert "Property 'length' does not exist" in mistakes("es2024", script)
