"""What should not be there: notes to ourselves, hidden words, a wrong language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.quality.built_site import Built
from sitegen.quality.html_reader import Node
from sitegen.quality.language import COMMON
from sitegen.quality.readability import WORD

LEFT = re.compile(
    r"\{\{|\}\}|\{%|\*\*|\]\(|â€|Ã|\bTODO\b|\bFIXME\b|lorem ipsum|\bundefined\b|\bNaN\b",
    re.IGNORECASE,
)
BOXES = ("yes", "no", "not known")
ON_SCREEN = re.compile(r"What they mean: glossary$|Print this (sheet|page)\b")
"""What is of use on a screen alone: a way to the glossary, and how to print."""


def nothing_is_left_over(site: Built) -> Iterator[str]:
    """Signs of a template, a wrong encoding or a note to ourselves were never meant to be read."""
    for path in site.every:
        if path in site.information and "<!--" in site.text(path):
            yield f"{path}: a comment"
        for page in (site.page(path), site.frame(path)):
            words = " ".join(p.words("pre", "script", "style") for p in page.find("body", "title"))
            for found in LEFT.finditer(words):
                yield f"{path}: {words[max(0, found.start() - 30) : found.end() + 20]!r}"


def hiding_classes_are_few(site: Built) -> Iterator[str]:
    """A class that hides words from eyes or from paper must not stand on what all are to read."""
    for path in site.information:
        for node in site.page(path).walk():
            words = node.words() if {"skip", "sr", "screen"} & {*node.classes} else ""
            skips = node.name == "a" and node.attributes.get("href") == "#main"
            spoken = node.name == "caption" or (node.name == "span" and words in BOXES)
            wrong = {"skip": not skips, "sr": not spoken, "screen": not ON_SCREEN.match(words)}
            for kind in node.classes:
                if wrong.get(kind):
                    yield f"{path}: {kind} hides {words[:40]!r}"


def foreign_is_foreign(site: Built) -> Iterator[str]:
    """A voice told to speak German reads English so that nobody understands it."""
    for path in site.information:
        page = site.page(path)
        own = (page.find("html") or [Node("html")])[0].attributes.get("lang", "")
        for node in page.walk():
            lang = node.attributes.get("lang", own)
            words = [word.lower() for word in WORD.findall(node.words())] if lang != own else []
            if words and sum(word in COMMON for word in words) / len(words) > 0.15:
                yield f"{path}: is this {lang}? {node.words()[:50]}"


CHECKS = (nothing_is_left_over, hiding_classes_are_few, foreign_is_foreign)
