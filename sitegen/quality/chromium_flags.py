"""How the tests start Chromium: without a screen, and without a word to anyone."""

from __future__ import annotations

import os
import shutil

from sitegen.exports.chromium import SWITCHES

FLAGS = list(SWITCHES)


def executable() -> str:
    """Find Chromium: the one named in TRIAL_SITE_CHROMIUM, or Debian's; "" where there is none."""
    return os.environ.get("TRIAL_SITE_CHROMIUM") or shutil.which("chromium") or ""
