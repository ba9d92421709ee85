"""Read YAML in which every value is text. Report every problem with its line.

YAML converts: `no` becomes false, `8.0` becomes 8, `2026-01-14` becomes a date. Here nothing is
converted: a value that YAML would not read as text must have quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from sitegen.model.text_kinds import Unquoted
from sitegen.source.messages import Path, Problem, did_you_mean, syntax_error

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""PyYAML's fastest loader that converts nothing."""

LARGEST_FILE = 1_000_000
DEEPEST = 20
MOST_VALUES = 50_000
"""Limits for a file, in bytes, levels and values. Values behind an alias (*) count each time."""

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

_YES_NO = re.compile(r"(?i:y|yes|n|no|true|false|on|off)\Z")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt ].*)?\Z")
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o[0-7]+|0x[0-9a-fA-F_]+"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|\.(?i:inf))\Z|\.(?i:nan)\Z"
)

_INVISIBLE = {
    "\ufeff": "byte order mark",
    "\u200b": "zero-width space",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\x85": "next-line character",
    "\x00": "NUL character",
    **dict.fromkeys(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "character that changes the direction of writing",
    ),
}
_CONTROL_OR_INVISIBLE = re.compile(
    "[" + "".join(_INVISIBLE) + "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
)


@dataclass
class Document:
    """A file as it was read: dicts, lists and texts, the line of each, and the problems.

    `data` is None if the file could not be read at all. `lost` has the path of each value that
    could not be read; "" is in its place.
    """

    data: dict[str, Any] | None = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: set[Path] = field(default_factory=set)

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest group or list around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text with its path, in the order of the file."""

        def below(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
            if isinstance(value, str):
                yield path, value
            for step, child in value.items() if isinstance(value, dict) else enumerate(value):
                if not isinstance(value, str):
                    yield from below(child, (*path, step))

        return below(self.data or {}, ())


def read(content: bytes) -> Document:
    """Read a whole file. Problems are collected, not raised."""
    if len(content) > LARGEST_FILE:
        return _failed(
            f"the file has {len(content):,} bytes (limit {LARGEST_FILE:,}). Check that this is the "
            "right file."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _failed(*not_utf8(content, error))
    text, problems = _clean(text)
    try:
        refused = list(_refused(text))
        root = None if refused else yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        refused, root = [_syntax_problem(text)], None
    if refused:
        return Document(problems=[*problems, *refused])
    if root is None:
        return _failed("the file is empty. See docs/trial-yaml.md.", 1, *problems)
    if not isinstance(root, yaml.MappingNode):
        return _failed(
            "the file must begin with a name and a colon, for example format: trial-site/1. "
            "See docs/trial-yaml.md.",
            _first(root) + 1,
            *problems,
        )
    document = Document(problems=problems)
    document.data = _Composed(document, text.split("\n")).value(root, ())
    return document


def not_utf8(content: bytes, error: UnicodeDecodeError) -> tuple[str, int]:
    """What to do about bytes that are not UTF-8, and their line."""
    return (
        f"byte 0x{content[error.start]:02x} is not UTF-8 text. Save the file again with the "
        "encoding UTF-8.",
        content.count(b"\n", 0, error.start) + 1,
    )


def _syntax_problem(text: str) -> Problem:
    """Explain why a text is not YAML: the first text without an end, or what the parser says.

    The parser in Python says more than the one in C.
    """
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.ScalarEvent) and (message := _open_quotation(event)):
                return Problem(_first(event) + 1, (), message)
    except yaml.YAMLError as error:
        return syntax_error(error, text)
    return Problem(1, (), "YAML cannot read this file. Compare it with the last working version.")


def _failed(message: str, line: int = 1, *others: Problem) -> Document:
    return Document(problems=[*others, Problem(line, (), message)])


def unquoted_problem(value: str) -> str:
    """Say why a value without quotation marks is not text in YAML, or ""."""
    if value in NOTHING:
        found = f"{value} means no value" if value else "missing value"
        return f'{found}. Write "" to leave it blank.'
    if _YES_NO.match(value):
        kind = "true or false"
    elif _DATE.match(value):
        kind = "a date"
    elif _NUMBER.match(value):
        kind = "a number"
    elif value == "=":
        kind = "a special character"
    else:
        return ""
    return f'expected text, found {kind}: {value}. Put quotation marks around it: "{value}".'


def invisible_character(row: str) -> str:
    """Say which invisible character is in a line, or ""."""
    if not (found := _CONTROL_OR_INVISIBLE.search(row)):
        return ""
    name = _INVISIBLE.get(found[0], "control character")
    return (
        f"invisible {name} (U+{ord(found[0]):04X}) before {row[found.end() : found.end() + 12]!r}. "
        "Delete it and type that place again."
    )


def _clean(text: str) -> tuple[str, list[Problem]]:
    """Remove tabs and invisible characters; return the text and a problem for each line."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        found = []
        if "\t" in row:
            found.append("tab character. Use two spaces instead.")
        if message := invisible_character(row):
            found.append(message)
        if re.match(r" *\u00a0", row):
            found.append(
                "the line begins with a no-break space (U+00A0). "
                "Delete the start of the line and type it again."
            )
        if found:
            problems += [Problem(number, (), message) for message in found]
            row = _CONTROL_OR_INVISIBLE.sub("", row).replace("\t", "  ")
            rows[number - 1] = re.sub(r"^[ \u00a0]+", lambda match: " " * len(match[0]), row)
    return "\n".join(rows), problems


@dataclass(eq=False)
class _Level:
    """A list or group whose end is not read yet, with its size and depth so far."""

    anchor: str | None
    line: int
    size: int = 1
    depth: int = 1


def _refused(text: str) -> Iterator[Problem]:
    """Check what PyYAML's composer does not: tags, aliases, and the size of what it would build.

    Written by hand, since a file of 2 kB can hold a billion values or crash the composer.
    """
    levels = [_Level(None, 1)]
    known: dict[str, _Level] = {}
    documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = _first(event) + 1
        anchor: Any = getattr(event, "anchor", None)
        inner = _Level(anchor, line)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(line, (), "a second document begins here. Remove the line ---.")
                return
        if tag := getattr(event, "tag", None):
            tag = str(tag).replace("tag:yaml.org,2002:", "!!")
            yield Problem(
                line, (), f"the tag {tag} is not allowed. Remove it and quote the text after it."
            )
        if isinstance(event, yaml.AliasEvent):
            if anchor not in known:
                yield _unknown_alias(anchor, line, known, levels)
                continue
            inner = known[anchor]
        elif anchor in known:
            yield Problem(line, (), f"duplicate name &{anchor}. Give one of the two another name.")
        elif anchor and isinstance(event, yaml.ScalarEvent):
            known[anchor] = inner
        if isinstance(event, yaml.CollectionStartEvent):
            levels.append(inner)
        elif isinstance(event, yaml.CollectionEndEvent):
            inner = levels.pop()
            if inner.anchor:
                known[inner.anchor] = inner
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent) and inner not in levels:
            outer = levels[-1]
            outer.size += inner.size
            outer.depth = max(outer.depth, inner.depth + 1)
        deepest = max(len(levels) - 1, levels[-1].depth - 1)
        if deepest > DEEPEST or levels[-1].size > MOST_VALUES:
            what = "is nested too deep" if deepest > DEEPEST else "has too many values"
            yield Problem(
                line,
                (),
                f"the file {what}, counting aliases (*) each time (limit {DEEPEST} levels, "
                f"{MOST_VALUES:,} values). Remove brackets, indentation or aliases.",
            )
            return


def _unknown_alias(
    alias: str, line: int, known: dict[str, _Level], levels: list[_Level]
) -> Problem:
    if any(level.anchor == alias for level in levels):
        what = f"*{alias} is used inside the values that it stands for"
    else:
        what = f"unknown alias *{alias}"
    names = ", ".join(f"*{name}" for name in known) or "none so far"
    return Problem(
        line,
        (),
        f"{what}.{did_you_mean(alias, known)} Defined above: {names}. Correct the name, or write "
        "the values out.",
    )


class _Composed:
    """Turns PyYAML's nodes into values, and notes lines and problems in a document."""

    def __init__(self, document: Document, rows: list[str]) -> None:
        self.document = document
        self.rows = rows
        self.seen: set[int] = set()
        """Nodes that were checked; one with aliases is checked once."""

    def value(self, node: yaml.Node, path: Path) -> Any:
        """Convert a node to a dict, list or text."""
        if isinstance(node, yaml.ScalarNode):
            return self._text(node, path)
        if isinstance(node, yaml.SequenceNode):
            for number, child in enumerate(node.value):
                self.document.lines[*path, number] = self._line(child)
            return [self.value(child, (*path, number)) for number, child in enumerate(node.value)]
        values: dict[str, Any] = {}
        for key, child in node.value:
            message = self._name_problem(key, values, path)
            if message:
                place = (*path, key.value) if isinstance(key, yaml.ScalarNode) else path
                line = self._line(key if place != path else child)  # an alias has no line itself
                self._report(line, place, message)
                self.document.lost.add(place)
            else:
                self.document.lines[*path, key.value] = self._line(key)
                values[key.value] = self.value(child, (*path, key.value))
        return values

    def _line(self, node: yaml.Node) -> int:
        return min(_first(node), len(self.rows) - 1) + 1

    def _report(self, line: int, path: Path, message: str) -> None:
        self.document.problems.append(Problem(line, path, message))

    def _name_problem(self, key: yaml.Node, values: dict[str, Any], path: Path) -> str:
        """Say why a key cannot be the name of a field, or ""."""
        if not isinstance(key, yaml.ScalarNode):
            return "expected a name, found a list or group. Write a name, a colon and the value."
        if not key.style and key.value == "<<":
            return "merging with << is not allowed. Write the values out."
        if not key.style and key.value in NOTHING:
            return f'expected a name, found "{key.value}". Write the name before the colon.'
        if key.value in values:
            first = self.document.lines[*path, key.value]
            return f"duplicate field {key.value} (first in line {first}). Remove one of them."
        return ""

    def _text(self, node: yaml.ScalarNode, path: Path) -> str:
        if id(node) not in self.seen:
            self.seen.add(id(node))
            for message in _text_problems(node, self.rows):
                self._report(self._line(node), path, message)
        if not node.style and node.value in NOTHING:
            self.document.lost.add(path)
            return ""
        return node.value if node.style else Unquoted(node.value)


def _first(part: Any) -> int:
    """The line where a part of a file begins, counted from 0."""
    return int(part.start_mark.line)


def _last(part: Any) -> int:
    """The line where a part of a file ends, counted from 0."""
    return int(part.end_mark.line)


def _open_quotation(text: yaml.ScalarNode | yaml.ScalarEvent) -> str:
    """Say that the quotation mark of a text is not closed on its line, or ""."""
    if text.style not in ("'", '"') or _last(text) == _first(text):
        return ""
    return (
        f"the text that begins with {text.style} does not end on this line. Add the closing "
        "quotation mark, or write a long text after >- on its own lines."
    )


def _text_problems(node: yaml.ScalarNode, rows: list[str]) -> Iterator[str]:
    """Everything wrong with a text as it is written."""
    several_lines = _last(node) > _first(node)
    if not node.style:
        if message := unquoted_problem(node.value):
            yield message
        if several_lines:
            yield (
                "the text continues on the next line. If that line is a name or a list entry, "
                "correct its colon or its indentation. Write a long text after >- on its own lines."
            )
        if node.value and re.match(r"\s+#", rows[_last(node)][node.end_mark.column :]):
            yield (
                "everything after # on this line is ignored. Put quotation marks around the text, "
                "or write the comment on its own line."
            )
    elif message := _open_quotation(node):
        yield message
    elif node.style in ("|", ">") and node.value.endswith("\n"):
        yield f"the text ends with a line break. Write {node.style}- instead of {node.style}."
    elif node.value != node.value.strip():
        yield "remove the spaces at the start or end of the text."
