"""The trimmed standard library holds all that the rules import, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.precheck_page import WHOLE
from tests.conftest import ROOT


@pytest.mark.slow
def test_the_library_holds_what_is_used(built_site: Path) -> None:
    """A missing module stops the check; a needless one is sent to everyone."""
    node = shutil.which("node")
    if not node:
        pytest.fail("Node not found: run `python3 dev.py install --test`.")
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
