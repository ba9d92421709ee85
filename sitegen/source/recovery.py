"""Reads what can be read of a file that is not YAML as a whole.

One slip of punctuation ends a YAML parser. A trial team should not have to mend a file slip by
slip, so the outermost parts are read one by one, and the entries of a list that fails one by one.
Only the pure Python parser is used here, so that the messages are the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import yaml

from sitegen.source import syntax
from sitegen.source.composer import MOST_VALUES, Composer, too_many, written_twice
from sitegen.source.nodes import Entries, Items, Node, Path, Problem


@dataclass(frozen=True)
class _Part:
    """One outermost name with everything below it; `line` is where it begins."""

    name: str
    line: int
    text: str

    @property
    def lines(self) -> set[int]:
        return set(range(self.line, self.line + self.text.count("\n") + 1))


@dataclass
class _Recovery:
    """What is known so far; names marked with & are shared by all parts."""

    whole: str
    odd_lines: set[int]
    anchors: dict[str, Node] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: set[Path] = field(default_factory=set)
    nodes: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def compose(self, part: _Part) -> tuple[Entries | None, list[Problem]]:
        """Read one part; without a result the problems say why, or a tab was in the way."""
        composer = Composer(part.text, self.anchors, part.line, elsewhere=self.whole)
        try:
            composer.read(yaml.SafeLoader)
        except yaml.YAMLError as error:
            composer.root = None
            if not composer.open_quote and not self.odd_lines & part.lines:
                line, message = syntax.explain(error, part.text)
                composer.problems.append(Problem(line + part.line - 1, (), message))
        return composer.root, composer.problems

    def take(self, part: _Part) -> None:
        anchors = dict(self.anchors)
        root, problems = self.compose(part)
        if root is None and len(entries := list(_entries(part))) > 1:
            self.anchors = anchors
            self.take_list(part, entries)
            return
        self.problems += problems
        if root is None:
            self.lost.add((part.name,))
            return
        for name, node in root.nodes.items():
            self.add(name, node, root.lines[name])

    def take_list(self, part: _Part, entries: list[_Part]) -> None:
        nodes: list[Node] = []
        for position, entry in enumerate(entries):
            root, problems = self.compose(entry)
            path: Path = (part.name, position)
            for problem in problems:
                self.problems.append(replace(problem, path=(*path, *problem.path[2:])))
            read = root.nodes.get(part.name) if root else None
            if isinstance(read, Items) and len(read.nodes) == 1:
                nodes.append(read.nodes[0])
            else:
                self.lost.add(path)
                nodes.append(Entries({}, {}, entry.line + 1, 1, 1))
        size = 1 + sum(node.size for node in nodes)
        self.add(part.name, Items(tuple(nodes), part.line, size, 1), part.line)

    def add(self, name: str, node: Node, line: int) -> None:
        self.size += node.size
        if self.size > MOST_VALUES:
            self.lost.add((name,))
            self.problems.append(Problem(line, (name,), too_many(self.size)))
        elif name in self.nodes:
            self.problems.append(
                Problem(line, (name,), written_twice(name, self.lines[name]), unusable=True)
            )
        else:
            self.nodes[name], self.lines[name] = node, line


def read(text: str, odd_lines: set[int]) -> tuple[Entries, list[Problem], frozenset[Path]]:
    """Return what could be read, the problems, and the paths where a value was lost."""
    recovery = _Recovery(text, odd_lines)
    for part in _parts(text):
        recovery.take(part)
    if not recovery.problems:
        message = (
            "the parts of this file can be read one by one but not together; one YAML file was "
            "wanted; compare it with the last version that worked"
        )
        recovery.problems.append(Problem(1, (), message))
    root = Entries(recovery.nodes, recovery.lines, 1, 1, 1)
    return root, recovery.problems, frozenset(recovery.lost)


def _parts(text: str) -> Iterator[_Part]:
    """Cut a text at the names that stand at the start of a line."""
    rows = text.split("\n")
    name = re.compile(r"[^\s#\-\]}][^#]*:(\s|$)")
    starts = [number for number, row in enumerate(rows) if name.match(row)]
    if not starts or any(row.strip() and not row.startswith("#") for row in rows[: starts[0]]):
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        outermost = rows[start].split(":")[0].strip("'\" ")
        yield _Part(outermost, start + 1, "\n".join(rows[start:end]))


def _entries(part: _Part) -> Iterator[_Part]:
    """Cut a part at the dashes of its outermost list; each piece keeps the name above it."""
    head, *rows = part.text.split("\n")
    dash = next((found[0] for row in rows if (found := re.match(r" *- ", row))), None)
    if dash is None or head.split("#")[0].strip() != f"{part.name}:":
        return
    starts = [number for number, row in enumerate(rows) if row.startswith(dash)]
    if any(row.strip() and not row.lstrip().startswith("#") for row in rows[: starts[0]]):
        return
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield _Part(part.name, part.line + start, "\n".join([head, *rows[start:end]]))
