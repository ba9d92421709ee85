"""Reads a built page as a small tree, with the standard library alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

APART = {"br", "div", "dt", "dd", "li", "p", "td", "th", "tspan", "h1", "h2", "h3", "h4"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Node:
    """An element: its name, attributes, and what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this element and every one below it, in the order of the page."""
        yield self
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.walk()

    def find(self, *names: str, kind: str = "") -> list[Node]:
        """Return the elements with one of these names (any, if none) and this class (if given)."""
        return [
            node
            for node in self.walk()
            if (not names or node.name in names) and (not kind or kind in node.classes)
        ]

    @property
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
        return " ".join(self.text(leave_out).split())


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
    """Name every page of a built site, by its path below the site's folder."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
