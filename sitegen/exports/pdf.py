"""The two sheets as tagged PDF, printed by Chromium; opt-in: another Chromium prints otherwise.

Chromium writes the time of printing into a PDF, and nothing else that changes from run to run. That
time is replaced, in its place, by the day of the newest change of the site.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from sitegen.exports import chromium
from sitegen.model.site import Files

SHEETS = {
    "clinicians/checklist/index.html": "clinicians/checklist/nelmas-checklist.pdf",
    "taking-part/for-your-doctor/index.html": (
        "taking-part/for-your-doctor/nelmas-for-your-doctor.pdf"
    ),
}
"""Each page that is a sheet, and the file it is printed to."""

_SWITCHES = (*chromium.SWITCHES, "--no-pdf-header-footer", "--generate-pdf-document-outline")
_SECONDS = 60
_PART = re.compile(rb"\(node(\d{8})\)")
_TIME = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)(\d{14})(\+00'00'\))")


class NotPrinted(Exception):
    """The sheets were asked for and could not be printed; says why and what to do."""


def print_all(pages: Files, day: str) -> Files:
    """Print each sheet from its page; `day` (ISO) is written into it as the day of its making.

    Raises:
        NotPrinted: there is no Chromium, or it printed nothing that can be used.
    """
    browser = chromium.find()
    if not browser:
        raise NotPrinted(
            "--pdf: no Chromium was found to print with; install one, or name it in "
            "TRIAL_SITE_CHROMIUM, or build without --pdf"
        )
    with tempfile.TemporaryDirectory(prefix="nelmas-sheets-") as scratch:
        started = [
            (_start(browser, pages[page], Path(scratch), str(number)), target)
            for number, (page, target) in enumerate(SHEETS.items())
        ]
        return {
            target: _finished(process, Path(scratch) / f"{number}.pdf", target, day)
            for number, (process, target) in enumerate(started)
        }


def _start(browser: str, page: bytes, scratch: Path, name: str) -> subprocess.Popen[bytes]:
    file = scratch / f"{name}.html"
    file.write_bytes(page)
    return subprocess.Popen(
        [
            *(browser, *_SWITCHES, f"--user-data-dir={scratch / name}"),
            *(f"--print-to-pdf={scratch / name}.pdf", file.as_uri()),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _finished(process: subprocess.Popen[bytes], file: Path, target: str, day: str) -> bytes:
    try:
        code = process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise NotPrinted(
            f"--pdf: Chromium did not print {target} within {_SECONDS} seconds; try again, or "
            "build without --pdf"
        ) from None
    printed = file.read_bytes() if file.is_file() else b""
    if code or not printed.startswith(b"%PDF-"):
        raise NotPrinted(
            f"--pdf: Chromium ended with {code} and did not print {target}; try it by hand, or "
            "build without --pdf"
        )
    dated = _TIME.sub(rb"\g<1>" + day.replace("-", "").encode() + rb"000000\g<3>", printed)
    return _numbered_anew(dated)


def _numbered_anew(printed: bytes) -> bytes:
    """Number the tagged parts from 0: where Chromium begins to count changes from run to run."""
    numbers = sorted(set(_PART.findall(printed)))
    anew = {number: b"(node%08d)" % rank for rank, number in enumerate(numbers)}
    return _PART.sub(lambda found: anew[found[1]], printed)
