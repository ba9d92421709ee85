"""Two validators of markup that others wrote; both check ARIA, one CSS as well."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

from sitegen.quality.built_site import Built
from sitegen.quality.page_lists import PRECHECK
from tests.conftest import ROOT

JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def _run(*command: str) -> list[str]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines() if done.returncode else []


def html_validate(site: Built) -> Iterator[str]:
    """Markup that a browser must repair is repaired differently by each browser."""
    config = str(ROOT / "sitegen" / "quality" / "htmlvalidate.json")
    command = str(ROOT / "node_modules" / ".bin" / "html-validate")
    files = [str(site.folder / path) for path in site.information]
    yield from _run(command, "--config", config, "--formatter", "text", *files)


def nu_html_checker(site: Built) -> Iterator[str]:
    """The standard's own checker also knows the rules on ARIA and on CSS."""
    files = [str(site.folder / path) for path in site.every]
    # The pre-check's list of files is data; a browser never asks its policy about it.
    known = re.compile(rf"{PRECHECK}.*Inline script violates Content Security Policy")
    command = ("java", "-jar", str(JAR), "--Werror", "--asciiquotes", "--format", "gnu")
    yield from (line for line in _run(*command, *files) if not known.search(line))


CHECKS = (html_validate, nu_html_checker)
