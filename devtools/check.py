"""Build the site from trial.yaml and run every check that holds for any words: `dev.py check`.

A correct edit of trial.yaml passes without any other change. For a wrong one, the message names the
line, what is wrong and what to do. Checks against snapshots are left out: snapshots are made from
tests/trial.yaml and test the program (docs/decisions/0030-…).
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from devtools.advice import REMARKS, REMEDIES, remedy
from devtools.locate import Written, where, written_in
from devtools.shell import ROOT, say
from sitegen import build
from sitegen.quality.browser_site import Seen, SeenCheck, served
from sitegen.quality.built_site import Built, Check
from sitegen.quality.chromium_flags import FLAGS, executable
from sitegen.quality.page_lists import EVERY, INFORMATION
from sitegen.quality.suite import KEPT, LOOKING, READING, VALIDATING, name_of
from sitegen.source.messages import errors

ADDRESS = "https://example.org/trial/"
"""The public address for the check, so that the site has a site map."""

_AT = re.compile(r'^"?(?::[\d.-]+)*[:,]? ')
"""Where on a page: lines and columns of its markup, which differ from page to page."""

Complaint = tuple[str, str]
"""The name of a check, and a line that it returned."""


def main(arguments: list[str] | None = None) -> int:
    """Check a trial. Exit codes: 0 it can be published, 1 there are errors."""
    parser = argparse.ArgumentParser(prog="dev.py check", description=__doc__.partition("\n")[0])
    parser.add_argument("--trial", type=Path, default=ROOT / "trial.yaml", metavar="FILE")
    parser.add_argument(
        "--quick", action="store_true", help="leave out what needs Chromium or Java"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="trial-site-check-") as scratch:
        site = Path(scratch) / "site"
        say(f"Building the site from {asked.trial.name}")
        options = [
            "--root",
            str(ROOT),
            "--trial",
            str(asked.trial),
            "--out",
            str(site),
            "--base-url",
            ADDRESS,
        ]
        with redirect_stdout(StringIO()):
            if build.main(options) != 0:
                return 1
        say(f"Checking {len(EVERY)} pages")
        found = list(read(site))
        if not asked.quick:
            say("Checking them with validators and in Chromium (some minutes)")
            found += validated(site)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
                found += looked_at(site, browser)
                browser.close()
    written = written_in(asked.trial)
    remarks = [one for one in found if one[0] in REMARKS]
    for line in lines(remarks, asked.trial.name, written):
        print(f"Note: {line}")
    faults = [one for one in found if one[0] not in REMARKS]
    if shown := list(lines(faults, asked.trial.name, written)):
        print(*shown, sep="\n")
        print(f"{errors(len(shown))}. Fix them before you publish the site.")
        return 1
    rest = " in the checks without a browser. Run it without --quick too" if asked.quick else ""
    print(f"No errors in {asked.trial.name}{rest}.")
    return 0


def read(site: Path) -> Iterator[Complaint]:
    """Run the checks that read files on a folder of pages."""
    for check in READING:
        yield from _asked(check, Built(site))


def validated(site: Path) -> Iterator[Complaint]:
    """Run the validators, which need Node and Java."""
    for check in VALIDATING:
        for name, line in _asked(check, Built(site)):
            yield name, line.replace(f"{site}/", "").replace(f'"{site.as_uri()}/', '"')


def looked_at(
    site: Path, browser: Browser, pages: tuple[str, ...] = INFORMATION
) -> Iterator[Complaint]:
    """Run the checks that need a browser on these pages, except those against snapshots."""
    with served(site) as address:
        seen = Seen(Built(site, pages), browser, address)
        for check in LOOKING:
            if check not in KEPT:
                yield from _asked(check, seen)
        seen.close()


def _asked(check: Check | SeenCheck, of: Built | Seen) -> Iterator[Complaint]:
    """Yield the errors of a check. A check that crashes must not hide the others."""
    try:
        for line in check(of):  # type: ignore[arg-type]
            yield name_of(check), line
    except Exception as error:
        yield name_of(check), f"the check crashed: {type(error).__name__}: {error}"


def lines(
    complaints: Iterable[Complaint], file: str, written: tuple[Written, ...]
) -> Iterator[str]:
    """Return a line per error for whoever edits the file: place, what is wrong, what to do."""
    pages: dict[Complaint, list[str]] = {}
    for check, line in complaints:
        line = line.removeprefix('"')
        page = next((path for path in EVERY if line.startswith(path)), "")
        said = _AT.sub("", line.removeprefix(page))
        pages.setdefault((check, said), []).append(page)
    for (check, said), on in pages.items():
        place = where(said, written) if check in REMEDIES else None
        start = f"{file}:{place.line}: {place.place}" if place else ""
        seen_on = f" (on {on[0]}{f' and {len(on) - 1} more' if on[1:] else ''})" if on[0] else ""
        yield f"{start}{said}{seen_on}. {remedy(check)}"


if __name__ == "__main__":
    sys.exit(main())
