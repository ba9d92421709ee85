"""Gettext catalogues whose messages have a context: read, and written again for translators."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LINE = re.compile(r'(?:(msgctxt|msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"')
_PREVIOUS = re.compile(r'#\|\s+(?:msgid\s+)?"((?:[^"\\]|\\.)*)"')
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True)
class Message:
    """Words in English and in another language."""

    context: str
    words: str
    said: str
    """The translation, "" where there is none."""
    fuzzy: bool = False
    """Whether somebody has still to look at it."""
    obsolete: bool = False
    """Whether it is only kept as a comment."""
    previous: str = ""
    """The English that a fuzzy translation was made from."""
    notes: tuple[str, ...] = ()
    """The translator's own comments."""
    line: int = 0
    """Where it begins in the file."""


@dataclass(frozen=True)
class Catalogue:
    """All messages of a file, its header first, and the numbers of the lines nobody can read."""

    messages: tuple[Message, ...]
    unreadable: tuple[int, ...]


def read(text: str) -> Catalogue:
    """Read a catalogue without plurals; what cannot be read is told by line, not raised."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line.strip())
    reader.finish()
    return Catalogue(tuple(reader.messages), tuple(sorted(reader.unreadable)))


def write(messages: Iterable[Message]) -> str:
    """Write messages as a file, one below the other, each text on one line."""
    return "\n".join(_written(message) for message in messages)


class _Reader:
    """Takes line after line; a message ends where the next one, a comment or a gap begins."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.unreadable: set[int] = set()
        self._start()

    def _start(self) -> None:
        self._parts: dict[str, str] = {}
        self._last = ""
        self._line = 0
        self._fuzzy = self._obsolete = False
        self._notes: list[str] = []
        self._previous = ""

    def take(self, number: int, line: str) -> None:
        obsolete = line.startswith("#~")
        line = line.removeprefix("#~").lstrip() if obsolete else line
        entry = _LINE.fullmatch(line)
        begins = entry is None or entry[1] in ("msgctxt", "msgid")
        if begins and "msgstr" in self._parts:
            self.finish()
        if entry is not None:
            self._entry(number, entry)
            self._obsolete |= obsolete
        elif line.startswith("#,"):
            self._fuzzy |= "fuzzy" in line
        elif previous := _PREVIOUS.fullmatch(line):
            self._previous += _unescaped(previous[1])
        elif re.match(r"#(\s|$)", line):
            self._notes.append(line)
        elif line and not line.startswith(("#", "|")):
            self.unreadable.add(number)

    def finish(self) -> None:
        """Keep the message that was being read."""
        parts = self._parts
        if {"msgid", "msgstr"} <= parts.keys():
            self.messages.append(
                Message(
                    parts.get("msgctxt", ""),
                    parts["msgid"],
                    parts["msgstr"],
                    self._fuzzy,
                    self._obsolete,
                    previous=self._previous,
                    notes=tuple(self._notes),
                    line=self._line,
                )
            )
        elif parts:
            self.unreadable.add(self._line)
        self._start()

    def _entry(self, number: int, entry: re.Match[str]) -> None:
        name, text = entry[1] or self._last, _unescaped(entry[2])
        if not name or (entry[1] and name in self._parts):
            self.unreadable.add(number)
            return
        self._line = self._line or number
        self._parts[name] = self._parts.get(name, "") + text
        self._last = name


def _written(message: Message) -> str:
    mark = "#~ " if message.obsolete else ""
    lines = [*message.notes]
    if message.fuzzy:
        lines.append("#, fuzzy")
    if message.previous and not message.obsolete:
        lines.append(f"#| msgid {_quoted(message.previous)}")
    if message.context:
        lines.append(f"{mark}msgctxt {_quoted(message.context)}")
    lines.append(f"{mark}msgid {_quoted(message.words)}")
    lines.append(f"{mark}msgstr {_quoted(message.said)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), text)
