"""What a browser shows of plainness: nothing struck, thin or covered, and rings in every scheme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.quality.browser_site import REACHABLE, Seen, probe

WIDE, PHONE = 1280, 320
MEDIA: tuple[tuple[int, dict[str, Any]], ...] = (
    (WIDE, {"color_scheme": "dark"}),
    (WIDE, {"contrast": "more"}),
    (WIDE, {"contrast": "more", "color_scheme": "dark"}),
    (WIDE, {"forced_colors": "active"}),
    (PHONE, {}),
    (PHONE, {"color_scheme": "dark"}),
)
"""Windows and preferences besides those in which keyboard_reaches_all presses every key."""


def words_are_plain(seen: Seen) -> Iterator[str]:
    """Struck, thin, slanted or centred words are hard to read; marks of lists are words, too."""
    for path in seen.paths:
        yield from (f"{path}: {line}" for line in seen.open(path).evaluate(probe("plain")))


def buttons_have_edges(seen: Seen) -> Iterator[str]:
    """Where the system chooses the colours, only its edge makes a button one."""
    for path in seen.paths:
        page = seen.open(path)
        page.emulate_media(forced_colors="active")
        yield from (f"{path}, forced: {line}" for line in page.evaluate(probe("edges")))


def nothing_lies_over_links(seen: Seen) -> Iterator[str]:
    """What something lies over can be seen and cannot be pressed."""
    for path in seen.paths:
        for width in (PHONE, WIDE):
            page = seen.open(path, width=width, height=800)
            yield from (f"{path} at {width}: {line}" for line in page.evaluate(probe("pressed")))


def rings_show_in_every_scheme(seen: Seen) -> Iterator[str]:
    """Who moves by keys in the dark, with more contrast or on a phone must see where they are."""
    script = f"""() => {{
      const focus = {probe("focus")}, ratio = {probe("rings")};
      return [...document.querySelectorAll({REACHABLE!r})].flatMap(one => {{
        one.focus();
        if (document.activeElement !== one) return [];
        const stop = focus();
        if (stop.covered) return ["covered: " + stop.html];
        return stop.ring && ratio() >= 3 ? [] : ["no ring that stands out: " + stop.html];
      }});
    }}"""
    for path in seen.paths:
        for width, media in MEDIA:
            page = seen.open(path, width=width, height=640)
            page.emulate_media(**media)
            page.keyboard.press("Tab")  # a ring is shown from here on
            said = ", ".join([str(width), *map(str, media.values())])
            yield from (f"{path}, {said}: {line}" for line in page.evaluate(script))


def nothing_is_hidden_in_any_scheme(seen: Seen) -> Iterator[str]:
    """A banner that goes where somebody asks for more contrast is gone for whom it was made."""
    for path in seen.paths:
        for width, media in MEDIA:
            page = seen.open(path, width=width, height=640)
            page.emulate_media(**media)
            said = ", ".join([str(width), *map(str, media.values())])
            found = dict.fromkeys(page.evaluate(probe("hidden")))
            yield from (f"{path}, {said}: {line}" for line in found)


CHECKS = (
    nothing_is_hidden_in_any_scheme,
    words_are_plain,
    buttons_have_edges,
    nothing_lies_over_links,
    rings_show_in_every_scheme,
)
