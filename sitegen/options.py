"""Read and check the command line of a build."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from eligibility import __version__
from sitegen.languages.completeness import languages
from sitegen.lookup import Lookup
from sitegen.serving.output import OutputError, check_folder

_BASE_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/(?!\.\.?(/|$))[A-Za-z0-9._~-]+)*/?")
_LANGUAGE = re.compile(r"(?!en$)[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Options:
    """The options of one build."""

    root: Path
    """The folder of the trial."""
    trial: Path
    out: Path
    base_url: str
    """The public address of the site with a trailing "/", or "" if unknown."""
    serve: bool
    port: int
    release: bool
    fingerprints: bool
    language: str
    language_template: str
    """The language whose catalogues to create or update, or ""."""
    pdf: str
    """"no", "yes", or "auto": yes if Chromium is installed."""


def read(arguments: Sequence[str] | None) -> Options:
    """Read the command line. An option that cannot be used ends the program with exit code 2."""
    parser = _parser()
    values = parser.parse_args(arguments)
    values.root = values.root.resolve()
    values.trial = values.trial or values.root / "trial.yaml"
    values.out = values.out or values.root / "_site"
    options = Options(**vars(values))
    if not options.root.is_dir():
        parser.error(f"--root: {options.root} is not a folder. Name the folder of a trial")
    if not options.trial.is_file():
        kind = "is a folder" if options.trial.is_dir() else "does not exist"
        parser.error(f"--trial: {options.trial} {kind}. Name a trial.yaml, or its folder by --root")
    known = languages(Lookup(options.root, options.trial.parent))
    if options.language not in known:
        parser.error(
            f"--language: no folder content/{options.language}. Use one of {', '.join(known)}, "
            f"or start it with --language-template {options.language}"
        )
    try:
        check_folder(options.out, options.root)
    except OutputError as error:
        parser.error(f"--out: {error}")
    return options


def prefix_of(base_url: str) -> str:
    """The path of a base URL: "/trial/", or "/"."""
    return urlsplit(base_url).path or "/"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trial-site", description="Build the public site of a trial.", allow_abbrev=False
    )
    add = parser.add_argument
    add("--version", action="version", version=f"%(prog)s {__version__}")
    add(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of the trial (default: the current folder)",
    )
    add("--trial", type=Path, metavar="FILE", help="the trial (default: DIR/trial.yaml)")
    add("--out", type=Path, metavar="DIR", help="where to write the site (default: DIR/_site)")
    add(
        "--base-url",
        type=_base_url,
        default="",
        metavar="URL",
        help="public address of the site, such as https://example.org/trial/",
    )
    add("--serve", action="store_true", help="then serve the site on 127.0.0.1 until Ctrl+C")
    add(
        "--port",
        type=_port,
        default=8000,
        metavar="N",
        help="port to serve on (default: 8000; 0: any free port)",
    )
    add(
        "--release",
        action="store_true",
        help="build for the public; fails if a text is not approved",
    )
    add(
        "--fingerprints",
        action="store_true",
        help="print the fingerprints for `review` in trial.yaml; build nothing",
    )
    add("--language", default="en", metavar="CODE", help="language of the site (default: en)")
    add(
        "--language-template",
        type=_language,
        default="",
        metavar="CODE",
        help="create or update trial.po and interface.po for translators; build nothing",
    )
    add(
        "--pdf",
        nargs="?",
        const="yes",
        default="no",
        choices=("yes", "no", "auto"),
        help="print the two sheets to PDF with Chromium (auto: if it is installed)",
    )
    return parser


def _base_url(text: str) -> str:
    if not text:
        return ""
    if not _BASE_URL.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a usable address. Expected https://, a host and a path of letters, "
            "digits and - . _ ~, such as https://example.org/trial/"
        )
    parts = urlsplit(text)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}/"


def _language(text: str) -> str:
    if text and not _LANGUAGE.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not the code of another language. Expected a code such as fr or pt-BR"
        )
    return text


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port. Expected 0 to 65535")
    return int(text)
