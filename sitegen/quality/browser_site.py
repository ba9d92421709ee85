"""Built pages in a browser: served on the loopback address, opened and measured."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from sitegen.quality.built_site import BuiltSite

PROBES = Path(__file__).parent / "probes"

REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"


@cache
def probe(name: str) -> str:
    """Return a script of sitegen/quality/probes/ that measures a page."""
    text = (PROBES / f"{name}.js").read_text("utf-8")
    colours = (PROBES / "colours.js").read_text("utf-8")
    return text.replace("__REACHABLE__", REACHABLE).replace("__COLOURS__", colours)


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Log nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback address; the value ends with "/"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


NO_PREFERENCE: dict[str, Any] = {
    "media": "null",
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
}
"""Options of `Page.emulate_media` for a reader who has chosen nothing."""


class BrowserSite:
    """A built site, the address where it is served, and browser windows that are reused."""

    def __init__(
        self,
        built: BuiltSite,
        browser: Browser,
        address: str,
        contexts: dict[tuple[str, ...], BrowserContext] | None = None,
    ) -> None:
        self.built = built
        self.address = address
        self.browser = browser
        self.contexts = {} if contexts is None else contexts
        self._unchanged: set[str] = set()

    @property
    def paths(self) -> tuple[str, ...]:
        """The pages to open: the sample, or those named."""
        return self.built.information_pages if self.built.only else self.built.sample_pages

    def open(self, path: str, *, width: int = 1280, height: int = 900, **options: Any) -> Page:
        """Load a page in a window of this size, with these options of a browser context."""
        self._unchanged.clear()
        page = self._window(width, height, **options)
        response = page.goto(self.address + path, wait_until="load")
        assert response is not None and response.ok, path
        return page

    def measure(self, path: str, *, width: int = 1280, height: int = 900, **media: Any) -> Page:
        """Return a page that the caller does not change: it is loaded once for all checks.

        `media` holds options of `Page.emulate_media`, such as color_scheme="dark".
        """
        if path in self._unchanged:
            page = self._window(width, height)
        else:
            page = self.open(path, width=width, height=height)
            self._unchanged = {path}
        if media:
            page.emulate_media(**media)
        return page

    def _window(self, width: int, height: int, **options: Any) -> Page:
        """Return the window for these options, in this size and without preferences."""
        key = tuple(sorted(f"{name}={value}" for name, value in options.items()))
        viewport = ViewportSize(width=width, height=height)
        if key not in self.contexts:
            options.setdefault("bypass_csp", True)
            self.contexts[key] = self.browser.new_context(viewport=viewport, **options)
        context = self.contexts[key]
        page = context.pages[0] if context.pages else context.new_page()
        if page.viewport_size != viewport:
            page.set_viewport_size(viewport)
        page.emulate_media(**NO_PREFERENCE)
        return page

    def close(self) -> None:
        """Close all windows."""
        for context in self.contexts.values():
            context.close()
        self.contexts.clear()


BrowserCheck = Callable[[BrowserSite], Iterator[str]]
"""Measures pages in a browser and yields errors. The docstring says why."""
