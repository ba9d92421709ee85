"""The bundles of the pre-check's scripts: order, privacy, readability, and errors of bundling."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sitegen.precheck.scripts import (
    FOLDER,
    STRICT,
    VERSION,
    BundleError,
    bundle_script,
    find_esbuild,
)

ROOT = Path(__file__).parents[3]
SEAL_FIRST = {
    "shell.js": ["builtins.js", "addresses.js", "hardening.js"],
    "frame.js": ["builtins.js", "addresses.js", "hardening.js"],
    "worker.js": ["worker-seal.js"],
    "service-worker.js": ["service-worker.js"],
}


def modules(script: str) -> list[str]:
    """Return the modules of a bundle in the order in which they run."""
    return re.findall(r"^  // (\S+\.js)$", script, re.MULTILINE)


@pytest.mark.parametrize("entry", SEAL_FIRST)
def test_what_seals_runs_first(entry: str) -> None:
    """A built-in that another module could replace first would protect nothing."""
    first = SEAL_FIRST[entry]
    assert modules(bundle_script(ROOT, entry))[: len(first)] == first


@pytest.mark.parametrize("entry", SEAL_FIRST)
def test_a_bundle_is_strict_and_shows_no_names(entry: str) -> None:
    """Modules are strict; a name that other scripts can see, they can also use."""
    script = bundle_script(ROOT, entry)
    assert script.startswith(STRICT + "(() => {\n")
    assert script.endswith("\n})();\n")
    assert re.findall(r"^\S.*", script.removeprefix(STRICT), re.MULTILINE) == ["(() => {", "})();"]
    assert "</script" not in script


@pytest.mark.parametrize("entry", SEAL_FIRST)
def test_a_bundle_can_be_read(entry: str) -> None:
    """A hospital's IT reads what runs: every module keeps its name and its first comment."""
    script = bundle_script(ROOT, entry)
    assert len(script.splitlines()) > 100
    for module in modules(script):
        assert re.search(rf"^  // {module}\n  /\*! \S", script, re.MULTILINE), module


def test_every_module_is_bundled() -> None:
    """A module that nothing imports runs nowhere."""
    bundled = {name for entry in SEAL_FIRST for name in modules(bundle_script(ROOT, entry))}
    assert bundled == {path.name for path in (ROOT / FOLDER).glob("*.js")}


def test_code_can_run_before_all_modules() -> None:
    """The service worker's pins are written above its modules."""
    assert bundle_script(ROOT, "worker.js", "self.A = 1;\n").startswith(f"{STRICT}self.A = 1;\n(()")


def checkout(folder: Path, *programs: str, version: str = VERSION) -> Path:
    """Make a root whose node_modules holds these files of @esbuild."""
    for program in programs:
        file = folder / "node_modules" / "@esbuild" / program
        file.parent.mkdir(parents=True)
        file.touch()
        package = file.parents[len(Path(program).parts) - 2] / "package.json"
        package.write_text(json.dumps({"version": version}), "utf-8")
    return folder


def test_the_version_is_the_one_that_npm_installs() -> None:
    """After an update of package.json alone, every build would fail."""
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    assert package["dependencies"]["esbuild"] == VERSION


@pytest.mark.parametrize(
    "program", ["linux-arm64/bin/esbuild", "darwin-arm64/bin/esbuild", "win32-x64/esbuild.exe"]
)
def test_esbuild_is_found_on_every_platform(tmp_path: Path, program: str) -> None:
    """The package for Windows holds its program elsewhere."""
    root = checkout(tmp_path, program)
    assert find_esbuild(root) == root / "node_modules" / "@esbuild" / program


@pytest.mark.parametrize(
    ("programs", "version", "message"),
    [
        ([], VERSION, "found 0. Run `python3 dev.py install`"),
        (["linux-x64/bin/esbuild", "linux-arm64/bin/esbuild"], VERSION, "found 2."),
        (["linux-x64/bin/esbuild"], "1.2.4", f"version is 1.2.4 (expected {VERSION})."),
    ],
    ids=["none", "two platforms", "other version"],
)
def test_another_esbuild_is_refused(
    tmp_path: Path, programs: list[str], version: str, message: str
) -> None:
    """Another version may write other bytes, which nobody could build again."""
    with pytest.raises(BundleError, match=re.escape(message)):
        find_esbuild(checkout(tmp_path, *programs, version=version))


def test_an_error_in_a_script_names_file_and_line(tmp_path: Path) -> None:
    """An editor of a script must see where the error is."""
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / FOLDER).mkdir(parents=True)
    script = tmp_path / FOLDER / "shell.js"
    script.write_text('import { a } from "./missing.js";\na();\n', "utf-8")
    with pytest.raises(BundleError, match=r"shell\.js:1:18"):
        bundle_script(tmp_path, "shell.js")
