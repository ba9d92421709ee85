"""What a page of words may fetch, run and weigh: one response, nothing else."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator

from sitegen.quality.built_site import Built, meta

BUDGET = 8_000
"""Bytes with gzip; well within the first round trip of a new connection."""


def hash_of(text: str) -> str:
    """Name a style or script as a content security policy does."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def nothing_else_is_fetched_or_run(site: Built) -> Iterator[str]:
    """A page of words needs no script and no further request, and its policy allows none."""
    for path in site.information:
        page = site.page(path)
        styles = [node.text() for node in page.find("style")]
        scripts = page.find("script")
        if len(styles) != 1:
            yield f"{path}: {len(styles)} stylesheets"
            continue
        if any(node.attributes != {"type": "application/ld+json"} for node in scripts):
            yield f"{path}: a script"
        data = "".join(f"; script-src {hash_of(node.text())}" for node in scripts)
        wanted = (
            f"default-src 'none'; style-src {hash_of(styles[0])}; img-src data:; "
            f"connect-src 'self'; base-uri 'none'; form-action 'none'{data}"
        )
        if meta(page, "Content-Security-Policy") != wanted:
            yield f"{path}: the policy is {meta(page, 'Content-Security-Policy')!r}"
        head = [node.name for node in page.find("meta", "style", "script", "link")]
        policy = [
            place
            for place, node in enumerate(page.find("meta"))
            if node.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        if policy != [1] or head[:2] != ["meta", "meta"]:
            yield f"{path}: the policy does not stand before all it is to govern"
        for node in page.walk():
            for name, value in node.attributes.items():
                if name in ("src", "srcset", "data", "poster", "background", "action", "ping"):
                    yield f"{path}: {node.name} fetches {value}"
                if name.startswith("on") or name == "style":
                    yield f"{path}: {node.name} has {name}"
        for link in page.find("link"):
            rel, href = link.attributes.get("rel"), link.attributes.get("href", "")
            if rel == "icon" and not href.startswith("data:"):
                yield f"{path}: the icon is fetched from {href}"
            if rel not in {"icon", "canonical", "alternate"}:
                yield f"{path}: a link of kind {rel}"
        if found := re.findall(r"url\(|@import|@font-face|image-set\(|expression\(", styles[0]):
            yield f"{path}: the stylesheet has {found}"


def page_fits_its_budget(site: Built) -> Iterator[str]:
    """On a slow phone every round trip is a second; a page of words comes in the first one."""
    for path in site.information:
        weight = len(gzip.compress((site.folder / path).read_bytes(), 9))
        if weight > BUDGET:
            yield f"{path}: {weight} bytes gzip, more than {BUDGET}"


CHECKS = (nothing_else_is_fetched_or_run, page_fits_its_budget)
