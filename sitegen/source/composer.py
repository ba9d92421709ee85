"""Composes nodes from the events of PyYAML's parser; converts nothing, runs nothing.

It goes on after every problem whose meaning stays clear. Depth and number of values are bounded,
with aliases (*) counted as if they were written out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from sitegen.source import scalar, syntax
from sitegen.source.nodes import Entries, Items, Node, Path, Problem, Text

DEEPEST = 20
MOST_VALUES = 50_000


@dataclass
class _Open:
    """A list or group that is still being read."""

    is_list: bool
    line: int
    anchor: str | None
    nodes: list[Node] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    name: str | None = None
    """The name just read, whose value comes next."""
    skip: bool = False
    """The value that comes next belongs to a name that cannot be used."""

    @property
    def step(self) -> str | int:
        return len(self.nodes) if self.is_list else (self.name or "")


class _UnreadableError(Exception):
    """The rest of this text cannot be read."""


def written_twice(name: str, line: int) -> str:
    """What to do about a name that stands twice in a group."""
    return f"{name} is written twice, first in line {line}; one was wanted; take one of them away"


def too_many(size: int) -> str:
    """What to do about aliases that multiply."""
    return (
        f"with its aliases (*) this comes to {size:,} values; at most {MOST_VALUES:,} were "
        "wanted; write fewer"
    )


class Composer:
    """Turns one text into nodes; keeps going wherever the meaning stays clear."""

    def __init__(
        self, text: str, anchors: dict[str, Node], first_line: int = 1, elsewhere: str = ""
    ) -> None:
        self.text = text
        self.rows = text.split("\n")
        self.elsewhere = elsewhere
        self.anchors = anchors
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.root: Entries | None = None
        self.open_quote = False
        self.stack: list[_Open] = []
        self.documents = 0
        self.line = first_line
        """The line of the event at hand."""

    def read(self, loader: type) -> bool:
        """Read the text, to its end or to where it must stop; yaml.YAMLError: it is not YAML."""
        try:
            for event in yaml.parse(self.text, Loader=loader):
                self._take(event)
        except _UnreadableError:
            return False
        return True

    def _path(self) -> Path:
        return tuple(level.step for level in self.stack)

    def _report(self, message: str, line: int = 0, *, unusable: bool = False) -> None:
        self.problems.append(Problem(line or self.line, self._path(), message, unusable))

    def _take(self, event: yaml.Event) -> None:
        if event.start_mark:
            self.line = min(event.start_mark.line, len(self.rows) - 1) + self.first_line
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._report(
                    "a second document begins here (---); one was wanted; take the line --- away",
                    unusable=True,
                )
                raise _UnreadableError
        elif isinstance(event, yaml.ScalarEvent):
            self._take_text(event)
        elif isinstance(event, yaml.AliasEvent):
            self._take_alias(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_tag(event)
        if self._expects_name():
            self._report(
                "a list or group stands where a name was wanted; "
                "write a name, a colon and then the value",
                unusable=True,
            )
            raise _UnreadableError
        if len(self.stack) >= DEEPEST:
            self._report(
                f"values are nested more than {DEEPEST} deep; a trial "
                "needs fewer; take the brackets or the indentation away",
                unusable=True,
            )
            raise _UnreadableError
        is_list = isinstance(event, yaml.SequenceStartEvent)
        self.stack.append(_Open(is_list, self.line, event.anchor))

    def _end(self) -> None:
        level = self.stack.pop()
        size = 1 + sum(node.size for node in level.nodes)
        depth = 1 + max((node.depth for node in level.nodes), default=0)
        if depth > DEEPEST:
            self._report(
                f"with its aliases (*) this is nested {depth} deep; at most {DEEPEST} "
                "was wanted; write the values out",
                level.line,
                unusable=True,
            )
            raise _UnreadableError
        if size > MOST_VALUES:
            self._report(too_many(size), level.line, unusable=True)
            raise _UnreadableError
        node: Node
        if level.is_list:
            node = Items(tuple(level.nodes), level.line, size, depth)
        else:
            pairs = dict(zip(level.names, level.nodes, strict=True))
            node = Entries(pairs, level.lines, level.line, size, depth)
        self._add(node, level.anchor, level.line)

    def _take_text(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        if self._expects_name():
            self._take_name(event)
            return
        unusable = False
        for slip in scalar.slips(event, self.rows):
            self._report(slip.message, unusable=slip.unusable)
            self.open_quote |= slip.open_quote
            unusable |= slip.unusable
        text = Text("" if unusable else event.value, self.line, quoted=bool(event.style))
        self._add(text, event.anchor, self.line)

    def _expects_name(self) -> bool:
        return bool(self.stack) and not self.stack[-1].is_list and self.stack[-1].name is None

    def _take_name(self, event: yaml.ScalarEvent) -> None:
        level = self.stack[-1]
        name = event.value
        level.name = name
        if not event.style and name == "<<":
            self._report(
                "<< (a merge) is not allowed; every value was wanted in its own "
                "place; write the values out"
            )
            level.skip = True
        elif not event.style and name in syntax.NOTHING:
            self._report(
                f'"{name}" stands where a name was wanted; write the name before the colon'
            )
            level.skip = True
        elif name in level.lines:
            self._report(written_twice(name, level.lines[name]), unusable=True)
            level.skip = True
        else:
            level.lines[name] = self.line

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        name = str(event.anchor)
        if self._expects_name():
            self._report(
                f"*{name} stands where a name was wanted; write a name, a colon and then the value",
                unusable=True,
            )
            raise _UnreadableError
        node = self.anchors.get(name)
        if node is None:
            known = ", ".join(f"*{known}" for known in sorted(self.anchors)) or "none so far"
            wanted = (
                f"a name marked with & above was wanted ({known}); correct the name or "
                "write the values out"
            )
            if any(level.anchor == name for level in self.stack):
                self._report(
                    f"*{name} stands inside the very values it stands for; {wanted}", unusable=True
                )
            elif not re.search(rf"&{re.escape(name)}\b", self.elsewhere):
                self._report(
                    f"*{name} stands for nothing that comes before it; {wanted}", unusable=True
                )
            node = Text("", self.line)
        self._add(node, None, self.line)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._report(
                f"{tag} (a tag) is not allowed; plain text was wanted; "
                "take the tag away and put the text in quotation marks"
            )

    def _add(self, node: Node, anchor: str | None, line: int) -> None:
        if anchor in self.anchors:
            self._report(
                f"&{anchor} marks two places; one was wanted; give the second another name", line
            )
        elif anchor:
            self.anchors[anchor] = node
        if not self.stack:
            if isinstance(node, Entries):
                self.root = node
            else:
                self._report(
                    "the file does not begin with a name and a colon; for example "
                    "format: trial-site/1 was wanted; see docs/trial-yaml.md",
                    line,
                    unusable=True,
                )
            return
        level = self.stack[-1]
        if level.is_list:
            level.nodes.append(node)
            return
        if level.name is not None and not level.skip:
            level.names.append(level.name)
            level.nodes.append(node)
        level.name, level.skip = None, False
