from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site.places import EVERY, INFORMATION, PATIENT
from tests.site.readability import grade, sentences, syllables
from tests.site.reader import Node, read_page

patient_page = pytest.mark.parametrize("path", PATIENT)
every_page = pytest.mark.parametrize("path", EVERY)

NOT_OURS = ("official", "blockquote", "short-forms", "pre")
"""What the registry says, word for word, and lists of short forms."""

LIKE_WORDS = {
    "NELMAS": "the trial's own name; the record does not say what it stands for",
    "ID": "a word of its own",
    "A4": "a size of paper",
    "AAA": "a level of a standard",
    "SHA": "part of a name",
    "DOTATATE": "part of a name",
    "DOTATOC": "part of a name",
    "DOTANOC": "part of a name",
    "DOTA": "part of a name",
    "TATE": "part of a name",
    "II": "a number",
    "III": "a number",
    "IV": "a number",
    "GBQ": "the record's own spelling of GBq",
}


@cache
def _main(path: Path) -> Node:
    return read_page(path).find("main")[0]


@patient_page
def test_patients_can_read_it(built_site: Path, path: str) -> None:
    """Registry text needs eighteen years of school; ours needs six."""
    found = sentences(_main(built_site / path), NOT_OURS)
    assert found
    assert grade(found) <= 6, f"{path}: grade {grade(found):.1f}"


@patient_page
def test_sentences_are_short(built_site: Path, path: str) -> None:
    """A frightened reader loses the start of a long sentence before its end."""
    long = [
        sentence.text
        for sentence in sentences(_main(built_site / path), NOT_OURS)
        if len(sentence.words) > 20
    ]
    assert long == []


def test_banners_and_help_are_easy_too(built_site: Path) -> None:
    """What stands on every page is read most."""
    page = read_page(built_site / "index.html")
    for kind in ("status-banner", "help"):
        found = sentences(page.find(kind=kind)[0], ())
        assert grade(found) <= 8, kind
        assert all(len(sentence.words) <= 20 for sentence in found)


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


@every_page
def test_words_that_promise_or_decide_are_never_used(built_site: Path, path: str) -> None:
    """A word such as these makes a reader hope for, or fear, what nobody has shown."""
    text = (built_site / path).read_text("utf-8")
    page = read_page(built_site / path)
    assert "eligible" not in text.casefold()
    words = page.find("body")[0].words("blockquote", "official").casefold()
    for banned in (r"new hope", r"safe(ly|ty|r|st)?", r"(in)?effective(ness|ly)?", r"free",
                   r"miracle", r"cure[sd]?", r"breakthrough", r"promising"):  # fmt: skip
        assert not re.search(rf"\b{banned}\b", words), banned


@patient_page
def test_substance_comes_first_and_the_brand_once(built_site: Path, path: str) -> None:
    """A trial tests a substance; a brand name sells one."""
    words = _main(built_site / path).words(*NOT_OURS)
    assert words.count("Lutathera") <= 1
    if "Lutathera" in words:
        assert words.index("177Lu-DOTATATE") < words.index("Lutathera")


@pytest.mark.parametrize("path", INFORMATION)
def test_short_forms_are_told_in_full(built_site: Path, path: str) -> None:
    """A short form that is not explained shuts a reader out."""
    main = _main(built_site / path)
    listed = {
        node.words() for part in main.find(kind="short-forms") + main.find(kind="terms")
        for node in part.find("dt")
    }  # fmt: skip
    text = main.words("short-forms", "pre", "hash")
    for short in dict.fromkeys(re.findall(r"(?<![\w-])(?:[A-Z][A-Z0-9]+|GBq|mCi|Hb)(?!\w)", text)):
        if short in LIKE_WORDS or short in listed or re.fullmatch(r"(NCT|[IE])\d+", short):
            continue
        told = re.search(rf"[a-z]+ \({short}\)|\b{short} ?\(([a-z]|[A-Z][a-z])", text)
        linked = any(
            node.words() == short and "glossary/#" in node.attributes.get("href", "")
            for node in main.find("a")
        )
        assert told or linked, f"{path}: {short}"


def test_every_term_of_the_glossary_stands_once_and_is_used(built_site: Path) -> None:
    """A term told twice is told in two ways; a term never used is noise."""
    terms = [node.words() for node in _main(built_site / "glossary/index.html").find("dt")]
    assert len({term.casefold() for term in terms}) == len(terms)
    assert [term.casefold() for term in terms] == sorted(term.casefold() for term in terms)
    rest = " ".join(
        read_page(built_site / path).words()
        for path in EVERY
        if path != "glossary/index.html"
    ).casefold().replace("dota-tate", "dotatate").replace("68ga ", "68ga-")  # fmt: skip
    meanings = _main(built_site / "glossary/index.html").words("dt").casefold()
    for term in terms:
        stem = term.casefold().replace("randomised", "randomi").replace("ki-67", "ki").rstrip("s")
        assert stem in rest or stem in meanings, term


AMERICAN = re.compile(
    r"\b(tumors?|randomiz\w+|hemoglobin|colou?r(?<=color)\w*|centers?|behavior\w*|analyz\w+"
    r"|organiz\w+|recogniz\w+|program(?!s? check)|catalog|fiber|leukemia|esophag\w+|edema"
    r"|anemia|diarrhea|pediatric|gynecolog\w+|hospitaliz\w+|stabiliz\w+|minimiz\w+)\b",
    re.IGNORECASE,
)


def _our_words() -> dict[str, str]:
    files = [
        *(ROOT / "site_src" / "content" / "en").glob("*.md"),
        *(ROOT / "site_src" / "templates").rglob("*.html"),
    ]
    return {
        file.name: re.sub(r"“[^”]*”|World Health Organization", "", file.read_text("utf-8"))
        for file in files
    }


def test_our_own_words_are_in_british_english() -> None:
    """One spelling throughout, that of the sponsor's country; the record's quotes keep theirs."""
    for name, words in _our_words().items():
        shown = re.sub(r"<style>.*?</style>|<[^>]+>|\{[%#].*?[%#]\}", "", words, flags=re.DOTALL)
        assert AMERICAN.findall(shown) == [], name


def test_no_word_is_written_twice_in_a_row() -> None:
    """The slip that eyes pass over and a screen reader does not."""
    for name, words in _our_words().items():
        if name.endswith(".md"):
            assert re.findall(r"\b([a-z]+) \1\b", words) == [], name
