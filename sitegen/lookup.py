"""Where words, templates and records are looked up: the trial's own folder first, then site_src/.

The trial's own folder is the one that holds its trial.yaml. Both places have the same layout:
content/<language>/, templates/ and record/. A file of the trial replaces the shared one of the same
name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent

KINDS = ("content", "templates", "record")
"""The folders that a trial may have beside its trial.yaml."""


def site_src(root: Path) -> Path:
    """Return the folder of shared words, templates and assets.

    That is site_src/ in the root, or the one that comes with the program: in a wheel inside the
    package, in a checkout beside it.
    """
    places = (root / "site_src", PACKAGE / "_site_src", PACKAGE.parent / "site_src")
    return next((place for place in places if place.is_dir()), places[0])


@dataclass(frozen=True)
class Lookup:
    """The two places in which a build looks for a file."""

    root: Path
    """The folder of the build, whose site_src/ counts if it has one."""
    trial_folder: Path
    """The folder that holds trial.yaml."""

    @property
    def site_src(self) -> Path:
        """The folder of the shared files."""
        return site_src(self.root)

    def folders(self, kind: str) -> tuple[Path, ...]:
        """Return the existing folders of a kind ("templates", "content/en"), the trial's first."""
        places = (self.trial_folder / kind, self.site_src / kind)
        return tuple(dict.fromkeys(place for place in places if place.is_dir()))

    def all(self, kind: str, name: str) -> tuple[Path, ...]:
        """Return every file of this name, the trial's first."""
        places = (folder / name for folder in self.folders(kind))
        return tuple(file for file in places if file.is_file())

    def find(self, kind: str, name: str) -> Path:
        """Return the file that counts, or the path at which the shared one is missing."""
        found = self.all(kind, name)
        return found[0] if found else self.site_src / kind / name

    def files(self, kind: str) -> Iterator[Path]:
        """Yield every file of a kind, in both places, in the order of their paths."""
        for folder in self.folders(kind):
            yield from sorted(
                file
                for file in folder.rglob("*")
                if file.is_file() and not file.name.startswith(".")
            )

    def shown(self, file: Path) -> str:
        """Return a file's path as messages write it: below the root or the trial's folder."""
        if file.is_relative_to(self.site_src):
            return f"site_src/{file.relative_to(self.site_src).as_posix()}"
        for folder in (self.root, self.trial_folder):
            if file.is_relative_to(folder):
                return file.relative_to(folder).as_posix()
        return str(file)
