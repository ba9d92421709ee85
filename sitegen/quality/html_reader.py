"""Reads a built page as a small tree.

By hand, because the checks must see the markup as it is written: the parsers of lxml and html5lib
repair it. Parsing is 0.3 of the 3 seconds that all checks of files take.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

APART = {"br", "div", "dt", "dd", "li", "p", "td", "th", "tspan", "h1", "h2", "h3", "h4"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Node:
    """An element: its name, attributes and content. It does not change once it is read."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    _words: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _all(self) -> tuple[Node, ...]:
        below = (part._all for part in self.inside if isinstance(part, Node))
        return (self, *chain.from_iterable(below))

    def walk(self) -> Iterator[Node]:
        """Yield this element and every one below it, in the order of the page."""
        return iter(self._all)

    def find(self, *names: str, kind: str = "") -> list[Node]:
        """Return the elements with one of these names (any, if none) and this class (if given)."""
        return [
            node
            for node in self._all
            if (not names or node.name in names) and (not kind or kind in node.classes)
        ]

    @cached_property
    def classes(self) -> list[str]:
        """The names in its class attribute."""
        return self.attributes.get("class", "").split()

    def text(self, leave_out: tuple[str, ...] = ()) -> str:
        """Return the words, without elements whose name or class is in `leave_out`."""
        parts = []
        for part in self.inside:
            if isinstance(part, str):
                parts.append(part)
            elif part.name not in leave_out and not set(part.classes) & set(leave_out):
                apart = " " if part.name in APART else ""
                parts += [apart, part.text(leave_out), apart]
        return "".join(parts)

    def words(self, *leave_out: str) -> str:
        """Return the text with single spaces."""
        if leave_out not in self._words:
            self._words[leave_out] = " ".join(self.text(leave_out).split())
        return self._words[leave_out]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("#document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].name == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def parse(text: str) -> Node:
    """Read a page's text."""
    builder = _Builder()
    builder.feed(text)
    return builder.root


def read_page(path: Path) -> Node:
    """Read one built page."""
    return parse(path.read_text("utf-8"))


def pages_of(site: Path) -> list[str]:
    """Return the path of every HTML file of a site, below its folder."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
