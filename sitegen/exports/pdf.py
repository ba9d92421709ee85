"""Prints the two sheets to tagged PDF with Chromium. Opt-in: another version gives other bytes.

Chromium writes the time of printing into a PDF, and nothing else that changes from run to run. That
time is replaced by the day of the newest change of the site.
"""

from __future__ import annotations

import posixpath
import re
import subprocess
import tempfile
from pathlib import Path

from sitegen.errors import BuildError
from sitegen.exports import chromium
from sitegen.model.site import Files
from sitegen.model.trial import Trial
from sitegen.pages.page_table import SHEETS

_SWITCHES = (*chromium.SWITCHES, "--no-pdf-header-footer", "--generate-pdf-document-outline")
_SECONDS = 60
_PART = re.compile(rb"\(node(\d{8})\)")
_TIME = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)(\d{14})(\+00'00'\))")


class PdfError(BuildError):
    """The sheets could not be printed; the message says why and what to do."""


def sheets(trial: Trial) -> dict[str, str]:
    """Return the PDF file of each page that is a sheet, both by their paths."""
    return {
        page.path: posixpath.join(posixpath.dirname(page.path), page.pdf_name(trial.names.short))
        for page in SHEETS
    }


def print_all(trial: Trial, pages: Files) -> Files:
    """Print each sheet from its page, dated with the day of the newest change of the site.

    Raises:
        PdfError: there is no Chromium, or it printed nothing that can be used.
    """
    browser = chromium.find()
    if not browser:
        raise PdfError(
            "--pdf: found no Chromium to print with. Install one, or name it in "
            "TRIAL_SITE_CHROMIUM, or build without --pdf."
        )
    day = max(change.date for change in trial.changes)
    with tempfile.TemporaryDirectory(prefix="trial-site-pdf-") as scratch:
        started = [
            (_start(browser, pages[page], Path(scratch), str(number)), target)
            for number, (page, target) in enumerate(sheets(trial).items())
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
        raise PdfError(
            f"--pdf: Chromium did not print {target} within {_SECONDS} seconds. Try again, or "
            "build without --pdf."
        ) from None
    printed = file.read_bytes() if file.is_file() else b""
    if code or not printed.startswith(b"%PDF-"):
        raise PdfError(
            f"--pdf: Chromium exited with {code} and did not print {target}. Try it by hand, or "
            "build without --pdf."
        )
    dated = _TIME.sub(rb"\g<1>" + day.replace("-", "").encode() + rb"000000\g<3>", printed)
    return _renumbered(dated)


def _renumbered(printed: bytes) -> bytes:
    """Number the tagged parts from 0: where Chromium begins to count changes from run to run."""
    numbers = sorted(set(_PART.findall(printed)))
    anew = {number: b"(node%08d)" % rank for rank, number in enumerate(numbers)}
    return _PART.sub(lambda found: anew[found[1]], printed)
