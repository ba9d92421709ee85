"""Content security policies, the sandbox of the pre-check, and its pinned files."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sitegen.quality.built_site import BuiltSite, meta
from sitegen.quality.html_reader import Node
from sitegen.quality.page_lists import PRECHECK

BUDGET = 8_000
"""Bytes after gzip: within the first round trip of a new connection."""


def hash_of(text: str) -> str:
    """Return the hash of a style or script, as written in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy_allows_nothing_else(site: BuiltSite) -> Iterator[str]:
    """Information pages run no script and fetch nothing; their policy says so."""
    for path in site.information_pages:
        page = site.page(path)
        styles = [node.text() for node in page.find("style")]
        scripts = page.find("script")
        if len(styles) != 1:
            yield f"{path}: {len(styles)} stylesheets, expected 1"
            continue
        if any(node.attributes != {"type": "application/ld+json"} for node in scripts):
            yield f"{path}: unexpected script"
        data = "".join(f"; script-src {hash_of(node.text())}" for node in scripts)
        expected = (
            f"default-src 'none'; style-src {hash_of(styles[0])}; img-src data:; "
            f"connect-src 'self'; base-uri 'none'; form-action 'none'{data}"
        )
        if (policy := meta(page, "Content-Security-Policy")) != expected:
            yield f"{path}: policy is {policy!r}, expected {expected!r}"
        head = [node.name for node in page.find("meta", "style", "script", "link")]
        places = [
            place
            for place, node in enumerate(page.find("meta"))
            if node.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        if places != [1] or head[:2] != ["meta", "meta"]:
            yield f"{path}: policy must come before styles and scripts"
        for node in page.walk():
            for name, value in node.attributes.items():
                if name in ("src", "srcset", "data", "poster", "background", "action", "ping"):
                    yield f"{path}: {node.name} fetches {value}"
                if name.startswith("on") or name == "style":
                    yield f"{path}: {node.name} has the attribute {name}"
        for link in page.find("link"):
            rel, href = link.attributes.get("rel"), link.attributes.get("href", "")
            if rel == "icon" and not href.startswith("data:"):
                yield f"{path}: icon is fetched from {href}"
            if rel not in {"icon", "canonical", "alternate"}:
                yield f"{path}: link element with rel={rel}"
        if found := re.findall(r"url\(|@import|@font-face|image-set\(|expression\(", styles[0]):
            yield f"{path}: stylesheet contains {found}"


def page_is_light(site: BuiltSite) -> Iterator[str]:
    """A page fits into the first round trip: 8 kB compressed."""
    for path in site.information_pages:
        weight = len(gzip.compress((site.folder / path).read_bytes(), 9))
        if weight > BUDGET:
            yield f"{path}: page has {weight} bytes after gzip (limit {BUDGET})"


WORKER = "pre-check/service-worker.js"

SAME = {
    "default-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "precheck-worker",
}
"""Directives shared by the page, the frame and the headers of the service worker."""

PAGE = SAME | {"img-src": "data:", "connect-src": "'self'", "worker-src": "'self' blob:"}
FRAME = SAME | {"connect-src": "'none'", "worker-src": "blob:"}
HEADERS = PAGE | {"frame-ancestors": "'none'"}

IFRAME = {
    "class": "precheck-frame", "id": "precheck-frame", "title": "Pre-check form and findings",
    "sandbox": "allow-scripts allow-modals", "referrerpolicy": "no-referrer",
}  # fmt: skip
FETCHING = ("img", "base", "object", "embed", "audio", "video", "picture")
LINKS = ("icon", "alternate", "canonical")


def pinned(site: BuiltSite) -> Any:
    """Return the pins of the service worker: files, headers and links."""
    found = re.search(r"\bPINNED = (\{.*?\});\n", site.text(WORKER), re.DOTALL)
    return json.loads(found[1] if found else '{"pins": {}}')


def _hashes(page: Node, *names: str) -> set[str]:
    run = (node for node in page.find(*names) if "json" not in node.attributes.get("type", ""))
    return {hash_of(node.text()) for node in run}


def _policy(text: str) -> dict[str, str]:
    parts = (part.split() for part in text.split(";") if part.strip())
    return {part[0]: " ".join(part[1:]) for part in parts}


def policies_seal_the_precheck(site: BuiltSite) -> Iterator[str]:
    """The policies of the pre-check are exactly the expected ones."""
    if PRECHECK not in site.pages:
        return
    page, frame = site.page(PRECHECK), site.frame(PRECHECK)
    style, inner = _hashes(page, "style"), _hashes(frame, "script")
    every = inner | _hashes(page, "script")
    headers = pinned(site).get("headers", {}).get("Content-Security-Policy", "")
    for where, text, expected, scripts in (
        ("page", meta(page, "Content-Security-Policy"), PAGE, every),
        ("frame", meta(frame, "Content-Security-Policy"), FRAME, inner),
        ("service worker's headers", headers, HEADERS, every),
    ):
        said = _policy(text)
        allowed = set(said.pop("script-src", "").split())
        if allowed != scripts | {"'wasm-unsafe-eval'"}:
            strange = allowed ^ scripts ^ {"'wasm-unsafe-eval'"}
            yield f"{PRECHECK}: script-src of the {where} differs in {sorted(strange)}"
        for name, value in {**expected, "style-src": " ".join(style)}.items():
            if (found := said.pop(name, "")) != value:
                yield f"{PRECHECK}: {name} of the {where} is {found!r}, expected {value!r}"
        if said:
            yield f"{PRECHECK}: policy of the {where} has the unexpected {said}"
    if _hashes(frame, "style") != style:
        yield f"{PRECHECK}: styles of page and frame differ"


def frame_is_sandboxed(site: BuiltSite) -> Iterator[str]:
    """The frame of the pre-check has no extra rights and fetches nothing."""
    if PRECHECK not in site.pages:
        return
    page, frame = site.page(PRECHECK), site.frame(PRECHECK)
    frames = [{**node.attributes, "srcdoc": ""} for node in page.find("iframe")]
    if frames != [{**IFRAME, "srcdoc": ""}]:
        yield f"{PRECHECK}: wrong frames: {frames}"
    for where, one in (("page", page), ("frame", frame)):
        if meta(one, "referrer") != "no-referrer":
            yield f"{PRECHECK}: {where} has no no-referrer policy"
        for node in one.walk():
            link = node.name == "link" and node.attributes.get("rel") not in LINKS
            runs = [name for name in node.attributes if name.startswith("on") or name == "style"]
            fetches = "src" in node.attributes or node.name in FETCHING
            if link or runs or fetches:
                yield f"{PRECHECK}: {where} contains {node.name} {node.attributes}"


def pins_match_the_files(site: BuiltSite) -> Iterator[str]:
    """The service worker pins the files that are published."""
    for name, pin in pinned(site)["pins"].items():
        file = site.folder / "pre-check" / (name or "index.html")
        data = file.read_bytes() if file.is_file() else b""
        if (sha256(data).hexdigest(), len(data)) != (pin["sha256"], pin["size"]):
            yield f"pre-check/{name}: file differs from the pin of the service worker"
    for where in (site.page(PRECHECK), site.frame(PRECHECK)):
        for script in where.find("script"):
            if "json" in script.attributes.get("type", ""):
                yield from (f"pre-check/runtime/{line}" for line in _files(site, script.text()))


def _files(site: BuiltSite, text: str) -> Iterator[str]:
    said = json.loads(text)
    for pin in said if isinstance(said, list) else said["files"]:
        file = site.folder / "pre-check/runtime" / pin["name"]
        data = file.read_bytes() if file.is_file() else b""
        digest = sha256(data).hexdigest()
        short = re.fullmatch(r"[^?]*\?([0-9a-f]{16})", pin.get("url", ""))
        pinned_hash = pin.get("sha256") or (short[1] if short else "no hash")
        if not digest.startswith(pinned_hash) or pin.get("size", len(data)) != len(data):
            yield f"{pin['name']}: file differs from the pin of the page"


CHECKS = (
    policy_allows_nothing_else,
    page_is_light,
    policies_seal_the_precheck,
    frame_is_sandboxed,
    pins_match_the_files,
)
