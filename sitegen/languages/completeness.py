"""The files of a language: whether they contain every current text, and templates to fill in.

A language has a folder `content/<code>/` beside trial.yaml, in `site_src/`, or in both. There,
`interface.po` translates the program's words, `trial.po` those of the trial, and each English page
has a page of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sitegen.errors import BuildError
from sitegen.languages import catalogue
from sitegen.languages.extraction import Message, program_messages, trial_messages
from sitegen.lookup import Lookup
from sitegen.model.trial import Trial

GLOSSARY = "glossary.md"
"""The one page that the site reads from both places and joins."""

_PART = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_SOURCE = re.compile(r"^source: (\w+)$", re.MULTILINE)


class TranslationError(BuildError):
    """A language lacks words, or was translated from an older English."""


def languages(lookup: Lookup) -> list[str]:
    """The codes of all languages that have a folder."""
    folders = [folder for content in lookup.folders("content") for folder in content.iterdir()]
    return sorted({folder.name for folder in folders if folder.is_dir()})


def require_complete(lookup: Lookup, trial: Trial) -> None:
    """Refuse a language that lacks words.

    Raises:
        TranslationError: names every file and string to fix.
    """
    others = [code for code in languages(lookup) if code != "en"]
    lines = [line for code in others for line in problems(lookup, trial, code)]
    if lines:
        errors = "1 error" if len(lines) == 1 else f"{len(lines)} errors"
        raise TranslationError("\n".join([*lines, f"{errors} in the translations."]))


def problems(lookup: Lookup, trial: Trial, code: str) -> list[str]:
    """Say what a language lacks, a line each: file, line, what is wrong, how to fix it."""
    command = f"build.py --language-template {code}"
    found: list[str] = []
    for file, messages in _catalogues(lookup, trial, code):
        name = lookup.shown(file)
        if not file.is_file():
            found.append(f"{name}: file not found. Run {command} to create it, then translate it.")
            continue
        try:
            found += catalogue.problems(catalogue.read(file, name), name, messages, command)
        except catalogue.CatalogueError as error:
            found += str(error).splitlines()
    for english, page in _pages(lookup, code):
        found += _page_problems(lookup, english, page)
    return found


def write_templates(lookup: Lookup, trial: Trial, code: str) -> list[str]:
    """Create or update both catalogues of a language; return a line each on what is left to do.

    Raises:
        CatalogueError: a file that is there cannot be read; nothing is written.
        OSError: a file cannot be read or written.
    """
    catalogues = _catalogues(lookup, trial, code)
    for file, _ in catalogues:
        if file.exists():
            catalogue.read(file, lookup.shown(file))
    return [
        catalogue.write_template(file, lookup.shown(file), messages, code)
        for file, messages in catalogues
    ]


def catalogue_files(lookup: Lookup, code: str) -> tuple[Path, Path]:
    """The trial's and the program's catalogue of a language: where they are, or will be."""
    kind = f"content/{code}"
    trial_po = next(iter(lookup.all(kind, "trial.po")), lookup.trial_folder / kind / "trial.po")
    return trial_po, lookup.find(kind, "interface.po")


def source_of(english: str) -> str:
    """The mark of an English page, which its translation names after `source:`."""
    return sha256(english.encode()).hexdigest()[:12]


def _catalogues(
    lookup: Lookup, trial: Trial, code: str
) -> tuple[tuple[Path, tuple[Message, ...]], ...]:
    """Each catalogue of a language with the messages that it must hold."""
    trial_po, interface_po = catalogue_files(lookup, code)
    program = program_messages(lookup.folders("templates")[-1])
    own = trial_messages(trial, lookup.trial_folder / "templates", program)
    return (interface_po, program), (trial_po, own)


def _pages(lookup: Lookup, code: str) -> Iterator[tuple[Path, Path]]:
    """Each English page that the site uses, and where its translation is, or must be."""
    for name in sorted({file.name for file in lookup.files("content/en") if file.suffix == ".md"}):
        first, *replaced = lookup.all("content/en", name)
        if name == GLOSSARY:
            for english in (first, *replaced):
                yield english, english.parents[1] / code / name
        else:
            there = lookup.all(f"content/{code}", name)
            yield first, there[0] if there else first.parents[1] / code / name


def _page_problems(lookup: Lookup, english: Path, page: Path) -> list[str]:
    shown, shown_english = lookup.shown(page), lookup.shown(english)
    if not page.is_file():
        return [f"{shown}: file not found. Translate {shown_english}."]
    text, own = english.read_text("utf-8"), page.read_text("utf-8")
    now, made_from = source_of(text), _SOURCE.search(own.partition("\n[")[0])
    found = [
        f"{shown}: missing part [{part}]. Translate it from {shown_english}."
        for part in _PART.findall(text)
        if part not in _PART.findall(own)
    ]
    if made_from is None or made_from[1] != now:
        old = f"version {made_from[1]}" if made_from else "no version"
        found.append(
            f"{shown}: translated from {old} of {shown_english}, which is now {now}. "
            f"Compare the two, then write `source: {now}` below its title."
        )
    return found
