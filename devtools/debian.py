"""Debian packages: the browser and the Java that the tests use, and Python's own missing part."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library

from devtools.shell import run, say, stop
from sitegen.exports.chromium import NAMES, find

# Liberation is named because no recommended packages are taken, and text needs a font to measure.
CHROMIUM = ["chromium", "fonts-liberation"]
JAVA = ["default-jre-headless"]  # for the Nu HTML checker
PLAYWRIGHT = ["libatomic1"]  # for the Node that it brings along
FIREFOX = ["firefox-esr"]


def install_browser_and_java(*, with_firefox: bool) -> None:
    """Make sure of Chromium and Java, and tell the tests where Chromium is: TRIAL_SITE_CHROMIUM."""
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
            why="The tests need what this machine lacks",
            elsewhere="install the same by your system's own means; TRIAL_SITE_CHROMIUM names a\n"
            "Chromium or Chrome that is not on PATH. `dev.py test --quick` needs none of this.",
        )
    path = chromium()
    if not path:
        stop(f"apt-get installed no {' or '.join(NAMES)}; name one by TRIAL_SITE_CHROMIUM.")
    os.environ["TRIAL_SITE_CHROMIUM"] = path


def chromium() -> str:
    """Return the path of Chromium or Chrome, or "" where there is none."""
    named = os.environ.get("TRIAL_SITE_CHROMIUM")
    if named and not shutil.which(named):
        stop(f"TRIAL_SITE_CHROMIUM is {named}, where no program is; name another, or unset it.")
    return find()


def install_debian_packages(packages: list[str], *, why: str, elsewhere: str) -> None:
    """Install Debian packages as root or by sudo; where neither will do, say who can and how."""
    wanted = " ".join(packages)
    by_hand = (
        f"{why}: {wanted}.\nOn Debian, run:  sudo apt-get install {wanted}\nElsewhere, {elsewhere}"
    )
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if is_root else ["sudo", "-n"]
    if not shutil.which("apt-get"):
        stop(f"{by_hand}\n(Not done for you: there is no apt-get here.)")
    if sudo and not (shutil.which("sudo") and run(*sudo, "true", check=False, quiet=True) == 0):
        stop(f"{by_hand}\n(Not done for you: that takes root, or sudo without a password.)")
    say(f"{why}; installing {wanted} (this can take some minutes)")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    run(*apt, "update", check=False)
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        stop(f"apt-get failed.\n{done.stdout}{done.stderr}{by_hand}")
