"""A folder of built pages, as the checks see it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitegen.lookup import Lookup
from sitegen.model import approval
from sitegen.model.trial import Trial
from sitegen.quality.html_reader import Node, parse
from sitegen.quality.page_lists import EVERY, INFORMATION, PATIENT
from sitegen.source.model_reader import construct
from tests.conftest import ROOT


@lru_cache(maxsize=512)
def _parse(text: str) -> Node:
    return parse(text)


@dataclass(frozen=True)
class Built:
    """A folder of pages; `only` names the ones to look at, all if it is empty.

    A page that is not there is passed over, but for the check that looks for just that.
    """

    folder: Path
    only: tuple[str, ...] = ()

    def _here(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        wanted = (path for path in paths if not self.only or path in self.only)
        return tuple(path for path in wanted if self.has(path))

    @property
    def every(self) -> tuple[str, ...]:
        """All pages."""
        return self._here(EVERY)

    @property
    def information(self) -> tuple[str, ...]:
        """Pages of words: no script, one response."""
        return self._here(INFORMATION)

    @property
    def patient(self) -> tuple[str, ...]:
        """Pages that a patient reads."""
        return self._here(PATIENT)

    def text(self, path: str) -> str:
        """Return a file as it is; "" where there is none."""
        return (self.folder / path).read_text("utf-8") if self.has(path) else ""

    def page(self, path: str) -> Node:
        """Return a page as a tree; pages of the same text are read once."""
        return _parse(self.text(path))

    def frame(self, path: str) -> Node:
        """Return the page that is written into a page's frame; an empty one where there is none."""
        frames = self.page(path).find("iframe")
        return _parse(frames[0].attributes.get("srcdoc", "") if frames else "")

    def main(self, path: str) -> Node:
        """Return the content of a page; the whole page where it has no `main`."""
        return (self.page(path).find("main") or [self.page(path)])[0]

    def data(self, path: str) -> Any:
        """Return a JSON file's content."""
        return json.loads(self.text(path))

    @property
    def trial(self) -> Any:
        """The trial, as published in trial.json."""
        return self.data("trial.json")

    @property
    def approved(self) -> bool:
        """Tell whether somebody approved every part of the site's words, as they stand."""
        return approval.approval(construct(Trial, self.trial), Lookup(ROOT, ROOT)).approved

    def has(self, path: str) -> bool:
        """Tell whether the folder holds this file."""
        return (self.folder / path).is_file()


Check = Callable[[Built], Iterator[str]]
"""Looks at a folder of pages and says what is wrong, a line each; its docstring says why."""


def meta(page: Node, name: str) -> str:
    """Return what a page's meta element of this name says; "" where there is none."""
    return next(
        (
            node.attributes.get("content", "")
            for node in page.find("meta")
            if name in (node.attributes.get("name"), node.attributes.get("http-equiv"))
        ),
        "",
    )


def canonical(page: Node) -> str:
    """Return the full address that a page says it has; "" where it says none."""
    return next(
        (
            node.attributes.get("href", "")
            for node in page.find("link")
            if node.attributes.get("rel") == "canonical"
        ),
        "",
    )


def around(text: str, start: int, end: int) -> str:
    """Return a part of a text with what stands about it, so that it can be found again."""
    return text[max(0, start - 30) : end + 30]


def dialled(words: str) -> str:
    """Return words with telephone numbers as trial.yaml has them, not held together by hyphens."""
    return words.replace("\u2011", "-")


def objects(said: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of some JSON, however deep; the outer ones first."""
    if isinstance(said, dict):
        yield said
    for part in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from objects(part)


def squeezed(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())
