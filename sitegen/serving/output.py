"""Replace the old site by a complete new one, or leave the old one unchanged."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath

from sitegen.errors import BuildError
from sitegen.model.site import Files

MANIFEST = "manifest-sha256.txt"
"""Lists every file of a site with its SHA-256. A build recognises its own output by it."""

_STRAY = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers create."""


class OutputError(BuildError):
    """The output folder cannot be used."""


def merge(contributions: Iterable[Files]) -> Files:
    """Join the files that the parts of a build return. Two parts must not make the same file."""
    files: Files = {}
    for contribution in contributions:
        for path, content in contribution.items():
            if path in files:
                raise ValueError(f"two parts of the build make {path}")
            files[path] = content
    return files


def with_manifest(files: Files) -> Files:
    """Add the list of all files with their SHA-256, as `sha256sum --check` reads it."""
    lines = [f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    return merge([files, {MANIFEST: "".join(lines).encode()}])


def check_folder(out: Path, root: Path) -> None:
    """Check that writing a site to a folder cannot destroy anything.

    Args:
        out: the output folder.
        root: the folder of the trial. Inside it, `out` must be directly below.

    Raises:
        OutputError: `out` is a file, lies among sources, or holds files that no build made.
    """
    target, trial = out.resolve(), root.resolve()
    if out.is_symlink():
        raise OutputError(f"{out} is a link to {target}. Name the folder itself")
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file. Name a folder")
    if trial.is_relative_to(target):
        raise OutputError(f"{out} contains the trial itself. Name another folder, such as _site")
    if target.is_relative_to(trial) and target.parent != trial:
        inside = target.relative_to(trial).parts[0]
        raise OutputError(f"{out} lies in {inside}/. Name a folder outside it, such as _site")
    if not out.parent.is_dir():
        raise OutputError(f"the folder {out.parent} does not exist. Create it, or name another one")
    if out.is_dir() and (foreign := _foreign(out)):
        raise OutputError(
            f"{out} contains {foreign}, which no build made. Move that file away, or name an empty "
            "folder or an earlier build"
        )


def _foreign(out: Path) -> str:
    """A file in the folder that its manifest does not list, or ""."""
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
    """Write a complete site beside the old one, then swap the two.

    If anything fails, the old site is unchanged.

    Raises:
        OSError: a file could not be written.
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
        raise ValueError(f"the path {path!r} leads out of the output folder")
