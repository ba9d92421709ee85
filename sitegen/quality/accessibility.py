"""What a browser shows of colour: contrast in every state, engines, pictures, requests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

from playwright.sync_api import ConsoleMessage, Error, Page, Request

from sitegen.quality.allowed_reports import EXCEPTIONS
from sitegen.quality.browser_site import Seen, probe
from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ENGINES = (
    ROOT / "node_modules" / "accessibility-checker-engine" / "ace.js",
    ROOT / "node_modules" / "html_codesniffer" / "build" / "HTMLCS.js",
)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CONTRASTS: tuple[Literal["no-preference", "more"], ...] = ("no-preference", "more")

SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
"""The spacing of WCAG 1.4.12."""


def axe_finds_nothing(seen: Seen) -> Iterator[str]:
    """Every rule of axe, AAA and best practice too; what it cannot decide counts as found."""
    for path in seen.paths:
        page = seen.open(path)
        page.add_script_tag(path=str(AXE))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            yield from (f"{path}, {scheme}: {line}" for line in page.evaluate(probe("axe")))


def two_more_engines_find_nothing(seen: Seen) -> Iterator[str]:
    """Each engine sees what others do not; what is left standing has its reason in one place."""
    for path in seen.paths:
        page = seen.open(path)
        for engine in ENGINES:
            page.add_script_tag(path=str(engine))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for report in page.evaluate(probe("engines")):
                if not any(one.covers(*report) for one in EXCEPTIONS):
                    yield f"{path}, {scheme}: {' | '.join(report)}"


def words_stand_out(seen: Seen) -> Iterator[str]:
    """Seven to one on whatever lies behind, in every scheme, for eyes that are tired or old."""
    for path in seen.paths:
        page = seen.open(path)
        for scheme in SCHEMES:
            for contrast in CONTRASTS:
                page.emulate_media(color_scheme=scheme, contrast=contrast)
                found = page.evaluate(probe("contrast"))
                yield from (f"{path}, {scheme}, {contrast}: {line}" for line in found)
        page.emulate_media(color_scheme="dark", forced_colors="active")
        yield from (f"{path}, forced: {line}" for line in page.evaluate(probe("contrast")))


def words_stand_out_in_every_state(seen: Seen) -> Iterator[str]:
    """A link must not fade when a pointer or the focus is on it: that is when it is read."""
    for path in seen.paths:
        page = seen.open(path)
        page.evaluate(probe("states"))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            yield from (f"{path}, {scheme}: {line}" for line in page.evaluate(probe("contrast")))
            yield from (f"{path}, {scheme}: {line}" for line in page.evaluate(probe("hidden")))


def both_schemes_are_there(seen: Seen) -> Iterator[str]:
    """A white page hurts in a dark room, and a dark one cannot be read in the sun."""
    behind = "() => getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number)"
    for path in seen.paths:
        page = seen.open(path)
        light = sum(page.evaluate(behind)[:3]) / 3
        page.emulate_media(color_scheme="dark")
        dark = sum(page.evaluate(behind)[:3]) / 3
        if light < 230 or dark > 40:
            yield f"{path}: light is {light:.0f} of 255, dark {dark:.0f}"


def nothing_moves(seen: Seen) -> Iterator[str]:
    """Movement makes some readers ill, and draws all others from the words."""
    for path in seen.paths:
        page = seen.open(path)
        if moving := page.evaluate("document.getAnimations().length"):
            yield f"{path}: {moving} animations"


def one_response_and_no_more(seen: Seen) -> Iterator[str]:
    """What is not asked for cannot be slow, fail or tell anyone who reads."""
    for path in seen.paths:
        page = seen.open(path, bypass_csp=False)
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", partial(_note_request, asked))
        page.on("console", partial(_note_message, complaints))
        page.on("pageerror", partial(_note_error, complaints))
        try:
            page.goto(seen.address + path)
            page.wait_for_timeout(50)
            own = seen.address + path
            more = [url for url in asked if not url.startswith("data:")]
            if more != [own]:
                yield f"{path}: {[url for url in more if url != own]} was asked for"
            yield from (f"{path}: the browser says {words}" for words in complaints)
            if page.context.cookies():
                yield f"{path}: a cookie"
        finally:
            page.close()


def _note_request(into: list[str], request: Request) -> None:
    into.append(request.url)


def _note_message(into: list[str], message: ConsoleMessage) -> None:
    into.append(message.text)


def _note_error(into: list[str], error: Error) -> None:
    into.append(str(error))


def pictures_are_seen(seen: Seen) -> Iterator[str]:
    """Lines must stand out and fit in every scheme; words are never part of a drawing."""
    for path in seen.paths:
        for width in (320, 1280):
            page = seen.open(path, width=width, height=900)
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
                yield f"a drawing is not {name}"
        if picture["words"]:
            yield f"a drawing holds words: {picture['words']}"
        if picture["thinnest"] < 2 or picture["faint"]:
            yield f"a drawing has lines of {picture['thinnest']} px, or see-through"
        if picture["contrast"] < 3:
            yield f"a drawing stands out {picture['contrast']:.1f} to 1"


CHECKS = (
    one_response_and_no_more,
    both_schemes_are_there,
    words_stand_out,
    words_stand_out_in_every_state,
    nothing_moves,
    pictures_are_seen,
    axe_finds_nothing,
    two_more_engines_find_nothing,
)
