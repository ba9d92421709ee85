"""Make copies of the built site with changed files and new pins, as an owner of the host could."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

PAGE = "pre-check/index.html"
WORKER = "pre-check/service-worker.js"
RUNTIME = "pre-check/runtime/"
WORKER_SCRIPT = RUNTIME + "worker.js"

_FRAME = re.compile(r'srcdoc="([^"]*)"')
_INLINE = re.compile(r"<(?:script|style)[^>]*>(.*?)</(?:script|style)>", re.DOTALL)


def in_frame(text: str) -> str:
    """Escape a text as in the frame's `srcdoc`."""
    escaped = html.escape(text, quote=True)
    return escaped.replace("&quot;", "&#34;").replace("&#x27;", "&#39;")


def _hashes(page: str) -> list[str]:
    """Return the hashes of what a page runs and paints with, then of its frame, in order."""
    frame = "".join(html.unescape(found) for found in _FRAME.findall(page))
    return [
        base64.b64encode(sha256(inline.encode()).digest()).decode()
        for text in (_FRAME.sub("", page), frame)
        for inline in _INLINE.findall(text)
    ]


def renewed(before: str, after: str, text: str) -> str:
    """Return a text that names a page's scripts and styles by hash, with the hashes of the new."""
    old, new = _hashes(before), _hashes(after)
    if len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            text = text.replace(one, other)
    return text


def altered_copy(built: Path, out: Path, changes: Mapping[str, bytes]) -> Path:
    """Copy a site, replace some files, and update every pin of them.

    `changes` maps a path below the site's root to its new content; the page comes last.
    """
    shutil.copytree(built, out)
    alter(out, changes)
    return out


def alter(site: Path, changes: Mapping[str, bytes], *, keep_policy: bool = False) -> None:
    """Replace files of a site, and update their pins and the hashes in policies.

    Files are replaced, not written to, so a copy made of links never changes its original.
    """
    before = (site / PAGE).read_text("utf-8")
    page = changes.get(PAGE, before.encode()).decode()
    for path, content in changes.items():
        if path.startswith(RUNTIME):
            old, new = (sha256(data).hexdigest() for data in ((site / path).read_bytes(), content))
            page = page.replace(old, new).replace(old[:16], new[:16])
            listed = (
                f'("name":"{re.escape(path.removeprefix(RUNTIME))}","url":"[^"]*","size":)[0-9]+'
            )
            page, found = re.subn(listed, rf"\g<1>{len(content)}", page)
            assert found == 1, path
        _write(site / path, content)
    after = page if keep_policy else renewed(before, page, page)
    _write(site / PAGE, after.encode())
    worker = (site / WORKER).read_text("utf-8")
    worker = worker if keep_policy else renewed(before, page, worker)
    start, _, rest = worker.partition("self.PINNED = ")
    pinned, _, end = rest.partition(";\n")
    settings = json.loads(pinned)
    for name, pin in settings["pins"].items():
        content = (site / "pre-check" / (name or "index.html")).read_bytes()
        pin["sha256"], pin["size"] = sha256(content).hexdigest(), len(content)
    settings["version"] = sha256(json.dumps(settings).encode()).hexdigest()[:16]
    _write(site / WORKER, f"{start}self.PINNED = {json.dumps(settings)};\n{end}".encode())


def _write(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


NO_RUNTIME = {
    RUNTIME + name: b"none" for name in ("pyodide.asm.js", "pyodide.asm.wasm", "stdlib.json")
}
"""A runtime of a few bytes: the page can be sealed at once, and Python never starts."""


def unsealed(built: Path, out: Path, changes: Mapping[str, bytes] | None = None) -> Path:
    """Copy a site without its defences: no policy, no sandbox, no hardening, no headers."""
    page = (built / PAGE).read_text("utf-8")
    for old, new in (
        ("Content-Security-Policy", "X-Nothing"),
        ('sandbox="allow-scripts allow-modals"', ""),
        ("harden({ links: ", "void ({ links: "),
        ("workers.register(", "Promise.reject("),
        ("if (test === &#34;broken&#34;) failStart(&#34;unsealed&#34;);", ""),
    ):
        assert old in page, old
        page = page.replace(old, new)
    changes = {**(changes or {})}
    worker = changes.get(WORKER_SCRIPT, (built / WORKER_SCRIPT).read_bytes()).decode()
    for old, new in (
        ("if (!kept.has(name))", 'if (name === "importScripts")'),
        ("function closeSeal() {", "function closeSeal() { return;"),
        (
            "{ value: fetchFile,",
            "{ value: ((real) => (address, ...rest) => String(address).includes('runtime.invalid')"
            " ? fetchFile(address) : real(address, ...rest))(self.fetch),",
        ),
    ):
        assert old in worker, old
        worker = worker.replace(old, new)
    without_defences = {PAGE: page.encode(), WORKER_SCRIPT: worker.encode()}
    return altered_copy(built, out, changes | without_defences)
