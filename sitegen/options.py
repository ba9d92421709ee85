"""The command line of build.py: each option read, checked and explained."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.languages.completeness import languages
from sitegen.lookup import Lookup
from sitegen.serving.output import OutputRefused, check_folder

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9-]+")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")


@dataclass(frozen=True)
class Options:
    """What a build was asked for."""

    trial: Path
    out: Path
    base_url: str
    serve: bool
    port: int
    release: bool
    fingerprints: bool
    language: str
    language_template: str
    """The language whose catalogues to create or update, or ""."""
    pdf: str
    """"no", "yes", or "auto": where there is a Chromium."""


def read(arguments: Sequence[str] | None, root: Path) -> Options:
    """Read the command line; what cannot be used ends the program with 2 and a message."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn trial.yaml and site_src/ into the site.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--trial",
        type=Path,
        default=root / "trial.yaml",
        metavar="FILE",
        help="the trial (trial.yaml)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=root / "_site",
        metavar="DIR",
        help="where the site goes (_site)",
    )
    parser.add_argument(
        "--base-url",
        type=_base_url,
        default="",
        metavar="URL",
        help="where the site will stand, such as https://example.org/nelmas/",
    )
    parser.add_argument(
        "--serve", action="store_true", help="then serve it on 127.0.0.1 until Ctrl+C"
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=8000,
        metavar="N",
        help="the port to serve on (8000; 0 takes any free one)",
    )
    parser.add_argument(
        "--release",
        action="store_true",
        help="build for the public; refused without approval of the texts",
    )
    parser.add_argument(
        "--fingerprints",
        action="store_true",
        help="print the fingerprints for `review` in trial.yaml; build nothing",
    )
    parser.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help="the language of the pages, a folder of content/ (en)",
    )
    parser.add_argument(
        "--language-template",
        type=_code,
        default="",
        metavar="CODE",
        help="create or update trial.po and interface.po for translators; build nothing",
    )
    parser.add_argument(
        "--pdf",
        nargs="?",
        const="yes",
        default="no",
        choices=("yes", "no", "auto"),
        help="print the two sheets to PDF with Chromium; auto: if there is one",
    )
    options = Options(**vars(parser.parse_args(arguments)))
    if not options.trial.is_file():
        kind = "is a folder" if options.trial.is_dir() else "is not there"
        parser.error(f"--trial: {options.trial} {kind}; a trial.yaml was wanted; correct the path")
    known = languages(Lookup(root, options.trial.parent))
    if options.language not in known:
        parser.error(
            f"--language: no folder content/{options.language}. Use one of {', '.join(known)}, "
            f"or start it with --language-template {options.language}."
        )
    try:
        check_folder(options.out, root)
    except OutputRefused as refusal:
        parser.error(f"--out: {refusal}")
    return options


def prefix_of(base_url: str) -> str:
    """The path of a base URL: "/nelmas/", or "/"."""
    return urlsplit(base_url).path or "/"


def _base_url(text: str) -> str:
    if not text:
        return ""
    wanted = "an address such as https://example.org/nelmas/ was wanted"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} cannot be read ({error}); {wanted}") from error
    if parts.scheme not in ("http", "https"):
        raise argparse.ArgumentTypeError(f"{text!r} does not begin with https://; {wanted}")
    if not parts.hostname or not _HOST.fullmatch(parts.hostname):
        raise argparse.ArgumentTypeError(f"{text!r} has no host that can be used; {wanted}")
    if "@" in parts.netloc or "?" in text or "#" in text:
        raise argparse.ArgumentTypeError(f"{text!r} has more than host and path; {wanted}")
    if not _PATH.fullmatch(parts.path) or {".", ".."} & set(parts.path.split("/")):
        raise argparse.ArgumentTypeError(
            f"{text!r} has a path that is not made of letters, digits and - . _ ~; {wanted}"
        )
    host = parts.hostname + (f":{port}" if port else "")
    return f"{parts.scheme}://{host}{parts.path.rstrip('/')}/"


def _code(text: str) -> str:
    if text and (not _CODE.fullmatch(text) or text == "en"):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not the code of another language. Write one such as fr or pt-BR."
        )
    return text


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port; a number from 0 to 65535 was wanted"
        )
    return int(text)
