"""Find the line of trial.yaml that holds the words which a check reports on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path as File

from sitegen.source import strict_yaml
from sitegen.source.messages import place_in_words

_WORD = re.compile(r"\w+")
_FAULT = re.compile(r"['\"]([^'\"]+)['\"] (?:in|is) ")
ENOUGH = 4
"""From this number of words in a row on, a match is not by chance."""
LETTERS = 10
"""A text with fewer words must match as a whole and have at least this many letters."""


@dataclass(frozen=True)
class Written:
    """A text in trial.yaml: its line, its place in words (`criteria I2, plain: `), its words."""

    line: int
    place: str
    words: tuple[str, ...]


def written_in(file: File) -> tuple[Written, ...]:
    """Read every text of a trial.yaml that can be read."""
    document = strict_yaml.read(file.read_bytes())
    return tuple(
        Written(document.line(path), place_in_words(path, document.data), _words(text))
        for path, text in document.texts()
    )


def where(message: str, written: tuple[Written, ...]) -> Written | None:
    """Find the text that shares the longest run of words with a message; None if none does.

    If the message begins with the wrong word in quotation marks, the text must contain that word.
    """
    words = _words(message)
    fault = _words(match[1]) if (match := _FAULT.match(message)) else ()
    best, length = None, 0
    for text in written:
        found = SequenceMatcher(None, words, text.words, autojunk=False).find_longest_match()
        whole = found.size == len(text.words) and len("".join(text.words)) >= LETTERS
        enough = found.size >= ENOUGH or whole
        if fault:
            enough = f" {' '.join(fault)} " in f" {' '.join(text.words)} "
        if enough and found.size > length:
            best, length = text, found.size
    return best


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
