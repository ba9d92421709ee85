"""Puts a complete site in the place of the old one, or leaves the old one as it is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath

from sitegen.model.site import Files

MANIFEST = "manifest-sha256.txt"
"""Names every file of a site with its SHA-256; also how a build knows its own output."""

_SOURCES = (
    *("site_src", "sitegen", "nelmas_rules", "tests", "docs", "devtools", "locks", "benchmarks"),
    *(".git", ".github", ".ci", ".venv", "node_modules"),
)
"""Folders of the checkout that no site belongs into."""

_STRAY = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave behind without asking."""


class OutputRefused(Exception):
    """The output folder cannot be used; says why and what to do."""


def merge(contributions: Iterable[Files]) -> Files:
    """Join what the contributors of a build return; no file may be contributed twice."""
    files: Files = {}
    for contribution in contributions:
        for path, content in contribution.items():
            if path in files:
                raise ValueError(f"two parts of the build make {path}")
            files[path] = content
    return files


def with_manifest(files: Files) -> Files:
    """Add the list of every file with its SHA-256, in the form that `sha256sum --check` reads."""
    lines = [f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    return merge([files, {MANIFEST: "".join(lines).encode()}])


def check_folder(out: Path, root: Path) -> None:
    """Refuse an output folder in which something could be lost.

    Raises:
        OutputRefused: it is a file, holds sources, or holds files that no build made.
    """
    whole, checkout = out.resolve(), root.resolve()
    if out.is_symlink():
        raise OutputRefused(f"{out} is a link to {whole}; a folder was wanted; name the folder")
    if out.exists() and not out.is_dir():
        raise OutputRefused(f"{out} is a file; a folder was wanted; name another one with --out")
    for source in _SOURCES:
        if whole.is_relative_to(checkout / source):
            raise OutputRefused(
                f"{out} lies in {source}/, which holds sources; another folder was wanted; leave "
                "--out away for _site"
            )
    if checkout.is_relative_to(whole):
        raise OutputRefused(
            f"{out} holds this checkout itself; a folder of its own was wanted; leave --out away "
            "for _site"
        )
    if not out.parent.is_dir():
        raise OutputRefused(
            f"the folder {out.parent} is not there; make it first, or name another one with --out"
        )
    if out.is_dir() and (foreign := _foreign(out)):
        raise OutputRefused(
            f"{out} holds {foreign}, which no build made; an empty folder or an earlier build was "
            "wanted; move that file away, or name another folder with --out"
        )


def _foreign(out: Path) -> str:
    """A file in the folder that its manifest does not name, or ""."""
    manifest = out / MANIFEST
    known = {MANIFEST}
    if manifest.is_file():
        lines = manifest.read_text("utf-8", "replace").splitlines()
        known |= {line.partition("  ")[2] for line in lines}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        is_folder = path.is_dir() and not path.is_symlink()
        if not is_folder and name not in known and path.name not in _STRAY:
            return name
    return ""


def replace(out: Path, files: Files) -> None:
    """Write a whole site beside the old one and put it in its place.

    The old site stays, byte for byte, until the new one is complete; if anything fails, it is
    there as before.

    Raises:
        OSError: something could not be written.
        ValueError: a path leads out of the folder.
    """
    for path in files:
        _require_inside(path)
    new = Path(tempfile.mkdtemp(prefix=f".{out.name}.new-", dir=out.parent))
    try:
        for path, content in sorted(files.items()):
            file = new / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        new.chmod(0o755)
        _swap(out, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(out: Path, new: Path) -> None:
    if not out.exists():
        new.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.old-", dir=out.parent))
    out.rename(old / "site")
    try:
        new.rename(out)
    except BaseException:
        (old / "site").rename(out)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _require_inside(path: str) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or {"..", "."} & set(path.split("/")):
        raise ValueError(f"the path {path!r} does not stay in the output folder")
