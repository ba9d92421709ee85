"""How much memory the browser's pages take, as Linux counts it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser


def taken(browser: Browser) -> float:
    """Return the megabytes of all page processes; shared memory counts in proportion."""
    info = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    kilobytes = [
        int(line.split()[1])
        for process in info["processInfo"]
        if process["type"] == "renderer"
        for line in Path(f"/proc/{process['id']}/smaps_rollup").read_text("ascii").splitlines()
        if line.startswith("Pss:")
    ]
    return sum(kilobytes) / 1000
