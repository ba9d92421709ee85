"""The trial in the words of the site's language; facts and figures stay as trial.yaml has them."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup, escape

from sitegen.languages import catalogue
from sitegen.languages.texts import map_texts
from sitegen.model.site import Site
from sitegen.model.text_kinds import TextKind


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


def in_its_language(site: Site) -> Site:
    """The site whose trial is told in its language; of an English one, the site itself.

    Only words that trial.yaml declares as ours are replaced. `translation.require_whole` has made
    sure that there are words for all of them.

    Raises:
        OSError: there is no trial.po.
        KeyError: it lacks words.
    """
    if site.language == "en":
        return site
    file = site.root / "site_src" / "content" / site.language / "trial.po"
    said = {
        (message.context, message.words): message.said
        for message in catalogue.read(file.read_text("utf-8-sig")).messages
        if not message.fuzzy and not message.obsolete
    }

    def tell(told: TextKind, place: str, text: str) -> str:
        if text and told is TextKind.TRANSLATED:
            return said[place, text]
        return English(text) if text and told is TextKind.OFFICIAL else text

    return replace(site, trial=map_texts(site.trial, tell), approved_text=site.trial)
