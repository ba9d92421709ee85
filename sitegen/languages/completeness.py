"""Whether a language's folder holds all words, made from today's English and no older one."""

from __future__ import annotations

import re
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from sitegen.languages import translation_template
from sitegen.model.status import MONTHS, STATUSES
from sitegen.model.trial import Trial
from sitegen.pages.markdown import read_catalogue

_SAID = re.compile(r"""\b_\(\s*(["'])((?:\\.|(?!\1).)*)\1""", re.DOTALL)
_PART = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_SOURCE = re.compile(r"^source: (\w+)$", re.MULTILINE)


class NotWhole(Exception):
    """A language lacks words, or has words made from an older English."""


def languages(root: Path) -> list[str]:
    """Name the languages that have a folder."""
    content = root / "site_src" / "content"
    return sorted(folder.name for folder in content.iterdir() if folder.is_dir())


def require_whole(root: Path, trial: Trial) -> None:
    """Refuse a language with a hole in it.

    Raises:
        NotWhole: names every file and string to be mended.
    """
    others = [code for code in languages(root) if code != "en"]
    lines = [line for code in others for line in problems(root, trial, code)]
    if lines:
        raise NotWhole("\n".join([*lines, f"{len(lines)} to mend in the translations"]))


def problems(root: Path, trial: Trial, code: str) -> list[str]:
    """Say what one language lacks, a line each: the file, the string, and how to mend it."""
    content = root / "site_src" / "content"
    found = _catalogue(root, code) + translation_template.problems(root, trial, code)
    for english in sorted((content / "en").glob("*.md")):
        found += _page(english, content / code / english.name, f"site_src/content/{code}/")
    return found


def source_of(english: str) -> str:
    """The mark of an English page, which its translation names after `source:`."""
    return sha256(english.encode()).hexdigest()[:12]


def interface_words(root: Path) -> set[str]:
    """All words of the interface that a catalogue must hold."""
    words = set(MONTHS)
    sources = [
        *(root / "site_src" / "templates").rglob("*.html"),
        root / "sitegen" / "model" / "status.py",
    ]
    for path in sources:
        words |= {match[2] for match in _SAID.finditer(path.read_text("utf-8"))}
    for status in STATUSES.values():
        words |= {getattr(status, part.name) for part in fields(status) if part.name != "open"}
    return words - {""}


def _catalogue(root: Path, code: str) -> list[str]:
    name = f"site_src/content/{code}/interface.po"
    file = root / name
    if not file.is_file():
        return [f"{name}: not there; make it, with a translation of every interface string"]
    messages = read_catalogue(file.read_text("utf-8"))
    messages.pop("direction", None)
    wanted = interface_words(root)
    return [
        f"{name}: {words!r} is not translated, or marked fuzzy; translate it, take the mark away"
        for words in sorted(wanted)
        if not messages.get(words)
    ] + [
        f"{name}: {words!r} is no interface string any more; its English changed: compare, remove"
        for words in sorted(messages.keys() - wanted)
    ]


def _page(english: Path, translated: Path, folder: str) -> list[str]:
    name = folder + english.name
    if not translated.is_file():
        return [f"{name}: not there; translate site_src/content/en/{english.name}"]
    text, own = english.read_text("utf-8"), translated.read_text("utf-8")
    now, made_from = source_of(text), _SOURCE.search(own.partition("\n[")[0])
    found = [
        f"{name}: part [{part}] is missing; translate it from site_src/content/en/{english.name}"
        for part in _PART.findall(text)
        if part not in _PART.findall(own)
    ]
    if made_from is None or made_from[1] != now:
        old = made_from[1] if made_from else "nothing"
        found.append(
            f"{name}: made from {old}, and the English page is now {now}; compare the two, "
            f"then write source: {now} below its title"
        )
    return found
