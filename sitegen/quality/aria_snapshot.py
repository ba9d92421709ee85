"""What a screen reader is told of each page, but for its running words, held against a kept copy.

A change that is meant is written down with `python -m sitegen.quality.aria_snapshot`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.quality.browser_site import Seen
from sitegen.quality.built_site import canonical
from sitegen.quality.page_lists import SEEN
from tests.conftest import ROOT

KEPT = Path(__file__).parents[2] / "tests" / "sitegen" / "quality" / "outlines"

_WORDS = re.compile(
    r"^\s*- '?(text|paragraph|term|definition|code|strong|time|caption|blockquote"
    r"|row|rowheader|cell)\b.*"
)
"""Running words, and rows of tables: other checks read those."""


def outline_of(seen: Seen, path: str) -> str:
    """Return a page's roles and names, an element a line, as Chromium tells them."""
    said = seen.open(path).locator("body").aria_snapshot()
    root = urlsplit(canonical(seen.built.page("index.html"))).path or "/"
    said = said.replace(f"/url: {root}", "/url: /")
    lines = [line.rstrip(":") for line in said.splitlines() if not _WORDS.match(line)]
    return re.sub(r"\d+ test patients", "some test patients", "\n".join(lines)) + "\n"


def kept_file(path: str) -> Path:
    """Name the file that keeps the outline of a page."""
    name = path.removesuffix("index.html").strip("/").replace("/", "_") or "home"
    return KEPT / f"{name}.txt"


def outline_is_as_kept(seen: Seen) -> Iterator[str]:
    """What a listener meets must not change by accident: part by part, name by name."""
    for path in seen.paths:
        if path not in SEEN:
            continue
        file = kept_file(path)
        kept = file.read_text("utf-8") if file.exists() else ""
        found = outline_of(seen, path)
        for line in unified_diff(kept.splitlines(), found.splitlines(), lineterm="", n=0):
            if line[0] in "+-" and line[:3] not in ("+++", "---"):
                yield f"{path}: {line}"


def main() -> None:
    """Build the site and write every page's outline down."""
    import tempfile

    from playwright.sync_api import sync_playwright

    from sitegen import build
    from sitegen.quality.browser_site import served
    from sitegen.quality.built_site import Built
    from sitegen.quality.chromium_flags import FLAGS, executable
    from tests import fixtures

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder) / "site"
        assert build.main([*fixtures.BUILD, "--out", str(out)]) == 0
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        with served(out) as address:
            seen = Seen(Built(out), browser, address)
            KEPT.mkdir(exist_ok=True)
            for path in seen.paths:
                kept_file(path).write_text(outline_of(seen, path), "utf-8")
        browser.close()
    print(f"written: {KEPT.relative_to(ROOT)}")


CHECKS = (outline_is_as_kept,)

if __name__ == "__main__":
    main()
