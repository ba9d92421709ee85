"""Makes a stylesheet smaller without changing its meaning, and cuts it to what a page uses.

Written for our own sheets: no strings with braces, no data: addresses in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,>])\s*")
_BEFORE_VALUE = re.compile(r"([{;][\w-]+):\s+")
_NAME = re.compile(r"\.([\w-]+)|(?<![\w.:#\[\"=-])([a-z][a-z0-9]*)")
_NOT_NAMES = re.compile(r"::?[\w-]+(?:\([^()]*\))?|\[[^\]]*\]")
_VALUE = re.compile(r"(--[\w-]+):[^;}]*;?")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)")


def compact(css: str) -> str:
    """Take out comments, line ends and the spaces that carry no meaning."""
    css = _COMMENT.sub("", css)
    css = re.sub(r"\s+", " ", css)
    css = _AROUND.sub(r"\1", css)
    css = _BEFORE_VALUE.sub(r"\1:", css)
    return css.replace(";}", "}").strip()


def used_in(page: str) -> frozenset[str]:
    """Name the classes (".lead") and elements ("dl") of a page without script."""
    classes = {f".{name}" for names in _CLASS.findall(page) for name in names.split()}
    return frozenset(classes | set(_ELEMENT.findall(page)))


@cache
def cut(css: str, used: frozenset[str]) -> str:
    """Drop the rules of a compact sheet that match nothing, and variables that nothing uses."""
    kept = "".join(_kept(css, used))
    while (fewer := _without_idle_values(kept)) != kept:
        kept = fewer
    return kept


def _without_idle_values(css: str) -> str:
    taken = set(re.findall(r"var\((--[\w-]+)", css))
    fewer = _VALUE.sub(lambda found: found[0] if found[1] in taken else "", css)
    return fewer.replace(";}", "}")


def _kept(css: str, used: frozenset[str]) -> Iterator[str]:
    for head, body in _blocks(css):
        if head.startswith("@media"):
            if inside := "".join(_kept(body, used)):
                yield f"{head}{{{inside}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif selectors := [one for one in _selectors(head) if _names(one) <= used]:
            yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    place = 0
    while (start := css.find("{", place)) != -1:
        depth, end = 1, start + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[place:start], css[start + 1 : end - 1]
        place = end


@cache
def _selectors(head: str) -> tuple[str, ...]:
    """Split at the commas outside brackets."""
    return tuple(re.split(r",(?![^()]*\))", head))


@cache
def _names(selector: str) -> frozenset[str]:
    """The classes and elements that must all be there for a selector to match."""
    plain = _NOT_NAMES.sub(" ", selector)
    return frozenset(f".{name}" if name else element for name, element in _NAME.findall(plain))
