"""How checks and tests start Chromium: headless, and without requests of its own."""

from __future__ import annotations

import os
import shutil

from sitegen.exports.chromium import SWITCHES

FLAGS = list(SWITCHES)


def executable() -> str:
    """Return the path of Chromium: TRIAL_SITE_CHROMIUM, or the installed one; "" if missing."""
    return os.environ.get("TRIAL_SITE_CHROMIUM") or shutil.which("chromium") or ""
