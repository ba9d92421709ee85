"""Install Debian packages: Chromium and Java for the tests, and Python's venv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library

from devtools.shell import run, say, stop
from sitegen.exports.chromium import NAMES, find

# Recommended packages are not installed, so the font that text is measured in is named here.
CHROMIUM = ["chromium", "fonts-liberation"]
JAVA = ["default-jre-headless"]  # for the Nu HTML checker
PLAYWRIGHT = ["libatomic1"]  # for the Node inside the Playwright package
FIREFOX = ["firefox-esr"]


def install_browser_and_java(*, with_firefox: bool) -> None:
    """Install Chromium and Java if missing. Set TRIAL_SITE_CHROMIUM for the tests."""
    missing = [] if chromium() else list(CHROMIUM)
    if not shutil.which("java"):
        missing += JAVA
    if sys.platform == "linux" and find_library("atomic") is None:
        missing += PLAYWRIGHT
    if with_firefox and not shutil.which("firefox-esr"):
        missing += FIREFOX
    if missing:
        install_debian_packages(
            missing,
            why="The tests need packages that are missing",
            elsewhere="install them with your system's package manager. Set TRIAL_SITE_CHROMIUM\n"
            "to a Chromium or Chrome not on PATH. `dev.py test --quick` needs none of them.",
        )
    path = chromium()
    if not path:
        stop(f"no {' or '.join(NAMES)} found after apt-get. Set TRIAL_SITE_CHROMIUM to one.")
    os.environ["TRIAL_SITE_CHROMIUM"] = path


def chromium() -> str:
    """Return the path of Chromium or Chrome, or "" if none is installed."""
    named = os.environ.get("TRIAL_SITE_CHROMIUM")
    if named and not shutil.which(named):
        stop(f"TRIAL_SITE_CHROMIUM={named}: no such program. Correct the path or unset it.")
    return find()


def install_debian_packages(packages: list[str], *, why: str, elsewhere: str) -> None:
    """Install Debian packages as root or with sudo, or say how to install them."""
    names = " ".join(packages)
    by_hand = (
        f"{why}: {names}.\nOn Debian, run:  sudo apt-get install {names}\nElsewhere, {elsewhere}"
    )
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if is_root else ["sudo", "-n"]
    if not shutil.which("apt-get"):
        stop(f"{by_hand}\n(Not done for you: apt-get is missing.)")
    if sudo and not (shutil.which("sudo") and run(*sudo, "true", check=False, quiet=True) == 0):
        stop(f"{by_hand}\n(Not done for you: this needs root, or sudo without a password.)")
    say(f"{why}. Installing {names} (this can take some minutes)")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    run(*apt, "update", check=False)
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        stop(f"apt-get failed.\n{done.stdout}{done.stderr}{by_hand}")
