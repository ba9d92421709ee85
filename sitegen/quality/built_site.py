"""A folder of built pages, as the checks read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from sitegen.lookup import Lookup
from sitegen.model import approval
from sitegen.model.trial import Trial
from sitegen.quality.html_reader import Node, parse
from sitegen.quality.page_lists import PageLists, page_lists
from sitegen.source.model_reader import construct


@lru_cache(maxsize=512)
def _parse(text: str) -> Node:
    return parse(text)


@dataclass(frozen=True)
class BuiltSite:
    """A folder of pages, and the project that it was built from.

    Missing pages are skipped; one check looks for just those.
    """

    folder: Path
    root: Path
    """The project: holds site_src, the published test patients and node_modules."""
    only: tuple[str, ...] = ()
    """Check these pages only; all pages if empty."""
    trial_folder: Path | None = None
    """The folder of trial.yaml, if it is not the project: may hold rules and words."""

    @cached_property
    def lists(self) -> PageLists:
        """The pages that this trial must have."""
        return page_lists(self.criterion_ids)

    @cached_property
    def criterion_ids(self) -> tuple[str, ...]:
        """The ids of the criteria, in the order of trial.json."""
        return tuple(criterion["id"] for criterion in self.trial["criteria"])

    def _present(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        chosen = (path for path in paths if not self.only or path in self.only)
        return tuple(path for path in chosen if self.has(path))

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """All pages."""
        return self._present(self.lists.every)

    @cached_property
    def information_pages(self) -> tuple[str, ...]:
        """Pages of words: no script, one response."""
        return self._present(self.lists.information)

    @cached_property
    def patient_pages(self) -> tuple[str, ...]:
        """Pages written for patients."""
        return self._present(self.lists.patient)

    @cached_property
    def sample_pages(self) -> tuple[str, ...]:
        """One page of each template, and of the pages on rules the longest and the shortest."""
        size = {path: len(self.text(path)) for path in self.lists.rules if self.has(path)}
        by_size = sorted(size, key=lambda path: size[path])
        return self._present((*self.lists.templates, *dict.fromkeys([*by_size[-1:], *by_size[:1]])))

    @cached_property
    def whole(self) -> BuiltSite:
        """The same site with all its pages."""
        return replace(self, only=()) if self.only else self

    def text(self, path: str) -> str:
        """Return a file as it is; "" where there is none."""
        return (self.folder / path).read_text("utf-8") if self.has(path) else ""

    def page(self, path: str) -> Node:
        """Return a page as a tree; pages of the same text are parsed once."""
        return _parse(self.text(path))

    def frame(self, path: str) -> Node:
        """Return the document in the frame of a page; an empty one where there is none."""
        frames = self.page(path).find("iframe")
        return _parse(frames[0].attributes.get("srcdoc", "") if frames else "")

    def main(self, path: str) -> Node:
        """Return the content of a page; the whole page where it has no `main`."""
        return (self.page(path).find("main") or [self.page(path)])[0]

    def data(self, path: str) -> Any:
        """Return the content of a JSON file."""
        return json.loads(self.text(path))

    @cached_property
    def trial(self) -> Any:
        """The trial, as published in trial.json."""
        return self.data("trial.json")

    @cached_property
    def record(self) -> str:
        """The path of the published copy of the registry's record."""
        return f"record/{self.trial['record']['file']}"

    @cached_property
    def approved(self) -> bool:
        """Whether every part of the site's words is approved as it is."""
        lookup = Lookup(self.root, self.trial_folder or self.root)
        return approval.approval(construct(Trial, self.trial), lookup).approved

    def has(self, path: str) -> bool:
        """Whether the folder holds this file."""
        return (self.folder / path).is_file()


Check = Callable[[BuiltSite], Iterator[str]]
"""Reads built pages and yields errors as "path: what is wrong". The docstring says why."""


def meta(page: Node, name: str) -> str:
    """Return the content of a meta element; "" where there is none."""
    return next(
        (
            node.attributes.get("content", "")
            for node in page.find("meta")
            if name in (node.attributes.get("name"), node.attributes.get("http-equiv"))
        ),
        "",
    )


def canonical(page: Node) -> str:
    """Return the canonical address of a page; "" where it has none."""
    return next(
        (
            node.attributes.get("href", "")
            for node in page.find("link")
            if node.attributes.get("rel") == "canonical"
        ),
        "",
    )


def pairs(node: Node, row: str = "div", name: str = "dt", value: str = "dd") -> dict[str, str]:
    """Return the names and values of a description list."""
    return {
        one.find(name)[0].words(): one.find(value)[0].words()
        for one in node.find(row)
        if one.find(name) and one.find(value)
    }


def around(text: str, start: int, end: int) -> str:
    """Return a part of a text with some context, so that it can be found."""
    return text[max(0, start - 30) : end + 30]


def plain_hyphens(words: str) -> str:
    """Return words with ordinary hyphens, as trial.yaml writes telephone numbers."""
    return words.replace("\u2011", "-")


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of some JSON, however deep; the outer ones first."""
    if isinstance(data, dict):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(part)


def squeezed(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())
