"""The installed package: complete, and able to build a trial outside the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eligibility import __version__
from sitegen.precheck.npm import PACKAGES
from tests import fixtures
from tests.fixtures import ROOT

SOURCES = ("eligibility", "nelmas_rules", "sitegen")
WINDOWS = os.name == "nt"


def pyproject() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_package_is_listed() -> None:
    """A new package that is not listed would be missing from the wheel."""
    found = {
        ".".join(file.relative_to(ROOT).parent.parts)
        for source in SOURCES
        for file in (ROOT / source).rglob("__init__.py")
    }
    assert set(pyproject()["tool"]["setuptools"]["packages"]) == found | {"sitegen._site_src"}


def test_npm_packages_have_one_version() -> None:
    """The message for a missing package names the version that the lock holds."""
    assert json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"] == PACKAGES


@dataclass(frozen=True)
class Installed:
    """The program as a user has it: a wheel, and an environment with the wheel in it."""

    wheel: Path
    bin: Path

    def run(self, folder: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run an installed script in a folder, away from the checkout."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            [str(self.bin / script), *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel from a copy of the sources and install it, without a network.

    The environment borrows the dependencies of the one that runs the tests.
    """
    copy = tmp_path_factory.mktemp("sources")
    for name in (*SOURCES, "site_src"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = ["--no-index", "--no-deps"]
    wheels = tmp_path_factory.mktemp("wheels")
    build = ["wheel", *offline, "--no-build-isolation", "--wheel-dir", str(wheels), str(copy)]
    subprocess.run([*pip, *build], check=True)
    (wheel,) = wheels.iterdir()

    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=not WINDOWS)
    scripts = home / ("Scripts" if WINDOWS else "bin")
    subprocess.run([*pip, "--python", scripts / "python", "install", *offline, wheel], check=True)
    paths = {"base": str(home), "platbase": str(home)}
    site_packages = Path(sysconfig.get_path("purelib", scheme="venv", vars=paths))
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return Installed(wheel, scripts)


@pytest.fixture
def trial_folder(tmp_path: Path) -> Path:
    """A trial outside the checkout: trial.yaml, record, own pages and npm packages."""
    folder = tmp_path / "trial"
    folder.mkdir()
    shutil.copy(fixtures.FILE, folder)
    for source in (*fixtures.FILE.parent.glob("content"), *fixtures.FILE.parent.glob("templates")):
        shutil.copytree(source, folder / source.name)
    shutil.copytree(ROOT / "site_src" / "record", folder / "record")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
def test_the_wheel_is_complete(installed: Installed) -> None:
    """A file left out of the wheel is missed only by those who install it."""
    with zipfile.ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())
    apart = {"__pycache__", "record"}
    expected = {
        f"{target}/{file.relative_to(ROOT / source).as_posix()}"
        for source, target in (*((s, s) for s in SOURCES), ("site_src", "sitegen/_site_src"))
        for file in (ROOT / source).rglob("*")
        if file.is_file() and not apart & set(file.relative_to(ROOT / source).parts)
    }
    metadata = {name for name in names if ".dist-info/" in name}
    assert names - metadata == expected
    assert f"trial_site-{__version__}.dist-info/licenses/LICENSE" in metadata


@pytest.mark.slow
def test_an_installed_program_builds_the_same_site(
    installed: Installed, trial_folder: Path, built_site: Path
) -> None:
    """The installed program and the checkout must build the same site."""
    done = installed.run(trial_folder, "trial-site")
    assert done.returncode == 0, done.stderr
    assert tree(trial_folder / "_site") == tree(built_site)


@pytest.mark.slow
def test_a_trial_can_be_built_from_another_folder(
    installed: Installed, trial_folder: Path, tmp_path: Path
) -> None:
    """--root names the trial, so a script need not change folders."""
    done = installed.run(tmp_path, "trial-site", "--root", "trial", "--fingerprints")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == installed.run(trial_folder, "trial-site", "--fingerprints").stdout


@pytest.mark.slow
def test_missing_npm_packages_are_explained(installed: Installed, trial_folder: Path) -> None:
    """An installed program has no dev.py; the message must say what to run."""
    (trial_folder / "node_modules").unlink()
    done = installed.run(trial_folder, "trial-site")
    assert done.returncode == 1
    assert f"pyodide@{PACKAGES['pyodide']}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_installed_rules_can_be_asked(installed: Installed, trial_folder: Path) -> None:
    """The command line of the rules reads the trial in the current folder."""
    done = installed.run(trial_folder, "trial-rules", "explain", "E8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "E8 is true when" in done.stdout
    assert installed.run(trial_folder, "trial-site", "--version").stdout.split() == [
        "trial-site",
        __version__,
    ]
