"""Zoom, reading order, keyboard and visibility of text, measured in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sitegen.quality.accessibility import SPACING
from sitegen.quality.browser_site import NO_PREFERENCE, REACHABLE, BrowserSite, probe

EVERY_WIDTH = (320, 768, 900, 1280, 1920)
"""Phone, tablet upright and across, laptop, and a very wide screen."""


def _found(site: BrowserSite, *probes: str, widths: tuple[int, ...] = (320, 1280)) -> Iterator[str]:
    """Run these probes in windows of these widths."""
    for path in site.paths:
        for width in widths:
            page = site.measure(path, width=width, height=800)
            for name in probes:
                found = dict.fromkeys(page.evaluate(probe(name)))
                yield from (f"{path} at {width}: {line}" for line in found)


def nothing_scrolls_sideways(site: BrowserSite) -> Iterator[str]:
    """At 400 % zoom, with wide spacing or large text, nothing scrolls sideways."""
    for path in site.paths:
        page = site.open(path, width=320, height=640)
        yield from (f"{path}: {line}" for line in page.evaluate(probe("sideways")))
        spacing = page.add_style_tag(content=SPACING)
        for name in ("sideways", "crowded"):
            yield from (f"{path}, spaced: {line}" for line in page.evaluate(probe(name)))
        spacing.evaluate("style => style.remove()")
        page.add_style_tag(content="html { font-size: 200% !important }")
        for width in (640, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for name in ("sideways", "crowded"):
                found = page.evaluate(probe(name))
                yield from (f"{path}, 200 % at {width}: {line}" for line in found)


def text_follows_the_reader_s_size(site: BrowserSite) -> Iterator[str]:
    """All text grows with the text size set in the browser."""
    sizes = """() => [...document.querySelectorAll("main *, header *, footer *")]
      .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    for path in site.paths:
        page = site.open(path, width=640, height=800)
        before = page.evaluate(sizes)
        page.add_style_tag(content="html { font-size: 200% !important }")
        grown = [b / a for a, b in zip(before, page.evaluate(sizes), strict=True)]
        if min(grown) < 1.5:
            yield f"{path}: some text grows only by a factor of {min(grown):.2f}"


def targets_are_large_enough(site: BrowserSite) -> Iterator[str]:
    """Click targets are 44 px high; only links inside a sentence may be smaller."""
    yield from _found(site, "targets")


def keyboard_reaches_everything(site: BrowserSite) -> Iterator[str]:
    """The Tab key visits each control in page order, visible and with a clear focus ring."""
    count = f"document.querySelectorAll({json.dumps(REACHABLE)}).length"
    script = f"() => ({{...({probe('focus')})(), ratio: ({probe('rings')})()}})"
    for path in site.paths:
        page = site.open(path, width=1280, height=700)
        many = page.evaluate(count)
        for place in range(many):
            page.keyboard.press("Tab")
            stop = page.evaluate(script)
            if stop["which"] != place:
                yield f"{path}: Tab stop {place + 1} is out of order: {stop['html']}"
                break
            if not stop["ring"]:
                yield f"{path}: no focus ring on {stop['html']}"
            if not stop["seen"] or stop["covered"]:
                yield f"{path}: focus is covered or off-screen: {stop['html']}"
            if stop["ring"] and stop["ratio"] < 3:
                yield f"{path}: focus ring has contrast {stop['ratio']:.1f}: {stop['html']}"
            if stop["covered"] and place > 3:
                break
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.querySelector('.site-nav a').focus()")
        if page.evaluate(probe("rings")) < 3:
            yield f"{path}, dark: the focus ring has low contrast"


def skip_link_works(site: BrowserSite) -> Iterator[str]:
    """The first Tab stop skips the navigation."""
    for path in site.paths:
        page = site.open(path)
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const one = document.activeElement; const box = one.getBoundingClientRect();"
            "return [one.className, box.top, box.left, box.width] })()"
        )
        if box[0] != "skip" or box[1] < 0 or box[2] < 0 or box[3] < 44:
            yield f"{path}: the first Tab stop is {box}, expected the skip link"
            continue
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") != "main":
            yield f"{path}: the skip link does not move the focus to the content"


def reading_order_matches_layout(site: BrowserSite) -> Iterator[str]:
    """The source order, which screen readers follow, is the order shown."""
    yield from _found(site, "order")


def nothing_is_hidden(site: BrowserSite) -> Iterator[str]:
    """No text is faint, tiny or cut off at any width."""
    yield from _found(site, "hidden", "crowded", "sideways", widths=EVERY_WIDTH)


def page_is_the_same_without_scripts(site: BrowserSite) -> Iterator[str]:
    """A page has the same words where scripts are blocked."""
    for path in site.paths:
        texts = [
            site.open(path, java_script_enabled=enabled).locator("body").inner_text()
            for enabled in (True, False)
        ]
        if texts[0] != texts[1]:
            yield f"{path}: the words differ without scripts"


WIDE, PHONE = 1280, 320
MEDIA: tuple[tuple[int, dict[str, Any]], ...] = (
    (WIDE, {"color_scheme": "dark"}),
    (WIDE, {"contrast": "more"}),
    (WIDE, {"contrast": "more", "color_scheme": "dark"}),
    (WIDE, {"forced_colors": "active"}),
    (PHONE, {}),
    (PHONE, {"color_scheme": "dark"}),
)
"""Windows and preferences besides those of keyboard_reaches_everything."""


def text_is_plain(site: BrowserSite) -> Iterator[str]:
    """No text is struck through, thin, slanted or centred."""
    for path in site.paths:
        yield from (f"{path}: {line}" for line in site.measure(path).evaluate(probe("plain")))


def buttons_have_borders(site: BrowserSite) -> Iterator[str]:
    """In forced colours, only the border shows that something is a button."""
    for path in site.paths:
        page = site.measure(path)
        page.emulate_media(forced_colors="active")
        yield from (f"{path}, forced: {line}" for line in page.evaluate(probe("edges")))


def nothing_covers_links(site: BrowserSite) -> Iterator[str]:
    """No link is covered by something else."""
    for path in site.paths:
        for width in (PHONE, WIDE):
            page = site.open(path, width=width, height=800)
            yield from (f"{path} at {width}: {line}" for line in page.evaluate(probe("pressed")))


def focus_is_visible_in_every_scheme(site: BrowserSite) -> Iterator[str]:
    """The focus ring is visible in the dark, in high contrast and on a phone."""
    script = f"""() => {{
      const focus = {probe("focus")}, ratio = {probe("rings")};
      return [...document.querySelectorAll({REACHABLE!r})].flatMap(one => {{
        one.focus();
        if (document.activeElement !== one) return [];
        const stop = focus();
        if (stop.covered) return ["covered: " + stop.html];
        return stop.ring && ratio() >= 3 ? [] : ["focus ring is missing or faint: " + stop.html];
      }});
    }}"""
    for path in site.paths:
        page = site.open(path)
        for width, media in MEDIA:
            page.set_viewport_size({"width": width, "height": 640})
            page.emulate_media(**NO_PREFERENCE | media)
            page.keyboard.press("Tab")  # from now on the browser shows focus rings
            said = ", ".join([str(width), *map(str, media.values())])
            yield from (f"{path}, {said}: {line}" for line in page.evaluate(script))


def nothing_is_hidden_in_any_scheme(site: BrowserSite) -> Iterator[str]:
    """No text disappears in any colour scheme or contrast setting."""
    for path in site.paths:
        for width, media in MEDIA:
            page = site.measure(path, width=width, height=640, **media)
            said = ", ".join([str(width), *map(str, media.values())])
            found = dict.fromkeys(page.evaluate(probe("hidden")))
            yield from (f"{path}, {said}: {line}" for line in found)


CHECKS = (
    nothing_is_hidden,
    page_is_the_same_without_scripts,
    reading_order_matches_layout,
    nothing_scrolls_sideways,
    text_follows_the_reader_s_size,
    targets_are_large_enough,
    skip_link_works,
    keyboard_reaches_everything,
    nothing_is_hidden_in_any_scheme,
    text_is_plain,
    buttons_have_borders,
    nothing_covers_links,
    focus_is_visible_in_every_scheme,
)
