#!/usr/bin/env python3
"""Set up, build, serve and test the site. Needs only Python 3.11 or later.

Each command first installs what it needs, from the locks, into `.venv` and `node_modules`. The
next run skips this step. Why one script: docs/decisions/0001-two-commands-one-script.md.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys

from devtools import debian, install, lock
from devtools.shell import BIN, PYTHON, ROOT, WINDOWS, hand_over, run, say, stop


def main() -> None:
    """Run one command. Options that dev.py does not know go to the tool behind it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons run this line
        stop(f"this is Python {sys.version.split()[0]}. Install Python 3.11 or later.")
    arguments, others = command_line().parse_known_args()
    others = [word for word in others if word != "--"]
    os.chdir(ROOT)
    # As in an activated environment. A user's own pip settings must not lead out of it.
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    os.environ.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    if arguments.command == "serve":
        serve(arguments.port, others)
    elif arguments.command == "test":
        test(others, quick=arguments.quick, with_firefox=arguments.with_firefox)
    elif arguments.command == "attack":
        attack(others, with_firefox=arguments.with_firefox)
    elif arguments.command == "check":
        if "--quick" not in others:
            debian.install_browser_and_java(with_firefox=False)
        install.install("test")
        hand_over(PYTHON, "-m", "devtools.check", *others)
    elif arguments.command == "lighthouse":
        debian.install_browser_and_java(with_firefox=False)
        install.install("test")
        hand_over(PYTHON, "-m", "devtools.lighthouse", *others)
    elif arguments.command == "build":
        install.install("runtime")
        pdf = [] if any(word.startswith("--pdf") for word in others) else ["--pdf=auto"]
        hand_over(PYTHON, "build.py", *pdf, *others)
    elif others:
        stop(f"{arguments.command} has no option {' '.join(others)}. Run `dev.py --help`.")
    elif arguments.command == "lint":
        install.install_python_packages("test")
        sys.exit(1 if lint() else 0)
    elif arguments.command == "install":
        install.install("test" if arguments.test else "runtime")
    elif arguments.command == "lock":
        lock.lock(upgrade=arguments.upgrade)


def command_line() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description="Build, serve and test the site of a trial.", allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)

    def add(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words, allow_abbrev=False)

    command = add("serve", "Build the site and serve it on 127.0.0.1.")
    command.add_argument("--port", type=int, default=8000, help="first port to try (default: 8000)")
    add("check", "Check an edited trial.yaml on every page (--quick: without a browser).")
    command = add("test", "Check style and types, then run the tests. More options go to pytest.")
    command.add_argument(
        "--quick",
        action="store_true",
        help="run only fast tests that need neither Chromium nor Java",
    )
    words = "install Firefox ESR and attack in it too"
    command.add_argument("--with-firefox", action="store_true", help=words)
    command = add("attack", "Run the whole attack on the pre-check. More options go to pytest.")
    command.add_argument("--with-firefox", action="store_true", help=words)
    add("build", "Build the site into _site/. More options go to build.py.")
    add("lighthouse", "Measure pages with Lighthouse (default: every page).")
    add("lint", "Check style and types.")
    command = add("install", "Install what a build needs.")
    command.add_argument("--test", action="store_true", help="install what the tests need too")
    command = add("lock", "Write the lock files from pyproject.toml and package.json.")
    command.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")
    return parser


def serve(port: int, others: list[str]) -> None:
    """Build and serve on the first free port, starting at `port`."""
    install.install("runtime")
    free = next((p for p in range(port, min(port + 100, 65536)) if port_is_free(p)), None)
    if free is None:
        stop(f"no port from {port} on is free. Choose another with --port.")
    if free != port:
        say(f"Port {port} is in use. Using {free}")
    say(f"Building. The site will be at http://127.0.0.1:{free}/ (Ctrl+C stops it)")
    hand_over(PYTHON, "build.py", "--serve", "--port", str(free), *others)


def port_is_free(port: int) -> bool:
    """Whether a server can listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        if not WINDOWS:  # as http.server does: a port closed a moment ago counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def test(others: list[str], *, quick: bool, with_firefox: bool) -> None:
    """Check style and types, then run pytest, even if a check fails."""
    if not quick:
        debian.install_browser_and_java(with_firefox=with_firefox)
    install.install("test")
    failed = lint()
    say("Tests")
    os.environ["TRIAL_SITE_FIXED_TRIAL"] = "1"  # tests/conftest.py
    marks = "not attack" if with_firefox else "not attack and not firefox"
    if quick:
        marks = "not browser and not java and not slow"
    pytest = ["-m", "pytest", *PARALLEL, "-m", marks, *others]
    if not failed:
        hand_over(PYTHON, *pytest)
    run(PYTHON, *pytest, check=False)
    stop(f"these checks failed before the tests: {', '.join(failed)}.")


PARALLEL = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")
"""Options of pytest: a worker for each core, whole files, the longest first (tests/conftest.py)."""


def attack(others: list[str], *, with_firefox: bool) -> None:
    """Run every part of the attack on the pre-check, the short ones of `test` as well."""
    debian.install_browser_and_java(with_firefox=with_firefox)
    install.install("test")
    os.environ["TRIAL_SITE_FIXED_TRIAL"] = "1"
    files = sorted(str(path) for path in (ROOT / "tests" / "browser").glob("test_attack*.py"))
    marks = "browser" if with_firefox else "not firefox"
    hand_over(PYTHON, "-m", "pytest", *PARALLEL, "-s", "-m", marks, *files, *others)


def lint() -> list[str]:
    """Check format, style and types, and return the names of the checks that failed."""
    checks = {"ruff format": ["--check"], "ruff check": [], "mypy": []}
    failed = []
    for name, options in checks.items():
        say(name)
        if run(PYTHON, "-m", *name.split(), *options, check=False) != 0:
            failed.append(name)
    return failed


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
