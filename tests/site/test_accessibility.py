from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.site.places import SEEN

pytestmark = [pytest.mark.browser]

information_page = pytest.mark.parametrize("path", SEEN)
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"


@cache
def _probe(name: str) -> str:
    text = (Path(__file__).parent / "probes" / f"{name}.js").read_text("utf-8")
    return text.replace("__REACHABLE__", REACHABLE)


@contextmanager
def _open(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    options.setdefault("viewport", {"width": 1280, "height": 900})
    context = browser.new_context(bypass_csp=True, **options)
    try:
        page = context.new_page()
        response = page.goto(url)
        assert response is not None and response.ok, url
        yield page
    finally:
        context.close()


@information_page
@schemes
def test_axe_finds_nothing(browser: Browser, served_site: str, path: str, scheme: str) -> None:
    """Every rule of axe, AAA and best practice too; what it cannot decide counts as found."""
    with _open(browser, served_site + path, color_scheme=scheme) as page:
        page.add_script_tag(path=str(AXE))
        assert page.evaluate(_probe("axe")) == []


@information_page
@schemes
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_text_stands_out(
    browser: Browser, served_site: str, path: str, scheme: str, contrast: str
) -> None:
    """Seven to one on whatever lies behind, in both schemes, for eyes that are tired or old."""
    with _open(browser, served_site + path, color_scheme=scheme, contrast=contrast) as page:
        assert page.evaluate(_probe("contrast")) == []


@pytest.mark.parametrize(("path", "most"), [("index.html", 2), ("taking-part/index.html", 3)])
@schemes
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_pictures_are_seen(
    browser: Browser, served_site: str, path: str, most: int, scheme: str, width: int, forced: str
) -> None:
    """Lines must stand out and fit in every scheme; words are never part of a drawing."""
    size = {"width": width, "height": 900}
    options = {"color_scheme": scheme, "viewport": size, "forced_colors": forced}
    with _open(browser, served_site + path, **options) as page:
        pictures = [p for p in page.evaluate(_probe("pictures")) if width >= 768 or not p["folded"]]
        assert len(pictures) == (most if width >= 768 else most - 1)
        for picture in pictures:
            assert picture["words"] == ""
            assert picture["named"]
            assert picture["inside"]
            assert picture["contrast"] >= 7


SPACING = """
* { line-height: 1.5 !important }
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""


@information_page
def test_page_flows_on_the_narrowest_screen(browser: Browser, served_site: str, path: str) -> None:
    """At 400 % zoom no line may need scrolling sideways, also with wide spacing or big text."""
    with _open(browser, served_site + path, viewport={"width": 320, "height": 640}) as page:
        assert page.evaluate(_probe("sideways")) == []
        page.add_style_tag(content=SPACING)
        assert page.evaluate(_probe("sideways")) == [], "with text spacing"
    with _open(browser, served_site + path, viewport={"width": 640, "height": 800}) as page:
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert page.evaluate(_probe("sideways")) == [], "with text at 200 %"


@information_page
@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_big_enough(browser: Browser, served_site: str, path: str, width: int) -> None:
    """A trembling finger needs 44 px; only links within a sentence may be as high as their line."""
    with _open(browser, served_site + path, viewport={"width": width, "height": 800}) as page:
        assert page.evaluate(_probe("targets")) == []


@information_page
def test_everything_is_reached_by_keyboard_and_seen(
    browser: Browser, served_site: str, path: str
) -> None:
    """Each stop comes in the order of the page, shows a ring and is not covered."""
    with _open(browser, served_site + path, viewport={"width": 1280, "height": 700}) as page:
        many = page.locator(REACHABLE).count()
        stops = []
        for _ in range(many):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(_probe("focus")))
        assert [stop["which"] for stop in stops] == list(range(many))
        assert [stop["html"] for stop in stops if not stop["ring"]] == []
        assert [stop["html"] for stop in stops if not stop["seen"] or stop["covered"]] == []


def test_skip_link_leads_to_the_content(browser: Browser, served_site: str) -> None:
    """Who cannot see must not walk through the navigation on each page."""
    with _open(browser, served_site) as page:
        page.keyboard.press("Tab")
        assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@information_page
def test_forced_colours_keep_words(browser: Browser, served_site: str, path: str) -> None:
    """Where the system picks the colours, words must follow it, on whatever they stand."""
    with _open(browser, served_site + path, forced_colors="active", color_scheme="dark") as page:
        assert page.evaluate(_probe("contrast")) == []


@information_page
def test_page_is_the_same_without_script(browser: Browser, served_site: str, path: str) -> None:
    """Many hospitals forbid scripts; nothing may be missing then."""
    texts = []
    for enabled in (True, False):
        with _open(browser, served_site + path, java_script_enabled=enabled) as page:
            texts.append(page.locator("body").inner_text())
    assert texts[0] == texts[1]


def test_help_is_read_from_the_same_place(built_site: Path) -> None:
    """A screen reader meets the same outline on every page: header, main, help, footer."""
    from tests.site.reader import read_page

    outlines = set()
    for path in SEEN:
        body = read_page(built_site / path).find("body")[0]
        outlines.add(json.dumps([part.name for part in body.inside if not isinstance(part, str)]))
    assert len(outlines) == 1
