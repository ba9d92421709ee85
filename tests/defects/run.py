"""Plants every defect and reports whether its check sees it: `python -m tests.defects.run`.

Arguments choose defects by a part of their description or by the name of a check. With --stale,
nothing is planted; only defects whose text is no longer in the site are listed.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from sitegen import build
from sitegen.quality.browser_site import BrowserCheck, BrowserSite, served
from sitegen.quality.built_site import BuiltSite, Check
from sitegen.quality.chromium_flags import FLAGS, executable
from sitegen.quality.suite import BROWSER, READING, VALIDATING, name_of
from tests import fixtures
from tests.conftest import ROOT
from tests.defects.planting import (
    Defect,
    StaleDefectError,
    all_defects,
    damage,
    plant,
    plant_in_sources,
)
from tests.sitegen.quality import nelmas_words
from tests.snapshots.page_outlines import aria_snapshot_is_unchanged

ADDRESS = "https://example.org/nelmas/"
"""The address of the copies, so that they have a site map."""

FILE_CHECKS: dict[str, Check] = {
    name_of(check): check for check in (*READING, *nelmas_words.CHECKS, *VALIDATING)
}
BROWSER_CHECKS: dict[str, BrowserCheck] = {
    name_of(check): check for check in (*BROWSER, aria_snapshot_is_unchanged)
}


class Planter:
    """A built site, and one browser for all defects, started when the first one needs it."""

    def __init__(self, site: Path, scratch: Path, browser: Browser | None = None) -> None:
        self.site = site
        self.scratch = scratch
        self.browser = browser
        self.contexts: dict[tuple[str, ...], BrowserContext] = {}
        self.stack = contextlib.ExitStack()

    def reports(self, defect: Defect) -> list[str]:
        """Plant a defect and return what its check reports.

        Raises:
            StaleDefectError: the text to replace is missing.
        """
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            copy = Path(folder) / "copy"
            if defect.source:
                return _build_reports(defect, copy)
            plant(defect, self.site, copy)
            built = BuiltSite(copy, ROOT, (defect.page,) if defect.page else ())
            try:
                if check := FILE_CHECKS.get(defect.seen_by):
                    return list(check(built))
                with served(copy) as address:
                    site = BrowserSite(built, self._browser(), address, self.contexts)
                    return list(BROWSER_CHECKS[defect.seen_by](site))
            except Exception as error:  # a defect can make its check fail: then it is seen, too
                return [f"{type(error).__name__}: {error}"]

    def _browser(self) -> Browser:
        if self.browser is None:
            playwright = self.stack.enter_context(sync_playwright())
            self.browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
            self.stack.callback(self.browser.close)
        return self.browser


def _build_reports(defect: Defect, copy: Path) -> list[str]:
    """Build damaged sources; return the errors of the build if it fails without a traceback."""
    plant_in_sources(defect, ROOT, copy)
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
            code = build.main(["--root", str(copy)])
    except Exception:  # a traceback is no report
        return []
    refused = code == 1 and not (copy / "_site").exists() and "Traceback" not in errors.getvalue()
    return errors.getvalue().splitlines() if refused else []


def built_site(folder: Path) -> Path:
    """Build the site to be copied."""
    out = folder / "site"
    with contextlib.redirect_stdout(io.StringIO()):
        assert build.main([*fixtures.BUILD, "--out", str(out), "--base-url", ADDRESS]) == 0
    return out


def _run_share(defects: list[Defect], site: Path, scratch: Path) -> list[tuple[Defect, str, float]]:
    """Plant a share of the defects in a process of its own."""
    planter = Planter(site, scratch)
    results = []
    with planter.stack:
        for defect in defects:
            start = time.monotonic()
            try:
                verdict = "" if planter.reports(defect) else "NOT SEEN"
            except StaleDefectError as error:
                verdict = f"STALE: {error}"
            results.append((defect, verdict, time.monotonic() - start))
    return results


def stale(defects: list[Defect], site: Path) -> Iterator[str]:
    """Yield an error for each defect that changes text that is missing."""
    for defect in defects:
        folder = ROOT if defect.source else site
        file = fixtures.FILE if defect.source == "trial.yaml" else folder / defect.path
        try:
            if not defect.remove:
                damage(defect, file.read_text("utf-8"))
        except (StaleDefectError, OSError) as error:
            yield f"{defect.defect}: {error}"


def main(arguments: list[str]) -> int:
    """Run all defects, or those chosen; exit code 1 if one was not seen by its check."""
    words = [word for word in arguments if word != "--stale"]
    defects = [
        defect
        for defect in all_defects()
        if not words or any(word == defect.seen_by or word in defect.defect for word in words)
    ]
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        site = built_site(Path(folder))
        if "--stale" in arguments:
            lines = list(stale(defects, site))
            print(*lines, f"{len(lines)} of {len(defects)} defects are stale", sep="\n")
            return 1 if lines else 0
        count = min(2, os.cpu_count() or 1)
        with ProcessPoolExecutor(count) as pool:
            shares = [
                pool.submit(_run_share, defects[number::20], site, Path(folder))
                for number in range(20)
            ]
            missed = 0
            for share in shares:
                for defect, verdict, seconds in share.result():
                    missed += bool(verdict)
                    line = f"{verdict or 'seen'}: {defect.defect} ({defect.seen_by}"
                    print(f"{line}, {seconds:.1f} s)", flush=True)
    minutes = (time.monotonic() - start) / 60
    print(f"{len(defects)} defects, {missed} not seen by their check; {minutes:.1f} minutes")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
