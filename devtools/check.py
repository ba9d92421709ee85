"""Build the site from trial.yaml and run every check on it: `dev.py check`.

A correct edit of trial.yaml passes without any other change. For a wrong one, the line is named,
what is wrong and what to do. Snapshots are not compared: they are of tests/trial.yaml.
"""

from __future__ import annotations

import argparse
import os
import queue
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from devtools.advice import ADVICE, WARNINGS, advice
from devtools.locate import Written, where, written_in
from devtools.shell import ROOT, say
from sitegen import build
from sitegen.quality.browser_site import BrowserCheck, BrowserSite, served
from sitegen.quality.built_site import BuiltSite, Check
from sitegen.quality.chromium_flags import FLAGS, executable
from sitegen.quality.suite import BROWSER, LAYOUT, READING, VALIDATING, name_of

ADDRESS = "https://example.org/trial/"
"""The assumed address of the site, so that it has a site map to check."""

_POSITION = re.compile(r'^"?(?::[\d.-]+)*[:,]? ')
"""Line and column in a page, which differ from page to page."""


class Report(NamedTuple):
    """One error, as a check reports it."""

    check: str
    line: str
    """ "path: what is wrong"."""


Task = tuple[str, tuple[BrowserCheck, ...]]
"""A page, and the checks to run on it."""


class Progress:
    """Shows how many steps are done: one line on a terminal, else a line every ten seconds."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._done = 0
        self._shown = time.monotonic()
        self._lock = threading.Lock()

    def step(self) -> None:
        """Count a step as done."""
        with self._lock:
            self._done += 1
            text = f"  {self._done} of {self._steps} steps"
            if sys.stderr.isatty():
                end = "\n" if self._done == self._steps else ""
                print(f"\r{text}", end=end, file=sys.stderr, flush=True)
            elif time.monotonic() - self._shown > 10:
                self._shown = time.monotonic()
                print(text, file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Check a trial. Exit codes: 0 it can be published, 1 it has errors, which are printed."""
    parser = argparse.ArgumentParser(prog="dev.py check", description=__doc__.partition("\n")[0])
    parser.add_argument("--trial", type=Path, default=ROOT / "trial.yaml", metavar="FILE")
    parser.add_argument(
        "--quick", action="store_true", help="skip checks that need Chromium or Java"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="trial-site-check-") as scratch:
        folder = Path(scratch) / "site"
        say(f"Building the site from {asked.trial.name}")
        options = [
            "--root",
            str(ROOT),
            "--trial",
            str(asked.trial),
            "--out",
            str(folder),
            "--base-url",
            ADDRESS,
        ]
        with redirect_stdout(StringIO()):
            if build.main(options) != 0:
                return 1
        site = BuiltSite(folder, ROOT, trial_folder=asked.trial.resolve().parent)
        say(f"Checking {len(site.pages)} pages")
        reports = list(run_reading(site)) if asked.quick else run_all(site)
        pages = site.pages
    written = written_in(asked.trial)
    for line in messages([r for r in reports if r.check in WARNINGS], asked.trial, written, pages):
        print(f"Warning: {line}")
    errors = [report for report in reports if report.check not in WARNINGS]
    lines = list(messages(errors, asked.trial, written, pages))
    if lines:
        count = "1 error. Fix it" if len(lines) == 1 else f"{len(lines)} errors. Fix them"
        print(*lines, f"{count} before you publish.", sep="\n")
        return 1
    more = " Run without --quick for the browser checks." if asked.quick else ""
    print(f"No problems found in {asked.trial.name}.{more}")
    return 0


def run_all(site: BuiltSite) -> list[Report]:
    """Run every check: files and validators beside two browsers, each with its own pages."""
    progress = Progress(len(READING) + len(VALIDATING) + len(site.information_pages))
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(_run_validator, check, site, progress.step) for check in VALIDATING]
        runs.append(pool.submit(run_browsers, site, progress.step))
        reports = list(run_reading(site, progress.step))
        for run in runs:
            reports += run.result()
    return reports


def run_browsers(site: BuiltSite, step: Callable[[], None] = lambda: None) -> list[Report]:
    """Run the browser checks, in a browser for each core that take pages from one queue."""
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in browser_tasks(site):
        waiting.put(task)
    count = min(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(count) as pool, served(site.folder) as address:
        runs = [pool.submit(_run_browser, waiting, site, address, step) for _ in range(count)]
        return [report for run in runs for report in run.result()]


def run_reading(site: BuiltSite, step: Callable[[], None] = lambda: None) -> Iterator[Report]:
    """Run the checks that read files."""
    for check in READING:
        yield from _reports(check, site)
        step()


def _run_validator(check: Check, site: BuiltSite, step: Callable[[], None]) -> list[Report]:
    reports = list(_reports(check, site))
    step()
    return reports


def browser_tasks(site: BuiltSite) -> list[Task]:
    """Return each information page with its browser checks, the longest pages first.

    The pages of the criteria share one template: two of them get every check, the others those
    whose result depends on the length of texts.
    """
    sample = site.sample_pages
    pages = sorted(site.information_pages, key=lambda path: -len(site.text(path)))
    tasks = [(path, BROWSER if path in sample else LAYOUT) for path in pages]
    return sorted(tasks, key=lambda task: task[1] is LAYOUT)


def _run_browser(
    waiting: queue.SimpleQueue[Task],
    site: BuiltSite,
    address: str,
    step: Callable[[], None],
) -> list[Report]:
    """Open pages in a browser of this thread until none is waiting."""
    reports: list[Report] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        windows = BrowserSite(site, browser, address)
        while True:
            try:
                path, checks = waiting.get_nowait()
            except queue.Empty:
                break
            windows.built = replace(site, only=(path,))
            for check in checks:
                reports += _reports(check, windows)
            step()
        windows.close()
        browser.close()
    return reports


def _reports(check: Check | BrowserCheck, site: BuiltSite | BrowserSite) -> Iterator[Report]:
    """Run a check; if it crashes, report that, so that the results of the others are shown."""
    try:
        for line in check(site):  # type: ignore[arg-type]
            yield Report(name_of(check), line)
    except Exception as error:
        yield Report(name_of(check), f"the check crashed: {type(error).__name__}: {error}")


def messages(
    reports: Iterable[Report],
    trial: Path,
    written: tuple[Written, ...],
    pages: tuple[str, ...],
) -> Iterator[str]:
    """Yield a message for each error: place in the file, what is wrong, what to do, pages."""
    found: dict[Report, list[str]] = {}
    for check, line in reports:
        line = line.removeprefix('"')
        page = next((path for path in pages if line.startswith(path)), "")
        what = _POSITION.sub("", line.removeprefix(page))
        found.setdefault(Report(check, what), []).append(page)
    for (check, what), on in found.items():
        place = where(what, written) if check in ADVICE else None
        start = f"{trial.name}:{place.line}: {place.place}" if place else ""
        more = f" and {len(on) - 1} more" if on[1:] else ""
        shown_on = f" (on {on[0]}{more})" if on[0] else ""
        yield f"{start}{what.rstrip('.')}. {advice(check)}{shown_on}."


if __name__ == "__main__":
    sys.exit(main())
