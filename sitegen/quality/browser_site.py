"""A folder of built pages in a browser: served, opened, and looked at in every state."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from sitegen.quality.built_site import Built
from sitegen.quality.page_lists import INFORMATION, SEEN

PROBES = Path(__file__).parent / "probes"

REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"


@cache
def probe(name: str) -> str:
    """Return a script of sitegen/quality/probes/ that looks at a page."""
    text = (PROBES / f"{name}.js").read_text("utf-8")
    colours = (PROBES / "colours.js").read_text("utf-8")
    return text.replace("__REACHABLE__", REACHABLE).replace("__COLOURS__", colours)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback address; the value ends with "/"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Seen:
    """Built pages, an address where they are served, and windows that are used again."""

    def __init__(
        self,
        built: Built,
        browser: Browser,
        address: str,
        contexts: dict[tuple[str, ...], BrowserContext] | None = None,
    ) -> None:
        self.built = built
        self.address = address
        self.browser = browser
        self.contexts = {} if contexts is None else contexts

    @property
    def paths(self) -> tuple[str, ...]:
        """The pages to look at: each template once, or those named."""
        wanted = self.built.only or SEEN
        return tuple(path for path in wanted if path in INFORMATION and self.built.has(path))

    def open(self, path: str, *, width: int = 1280, height: int = 900, **options: Any) -> Page:
        """Open a page afresh, in a window of this size and these preferences."""
        key = (str(width), str(height), *sorted(f"{k}={v}" for k, v in options.items()))
        if key not in self.contexts:
            viewport = ViewportSize(width=width, height=height)
            options.setdefault("bypass_csp", True)
            self.contexts[key] = self.browser.new_context(viewport=viewport, **options)
        context = self.contexts[key]
        page = context.pages[0] if context.pages else context.new_page()
        page.emulate_media(
            media="null", color_scheme="light", contrast="no-preference", forced_colors="none"
        )
        response = page.goto(self.address + path, wait_until="load")
        assert response is not None and response.ok, path
        return page

    def close(self) -> None:
        """Close all windows."""
        for context in self.contexts.values():
            context.close()
        self.contexts.clear()


SeenCheck = Callable[[Seen], Iterator[str]]
"""Looks at pages in a browser and says what is wrong, a line each; its docstring says why."""
