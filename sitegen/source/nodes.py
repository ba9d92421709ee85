"""What a YAML file holds once read: texts, lists and groups, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""The way to a value: ("criteria", 15, "limits", "haemoglobin", 0)."""


@dataclass(frozen=True)
class Problem:
    """Something to mend in the file."""

    line: int
    path: Path
    message: str
    unusable: bool = False
    """The value itself could not be read, so that nothing more can be said about it."""


@dataclass(frozen=True)
class Text:
    """A single value, always as text."""

    value: str
    line: int
    size: int = 1
    depth: int = 1
    quoted: bool = True
    """Whether it was written in quotation marks, or in lines of its own."""


@dataclass(frozen=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    line: int
    size: int
    depth: int


@dataclass(frozen=True)
class Entries:
    """A group of named values; `lines` has the line of each name."""

    nodes: dict[str, Node]
    lines: dict[str, int]
    line: int
    size: int
    depth: int


Node = Text | Items | Entries


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """Every path with its line: the line of the name, or of the list entry."""
    if isinstance(node, Entries):
        for name, child in node.nodes.items():
            yield (*path, name), node.lines[name]
            yield from walk(child, (*path, name))
    elif isinstance(node, Items):
        for position, child in enumerate(node.nodes):
            yield (*path, position), child.line
            yield from walk(child, (*path, position))


def plain(node: Node) -> Any:
    """The same values as dict, list and str."""
    if isinstance(node, Entries):
        return {name: plain(child) for name, child in node.nodes.items()}
    if isinstance(node, Items):
        return [plain(child) for child in node.nodes]
    return node.value
