"""Check the files in site_src/ that people edit: Markdown, templates, stylesheets, catalogues.

All problems are reported together, each with its file and line, before a page is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError

from sitegen.errors import BuildError
from sitegen.lookup import KINDS, Lookup
from sitegen.source import strict_yaml
from sitegen.source.messages import errors

_TEXTS = {".md", ".html", ".css", ".js", ".po", ".txt"}
_HEAD = ("title", "description", "source")
_NEEDED = ("title", "description")
_PART = re.compile(r"\[(\w+)\]")
_LIKE_A_PART = re.compile(r"\[[^\]()]*\]?")


class ContentError(BuildError):
    """Words, templates or styles cannot be used. The message names every file and line."""


def require_valid(lookup: Lookup) -> None:
    """Refuse files that cannot be used.

    Raises:
        ContentError: names every file and line to fix.
    """
    lines = list(problems(lookup))
    if lines:
        raise ContentError("\n".join([*lines, f"{errors(len(lines))} in words and templates."]))


def problems(lookup: Lookup) -> Iterator[str]:
    """Return a line for each problem: file, line, what is wrong and how to fix it."""
    own = [file for kind in KINDS for file in lookup.files(kind)]
    for file in sorted({*own, *(lookup.site_src).rglob("*")}):
        if file.suffix not in _TEXTS or not file.is_file():
            continue
        name = lookup.shown(file)
        text, found = _read(file.read_bytes())
        if text is None or found:
            yield from (f"{name}:{line}: {message}" for line, message in found)
        elif check := _CHECKS.get(file.suffix):
            yield from (f"{name}:{line}: {message}" for line, message in check(text))


def template_problems(lookup: Lookup) -> Iterator[str]:
    """Return a line for each template or page that Jinja cannot read."""
    environment = Environment(autoescape=True)
    for file in sorted([*lookup.files("templates"), *lookup.files("content")]):
        if file.suffix not in (".html", ".md"):
            continue
        try:
            environment.parse(file.read_text("utf-8"))
        except TemplateSyntaxError as error:
            yield f"{lookup.shown(file)}:{error.lineno}: {advice(error)}"


def advice(error: Exception) -> str:
    """Say what is wrong with a template, and how to fix it."""
    error_text = str(getattr(error, "message", "") or error).split("\n")[0].rstrip(".")
    for sign, what in _ADVICE:
        if sign in error_text:
            return f"{error_text}. {what}"
    return f"{error_text}. Compare this line with the last version that worked."


_NAME_OF_TRIAL = "Use a name of trial.yaml that is in docs/trial-yaml.md."
_CLOSE = "Close what is opened above."

_ADVICE = (
    ("Unexpected end of template", "A {% … %} above is never closed: add its {% end… %}."),
    ("end of print statement", "Write {{ name }}, with }} at the end."),
    ("end of statement block", "Write {% … %}, with %} at the end."),
    ("unexpected end of template", _CLOSE),
    ("unknown tag", "Use a tag like {% if %} or {% for %}. Correct its name."),
    ("has no element", _NAME_OF_TRIAL),
    ("has no attribute", _NAME_OF_TRIAL),
    ("is undefined", "Use a name such as trial.names.short. Correct the name."),
    ("No filter named", "Use a filter of Jinja, or `day`. Correct its name."),
    ("not found in search path", "Name a file in site_src/templates/."),
    ("Missing end of", _CLOSE),
)
"""A part of what Jinja says, and what to do about it."""


def page_problems(text: str) -> Iterator[tuple[int, str]]:
    """Check the Markdown of a page: (line, message)."""
    rows = text.split("\n")
    if not text.strip():
        yield 1, "the file is empty. Write a title, a description and parts (docs/words.md)."
        return
    parts: dict[str, int] = {}
    starts = [number for number, row in enumerate(rows, 1) if _PART.fullmatch(row)]
    yield from _head(rows[: starts[0] - 1] if starts else rows)
    if not starts:
        yield 1, "the file has no part. Add a line such as [lead] with words below it."
        return
    for number, row in enumerate(rows, 1):
        if _PART.fullmatch(row):
            name = row[1:-1]
            if name in parts:
                yield (
                    number,
                    f"duplicate part [{name}] (first in line {parts[name]}). Join them, or "
                    "correct the name.",
                )
            parts.setdefault(name, number)
        elif row.startswith("[") and _LIKE_A_PART.fullmatch(row.rstrip()):
            yield (
                number,
                f"{row.strip()} is not the start of a part. Write letters, digits and _ between "
                "[ and ], with nothing after it.",
            )
    for start, end in zip(starts, [*starts[1:], len(rows) + 1], strict=True):
        if not "".join(rows[start : end - 1]).strip():
            yield start, f"the part {rows[start - 1]} is empty. Write its words below it."


def template_is_empty(text: str) -> Iterator[tuple[int, str]]:
    """Check that a template is not empty."""
    if not text.strip():
        yield 1, "the template is empty. Restore the last version that worked."


def style_problems(text: str) -> Iterator[tuple[int, str]]:
    """Check that the comments and braces of a stylesheet are closed."""
    opened: list[int] = []
    comment = 0
    for found in re.finditer(r"/\*|\*/|[{}]", text):
        line = text.count("\n", 0, found.start()) + 1
        if found[0] == "/*":
            if comment:
                yield comment, "the comment that begins here is never closed. Close it with */."
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
            yield line, "this } closes nothing. Remove it, or open a rule with { before it."
    if comment:
        yield comment, "the comment that begins here is never closed. Close it with */."
    yield from ((line, "this { is never closed. Close it with }.") for line in opened)
    if not text.strip():
        yield 1, "the stylesheet is empty. Restore the last version that worked."


_CHECKS = {".md": page_problems, ".html": template_is_empty, ".css": style_problems}


def _head(rows: list[str]) -> Iterator[tuple[int, str]]:
    found: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        name, mark, value = row.partition(":")
        if name not in _HEAD or not mark:
            yield (
                number,
                f"{row.strip()[:40]!r} is above the first part. Only `title: …`, `description: …` "
                "and `source: …` can be there. Correct or move it.",
            )
        elif not value.startswith(" ") or not value.strip():
            yield number, f"{name} has no words, or no space before them. Write `{name}: words`."
        elif name in found:
            yield (
                number,
                f"duplicate {name} (first in line {found[name]}). Remove one of them.",
            )
        found.setdefault(name, number)
    for name in _NEEDED:
        if name not in found:
            yield 1, f"missing {name}. Add a line `{name}: …` above the first part."


def _read(data: bytes) -> tuple[str | None, list[tuple[int, str]]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message, line = strict_yaml.not_utf8(data, error)
        return None, [(line, message)]
    text = text.replace("\r\n", "\n")
    return text, [
        (number, message)
        for number, row in enumerate(text.split("\n"), 1)
        if (message := strict_yaml.invisible_character(row))
    ]
