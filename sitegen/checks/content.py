"""What can be wrong with the files that an editor of words touches, before a page is made.

Everything is reported together, each with its file and line; a build goes on only if there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from sitegen.source import syntax

_TEXTS = {".md", ".html", ".css", ".js", ".po", ".txt"}
_HEAD = ("title", "description", "source")
_NEEDED = ("title", "description")
_PART = re.compile(r"\[(\w+)\]")
_LIKE_A_PART = re.compile(r"\[[^\]()]*\]?")


class NotSound(Exception):
    """Files below site_src/ cannot be used as they are; the message names every place."""


def require_sound(root: Path) -> None:
    """Refuse words and templates that cannot be read.

    Raises:
        NotSound: names every file and line to be mended.
    """
    lines = list(problems(root))
    if lines:
        raise NotSound("\n".join([*lines, f"{len(lines)} to mend in site_src"]))


def problems(root: Path) -> Iterator[str]:
    """Say what is wrong in each file, a line each."""
    sources = root / "site_src"
    for file in sorted(sources.rglob("*")):
        if file.suffix not in _TEXTS or not file.is_file():
            continue
        name = file.relative_to(root).as_posix()
        text, found = _read(file.read_bytes())
        if text is None or found:
            yield from (f"{name}:{line}: {message}" for line, message in found)
        elif look := _LOOKS.get(file.suffix):
            yield from (f"{name}:{line}: {message}" for line, message in look(text))


def template_problems(root: Path) -> Iterator[str]:
    """Say where templates and words cannot be understood by Jinja, a line each."""
    environment = Environment(autoescape=True)
    sources = root / "site_src"
    for file in sorted([*sources.rglob("*.html"), *sources.rglob("*.md")]):
        try:
            environment.parse(file.read_text("utf-8"))
        except TemplateSyntaxError as error:
            yield f"{file.relative_to(root).as_posix()}:{error.lineno}: {advice(error)}"


def advice(error: Exception) -> str:
    """Say what a template's slip is, what was wanted, and what to do."""
    said = str(getattr(error, "message", "") or error).split("\n")[0].rstrip(".")
    for sign, what in _ADVICE:
        if sign in said:
            return f"{said}; {what}"
    return f"{said}; compare this line with its neighbours, or with the last version that worked"


_ADVICE = (
    ("Unexpected end of template", "a {% … %} above is never closed; add its {% end… %}"),
    ("end of print statement", "{{ name }} was wanted; close it with }}"),
    ("end of statement block", "{% … %} was wanted; close it with %}"),
    ("unexpected end of template", "something opened above is never closed; close it"),
    ("unknown tag", "{% if %}, {% for %} and the like were wanted; mend its name"),
    ("has no element", "a name of trial.yaml was wanted, as docs/trial-yaml.md lists them"),
    ("has no attribute", "a name of trial.yaml was wanted, as docs/trial-yaml.md lists them"),
    ("is undefined", "a name such as trial.names.short was wanted; mend the name"),
    ("No filter named", "a filter of Jinja was wanted, or `day`; mend its name"),
    ("not found in search path", "a file below site_src/templates/ was wanted; mend the name"),
    ("Missing end of", "something opened here is never closed; close it"),
)


def page_problems(text: str) -> Iterator[tuple[int, str]]:
    """Say what is wrong with one page's Markdown: (line, message)."""
    rows = text.split("\n")
    if not text.strip():
        yield 1, "the file is empty; a title, a description and parts were wanted (docs/words.md)"
        return
    parts: dict[str, int] = {}
    starts = [number for number, row in enumerate(rows, 1) if _PART.fullmatch(row)]
    yield from _head(rows[: starts[0] - 1] if starts else rows)
    if not starts:
        yield 1, "the file has no part; a line such as [lead] and words below it were wanted"
        return
    for number, row in enumerate(rows, 1):
        if _PART.fullmatch(row):
            name = row[1:-1]
            if name in parts:
                yield (
                    number,
                    (
                        f"the part [{name}] is there twice, first in line {parts[name]}; one was "
                        "wanted; join them, or mend the name"
                    ),
                )
            parts.setdefault(name, number)
        elif row.startswith("[") and _LIKE_A_PART.fullmatch(row.rstrip()):
            yield (
                number,
                (
                    f"{row.strip()} looks like the start of a part; a name of letters, digits and "
                    "_ between [ and ] was wanted, with nothing after it; mend it"
                ),
            )
    for start, end in zip(starts, [*starts[1:], len(rows) + 1], strict=True):
        if not "".join(rows[start : end - 1]).strip():
            yield start, f"the part {rows[start - 1]} has no words; some were wanted below it"


def template_is_empty(text: str) -> Iterator[tuple[int, str]]:
    """Say that a template holds nothing, which would make an empty page."""
    if not text.strip():
        yield 1, "the file is empty; a template was wanted; fetch the last version that worked"


def style_problems(text: str) -> Iterator[tuple[int, str]]:
    """Say where a stylesheet's comments and braces do not close: what follows would be lost."""
    opened: list[int] = []
    comment = 0
    for found in re.finditer(r"/\*|\*/|[{}]", text):
        line = text.count("\n", 0, found.start()) + 1
        if found[0] == "/*":
            if comment:
                yield comment, "the comment that begins here is never closed; close it with */"
            comment = line
        elif found[0] == "*/":
            comment = 0
        elif comment:
            continue
        elif found[0] == "{":
            opened.append(line)
        elif opened:
            opened.pop()
        else:
            yield line, "this } closes nothing; take it away, or open a rule with { before it"
    if comment:
        yield comment, "the comment that begins here is never closed; close it with */"
    yield from ((line, "this { is never closed; close it with }") for line in opened)
    if not text.strip():
        yield 1, "the file is empty; a stylesheet was wanted; fetch the last version that worked"


_LOOKS = {".md": page_problems, ".html": template_is_empty, ".css": style_problems}


def _head(rows: list[str]) -> Iterator[tuple[int, str]]:
    found: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        name, mark, value = row.partition(":")
        if name not in _HEAD or not mark:
            yield (
                number,
                (
                    f"{row.strip()[:40]!r} stands before the first part; only `title: …`, "
                    "`description: …` and `source: …` were wanted there; mend or move it"
                ),
            )
        elif not value.startswith(" ") or not value.strip():
            yield number, f"{name}: has no words, or no space before them; write `{name}: words`"
        elif name in found:
            yield (
                number,
                (
                    f"{name} is written twice, first in line {found[name]}; one was wanted; take "
                    "one of them away"
                ),
            )
        found.setdefault(name, number)
    for name in _NEEDED:
        if name not in found:
            yield 1, f"the file has no {name}; a line `{name}: …` was wanted above the first part"


def _read(data: bytes) -> tuple[str | None, list[tuple[int, str]]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            (
                line,
                f"byte 0x{data[error.start]:02x} is not UTF-8 text; the file was wanted as UTF-8; "
                "save it again and choose the encoding UTF-8",
            )
        ]
    text = text.replace("\r\n", "\n")
    return text, [
        (number, message)
        for number, row in enumerate(text.split("\n"), 1)
        if (message := syntax.invisible(row))
    ]
