"""Pseudo-locales: languages made from the English words, to find what stays English."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from sitegen.checks import loader
from sitegen.languages.completeness import source_of
from sitegen.languages.extraction import DIRECTION, Message, program_messages, trial_messages
from sitegen.lookup import Lookup
from tests import fixtures
from tests.conftest import ROOT

TRIAL = loader.load(fixtures.FILE, ROOT)

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
    r"\{\{.*?\}\}|\{%.*?%\}|\]\([^)]*\)|`[^`]*`|https?://[^\s)]+|</?[a-z][^>]*>|%s|%\(\w+\)s|^\[\w+\]$|&\w+;",
    re.MULTILINE | re.DOTALL,
)
"""What a translator leaves as it is: values, links, code, names of parts."""

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


def catalogue(messages: tuple[Message, ...], code: str) -> Catalog:
    """Translate messages, as a translator's tool writes them down."""
    made = Catalog(fuzzy=False)
    for message in messages:
        words = (message.words, message.plural) if message.plural else message.words
        said = tuple(pseudo(each, code) for each in (message.words, message.plural) if each)
        if message.words == DIRECTION:
            said = ("rtl" if code == "qpr" else "ltr",)
        made.add(words, said if message.plural else said[0], context=message.place or None)
    return made


def add_language(root: Path, code: str) -> Path:
    """Write a language into `root`, a copy of the checkout by links; return the trial's folder.

    The trial's words are in content/<code>/ beside trial.yaml, all others below site_src/.
    """
    root.mkdir(exist_ok=True)
    if not (root / "trial.yaml").exists():
        (root / "trial.yaml").write_bytes(fixtures.FILE.read_bytes())
    for path in ROOT.iterdir():
        if path.name not in ("site_src", "content", ".git") and not (root / path.name).exists():
            (root / path.name).symlink_to(path)
    for content in ("site_src/content", "content"):
        _add_content(ROOT / content, root / content, code)
    for path in (ROOT / "site_src").iterdir():
        if not (root / "site_src" / path.name).exists():
            (root / "site_src" / path.name).symlink_to(path)
    program = program_messages(ROOT / "site_src" / "templates")
    own = trial_messages(TRIAL, ROOT / "templates", program)
    for file, messages in [
        (root / "site_src" / "content" / code / "interface.po", program),
        (root / "content" / code / "trial.po", own),
    ]:
        with file.open("wb") as opened:
            write_po(opened, catalogue(messages, code))
    return root / "content" / code


def lookup(root: Path) -> Lookup:
    """Where a build of that copy looks for words."""
    return Lookup(root, root)


def _add_content(english: Path, made: Path, code: str) -> None:
    """Write one content folder of a language, and link the English one beside it."""
    folder = made / code
    folder.mkdir(parents=True)
    if not (english / "en").exists():
        return
    if not (made / "en").exists():
        (made / "en").symlink_to(english / "en")
    for page in (english / "en").glob("*.md"):
        (folder / page.name).write_text(page_words(page.read_text("utf-8"), code), "utf-8")
