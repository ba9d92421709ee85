"""A language of the site: the words of its interface, and the trial in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NoReturn, cast

import polib
from markupsafe import Markup, escape

from sitegen.errors import BuildError
from sitegen.languages import catalogue
from sitegen.languages.extraction import DIRECTION
from sitegen.model.text_kinds import TextKind
from sitegen.model.texts import Text, map_texts
from sitegen.model.trial import Trial


class MissingTranslationError(BuildError):
    """A page shows words that the language's catalogues do not have."""


class English(str):
    """The registry's words on a page in another language: shown, they are marked as English.

    Compared, joined or written as JSON they are the plain text.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return Markup('<span lang="en" dir="ltr">{}</span>').format(str(self))

    def __rmod__(self, words: str) -> Markup:
        # `_("printed “%s”") % limit.printed` would lose the mark
        return Markup(escape(words)) % self


@dataclass(frozen=True)
class Language:
    """A language of the site: its code, its direction ("ltr" or "rtl") and its words."""

    code: str
    direction: str
    translations: NullTranslations

    @property
    def locale(self) -> str:
        """The language with its country where the spelling depends on it: English is British."""
        return "en-GB" if self.code == "en" else self.code

    def gettext(self, words: str) -> str:
        """Interface words in this language; templates call it as `_("…")`."""
        return self.translations.gettext(words)

    def ngettext(self, one: str, many: str, number: int | str) -> str:
        """Interface words that depend on a number: `ngettext("%s week", "%s weeks", n) % n`."""
        return self.translations.ngettext(one, many, int(number))


ENGLISH = Language("en", "ltr", NullTranslations())
"""The language that all words are written in."""


def read_language(code: str, files: Iterable[Path]) -> Language:
    """Read a language's catalogues, `files`; the first that has a translation counts.

    Raises:
        CatalogueError: a catalogue cannot be read.
        OSError: a file cannot be read.
    """
    if code == "en":
        return ENGLISH
    catalogues = [catalogue.read(file, file.name) for file in files]
    directions = [words for entries in catalogues if (words := _direction(entries))]
    chain = [*map(_translations, catalogues), cast(NullTranslations, _Missing(code))]
    for one, following in pairwise(chain):
        one.add_fallback(following)
    return Language(code, directions[0] if directions else "ltr", chain[0])


def translated(trial: Trial, language: Language) -> Trial:
    """The trial in a language; in English, the trial itself.

    Only texts of our own are replaced. Official texts are marked as English.

    Raises:
        MissingTranslationError: the catalogues lack a text.
    """
    if language.code == "en":
        return trial

    def translate(text: Text) -> str:
        if text.words and text.kind is TextKind.TRANSLATED:
            return language.translations.pgettext(text.place, text.words)
        if text.words and text.kind is TextKind.OFFICIAL:
            return English(text.words)
        return text.words

    return map_texts(trial, translate)


def _translations(entries: polib.POFile) -> NullTranslations:
    entries.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    return GNUTranslations(BytesIO(entries.to_binary()))


def _direction(entries: polib.POFile) -> str:
    found = (entry.msgstr for entry in entries if entry.msgid == DIRECTION and not entry.msgctxt)
    return next(found, "")


@dataclass(frozen=True)
class _Missing:
    """Asked after the last catalogue: refuses, where gettext would show English."""

    code: str

    def gettext(self, words: str) -> NoReturn:
        raise MissingTranslationError(
            f"content/{self.code}: no translation of {words!r}. "
            f"Run build.py --language-template {self.code} and translate it."
        )

    def ngettext(self, one: str, many: str, number: int) -> NoReturn:
        self.gettext(one)

    def pgettext(self, place: str, words: str) -> NoReturn:
        self.gettext(words)
