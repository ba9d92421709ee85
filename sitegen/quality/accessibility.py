"""Contrast, accessibility engines, diagrams and requests, measured in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

from playwright.sync_api import ConsoleMessage, Error, Page, Request

from sitegen.quality.allowed_reports import EXCEPTIONS
from sitegen.quality.browser_site import BrowserSite, probe

AXE = "node_modules/axe-core/axe.min.js"
ENGINES = (
    "node_modules/accessibility-checker-engine/ace.js",
    "node_modules/html_codesniffer/build/HTMLCS.js",
)
"""Scripts of the engines, below the project folder."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CONTRASTS: tuple[Literal["no-preference", "more"], ...] = ("no-preference", "more")

SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
"""The text spacing of WCAG 1.4.12."""


def axe_finds_nothing(site: BrowserSite) -> Iterator[str]:
    """Run every axe rule, AAA and best practice included; undecided results count as errors."""
    for path in site.paths:
        page = site.open(path)
        page.add_script_tag(path=str(site.built.root / AXE))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(probe("axe"), scheme == "dark")
            yield from (f"{path}, {scheme}: {line}" for line in found)


def ibm_and_htmlcs_find_nothing(site: BrowserSite) -> Iterator[str]:
    """Run IBM's checker and HTML_CodeSniffer; allowed_reports.py lists what we accept and why."""
    for path in site.paths:
        page = site.open(path)
        for engine in ENGINES:
            page.add_script_tag(path=str(site.built.root / engine))
        for report in page.evaluate(probe("engines")):
            if not any(one.covers(*report) for one in EXCEPTIONS):
                yield f"{path}: {' | '.join(report)}"


def text_contrast_is_high(site: BrowserSite) -> Iterator[str]:
    """Text has a contrast of 7:1 in every colour scheme, for tired or ageing eyes."""
    for path in site.paths:
        page = site.measure(path)
        for scheme in SCHEMES:
            for contrast in CONTRASTS:
                page.emulate_media(color_scheme=scheme, contrast=contrast)
                found = page.evaluate(probe("contrast"))
                yield from (f"{path}, {scheme}, {contrast}: {line}" for line in found)
        page.emulate_media(color_scheme="dark", forced_colors="active")
        yield from (f"{path}, forced: {line}" for line in page.evaluate(probe("contrast")))


def contrast_holds_in_every_state(site: BrowserSite) -> Iterator[str]:
    """Links keep their contrast while hovered, focused or pressed."""
    for path in site.paths:
        page = site.open(path)
        page.evaluate(probe("states"))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            yield from (f"{path}, {scheme}: {line}" for line in page.evaluate(probe("contrast")))
            yield from (f"{path}, {scheme}: {line}" for line in page.evaluate(probe("hidden")))


def light_and_dark_schemes_exist(site: BrowserSite) -> Iterator[str]:
    """A white page hurts in a dark room, and a dark one is unreadable in sunlight."""
    behind = "() => getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number)"
    for path in site.paths:
        page = site.measure(path)
        light = sum(page.evaluate(behind)[:3]) / 3
        page.emulate_media(color_scheme="dark")
        dark = sum(page.evaluate(behind)[:3]) / 3
        if light < 230 or dark > 40:
            yield f"{path}: background is {light:.0f} in light and {dark:.0f} in dark mode, of 255"


def nothing_is_animated(site: BrowserSite) -> Iterator[str]:
    """Animation makes some readers ill and distracts all others."""
    for path in site.paths:
        page = site.measure(path)
        if moving := page.evaluate("document.getAnimations().length"):
            yield f"{path}: {moving} animations are running"


def page_makes_one_request(site: BrowserSite) -> Iterator[str]:
    """A page needs one request: nothing more that can be slow, fail or track readers."""
    for path in site.paths:
        page = site.open(path, bypass_csp=False)
        requested: list[str] = []
        messages: list[str] = []
        page.on("request", partial(_note_request, requested))
        page.on("console", partial(_note_message, messages))
        page.on("pageerror", partial(_note_error, messages))
        try:
            page.goto(site.address + path)
            page.wait_for_timeout(50)
            own = site.address + path
            more = [url for url in requested if not url.startswith("data:")]
            if more != [own]:
                yield f"{path}: {[url for url in more if url != own]} was requested"
            yield from (f"{path}: console message: {words}" for words in messages)
            if page.context.cookies():
                yield f"{path}: sets a cookie"
        finally:
            page.close()


def _note_request(into: list[str], request: Request) -> None:
    into.append(request.url)


def _note_message(into: list[str], message: ConsoleMessage) -> None:
    into.append(message.text)


def _note_error(into: list[str], error: Error) -> None:
    into.append(str(error))


def diagrams_are_visible(site: BrowserSite) -> Iterator[str]:
    """Lines of diagrams have contrast and fit in every scheme; diagrams hold no text."""
    for path in site.paths:
        for width in (320, 1280):
            page = site.measure(path, width=width, height=900)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                yield from (f"{path} at {width}, {scheme}: {line}" for line in _drawings(page))
            page.emulate_media(forced_colors="active")
            yield from (f"{path} at {width}, forced: {line}" for line in _drawings(page))


def _drawings(page: Page) -> Iterator[str]:
    for picture in page.evaluate(probe("pictures")):
        if picture["folded"]:
            continue
        for name in ("named", "inside"):
            if not picture[name]:
                yield f"diagram: {name} is false"
        if picture["words"]:
            yield f"diagram contains text: {picture['words']}"
        if picture["thinnest"] < 2 or picture["faint"]:
            yield f"diagram has thin or transparent lines ({picture['thinnest']} px)"
        if picture["contrast"] < 3:
            yield f"contrast of a diagram is {picture['contrast']:.1f}:1 (expected 3:1)"


CHECKS = (
    page_makes_one_request,
    light_and_dark_schemes_exist,
    text_contrast_is_high,
    contrast_holds_in_every_state,
    nothing_is_animated,
    diagrams_are_visible,
    axe_finds_nothing,
    ibm_and_htmlcs_find_nothing,
)
