"""Measure every page with Lighthouse, on a release build, and report scores below 100.

A draft asks search engines not to list it, which costs points. So this builds from a temporary
copy of trial.yaml in which every text is marked as approved. The copy is deleted afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from devtools.debian import chromium
from devtools.shell import ROOT, say, stop
from sitegen import build
from sitegen.checks import loader
from sitegen.exports.chromium import SWITCHES
from sitegen.lookup import Lookup
from sitegen.model import approval
from sitegen.serving import server

PREFIX = "/"
KINDS = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}


def main(arguments: list[str] | None = None) -> int:
    """Measure the named pages. Exit code 1 if one scores below 100."""
    parser = argparse.ArgumentParser(prog="dev.py lighthouse", description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as record/ (default: all)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="trial-site-lighthouse-") as scratch:
        site = Path(scratch) / "site"
        listening = server.open_server(site, 0, PREFIX)
        address = f"http://127.0.0.1:{listening.server_port}{PREFIX}"
        _build(Path(scratch), site, address)
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        pages = options.pages or pages_of(site)
        width = max(map(len, pages)) + 4
        print(f"| {'page':{width}} | {' | '.join(KINDS.values())} |")
        print(f"|{'-' * (width + 2)}|{'|'.join('-' * (len(k) + 1) + ':' for k in KINDS.values())}|")
        poor = {page: found for page in pages if (found := _measure(address, page, width))}
        listening.shutdown()
    for page, found in poor.items():
        print(f"\n{page or 'home'}", *found, sep="\n  ")
    return 1 if poor else 0


def pages_of(site: Path) -> list[str]:
    """Return the address of every page, relative to the site's root. Home is ""."""
    return sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
    )


def approved_for_a_test(trial: Path) -> str:
    """Return the text of a trial.yaml with every text marked as approved. Never keep it."""
    entry = (
        '{{written_by: "a test", checked_by: "another test", approved_by: "nobody: a measurement", '
        'approved_on: "2026-01-31", ethics_reference: "none", fingerprint: "{}"}}'
    )
    prints = approval.fingerprints(loader.load(trial, ROOT), Lookup(ROOT, trial.absolute().parent))
    lines = trial.read_text("utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines):
        name = line.strip().partition(":")[0]
        if name in prints and line.startswith(f"  {name}: {{written_by"):
            lines[number] = f"  {name}: {entry.format(prints[name])}\n"
    return "".join(lines)


def _build(scratch: Path, site: Path, address: str) -> None:
    trial = scratch / "trial.yaml"
    trial.write_text(approved_for_a_test(ROOT / "trial.yaml"), "utf-8")
    options = [
        "--root",
        str(ROOT),
        "--trial",
        str(trial),
        "--out",
        str(site),
        "--base-url",
        address,
        "--release",
    ]
    if build.main(options) != 0:
        stop("the build failed. See its messages above.")


def _measure(address: str, page: str, width: int) -> list[str]:
    """Print one row of the table and return the audits that scored below 1."""
    report = _lighthouse(address + page)
    scores = {kind: round(100 * (report["categories"][kind]["score"] or 0)) for kind in KINDS}
    cells = [f"{scores[kind]:{len(name)}}" for kind, name in KINDS.items()]
    print(f"| {page or 'home':{width}} | {' | '.join(cells)} |", flush=True)
    return [
        f"{KINDS[kind]} {score}: {audit['title']} ({audit.get('displayValue', audit['id'])})"
        for kind, score in scores.items()
        if score < 100
        for reference in report["categories"][kind]["auditRefs"]
        if reference["weight"] and (audit := report["audits"][reference["id"]])["score"] is not None
        if audit["score"] < 1
    ]


def _lighthouse(url: str) -> dict[str, Any]:
    command = ["node", str(ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"), url]
    command += ["--quiet", "--output=json", f"--chrome-flags={' '.join(SWITCHES)}"]
    command += [f"--only-categories={','.join(KINDS)}"]
    environment = os.environ | {
        "CHROME_PATH": chromium()
        or stop("Chromium is missing. Install it, or set TRIAL_SITE_CHROMIUM.")
    }
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        stop(f"Lighthouse failed on {url}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    say("Lighthouse")
    sys.exit(main())
