"""External validators of markup: html-validate and the Nu HTML checker."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sitegen.quality.built_site import BuiltSite
from sitegen.quality.page_lists import PRECHECK

CONFIG = Path(__file__).with_name("htmlvalidate.json")


def _run(site: BuiltSite, paths: tuple[str, ...], *command: str) -> Iterator[str]:
    """Run a validator on pages; yield its lines, with paths below the site's folder."""
    files = [str(site.folder / path) for path in paths]
    done = subprocess.run(
        (*command, *files), cwd=site.root, capture_output=True, text=True, check=False
    )
    for line in (done.stdout + done.stderr).splitlines() if done.returncode else ():
        yield line.replace(f"{site.folder.as_uri()}/", "").replace(f"{site.folder}/", "")


def html_validate(site: BuiltSite) -> Iterator[str]:
    """html-validate finds no error; it knows headings, ids, lists and nesting."""
    command = str(site.root / "node_modules/.bin/html-validate")
    options = ("--config", str(CONFIG), "--formatter", "text")
    yield from _run(site, site.information_pages, command, *options)


def nu_html_checker(site: BuiltSite) -> Iterator[str]:
    """The Nu HTML checker, which also knows ARIA and CSS, finds no error."""
    # The pre-check's list of files is data; browsers do not apply the policy to it.
    known = re.compile(rf"{PRECHECK}.*Inline script violates Content Security Policy")
    jar = str(site.root / "node_modules/vnu-jar/build/dist/vnu.jar")
    command = ("java", "-jar", jar, "--Werror", "--asciiquotes", "--format", "gnu")
    lines = _run(site, site.pages, *command)
    yield from (line for line in lines if not known.search(line))


CHECKS = (html_validate, nu_html_checker)
