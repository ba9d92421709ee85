"""The pre-check's service worker: the bundled script, and what it pins written above it."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath

from sitegen.model.site import Files
from sitegen.precheck.csp import Policy, sha256_hex, worker_headers
from sitegen.precheck.scripts import bundle_script

FOLDER = "pre-check/"
PATH = FOLDER + "service-worker.js"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".py": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}
_LINK = re.compile(r'<a [^>]*href="((?!mailto:|tel:|#)[^"?#]+)')
"""A link to a page, of this site or another; no mail, no telephone."""


def service_worker(root: Path, page: str, pinned: Files, policy: Policy) -> bytes:
    """Return the service worker with the hashes of everything it may serve.

    Args:
        root: the folder of the build, which holds `node_modules`.
        page: the path of the pre-check's page, whose links stay reachable.
        pinned: the page and every file that it fetches, by path.
        policy: the page's policy, which the service worker repeats as a header.
    """
    pins = {
        path.removeprefix(FOLDER).removesuffix("index.html"): {
            "sha256": sha256_hex(content),
            "size": len(content),
            "type": TYPES[PurePosixPath(path).suffix],
        }
        for path, content in sorted(pinned.items())
    }
    links = sorted(set(_LINK.findall(pinned[page].decode())))
    values = {"pins": pins, "links": links, "headers": worker_headers(policy)}
    values["version"] = sha256_hex(_json(values).encode())[:16]
    return bundle_script(root, "service-worker.js", f"self.PINNED = {_json(values)};\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
