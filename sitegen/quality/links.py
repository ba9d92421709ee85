"""Links: they lead somewhere, and say where."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from sitegen.quality.built_site import Built, canonical

VAGUE = re.compile(
    r"(click |tap |press )?(here|this|link|this (link|page|site)|(read |learn |see |find out )?more"
    r"|details|continue|go|next|open|https?://.*|www\..*)",
    re.IGNORECASE,
)
HOSTS = {"clinicaltrials.gov"}
"""The other sites that we lead to; each further one is to be added here on purpose."""


def links_lead_somewhere(site: Built) -> Iterator[str]:
    """A dead link is a promise not kept; relative ones must hold under any folder, too."""
    for path in Built(site.folder).every:  # a page that changed can break the links of others
        for node in site.page(path).find("a"):
            href = node.attributes.get("href", "")
            if not href:
                yield f"{path}: a link without an address: {node.words()}"
            elif problem := _problem(site, path, href):
                yield f"{path}: {href} {problem}"


def _problem(site: Built, path: str, href: str) -> str:
    target = urlsplit(href)
    if target.scheme:
        known = target.scheme in {"mailto", "tel"} or (
            target.scheme == "https" and target.hostname in HOSTS
        )
        return "" if known else "leads to another site, or by a way we do not know"
    if target.netloc:
        return "leads to another site"
    if path == "404.html":
        if not (target.path.startswith("/") or href.startswith("#")):
            return "does not start at the root"
        root = urlsplit(canonical(site.page("index.html"))).path or "/"
        found = posixpath.normpath(target.path.removeprefix(root).lstrip("/") or ".")
    else:
        if target.path.startswith("/"):
            return "starts at the root"
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.path))
    if not target.path:
        found = path
    if found.startswith(".."):
        return "leaves the site"
    found = unquote(found)
    if target.path.endswith("/") or found == ".":
        found = posixpath.normpath(posixpath.join(found, "index.html"))
    if not site.has(found):
        return "leads to no file"
    if target.fragment and target.fragment not in {
        other.attributes.get("id") for other in site.page(found).walk()
    }:
        return "leads to a place that is not on that page"
    return ""


def links_say_where(site: Built) -> Iterator[str]:
    """Read out of context, a link must still make sense; one name must not have two meanings."""
    for path in site.every:
        meant: dict[str, str] = {}
        for node in site.page(path).find("a"):
            words = node.attributes.get("aria-label") or node.words()
            vague = VAGUE.fullmatch(words.strip(" .")) and "term" not in node.classes
            if vague or len(words) < 2:
                yield f"{path}: a link says {words!r}"
            href = node.attributes.get("href", "")
            whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), href))
            if meant.setdefault(words.casefold(), whole) != whole:
                yield f"{path}: links that say {words!r} lead to {meant[words.casefold()]}, {whole}"


CHECKS = (links_lead_somewhere, links_say_where)
