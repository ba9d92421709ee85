"""The head of every page: title, description, addresses, zoom and colours."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator

from sitegen.quality.allowed_reports import CALLED_OTHERWISE
from sitegen.quality.built_site import Built, canonical, meta
from sitegen.quality.html_reader import Node


def titles(site: Built) -> Iterator[str]:
    """Two pages with one title, or one that does not say page and trial, cannot be told apart."""
    short = re.escape(site.trial["names"]["short"])
    for path in site.every:
        page = site.page(path)
        found = [node.words() for node in page.find("title")]
        if len(found) != 1 or not re.fullmatch(rf".{{4,}} – {short} trial", found[0]):
            yield f"{path}: the title is {found}"
        if not 40 <= len(meta(page, "description")) <= 200:
            yield f"{path}: the description has {len(meta(page, 'description'))} letters"
        name, heading = found[0].partition(" – ")[0] if found else "", page.find("h1")
        calls = " ".join(node.words() for node in heading)
        if path not in CALLED_OTHERWISE and name not in calls and calls not in name:
            yield f"{path}: the title is {name!r}, the heading {calls!r}"
    every = Built(site.folder).every
    told: tuple[tuple[str, Callable[[Node], str]], ...] = (
        ("title", lambda page: " ".join(node.words() for node in page.find("title"))),
        ("description", lambda page: meta(page, "description")),
        ("main heading", lambda page: " ".join(node.words() for node in page.find("h1"))),
    )
    for name, of in told:
        counted = Counter(of(site.page(path)) for path in every)
        yield from (f"{n} pages have the {name} {text!r}" for text, n in counted.items() if n > 1)


def head_is_whole(site: Built) -> Iterator[str]:
    """Zoom, colours, reader's privacy and search engines hang on a few lines that nobody sees."""
    for path in site.information:
        page = site.page(path)
        wanted = {
            "viewport": "width=device-width, initial-scale=1",
            "referrer": "no-referrer",
            "color-scheme": "light dark",
        }
        for name, value in wanted.items():
            if meta(page, name) != value:
                yield f"{path}: {name} is {meta(page, name)!r}"
        if [node.attributes["charset"] for node in page.find("meta") if "charset" in
                node.attributes] != ["utf-8"]:  # fmt: skip
            yield f"{path}: the character set is not said"
        equivalents = [node.attributes.get("http-equiv") for node in page.find("meta")]
        if {*equivalents} - {None, "Content-Security-Policy"}:
            yield f"{path}: http-equiv {equivalents}"
    for path in site.every:
        scale = meta(site.page(path), "viewport").replace(" ", "")
        if not scale or "user-scalable" in scale or "maximum-scale" in scale:
            yield f"{path}: the viewport {scale!r} does not let everybody zoom"


def addresses_are_said(site: Built) -> Iterator[str]:
    """One page must have one address in lists of results, and the feed must be found from each."""
    base = canonical(site.page("index.html"))
    for path in site.every:
        page = site.page(path)
        wanted = base + path.removesuffix("index.html") if base and path != "404.html" else ""
        if canonical(page) != wanted:
            yield f"{path}: the canonical address is {canonical(page)!r}, not {wanted!r}"
        feeds = [
            posixpath.normpath(posixpath.join(posixpath.dirname(path), node.attributes["href"]))
            for node in page.find("link")
            if node.attributes.get("rel") == "alternate"
        ]
        if feeds != (["feed.atom"] if wanted else []):
            yield f"{path}: the feed is said to be {feeds}"


CHECKS = (
    titles,
    head_is_whole,
    addresses_are_said,
)
