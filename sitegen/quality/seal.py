"""The seal of the pre-check: policies, sandbox and pins, each written out and held against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sitegen.quality.built_site import Built, meta
from sitegen.quality.html_reader import Node
from sitegen.quality.page_lists import PRECHECK
from sitegen.quality.policy import hash_of

WORKER = "pre-check/service-worker.js"

SAME = {
    "default-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "precheck-worker",
}
"""What page, frame and the headers that the service worker adds say alike."""

PAGE = SAME | {"img-src": "data:", "connect-src": "'self'", "worker-src": "'self' blob:"}
FRAME = SAME | {"connect-src": "'none'", "worker-src": "blob:"}
HEADERS = PAGE | {"frame-ancestors": "'none'"}

IFRAME = {
    "class": "precheck-frame", "id": "precheck-frame", "title": "Pre-check form and findings",
    "sandbox": "allow-scripts allow-modals", "referrerpolicy": "no-referrer",
}  # fmt: skip
FETCHING = ("img", "base", "object", "embed", "audio", "video", "picture")
LINKS = ("icon", "alternate", "canonical")


def pinned(site: Built) -> Any:
    """Return what the service worker pins: files, headers, links."""
    text = site.text(WORKER).partition("self.PINNED = ")[2].partition(";\n")[0]
    return json.loads(text or '{"pins": {}}')


def _hashes(page: Node, *names: str) -> set[str]:
    run = (node for node in page.find(*names) if "json" not in node.attributes.get("type", ""))
    return {hash_of(node.text()) for node in run}


def _policy(text: str) -> dict[str, str]:
    parts = (part.split() for part in text.split(";") if part.strip())
    return {part[0]: " ".join(part[1:]) for part in parts}


def precheck_is_sealed(site: Built) -> Iterator[str]:
    """The seal is a few words of policy; each that is lost or added opens a way out."""
    if PRECHECK not in site.every:
        return
    page, frame = site.page(PRECHECK), site.frame(PRECHECK)
    style, inner = _hashes(page, "style"), _hashes(frame, "script")
    every = inner | _hashes(page, "script")
    headers = pinned(site).get("headers", {}).get("Content-Security-Policy", "")
    for where, text, wanted, scripts in (
        ("page", meta(page, "Content-Security-Policy"), PAGE, every),
        ("frame", meta(frame, "Content-Security-Policy"), FRAME, inner),
        ("service worker's headers", headers, HEADERS, every),
    ):
        said = _policy(text)
        allowed = set(said.pop("script-src", "").split())
        if allowed != scripts | {"'wasm-unsafe-eval'"}:
            strange = allowed ^ scripts ^ {"'wasm-unsafe-eval'"}
            yield f"{PRECHECK}: the scripts of the {where} differ in {sorted(strange)}"
        for name, value in {**wanted, "style-src": " ".join(style)}.items():
            if (found := said.pop(name, "")) != value:
                yield f"{PRECHECK}: {name} of the {where} is {found!r}, not {value!r}"
        if said:
            yield f"{PRECHECK}: the policy of the {where} has {said}, too"
    if _hashes(frame, "style") != style:
        yield f"{PRECHECK}: the frame has another style"


def frame_is_shut(site: Built) -> Iterator[str]:
    """A sandbox with one right too many, or a part that fetches, undoes the policies."""
    if PRECHECK not in site.every:
        return
    page, frame = site.page(PRECHECK), site.frame(PRECHECK)
    frames = [{**node.attributes, "srcdoc": ""} for node in page.find("iframe")]
    if frames != [{**IFRAME, "srcdoc": ""}]:
        yield f"{PRECHECK}: the frames are {frames}"
    for where, one in (("page", page), ("frame", frame)):
        if meta(one, "referrer") != "no-referrer":
            yield f"{PRECHECK}: the {where} tells others its address"
        for node in one.walk():
            link = node.name == "link" and node.attributes.get("rel") not in LINKS
            runs = [name for name in node.attributes if name.startswith("on") or name == "style"]
            fetches = "src" in node.attributes or node.name in FETCHING
            if link or runs or fetches:
                yield f"{PRECHECK}: the {where} holds {node.name} {node.attributes}"


def pins_are_true(site: Built) -> Iterator[str]:
    """A pin of other bytes than lie there stops the check for everybody, at the second visit."""
    for name, pin in pinned(site)["pins"].items():
        file = site.folder / "pre-check" / (name or "index.html")
        data = file.read_bytes() if file.is_file() else b""
        if (sha256(data).hexdigest(), len(data)) != (pin["sha256"], pin["size"]):
            yield f"pre-check/{name}: it is not as the service worker pins it"
    for where in (site.page(PRECHECK), site.frame(PRECHECK)):
        for script in where.find("script"):
            if "json" in script.attributes.get("type", ""):
                yield from (f"pre-check/runtime/{line}" for line in _files(site, script.text()))


def _files(site: Built, text: str) -> Iterator[str]:
    said = json.loads(text)
    for pin in said if isinstance(said, list) else said["files"]:
        file = site.folder / "pre-check/runtime" / pin["name"]
        data = file.read_bytes() if file.is_file() else b""
        digest = sha256(data).hexdigest()
        short = re.fullmatch(r"[^?]*\?([0-9a-f]{16})", pin.get("url", ""))
        told = pin.get("sha256") or (short[1] if short else "no hash")
        if not digest.startswith(told) or pin.get("size", len(data)) != len(data):
            yield f"{pin['name']}: it is not as the page pins it"


CHECKS = (precheck_is_sealed, frame_is_shut, pins_are_true)
