"""Languages that nobody speaks, made from the English words: what they leave English is a fault."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from sitegen.checks import loader
from sitegen.languages import texts
from sitegen.languages.completeness import interface_words, source_of
from tests import fixtures
from tests.conftest import ROOT

TRIAL = loader.load(fixtures.FILE, ROOT).trial

ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒǵħíĵķłɱñóƥɋřšŧúṽŵẋýžÁƁÇĐÉƑǴĦÍĴĶŁṀÑÓƤɊŘŠŦÚṼŴẊÝŽ",
)
HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "אבגדהוזחטיכלמנסעפצקרשתאבגד" * 2,
)
ALPHABETS = {"qps": ACCENTED, "qpr": HEBREW}

KEPT = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\]\([^)]*\)|`[^`]*`|https?://[^\s)]+|</?[a-z][^>]*>|%s|^\[\w+\]$|&\w+;",
    re.MULTILINE | re.DOTALL,
)
"""What a translator leaves alone: values, links, code, names of parts."""

_WORD = re.compile(r"[A-Za-z]+")


def pseudo(text: str, code: str) -> str:
    """Translate: every letter another one, and every word 40 % longer."""
    out, place = [], 0
    for kept in [*KEPT.finditer(text), None]:
        out.append(_WORD.sub(lambda m: _longer(m[0], code), text[place : kept and kept.start()]))
        if kept:
            out.append(kept[0])
            place = kept.end()
    return "".join(out)


def _longer(word: str, code: str) -> str:
    return (word + word[-1].lower() * round(len(word) * 0.4)).translate(ALPHABETS[code])


def page_words(english: str, code: str) -> str:
    """Translate one page's file, whose head names its English."""
    head, mark, rest = english.partition("\n[")
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    lines = [f"{name}: {pseudo(words, code)}" for name, words in facts.items()]
    return "\n".join([*lines, f"source: {source_of(english)}", "", pseudo(mark + rest, code)])


def catalogue(code: str) -> Catalog:
    """Translate the interface, as a translator's tool would write it down."""
    made = Catalog(fuzzy=False)
    for words in sorted(interface_words(ROOT)):
        made.add(words, pseudo(words, code))
    made.add("direction", "rtl" if code == "qpr" else "ltr")
    return made


def trial_words(code: str) -> Catalog:
    """Translate our words in a trial.yaml, each with its place there."""
    made = Catalog(fuzzy=False)
    for text in texts.ours(TRIAL):
        made.add(text.words, pseudo(text.words, code), context=text.place)
    return made


def add_language(root: Path, code: str) -> Path:
    """Write a language's folder below `root`, a copy of the checkout by links."""
    root.mkdir(exist_ok=True)
    if not (root / "trial.yaml").exists():
        (root / "trial.yaml").symlink_to(fixtures.FILE)
    for path in ROOT.iterdir():
        if path.name not in ("site_src", ".git") and not (root / path.name).exists():
            (root / path.name).symlink_to(path)
    content = root / "site_src" / "content"
    content.mkdir(parents=True, exist_ok=True)
    for path in [*(ROOT / "site_src").iterdir(), ROOT / "site_src" / "content" / "en"]:
        link = root / path.relative_to(ROOT)
        if path.name != "content" and not link.exists():
            link.symlink_to(path)
    folder = content / code
    folder.mkdir()
    for page in (ROOT / "site_src" / "content" / "en").glob("*.md"):
        (folder / page.name).write_text(page_words(page.read_text("utf-8"), code), "utf-8")
    for name, made in [("interface.po", catalogue(code)), ("trial.po", trial_words(code))]:
        with (folder / name).open("wb") as file:
            write_po(file, made)
    return folder
