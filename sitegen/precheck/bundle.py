"""The files that the pre-check runs on: Python for the browser, its library and our rules.

Pyodide comes from node_modules, checked against site_src/assets/precheck/pyodide.sha256, and needs
no Node to be bundled. Of Python's library go only the modules that stdlib.txt lists.
"""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

from eligibility.fingerprint import ENGINE, python_files
from sitegen.model.site import Files, Site
from sitegen.precheck.csp import sha256_hex

FOLDER = "pre-check/runtime/"
PARTS = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.js", "python_stdlib.zip")


class BundleError(Exception):
    """The files of the pre-check cannot be put together; the message says what to do."""


def files(site: Site) -> Files:
    """Return every file that the pre-check's page fetches, below pre-check/runtime/.

    Raises:
        BundleError: a file is missing or is not the one that was reviewed.
    """
    assets = site.root / "site_src" / "assets" / "precheck"
    package = {
        name: _read_part(site.root / "node_modules" / "pyodide" / name, digest)
        for name, digest in _read_digests(assets / "pyodide.sha256").items()
    }
    bundle = {
        "definitions.json": site.definitions.to_json().encode(),
        "pyodide.asm.js": classic_script(package["pyodide.asm.mjs"].decode()).encode(),
        "pyodide.asm.wasm": package["pyodide.asm.wasm"],
        "pyodide.js": package["pyodide.js"],
        "stdlib.json": pack_library(
            package["python_stdlib.zip"], _read_list(assets / "stdlib.txt")
        ),
        "worker-seal.js": (assets / "worker-seal.js").read_bytes(),
        "worker.js": (assets / "worker.js").read_bytes(),
    }
    for name in (ENGINE, site.rules.package):
        for module in python_files(name) if name else ():
            bundle[f"{name}/{module.name}"] = module.read_bytes()
    return {FOLDER + name: content for name, content in bundle.items()}


def classic_script(module: str) -> str:
    """Turn Pyodide's ES module into a classic script, which a sealed worker can be made of.

    A module worker made from a blob does not start in a frame without an origin (Chromium 156).
    """
    for written, instead, times in (
        ("export default _createPyodideModule;", "", 1),
        ("import.meta.url", '""', 3),
    ):
        found = module.count(written)
        if found != times:
            raise BundleError(
                f"pyodide.asm.mjs: {written!r} stands in it {found} times; {times} were wanted; "
                "read the new Pyodide and adapt sitegen/precheck/bundle.py"
            )
        module = module.replace(written, instead)
    return module


def pack_library(archive: bytes, names: tuple[str, ...]) -> bytes:
    """Take modules out of Pyodide's library: one JSON object, file name to source.

    JSON and not a zip, because hosts compress the one and not the other.
    """
    with zipfile.ZipFile(BytesIO(archive)) as library:
        present = set(library.namelist())
        missing = [name for name in names if name not in present]
        if missing:
            raise BundleError(
                f"python_stdlib.zip has no {', '.join(missing)}; take the name out of "
                "site_src/assets/precheck/stdlib.txt"
            )
        sources = {name: library.read(name).decode() for name in sorted(names)}
    return json.dumps(sources, ensure_ascii=False, separators=(",", ":")).encode()


def _read_part(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BundleError(
            f"node_modules/pyodide/{path.name} is missing ({error.strerror}); "
            "run `python3 dev.py install`, which brings the npm package pyodide"
        ) from error
    found = sha256_hex(content)
    if found != digest:
        raise BundleError(
            f"node_modules/pyodide/{path.name} has the SHA-256 {found}; {digest} was wanted; "
            "install the pinned package again, or review the new one and update "
            "site_src/assets/precheck/pyodide.sha256"
        )
    return content


def _read_digests(path: Path) -> dict[str, str]:
    """Read a list as `sha256sum` writes it: digest, two spaces, file name."""
    digests = {name: digest for digest, name in (line.split() for line in _read_list(path, " "))}
    if set(digests) != set(PARTS):
        raise BundleError(f"{path.name} lists {sorted(digests)}; {sorted(PARTS)} were wanted")
    return digests


def _read_list(path: Path, within: str = "") -> tuple[str, ...]:
    """Read a list with one entry per line; # starts a comment."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line and within in line)
