"""Links lead to existing places and say where."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from sitegen.pages.page_table import rule_path
from sitegen.quality.built_site import BuiltSite, canonical

VAGUE = re.compile(
    r"(click |tap |press )?(here|this|link|this (link|page|site)|(read |learn |see |find out )?more"
    r"|details|continue|go|next|open|https?://.*|www\..*)",
    re.IGNORECASE,
)


def links_have_targets(site: BuiltSite) -> Iterator[str]:
    """Each link leads to an existing page and place, from any folder."""
    for path in site.whole.pages:  # a changed page can break links of others
        for node in site.page(path).find("a"):
            href = node.attributes.get("href", "")
            if not href:
                yield f"{path}: link without href: {node.words()}"
            elif problem := _problem(site, path, href):
                yield f"{path}: link {href} {problem}"


def _problem(site: BuiltSite, path: str, href: str) -> str:
    target = urlsplit(href)
    if target.scheme:
        registry = urlsplit(site.trial["record"]["source_url"]).hostname
        known = target.scheme in {"mailto", "tel"} or (
            target.scheme == "https" and target.hostname == registry
        )
        return "" if known else "leads to an unknown site or scheme"
    if target.netloc:
        return "leads to another site"
    if path == "404.html":
        if not (target.path.startswith("/") or href.startswith("#")):
            return "must start with /"
        root = urlsplit(canonical(site.page("index.html"))).path or "/"
        found = posixpath.normpath(target.path.removeprefix(root).lstrip("/") or ".")
    else:
        if target.path.startswith("/"):
            return "must be relative"
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.path))
    if not target.path:
        found = path
    if found.startswith(".."):
        return "leaves the site"
    found = unquote(found)
    if target.path.endswith("/") or found == ".":
        found = posixpath.normpath(posixpath.join(found, "index.html"))
    if not site.has(found):
        return "leads to a missing file"
    if target.fragment and target.fragment not in {
        other.attributes.get("id") for other in site.page(found).walk()
    }:
        return "leads to a missing id"
    return ""


def links_say_where_they_lead(site: BuiltSite) -> Iterator[str]:
    """Link text makes sense out of context, and one text has one target."""
    for path in site.pages:
        meant: dict[str, str] = {}
        for node in site.page(path).find("a"):
            words = node.attributes.get("aria-label") or node.words()
            vague = VAGUE.fullmatch(words.strip(" .")) and "term" not in node.classes
            if vague or len(words) < 2:
                yield f"{path}: vague link text {words!r}"
            href = node.attributes.get("href", "")
            whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), href))
            if (first := meant.setdefault(words.casefold(), whole)) != whole:
                yield f"{path}: links with the text {words!r} lead to {first} and {whole}"


def contents_list_every_heading(site: BuiltSite) -> Iterator[str]:
    """A table of contents lists each heading of its page, in order."""
    for path in site.information_pages:
        main = site.main(path)
        parts = [
            (f"#{node.attributes['id']}", node.words())
            for node in main.find("h2")
            if node.attributes.get("id", "short-forms") != "short-forms"
        ]
        for nav in main.find("nav"):
            said = [(node.attributes.get("href", ""), node.words()) for node in nav.find("a")]
            if [href for href, _ in said] != [href for href, _ in parts] or any(
                not heading.startswith(words)
                for (_, words), (_, heading) in zip(said, parts, strict=False)
            ):
                yield f"{path}: table of contents is {said}, headings are {parts}"


def criterion_links_lead_to_their_criterion(site: BuiltSite) -> Iterator[str]:
    """A link that names a criterion leads to that criterion."""
    ids = "|".join(map(re.escape, site.criterion_ids)) or "none"
    criterion = re.compile(rf"({ids})(?=$|[ :])", re.IGNORECASE)
    for path in site.information_pages:
        own = next((name for name in site.criterion_ids if rule_path(name) == path), "")
        for node in site.main(path).find("a"):
            href = node.attributes.get("href", "")
            named = criterion.match(node.words())
            name = named[1].upper() if named else own
            place, _, fragment = href.partition("#")
            way = posixpath.normpath(posixpath.join(posixpath.dirname(path), place))
            to = fragment or posixpath.basename(way).upper()
            if name and to != name and (named or criterion.fullmatch(to)):
                yield f"{path}: link {node.words()!r} leads to {to}"


CHECKS = (
    links_have_targets,
    links_say_where_they_lead,
    contents_list_every_heading,
    criterion_links_lead_to_their_criterion,
)
