"""From what a check says of a page to the line of trial.yaml that holds the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path as File

from sitegen.checks.loader import place_in_words
from sitegen.source import strict_yaml
from sitegen.source.nodes import Entries, Items, Node, Path, Text

_WORD = re.compile(r"\w+")
_FAULT = re.compile(r"['\"]([^'\"]+)['\"] (?:in|is) ")
ENOUGH = 4
"""So many words in a row are no chance; a whole text may be shorter, but not these few letters:"""
LETTERS = 10


@dataclass(frozen=True)
class Written:
    """A text in trial.yaml: its line, its place in words (`criteria I2, plain: `), its words."""

    line: int
    place: str
    words: tuple[str, ...]


def written_in(file: File) -> tuple[Written, ...]:
    """Read every text of a trial.yaml that can be read."""
    root = strict_yaml.read(file.read_bytes()).root
    if root is None:
        return ()
    return tuple(
        Written(line, place_in_words(path, root), _words(text)) for path, line, text in _texts(root)
    )


def where(said: str, written: tuple[Written, ...]) -> Written | None:
    """Find the text that shares the longest run of words with what is said; None if none does.

    What is said may begin with the very word at fault, in quotation marks: the text must have it.
    """
    wanted = _words(said)
    fault = _words(match[1]) if (match := _FAULT.match(said)) else ()
    best, length = None, 0
    for text in written:
        found = SequenceMatcher(None, wanted, text.words, autojunk=False).find_longest_match()
        whole = found.size == len(text.words) and len("".join(text.words)) >= LETTERS
        enough = found.size >= ENOUGH or whole
        if fault:
            enough = f" {' '.join(fault)} " in f" {' '.join(text.words)} "
        if enough and found.size > length:
            best, length = text, found.size
    return best


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _texts(root: Entries) -> Iterator[tuple[Path, int, str]]:
    """Yield each text with its path and the line of its name, in the order of the file."""

    def below(node: Node, path: Path, line: int) -> Iterator[tuple[Path, int, str]]:
        if isinstance(node, Text):
            yield path, line, node.value
        elif isinstance(node, Items):
            for position, child in enumerate(node.nodes):
                yield from below(child, (*path, position), child.line)
        else:
            for name, child in node.nodes.items():
                yield from below(child, (*path, name), node.lines[name])

    return below(root, (), root.line)
