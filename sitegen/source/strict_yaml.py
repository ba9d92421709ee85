"""Strict YAML: every value is text, every problem is found, each with its line.

YAML guesses: `no` becomes false, `8.0` becomes 8, `2026-01-14` becomes a date. A trial cannot live
with guesses, so nothing here is ever converted: what YAML would turn into something other than text
is a problem that asks for quotation marks.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from sitegen.source import recovery, syntax
from sitegen.source.composer import Composer
from sitegen.source.nodes import Entries, Path, Problem

LARGEST_FILE = 1_000_000

FASTEST: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Source:
    """What was read: the outermost group, the problems, and where values were lost."""

    root: Entries | None
    problems: list[Problem]
    lost: frozenset[Path] = frozenset()


def read(data: bytes) -> Source:
    """Read a whole file; problems are collected, not raised."""
    if len(data) > LARGEST_FILE:
        return _nothing(
            f"the file is {len(data):,} bytes long; at most {LARGEST_FILE:,} were wanted; check "
            "that this is the right file"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _nothing(
            f"byte 0x{data[error.start]:02x} is not UTF-8 text; the file was wanted as UTF-8; "
            "save it again and choose the encoding UTF-8",
            line,
        )
    text, oddities = syntax.clean(text)
    problems = [Problem(line, (), message) for line, message in oddities]
    whole = Composer(text, {})
    try:
        finished = whole.read(FASTEST)
    except yaml.YAMLError:
        finished = False
    if not finished:
        root, found, lost = recovery.read(text, {line for line, _ in oddities})
        return Source(root, problems + found, lost)
    if whole.root is None and not whole.problems:
        empty = _nothing("the file is empty; a trial was wanted; see docs/trial-yaml.md")
        return Source(None, problems + empty.problems)
    return Source(whole.root, problems + whole.problems)


def _nothing(message: str, line: int = 1) -> Source:
    return Source(None, [Problem(line, (), message, unusable=True)])
