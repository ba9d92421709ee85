"""The outline of each page that a screen reader meets: roles and names, without running text.

`python -m tests.snapshots.renew` writes the snapshots in tests/snapshots/pages/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.quality.browser_site import BrowserSite
from sitegen.quality.built_site import canonical
from tests.snapshots.compare import difference

_RUNNING_TEXT = re.compile(
    r"^\s*- '?(text|paragraph|term|definition|code|strong|time|caption|blockquote"
    r"|row|rowheader|cell)\b.*"
)
"""Running text and table rows, which other checks read."""


def outline(site: BrowserSite, path: str) -> str:
    """Return the roles and names of a page, an element a line, as Chromium reports them."""
    found = site.measure(path).locator("body").aria_snapshot()
    root = urlsplit(canonical(site.built.page("index.html"))).path or "/"
    found = found.replace(f"/url: {root}", "/url: /")
    lines = [line.rstrip(":") for line in found.splitlines() if not _RUNNING_TEXT.match(line)]
    return re.sub(r"\d+ test patients", "some test patients", "\n".join(lines)) + "\n"


def aria_snapshot_is_unchanged(site: BrowserSite) -> Iterator[str]:
    """What a screen reader meets on a page changes only on purpose."""
    for path in site.paths:
        if path in site.built.whole.sample_pages:
            name = path.removesuffix("index.html").strip("/").replace("/", "_") or "home"
            if changed := difference(f"pages/{name}.txt", outline(site, path)):
                yield f"{path}:\n{changed}"
