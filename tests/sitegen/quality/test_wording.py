from __future__ import annotations

import re

import pytest

from sitegen.quality.language import AMERICAN, QUOTED
from sitegen.quality.readability import syllables
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("liver", 2),
        ("tumour", 2),
        ("neuroendocrine", 5),
        ("care", 1),
        ("surgery", 3),
        ("randomised", 3),
        ("sieve", 1),
        ("little", 2),
    ],
)
def test_syllables_are_counted_right(word: str, count: int) -> None:
    """A grade is only as good as its count."""
    assert syllables(word) == count


def _our_words() -> dict[str, str]:
    files = [
        *(ROOT / "site_src" / "content" / "en").glob("*.md"),
        *(ROOT / "site_src" / "templates").rglob("*.html"),
    ]
    return {file.name: QUOTED.sub("", file.read_text("utf-8")) for file in files}


def test_our_own_words_are_in_british_english() -> None:
    """Our words have British spelling; quotations of the record keep theirs."""
    for name, words in _our_words().items():
        shown = re.sub(r"<style>.*?</style>|<[^>]+>|\{[%#].*?[%#]\}", "", words, flags=re.DOTALL)
        assert AMERICAN.findall(shown) == [], name


def test_no_word_is_written_twice_in_a_row() -> None:
    """Readers overlook a repeated word; a screen reader reads it out."""
    for name, words in _our_words().items():
        if name.endswith(".md"):
            assert re.findall(r"\b([a-z]+) \1\b", words) == [], name
