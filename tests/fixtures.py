"""The trial that the tests use, so that they do not fail after an edit of trial.yaml.

`tests/trial.yaml` is an old copy of trial.yaml that is not edited. Snapshots and planted defects
depend on its words. Checks that must pass for any words run on trial.yaml: `python3 dev.py check`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sitegen.quality.page_lists import page_lists

FILE = Path(__file__).with_name("trial.yaml")
ROOT = FILE.parent.parent
CRITERIA = re.findall(r"^  - id: (\w+)\n    kind:", FILE.read_text("utf-8"), re.MULTILINE)
"""The ids of its criteria."""

PAGES = page_lists(CRITERIA)
"""The pages of its site."""

BUILD = ("--root", str(ROOT), "--trial", str(FILE))
"""Options for a build of this trial."""

LIVE = ROOT / "trial.yaml"
"""The trial that the site is made from; its words are the trial team's to change."""


def link_words(folder: Path) -> None:
    """Link the trial's own words into a folder in which a test writes a trial.yaml."""
    words = folder / "content"
    if not words.exists():
        words.symlink_to(FILE.parent / "content")


def refuse_the_live_trial(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop a test that opens trial.yaml in any way; a hook for `sys.addaudithook`."""
    if event == "open" and str(arguments[0]).endswith(LIVE.name):
        assert Path(arguments[0]).resolve() != LIVE, (
            "a test reads trial.yaml, whose words may change any day; read tests/trial.yaml"
        )
