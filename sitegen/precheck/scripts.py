"""Bundle the pre-check's ES modules with esbuild, each entry into one readable classic script.

esbuild is a native program from the npm package of the same name; it needs no Node. The bundle runs
its modules in the order of their imports and shows none of their names to other scripts.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from sitegen.errors import BuildError
from sitegen.lookup import site_src
from sitegen.precheck.npm import INSTALL, PACKAGES

FOLDER = "site_src/assets/precheck"
VERSION = PACKAGES["esbuild"]
"""Another version may write other bytes."""
STRICT = '"use strict";\n'
OPTIONS = (
    "--bundle",
    "--format=iife",
    "--charset=utf8",
    "--legal-comments=inline",  # keeps the comment at the head of each module
    "--tsconfig-raw={}",  # no file outside the folder changes the bytes
    "--ignore-annotations",  # nor drops a module that is imported for what it does
    "--log-level=warning",
    "--color=false",
)


class BundleError(BuildError):
    """The files of the pre-check cannot be put together. The message says what to do."""


def bundle_script(root: Path, entry: str, first: str = "") -> str:
    """Return an entry module and everything it imports as one classic script in strict mode.

    Args:
        root: the folder of the build, which holds `node_modules`.
        entry: the file name of the entry module, such as `shell.js`.
        first: JavaScript that runs before all modules.

    Raises:
        BundleError: esbuild is missing, has another version, or finds an error.
    """
    program = find_esbuild(root)
    # From this folder, so that the bundle names its modules alike wherever the repository is.
    done = subprocess.run(
        [program, *OPTIONS, entry],
        cwd=site_src(root) / "assets" / "precheck",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0 or done.stderr:
        raise BundleError(f"{FOLDER}/{entry}: esbuild failed.\n{done.stderr.strip()}")
    return STRICT + first + done.stdout


def find_esbuild(root: Path) -> Path:
    """Return the esbuild that npm installed for this platform.

    npm installs only the package that fits the platform, such as `@esbuild/linux-x64`.

    Raises:
        BundleError: it is missing or has another version.
    """
    packages = root / "node_modules" / "@esbuild"
    found = [*packages.glob("*/bin/esbuild"), *packages.glob("*/esbuild.exe")]
    if len(found) != 1:
        raise BundleError(
            f"node_modules/@esbuild: expected one program for this platform, found {len(found)}. "
            f"{INSTALL}"
        )
    package = packages / found[0].relative_to(packages).parts[0] / "package.json"
    installed = json.loads(package.read_text("utf-8"))["version"]
    if installed != VERSION:
        raise BundleError(
            f"node_modules/@esbuild: version is {installed} (expected {VERSION}). {INSTALL}"
        )
    return found[0]
