"""Plants every defect and writes down which checks saw it: `python -m tests.defects.run`.

Words after it choose defects by a part of their description; nothing is written down then.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from sitegen import build
from sitegen.quality.browser_site import Seen, SeenCheck, served
from sitegen.quality.built_site import Built, Check
from sitegen.quality.chromium_flags import FLAGS, executable
from sitegen.quality.suite import LOOKING, READING, VALIDATING, name_of
from tests import fixtures
from tests.conftest import ROOT
from tests.defects.planting import Defect, OutOfDate, plant, plant_in_sources, read_list

RECORD = ROOT / "docs" / "defects.md"
ADDRESS = "https://example.org/nelmas/"
"""Where the copies are to stand, so that they have a site map."""

HEAD = """\
# Planted defects

Each was planted alone, in a copy of the built site or of a source. Then the checks that read files
were run on the spoilt page, and of those that need a browser or another program the one that is
meant to see it (**bold**). The list is `tests/defects/planted.yaml`; this page is written by
`python -m tests.defects.run`, which fails if a defect is not seen by the check it is meant for.
"build": the build itself refuses, in words.

To run the same checks on any folder of pages:
`TRIAL_SITE_FOLDER=folder python3 dev.py test tests/sitegen`.

Policy and manifest were written anew after each planting, so that no defect is seen only because a
file's hash changed.
"""


def built_site(folder: Path) -> Path:
    """Build the site to be copied."""
    out = folder / "site"
    with contextlib.redirect_stdout(io.StringIO()):
        assert build.main([*fixtures.BUILD, "--out", str(out), "--base-url", ADDRESS]) == 0
    return out


def _tried(check: Check | SeenCheck, of: Built | Seen) -> bool:
    try:
        return any(True for _ in check(of))  # type: ignore[arg-type]
    except Exception as error:  # a check that a defect breaks has seen it, in its way
        print(f"    {name_of(check)} broke: {type(error).__name__}: {error}"[:160])
        return True


def seen_in_pages(defect: Defect, site: Path, copy: Path, seen: Seen | None) -> list[str]:
    """Plant a defect in a copy of the site, and name the checks that see it.

    All checks that read are run, and of the slower ones the one that is meant to see it.
    """
    plant(defect, site, copy)
    built = Built(copy, (defect.page,) if defect.page else ())
    found = [name_of(check) for check in READING if _tried(check, built)]
    meant = [check for check in VALIDATING if name_of(check) == defect.seen_by]
    found += [name_of(check) for check in meant if _tried(check, built)]
    looking = [check for check in LOOKING if name_of(check) == defect.seen_by]
    if seen and looking:
        with served(copy) as address:
            here = Seen(built, seen.browser, address, seen.contexts)
            found += [name_of(check) for check in looking if _tried(check, here)]
    return found


def seen_in_build(defect: Defect, copy: Path) -> list[str]:
    """Plant a defect in a source, and tell whether the build refuses, without a traceback."""
    plant_in_sources(defect, ROOT, copy)
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = build.main(["--root", str(copy)])
    except Exception as error:
        return [f"a traceback: {type(error).__name__}"]
    refused = code == 1 and not (copy / "_site").exists() and "Traceback" not in said.getvalue()
    return ["build"] if refused else []


def run(defects: list[Defect], *, browser: bool = True) -> Iterator[tuple[Defect, list[str]]]:
    """Plant one defect after the other and yield each with the names of the checks that saw it."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = built_site(folder)
        clean = [name_of(check) for check in READING if _tried(check, Built(site))]
        assert not clean, f"the site has these faults before any is planted: {clean}"
        seen = None
        if browser:
            playwright = stack.enter_context(sync_playwright())
            opened = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
            stack.callback(opened.close)
            seen = Seen(Built(site), opened, "")
        for number, defect in enumerate(defects):
            copy = folder / str(number)
            try:
                if defect.source:
                    yield defect, seen_in_build(defect, copy)
                else:
                    yield defect, seen_in_pages(defect, site, copy, seen)
            except OutOfDate as error:
                yield defect, [str(error)]


def main(words: list[str]) -> int:
    """Run all, or those whose description holds one of the words; 1 if one was not seen."""
    defects = [
        defect
        for defect in read_list()
        if not words or any(word in defect.defect for word in words)
    ]
    rows, missed, proved = [], [], set()
    for number, (defect, found) in enumerate(run(defects), 1):
        proved |= {*found}
        ok = defect.seen_by in found
        if not ok:
            missed.append(defect.defect)
        print(f"{number:3} {'seen' if ok else 'MISSED':6} {defect.defect}: {', '.join(found)}")
        others = [name for name in found if name != defect.seen_by]
        named = ", ".join([f"**{defect.seen_by}**" if ok else "**nobody**", *others])
        rows.append(f"| {number} | {defect.defect} | `{defect.where}` | {named} |")
        sys.stdout.flush()
    if not words:
        checks = [name_of(check) for check in (*READING, *VALIDATING, *LOOKING)]
        idle = [name for name in checks if name not in proved]
        table = ["| | defect | where | seen by |", "|--:|---|---|---|", *rows]
        tail = f"\n{len(rows)} defects, {len(rows) - len(missed)} seen. "
        tail += f"Checks that saw none of them: {', '.join(idle) or 'none'}.\n"
        RECORD.write_text(HEAD + tail + "\n" + "\n".join(table) + "\n", "utf-8")
    print(f"{len(missed)} of {len(rows)} not seen by the check meant for it")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
