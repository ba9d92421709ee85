"""Checks the links between pages; a wrong `page:` or `term:` stops the build."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from sitegen.errors import BuildError
from sitegen.model.site import Files

_HREF = re.compile(rb'<a\b[^>]*?\shref="([^"]*)"')
_ID = re.compile(rb'\sid="([^"]*)"')


class BrokenLinkError(BuildError):
    """Pages have links to what the site does not have; the message names each."""


def require_targets(pages: Files, files: Files, base_url: str) -> None:
    """Refuse pages with links that lead to no file or place of the site.

    Raises:
        BrokenLinkError: names every page and link.
    """
    lines = list(problems(pages, files, base_url))
    if lines:
        raise BrokenLinkError("\n".join([*lines, f"{len(lines)} broken links"]))


def problems(pages: Files, files: Files, base_url: str) -> Iterator[str]:
    """Say which links of `pages` lead to nothing in `files`, a line each."""
    root = urlsplit(base_url).path or "/"
    ids: dict[str, set[bytes]] = {}
    for path, content in sorted(pages.items()):
        for href in sorted(set(_HREF.findall(content))):
            link = unescape(href.decode())
            target = urlsplit(link)
            if target.scheme or target.netloc:
                continue
            file = _file(path, unquote(target.path), root)
            if file not in files:
                yield _say(path, link, "the site has no such page or file")
            elif target.fragment:
                if file not in ids:
                    ids[file] = set(_ID.findall(files[file]))
                if target.fragment.encode() not in ids[file]:
                    yield _say(path, link, f"{file} has no place of that name")


def _file(path: str, target: str, root: str) -> str:
    if not target:
        return path
    start = "" if target.startswith(root) else posixpath.dirname(path)
    whole = posixpath.normpath(posixpath.join(start, target.removeprefix(root)))
    if target.endswith("/") or whole == ".":
        whole = posixpath.normpath(posixpath.join(whole, "index.html"))
    return whole


def _say(path: str, link: str, what: str) -> str:
    return (
        f"{path}: a link leads to {link}, but {what}. Look for it in the page's words "
        "(`page:` or `term:` in content/) or its template, and correct it."
    )
