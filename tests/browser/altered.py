"""Copies of the built site with files changed and pinned anew, as whoever owns the host could."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

PAGE = "pre-check/index.html"
WORKER = "pre-check/service-worker.js"
RUNTIME = "pre-check/runtime/"


def altered_copy(built: Path, out: Path, changes: Mapping[str, bytes]) -> Path:
    """Copy a site, put other bytes in some files, and pin these wherever the old were pinned.

    `changes` maps a path below the site's root to its new content; the page comes last.
    """
    shutil.copytree(built, out)
    page = changes.get(PAGE, (out / PAGE).read_bytes()).decode()
    for path, content in changes.items():
        if path.startswith(RUNTIME):
            old, new = (sha256(data).hexdigest() for data in ((out / path).read_bytes(), content))
            page = page.replace(old, new).replace(old[:16], new[:16])
            listed = (
                f'("name":"{re.escape(path.removeprefix(RUNTIME))}","url":"[^"]*","size":)[0-9]+'
            )
            page, found = re.subn(listed, rf"\g<1>{len(content)}", page)
            assert found == 1, path
        (out / path).write_bytes(content)
    (out / PAGE).write_text(page, "utf-8")
    worker = (out / WORKER).read_text("utf-8")
    before, _, rest = worker.partition("const PINNED = ")
    pinned, _, after = rest.partition(";\n")
    told = json.loads(pinned)
    for name, pin in told["pins"].items():
        content = (out / "pre-check" / (name or "index.html")).read_bytes()
        pin["sha256"], pin["size"] = sha256(content).hexdigest(), len(content)
    told["version"] = sha256(json.dumps(told).encode()).hexdigest()[:16]
    (out / WORKER).write_text(f"{before}const PINNED = {json.dumps(told)};\n{after}", "utf-8")
    return out


NO_RUNTIME = {
    RUNTIME + name: b"none" for name in ("pyodide.asm.js", "pyodide.asm.wasm", "stdlib.json")
}
"""A runtime of a few bytes: every wall stands at once, and Python never starts."""


def unsealed(built: Path, out: Path, changes: Mapping[str, bytes] | None = None) -> Path:
    """Copy a site with every wall taken down: no policy, no sandbox, no hardening, no headers."""
    page = (built / PAGE).read_text("utf-8")
    for old, new in (
        ("Content-Security-Policy", "X-Nothing"),
        ('sandbox="allow-scripts allow-modals"', ""),
        ("Hardening.harden(", "void ("),
        ("workers.register(", "Promise.reject("),
        ("if (sealTest === &#34;broken&#34;) Runtime.fail(&#34;unsealed&#34;);", ""),
    ):
        assert old in page, old
        page = page.replace(old, new)
    seal = (built / RUNTIME / "worker-seal.js").read_text("utf-8")
    for old, new in (
        ("if (!kept.has(name))", 'if (name === "importScripts")'),
        ("function close() {", "function close() { return;"),
        (
            "{ value: serve,",
            "{ value: ((real) => (address, ...rest) => String(address).includes('runtime.invalid')"
            " ? serve(address) : real(address, ...rest))(self.fetch),",
        ),
    ):
        assert old in seal, old
        seal = seal.replace(old, new)
    return altered_copy(
        built,
        out,
        {PAGE: page.encode(), RUNTIME + "worker-seal.js": seal.encode(), **(changes or {})},
    )
