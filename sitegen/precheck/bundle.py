"""The files that the pre-check runs on: Python for the browser, its library and the rules.

Pyodide comes from node_modules, checked against site_src/assets/precheck/pyodide.sha256. Only the
modules of Python's library that stdlib.txt lists are included.
"""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

from eligibility.fingerprint import ENGINE, python_files
from sitegen.model.site import Files, Site
from sitegen.precheck.csp import sha256_hex
from sitegen.precheck.npm import INSTALL
from sitegen.precheck.scripts import BundleError, bundle_script

FOLDER = "pre-check/runtime/"
PARTS = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.js", "python_stdlib.zip")


def files(site: Site) -> Files:
    """Return every file that the pre-check's page fetches, below pre-check/runtime/.

    Raises:
        BundleError: a file is missing or is not the one that was reviewed.
    """
    assets = site.lookup.site_src / "assets" / "precheck"
    pyodide = {
        name: _read_part(site.root / "node_modules" / "pyodide" / name, digest)
        for name, digest in _read_digests(assets / "pyodide.sha256").items()
    }
    bundle = {
        "definitions.json": site.definitions.to_json().encode(),
        "pyodide.asm.js": classic_script(pyodide["pyodide.asm.mjs"].decode()).encode(),
        "pyodide.asm.wasm": pyodide["pyodide.asm.wasm"],
        "pyodide.js": pyodide["pyodide.js"],
        "stdlib.json": pack_library(
            pyodide["python_stdlib.zip"], _read_list(assets / "stdlib.txt")
        ),
        "worker.js": bundle_script(site.root, "worker.js").encode(),
    }
    for package in filter(None, (ENGINE, site.rules.package)):
        for module in python_files(package):
            bundle[f"{package}/{module.name}"] = module.read_bytes()
    return {FOLDER + name: content for name, content in bundle.items()}


def classic_script(module: str) -> str:
    """Turn Pyodide's ES module into a classic script, which a sealed worker can run.

    A module worker made from a blob does not start in a frame without an origin (Chromium 156).
    """
    for written, instead, times in (
        ("export default _createPyodideModule;", "", 1),
        ("import.meta.url", '""', 3),
    ):
        found = module.count(written)
        if found != times:
            raise BundleError(
                f"pyodide.asm.mjs: {written!r} occurs {found} times (expected {times}). "
                "Read the new Pyodide and adapt sitegen/precheck/bundle.py."
            )
        module = module.replace(written, instead)
    return module


def pack_library(archive: bytes, names: tuple[str, ...]) -> bytes:
    """Take modules from Pyodide's library into one JSON object, file name to source.

    JSON and not a zip, because hosts compress only the first.
    """
    with zipfile.ZipFile(BytesIO(archive)) as library:
        present = set(library.namelist())
        missing = [name for name in names if name not in present]
        if missing:
            raise BundleError(
                f"site_src/assets/precheck/stdlib.txt: python_stdlib.zip has no "
                f"{', '.join(missing)}. Remove the name from the list."
            )
        sources = {name: library.read(name).decode() for name in sorted(names)}
    return json.dumps(sources, ensure_ascii=False, separators=(",", ":")).encode()


def _read_part(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BundleError(
            f"node_modules/pyodide/{path.name}: {error.strerror}. {INSTALL}"
        ) from error
    found = sha256_hex(content)
    if found != digest:
        raise BundleError(
            f"node_modules/pyodide/{path.name}: SHA-256 is {found} (expected {digest}). Run "
            "`python3 dev.py install`, or review the new package and update "
            "site_src/assets/precheck/pyodide.sha256."
        )
    return content


def _read_digests(path: Path) -> dict[str, str]:
    """Read a list as `sha256sum` writes it: digest, two spaces, file name."""
    digests = {name: digest for digest, name in (line.split() for line in _read_list(path, " "))}
    if set(digests) != set(PARTS):
        raise BundleError(
            f"site_src/assets/precheck/{path.name}: lists {sorted(digests)} "
            f"(expected {sorted(PARTS)})."
        )
    return digests


def _read_list(path: Path, within: str = "") -> tuple[str, ...]:
    """Read a list with one entry per line; # starts a comment."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line and within in line)
