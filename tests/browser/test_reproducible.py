"""The same sources give the same bytes on any day, in any folder, for any user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import fixtures

ROOT = Path(__file__).parents[2]
MADE = shutil.ignore_patterns(
    "trial.yaml",
    ".git",
    ".venv",
    "node_modules",
    "_site",
    "mutants",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
SECONDS_2001 = 981_173_106


def copy(sources: Path, folder: Path) -> Path:
    """Copy the sources into a folder; the packages stay where they are."""
    shutil.copytree(sources, folder, ignore=MADE)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def built(root: Path, umask: int, **environment: str) -> dict[str, bytes]:
    """Build in a folder with these environment variables, and return every file."""
    out = root.parent / "out"
    subprocess.run(
        [sys.executable, root / "build.py", *fixtures.BUILD, "--out", out],
        env=os.environ | environment,
        cwd=root.parent,
        umask=umask,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    shutil.rmtree(out)
    return files


@pytest.mark.slow
def test_same_sources_same_bytes(tmp_path: Path) -> None:
    """Anyone must be able to rebuild the site and compare it with the published one."""
    here = copy(ROOT, tmp_path / "here")
    elsewhere = copy(here, tmp_path / "else where ü" / "deep" / "copy")
    for path in elsewhere.rglob("*"):
        os.utime(path, (SECONDS_2001, SECONDS_2001), follow_symlinks=False)
    one = built(here, 0o022, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    other = built(elsewhere, 0o077, PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert len(one) > 50
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
    for name, content in one.items():
        assert str(tmp_path).encode() not in content, name
        assert str(ROOT).encode() not in content, name
