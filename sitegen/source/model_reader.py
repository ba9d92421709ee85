"""Reads nodes into frozen dataclasses by their types; reports every misfit and goes on.

What cannot be read is replaced by a blank, and reported as unusable, so that the checks that follow
still see a whole trial and stay silent about that place.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Union, get_args, get_origin

from sitegen.model.text_kinds import (
    IN_QUOTATION_MARKS,
    MAY_BE_BLANK,
    Field,
    Shorthand,
    blank,
    fields_of,
)
from sitegen.source import syntax
from sitegen.source.nodes import Entries, Items, Node, Path, Problem, Text

MANY_STRANGE = 4
"""From this number of unknown names on, a group is taken to be in the wrong place."""


class Reader:
    """Reads values of a given type; `problems` grows on the way."""

    def __init__(self, lost: frozenset[Path] = frozenset()) -> None:
        self.problems: list[Problem] = []
        self.lost = lost
        """Where a value is already known to be unreadable."""
        self.absent: set[Path] = set()
        """Where a blank stands for something that is not there."""

    def read(self, kind: Any, node: Node, path: Path, line: int, optional: bool = False) -> Any:
        """Read one node as the given type; `line` is where its name stands."""
        notes: tuple[Any, ...] = ()
        if get_origin(kind) is Annotated:
            kind, *rest = get_args(kind)
            notes = tuple(rest)
        origin = get_origin(kind)
        if kind is str:
            return self._text(node, path, line, notes, optional)
        if origin in (Union, types.UnionType):
            return self.read(get_args(kind)[0], node, path, line)
        if origin is tuple:
            return self._items(get_args(kind)[0], node, path, line, notes)
        if origin is dict:
            return self._names(get_args(kind)[1], node, path, line)
        return self._group(kind, node, path, line)

    def _misfit(self, node: Node, path: Path, line: int, wanted: str, mend: str) -> None:
        if path in self.lost:
            return
        self.problems.append(
            Problem(
                line,
                path,
                f"{shape_of(node)} stands here; {wanted} was wanted; {mend}",
                unusable=True,
            )
        )

    def _text(
        self, node: Node, path: Path, line: int, notes: tuple[Any, ...], optional: bool = False
    ) -> str:
        if not isinstance(node, Text):
            self._misfit(node, path, line, "a text", "write one text in its place")
            return ""
        if IN_QUOTATION_MARKS in notes and not node.quoted and not syntax.not_text(node.value):
            self.problems.append(
                Problem(
                    node.line,
                    path,
                    f"{node.value} has no quotation marks; a measure was wanted with them, so that "
                    f'nothing in it can be misread; write "{node.value}"',
                )
            )
        if not node.value and MAY_BE_BLANK not in notes and path not in self.lost:
            self.problems.append(
                Problem(
                    node.line,
                    path,
                    "this is blank; a text was wanted; write it"
                    + (", or take the line away" if optional else ""),
                    unusable=True,
                )
            )
        return node.value

    def _items(
        self, kind: Any, node: Node, path: Path, line: int, notes: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        if not isinstance(node, Items):
            self._misfit(
                node,
                path,
                line,
                "a list",
                "write each entry after a dash (-), or [] for an empty list",
            )
            return ()
        read = []
        short = next((note for note in notes if isinstance(note, Shorthand)), None)
        for position, child in enumerate(node.nodes):
            place = (*path, position)
            if short and isinstance(child, Text):
                text = self._text(child, place, child.line, (IN_QUOTATION_MARKS,))
                read.append(kind(**{short.first: text, short.second: text}))
            else:
                read.append(self.read(kind, child, place, child.line))
        return tuple(read)

    def _names(self, kind: Any, node: Node, path: Path, line: int) -> dict[str, Any]:
        if not isinstance(node, Entries):
            self._misfit(
                node,
                path,
                line,
                "a group of names with values",
                "write name: value on lines of their own",
            )
            return {}
        return {
            name: self.read(kind, child, (*path, name), node.lines[name])
            for name, child in node.nodes.items()
        }

    def _group(self, kind: type, node: Node, path: Path, line: int) -> Any:
        known = fields_of(kind)
        if path in self.lost:
            return blank(kind)
        if not isinstance(node, Entries):
            names = ", ".join(known)
            self._misfit(
                node,
                path,
                line,
                f"a group of the names {names}",
                "write each as name: value on a line of its own",
            )
            return blank(kind)
        strange = [name for name in node.nodes if name not in known]
        if len(strange) >= MANY_STRANGE or 2 * len(strange) > len(node.nodes) > 1:
            self._foreign(strange, known, path, node.lines[strange[0]])
            return blank(kind)
        values: dict[str, Any] = {
            name: self.read(
                field.type, node.nodes[name], (*path, name), node.lines[name], field.optional
            )
            for name, field in known.items()
            if name in node.nodes
        }
        explained = {self._strange(name, node, known, path) for name in strange}
        for name, wanted in known.items():
            if name in values:
                continue
            values[name] = wanted.default() if wanted.optional else blank(wanted.type)
            if wanted.optional:
                continue
            self.absent.add((*path, name))
            if (*path, name) not in self.lost and name not in explained:
                self.problems.append(
                    Problem(
                        line,
                        path,
                        f"{name} is missing; it was wanted here; "
                        f"write {name}: and its value" + how_blank(wanted.type),
                    )
                )
        return kind(**values)

    def _strange(self, name: str, node: Entries, known: Mapping[str, Field], path: Path) -> str:
        """Report a name that is not known here; return the absent one that it is meant for."""
        absent = [other for other in known if other not in node.nodes]
        near = get_close_matches(name, absent, 1, 0.6) or get_close_matches(name, known, 1, 0.6)
        mend = "take it away"
        if near:
            mend = f"write {near[0]} if that is what you mean, or take {name} away"
        self.problems.append(
            Problem(
                node.lines[name],
                (*path, name),
                f"{name} is not a name that is known here; one of {', '.join(known)} was wanted; "
                f"{mend}",
            )
        )
        return near[0] if near and near[0] in absent else ""

    def _foreign(
        self, strange: list[str], known: Mapping[str, Field], path: Path, line: int
    ) -> None:
        """Report once that a whole entry, or a whole row of them, belongs somewhere else."""
        self.absent.add(path)
        if path and isinstance(path[-1], int) and (*path[:-1], path[-1] - 1) in self.absent:
            return
        self.problems.append(
            Problem(
                line,
                path,
                f"{', '.join(strange[:4])} are not names that are known here; {', '.join(known)} "
                "were wanted; if these lines belong to another part, its name with a colon is "
                "missing above them",
            )
        )


def shape_of(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, Text):
        return f'the text "{shorten(node.value)}"' if node.value else 'a blank text ("")'
    if isinstance(node, Items):
        return "a list" if node.nodes else "an empty list"
    return "a group of names" if node.nodes else "an empty group"


def shorten(text: str, longest: int = 60) -> str:
    """The text, cut to a readable length."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def how_blank(kind: Any) -> str:
    """How to write that there is nothing to say, where that is allowed."""
    if get_origin(kind) is Annotated and MAY_BE_BLANK in get_args(kind):
        return ', or "" where the record says nothing'
    return ", or [] for none" if get_origin(kind) is tuple else ""
