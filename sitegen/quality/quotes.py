"""Quotations: what is shown as the record's words is in the record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sitegen.quality.built_site import Built, meta, squeezed
from sitegen.quality.language import BANNED, CLAIMS

APART = ("blockquote", "official", "pre", "style", "script", "checklist")
"""Parts that hold the record's words; the first check looks at them."""


def _kept(site: Built) -> str:
    record = site.text(f"record/{site.trial['record']['file']}")
    return squeezed(f"{record} {json.dumps(site.trial, ensure_ascii=False)}").casefold()


def quotes_are_the_records(site: Built) -> Iterator[str]:
    """A quotation, or words in the dress of official ones, that the record lacks is invented."""
    kept = _kept(site)
    for path in site.every:
        for page in (site.page(path), site.frame(path)):
            for node in [*page.find("blockquote"), *page.find(kind="official")]:
                words = node.words("b").casefold()
                if words and words not in kept:
                    yield f"{path}: quoted, and not in the record: {words[:60]}"


def quoted_words_do_not_promise(site: Built) -> Iterator[str]:
    """Quotation marks do not take a promise back, but for words of the record."""
    kept = _kept(site)
    for path in site.every:
        words = " ".join(body.words(*APART) for body in site.page(path).find("body"))
        for quote in re.findall(r"“([^”]*)”", words.casefold()):
            if quote not in kept and any(re.search(rf"\b{word}\b", quote) for word in BANNED):
                yield f"{path}: quotes {quote!r}"


def names_do_not_promise(site: Built) -> Iterator[str]:
    """Title, description and names of parts are shown where the page itself is not."""
    for path in site.every:
        page = site.page(path)
        named = [node.attributes.get("aria-label", "") for node in page.walk()]
        titles = [node.words() for node in page.find("title")]
        words = " ".join([meta(page, "description"), *titles, *named]).casefold()
        for word in (*BANNED, *CLAIMS):
            if found := re.search(rf"\b{word}\b", words):
                yield f"{path}: {found[0]!r} in title, description or the name of a part"


CHECKS = (quotes_are_the_records, quoted_words_do_not_promise, names_do_not_promise)
