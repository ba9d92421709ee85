"""The glossary: each term once, from glossary.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from sitegen.errors import BuildError
from sitegen.pages.markdown import Words

_HEAD = re.compile(r"^<p><strong>(?P<term>[^<]+)</strong>(?:: (?P<full>[^<]+))?</p>\s*")


@dataclass(frozen=True)
class Term:
    """One term: its anchor, its name, what a short form stands for, and its meaning."""

    id: str
    name: str
    full: str
    meaning: Markup


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of their names."""

    terms: tuple[Term, ...]

    @cached_property
    def _short(self) -> dict[str, Term]:
        return {term.name: term for term in self.terms if term.full}

    def short_forms(self, *texts: str) -> tuple[Term, ...]:
        """Return the short forms that these texts use, in the glossary's order."""
        used = " ".join(texts)
        return tuple(
            term
            for name, term in self._short.items()
            if re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", used)
        )


def read_glossary(words: Words) -> Glossary:
    """Read the parts of glossary.md; each begins with its name in bold, then any full form.

    Raises:
        BuildError: a part does not.
    """
    terms = []
    for name, html in words.parts.items():
        if name == "intro":
            continue
        head = _HEAD.match(html)
        if head is None:
            raise BuildError(
                f"{words.parts.file}: part [{name}] does not begin with its term. Write a first "
                "line like **MRI**: magnetic resonance imaging, then an empty line."
            )
        terms.append(
            Term(
                id=name.replace("_", "-"),
                name=str(Markup(head["term"]).unescape()),
                full=str(Markup(head["full"] or "").unescape()),
                meaning=Markup(html[head.end() :]),
            )
        )
    return Glossary(tuple(sorted(terms, key=lambda term: term.name.casefold())))
