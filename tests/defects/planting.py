"""Reads the planted defects, and plants one in a copy of the site or of the sources."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from sitegen.serving.output import MANIFEST
from tests import fixtures
from tests.browser.altered import PAGE, RUNTIME, alter, in_frame, renewed

FOLDER = Path(__file__).parents[1] / "sitegen" / "quality" / "planted"


@dataclass(frozen=True)
class Defect:
    """One defect: what it is, where and how it is planted, and which check must see it."""

    defect: str
    seen_by: str
    """The name of a check; "build": the build itself must fail."""
    page: str = ""
    """A page of the site; only this page is checked."""
    file: str = ""
    """Another file of the site."""
    source: str = ""
    """A file of the project, which is then built."""
    change: str = ""
    """Text to replace at its first place; white space matches any white space."""
    to: str = ""
    """The replacement; {noise} is 16 kB of text that cannot be compressed."""
    style: str = ""
    """Rules to add to the end of the page's stylesheet."""
    remove: str = ""
    """"yes": delete the file."""
    everywhere: str = ""
    """"yes": replace the text at all its places."""
    frame: str = ""
    """"yes": the text is in the frame of the pre-check."""
    keep_policy: str = ""
    """"yes": do not update the hashes of styles and scripts in the policy."""
    keep_pins: str = ""
    """"yes": do not update the pins of the pre-check."""
    keep_manifest: str = ""
    """"yes": do not update the manifest."""

    @property
    def path(self) -> str:
        """The file that is changed."""
        return self.page or self.file or self.source


class StaleDefectError(Exception):
    """A defect changes text that the site no longer has."""


def defects_by_module() -> Iterator[tuple[str, list[Defect]]]:
    """Yield each list of defects with the name of its module of checks."""
    for file in sorted(FOLDER.glob("*.yaml")):
        yield file.stem, [Defect(**entry) for entry in yaml.safe_load(file.read_text("utf-8"))]


def all_defects() -> list[Defect]:
    """Read all planted defects."""
    return [defect for _, defects in defects_by_module() for defect in defects]


def damage(defect: Defect, text: str) -> str:
    """Return the text of a file with the defect in it.

    Raises:
        StaleDefectError: the text to replace is missing.
    """
    before = text
    if defect.change:
        change, to = defect.change, defect.to.replace("{noise}", _noise())
        if defect.frame:
            change, to = in_frame(change), in_frame(to)
        if change in text:
            text = text.replace(change, to, -1 if defect.everywhere else 1)
        else:
            words = r"\s+".join(map(re.escape, change.split()))
            text, found = re.subn(words, lambda _: to, text, count=0 if defect.everywhere else 1)
            if not words or not found:
                raise StaleDefectError(f"{defect.path} does not contain {defect.change!r}")
    if defect.style:
        text = text.replace("</style>", defect.style + "</style>", 1)
    if defect.page and not defect.keep_policy:
        text = renewed(before, text, text)
    return text


def _noise() -> str:
    return " ".join(sha256(bytes([number])).hexdigest() for number in range(256))


def plant(defect: Defect, site: Path, copy: Path) -> None:
    """Copy a site by hard links, and plant the defect in the copy.

    Raises:
        StaleDefectError: the text to replace is missing.
    """
    try:
        text = (site / defect.path).read_text("utf-8")
    except FileNotFoundError as error:
        raise StaleDefectError(f"{defect.path} is missing") from error
    damaged = None if defect.remove else damage(defect, text)
    shutil.copytree(site, copy, copy_function=os.link)
    pinned = defect.path == PAGE or defect.path.startswith(RUNTIME)
    if damaged is not None and pinned and not defect.keep_pins:
        changes = {defect.path: damaged.encode()}
        alter(copy, changes, keep_policy=bool(defect.keep_policy))
    else:
        (copy / defect.path).unlink()
        if damaged is not None:
            (copy / defect.path).write_text(damaged, "utf-8")
    if not defect.keep_manifest:
        _update_manifest(site, copy)


def _update_manifest(site: Path, copy: Path) -> None:
    """Write the hashes of changed files into the manifest of a copy that was made by links."""
    manifest = copy / MANIFEST
    if not manifest.exists():
        return
    lines = manifest.read_text("utf-8").splitlines()
    hashes = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    for path in [*hashes]:
        file = copy / path
        if not file.exists():
            del hashes[path]
        elif not file.samefile(site / path):
            hashes[path] = sha256(file.read_bytes()).hexdigest()
    manifest.unlink()
    manifest.write_text("".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)), "utf-8")


def plant_in_sources(defect: Defect, root: Path, copy: Path) -> None:
    """Copy the project by links, and plant the defect in one of its sources."""
    copy.mkdir()
    top = defect.source.partition("/")[0]
    for path in root.iterdir():
        if path.name not in (".git", "_site", "trial.yaml", top):
            (copy / path.name).symlink_to(path)
    if (root / top).is_dir():
        shutil.copytree(root / top, copy / top, copy_function=os.link)
    original = fixtures.FILE if defect.source == "trial.yaml" else root / defect.source
    text = original.read_text("utf-8")
    if defect.source != "trial.yaml":
        shutil.copyfile(fixtures.FILE, copy / "trial.yaml")
        (copy / defect.source).unlink()
    if not defect.remove:
        (copy / defect.source).write_text(damage(defect, text), "utf-8")
