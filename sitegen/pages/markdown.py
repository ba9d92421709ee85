"""Reads the words of the pages, one Markdown file each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from sitegen.errors import BuildError

_PART = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


class Parts(dict[str, Markup]):
    """The parts of one page's words; a missing one raises an error that names the file."""

    def __init__(self, parts: Mapping[str, Markup], file: str) -> None:
        super().__init__(parts)
        self.file = file

    def __missing__(self, name: str) -> Markup:
        raise MissingPartError(
            f"{self.file}: missing part [{name}], which the page's template uses. Add the line "
            f"[{name}] and its words below it."
        )


class MissingPartError(BuildError):
    """A template uses a part that a page's words do not have."""


@dataclass(frozen=True)
class Words:
    """One page's Markdown, as HTML by part."""

    title: str
    description: str
    parts: Parts

    def __getattr__(self, name: str) -> Markup:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.parts[name]


def read_words(text: str, url: Callable[[str], str], file: str) -> Words:
    """Turn one page's Markdown into HTML by part; `file` is its name in messages.

    The file starts with `title:` and `description:`; a line `[name]` starts a part. A link to
    `term:grade` goes to the glossary, one to `page:about/` to that page.
    """
    head, *rest = _PART.split(text)
    facts = dict(line.split(": ", 1) for line in head.splitlines() if line.strip())
    markdown = Markdown(extensions=["tables", "def_list", _Links(url)], output_format="html")
    parts = {
        name: Markup(markdown.reset().convert(body.strip()))
        for name, body in zip(rest[::2], rest[1::2], strict=True)
    }
    return Words(facts["title"], facts["description"], Parts(parts, file))


class _Links(Extension):
    def __init__(self, url: Callable[[str], str]) -> None:
        super().__init__()
        self._url = url

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_LinkTargets(md, self._url), "links", 0)


class _LinkTargets(Treeprocessor):
    def __init__(self, md: Markdown, url: Callable[[str], str]) -> None:
        super().__init__(md)
        self._url = url

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith("term:"):
                link.set("href", self._url("glossary/#" + target.removeprefix("term:")))
                link.set("class", "term")
            elif target.startswith("page:"):
                link.set("href", self._url(target.removeprefix("page:")))
