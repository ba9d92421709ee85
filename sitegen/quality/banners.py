"""What stands on every page is the same on every page, and all of it is told."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.status import MONTHS
from sitegen.quality.built_site import Built

KINDS = ("draft-banner", "status-banner", "help", "site-footer")


def banners_are_one(site: Built) -> Iterator[str]:
    """A day or a word that changed on one page makes readers doubt all the others."""
    whole = Built(site.folder)
    first = {kind: _words(whole, whole.every[0], kind) for kind in KINDS}
    for path in whole.every[1:]:
        for kind in KINDS:
            if (words := _words(whole, path, kind)) != first[kind]:
                yield f"{path}: {kind} is not that of {whole.every[0]}: {words[:60]}"


def copies_are_told(site: Built) -> Iterator[str]:
    """A copy of the record that says otherwise is told with its day and in its own words."""
    for path in site.every:
        banner = _words(site, path, "status-banner")
        for copy in site.trial["status"]["copies"]:
            on = "On a day it does not give"
            if copy["as_of"]:
                year, month, day = copy["as_of"].split("-")
                on = f"On {int(day)} {MONTHS[int(month) - 1]} {year}"
            for part in (on, copy["source"], copy["says"]):
                if part not in banner:
                    yield f"{path}: the status banner lacks {part!r}"


def _words(site: Built, path: str, kind: str) -> str:
    return " ".join(node.words() for node in site.page(path).find(kind=kind))


CHECKS = (banners_are_one, copies_are_told)
