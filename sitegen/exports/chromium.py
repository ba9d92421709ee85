"""Chromium: where it is, and the switches to start it without a screen and without network use.

Standard library only: the installer, which runs before any package is there, imports it too.
"""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless",
    "--no-sandbox",  # it is shown nothing but our own pages, and a container allows no sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str:
    """Find Chromium: the one that TRIAL_SITE_CHROMIUM names, or one on the path; "" if none is."""
    if named := os.environ.get("TRIAL_SITE_CHROMIUM"):
        return shutil.which(named) or named
    return next(filter(None, map(shutil.which, NAMES)), "")
