"""What a browser shows of size and order: reflow, targets, the keyboard, nothing hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sitegen.quality.accessibility import SPACING
from sitegen.quality.browser_site import REACHABLE, Seen, probe

EVERY_WIDTH = (320, 768, 900, 1280, 1920)
"""Phone, tablets upright and across, a wide screen, and a very wide one."""


def _found(seen: Seen, *probes: str, widths: tuple[int, ...] = (320, 1280)) -> Iterator[str]:
    """Say what these probes find in windows of these widths."""
    for path in seen.paths:
        for width in widths:
            page = seen.open(path, width=width, height=800)
            for name in probes:
                found = dict.fromkeys(page.evaluate(probe(name)))
                yield from (f"{path} at {width}: {line}" for line in found)


def nothing_scrolls_sideways(seen: Seen) -> Iterator[str]:
    """At 400 % zoom no line may need scrolling sideways, also with wide spacing or big text."""
    for path in seen.paths:
        page = seen.open(path, width=320, height=640)
        yield from (f"{path}: {line}" for line in page.evaluate(probe("sideways")))
        page.add_style_tag(content=SPACING)
        for name in ("sideways", "crowded"):
            yield from (f"{path}, spaced: {line}" for line in page.evaluate(probe(name)))
        for width in (640, 1280):
            page = seen.open(path, width=width, height=800)
            page.add_style_tag(content="html { font-size: 200% !important }")
            for name in ("sideways", "crowded"):
                found = page.evaluate(probe(name))
                yield from (f"{path}, 200 % at {width}: {line}" for line in found)


def text_grows_with_the_reader(seen: Seen) -> Iterator[str]:
    """Who set a bigger text in the browser gets it in every line."""
    sizes = """() => [...document.querySelectorAll("main *, header *, footer *")]
      .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    for path in seen.paths:
        page = seen.open(path, width=640, height=800)
        before = page.evaluate(sizes)
        page.add_style_tag(content="html { font-size: 200% !important }")
        grown = [b / a for a, b in zip(before, page.evaluate(sizes), strict=True)]
        if min(grown) < 1.5:
            yield f"{path}: some text grows only {min(grown):.2f} times"


def targets_are_big_enough(seen: Seen) -> Iterator[str]:
    """A trembling finger needs 44 px; only links within a sentence may be as high as their line."""
    yield from _found(seen, "targets")


def keyboard_reaches_all(seen: Seen) -> Iterator[str]:
    """Each stop comes in the order of the page, shows a ring that stands out, and is uncovered."""
    count = f"document.querySelectorAll({json.dumps(REACHABLE)}).length"
    for path in seen.paths:
        page = seen.open(path, width=1280, height=700)
        many = page.evaluate(count)
        for place in range(many):
            page.keyboard.press("Tab")
            stop = page.evaluate(probe("focus"))
            if stop["which"] != place:
                yield f"{path}: stop {place + 1} is {stop['html']}"
                break
            if not stop["ring"]:
                yield f"{path}: no ring on {stop['html']}"
            if not stop["seen"] or stop["covered"]:
                yield f"{path}: covered or outside: {stop['html']}"
            ratio = page.evaluate(probe("rings"))
            if stop["ring"] and ratio < 3:
                yield f"{path}: the ring on {stop['html']} stands out {ratio:.1f} to 1"
            if stop["covered"] and place > 3:
                break
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.querySelector('.site-nav a').focus()")
        if page.evaluate(probe("rings")) < 3:
            yield f"{path}, dark: the ring does not stand out"


def skip_link_works(seen: Seen) -> Iterator[str]:
    """Who cannot see must not walk through the navigation on each page."""
    for path in seen.paths:
        page = seen.open(path)
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const one = document.activeElement; const box = one.getBoundingClientRect();"
            "return [one.className, box.top, box.left, box.width] })()"
        )
        if box[0] != "skip" or box[1] < 0 or box[2] < 0 or box[3] < 44:
            yield f"{path}: the first stop is {box}"
            continue
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") != "main":
            yield f"{path}: the skip link does not lead to the content"


def read_in_the_order_shown(seen: Seen) -> Iterator[str]:
    """A voice reads the order of the source; eyes read what stands above and before."""
    yield from _found(seen, "order")


def nothing_is_hidden(seen: Seen) -> Iterator[str]:
    """What is told to some must be told to all: no words too faint, too small or cut away."""
    yield from _found(seen, "hidden", "crowded", "sideways", widths=EVERY_WIDTH)


def same_without_script(seen: Seen) -> Iterator[str]:
    """Many hospitals forbid scripts; nothing may be missing then."""
    for path in seen.paths:
        texts = [
            seen.open(path, java_script_enabled=enabled).locator("body").inner_text()
            for enabled in (True, False)
        ]
        if texts[0] != texts[1]:
            yield f"{path}: it reads otherwise without script"


CHECKS = (
    nothing_is_hidden,
    same_without_script,
    read_in_the_order_shown,
    nothing_scrolls_sideways,
    text_grows_with_the_reader,
    targets_are_big_enough,
    skip_link_works,
    keyboard_reaches_all,
)
