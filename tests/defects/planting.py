"""Reads the list of defects, and plants one in a copy of the site."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from sitegen.serving import output
from tests import fixtures
from tests.browser.altered import PAGE, RUNTIME, alter, in_frame, renewed

LIST = Path(__file__).parent / "planted.yaml"


@dataclass(frozen=True)
class Defect:
    """One defect: what it is in words, where, how it is planted, and who must see it."""

    defect: str
    seen_by: str
    page: str = ""
    """A page of the site; only it is looked at."""
    file: str = ""
    """Another file of the site."""
    source: str = ""
    """A file of the checkout: then the build itself is the check."""
    change: str = ""
    """Words that are there; their first place is changed, or all with `everywhere`."""
    to: str = ""
    """What stands there then; {noise} is 8 kB that no compression makes smaller."""
    style: str = ""
    """Rules to add to the end of the page's own stylesheet."""
    remove: str = ""
    """"yes": take the whole file away."""
    everywhere: str = ""
    frame: str = ""
    """"yes": `change` stands in the frame of the pre-check, which is written into the page."""
    keep_policy: str = ""
    """"yes": leave the hashes of styles and scripts in the policy as they were."""
    keep_pins: str = ""
    """"yes": leave what the pre-check's service worker and form pin as it was."""
    keep_manifest: str = ""
    """"yes": leave the manifest as it was."""

    @property
    def where(self) -> str:
        """The file that is spoilt."""
        return self.page or self.file or self.source


class OutOfDate(Exception):
    """The list names words that the site no longer holds."""


def read_list() -> list[Defect]:
    """Read planted.yaml."""
    return [Defect(**entry) for entry in yaml.safe_load(LIST.read_text("utf-8"))]


def spoil(defect: Defect, text: str) -> str:
    """Return a file's text with the defect in it.

    Raises:
        OutOfDate: the words to be changed are not there.
    """
    before = text
    if defect.change:
        change, to = defect.change, defect.to.replace("{noise}", _noise())
        if defect.frame:
            change, to = in_frame(change), in_frame(to)
        if change not in text:
            raise OutOfDate(f"{defect.where} does not hold {defect.change!r}")
        text = text.replace(change, to, -1 if defect.everywhere else 1)
    if defect.style:
        text = text.replace("</style>", defect.style + "</style>", 1)
    if defect.page and not defect.keep_policy:
        text = renewed(before, text, text)
    return text


def _noise() -> str:
    return " ".join(sha256(bytes([number])).hexdigest() for number in range(256))


def _pinned(defect: Defect) -> bool:
    """Tell whether the pre-check's service worker pins the spoilt file, and is to pin it anew."""
    pinned = defect.where == PAGE or defect.where.startswith(RUNTIME)
    return pinned and not defect.keep_pins


def plant(defect: Defect, site: Path, copy: Path) -> None:
    """Make a copy of the site, by links, and plant the defect in it."""
    shutil.copytree(site, copy, copy_function=os.link)
    file = copy / defect.where
    text = file.read_text("utf-8")
    if not defect.remove and _pinned(defect):
        changes = {defect.where: spoil(defect, text).encode()}
        alter(copy, changes, keep_policy=bool(defect.keep_policy))
    else:
        file.unlink()
        if not defect.remove:
            file.write_text(spoil(defect, text), "utf-8")
    if not defect.keep_manifest:
        manifest = copy / output.MANIFEST
        manifest.unlink(missing_ok=True)
        files = {
            path.relative_to(copy).as_posix(): path.read_bytes()
            for path in copy.rglob("*")
            if path.is_file()
        }
        manifest.write_bytes(output.with_manifest(files)[output.MANIFEST])


def plant_in_sources(defect: Defect, root: Path, copy: Path) -> None:
    """Make a copy of the checkout, by links, and plant the defect in one of its sources."""
    copy.mkdir()
    edited = ("site_src", "content")
    for name in edited:
        shutil.copytree(root / name, copy / name, copy_function=os.link)
    for path in root.iterdir():
        if path.name not in (*edited, ".git", "_site", "trial.yaml"):
            (copy / path.name).symlink_to(path)
    (copy / "trial.yaml").symlink_to(fixtures.FILE)
    file = copy / defect.source
    text = file.read_text("utf-8")
    file.unlink()
    if not defect.remove:
        file.write_text(spoil(defect, text), "utf-8")
