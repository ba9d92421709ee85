"""Error messages about trial.yaml.

The form is `trial.yaml:492: criteria I2, plain: what is wrong. How to fix it.`
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""The way to a value: ("criteria", 15, "limits", "haemoglobin", 0)."""

Located = tuple[Path, str]
"""What a check reports: the path of a value, and what is wrong with it and how to fix it."""


@dataclass(frozen=True)
class Problem:
    """An error in the file, with the line to print."""

    line: int
    path: Path
    message: str


_NAMED_BY = {
    "arms": "id",
    "sections": "id",
    "facts": "name",
    "criteria": "id",
    "readings": "id",
    "interventions": "name",
    "contacts": "role",
    "options": "value",
    "copies": "source",
    "changes": "date",
}
"""The field that names the entries of each list, for people."""


def printed(file: File, problems: Iterable[Problem], data: Any) -> Iterator[str]:
    """Return a line for each problem, in the order of the file. No line comes twice."""
    seen = set()
    for problem in sorted(problems, key=lambda problem: problem.line):
        place = place_in_words(problem.path, data)
        line = f"{_shown(file)}:{problem.line}: {place}{problem.message}"
        if line not in seen:
            seen.add(line)
            yield line


def _shown(file: File) -> str:
    """The path of a file below the current folder, if it is there."""
    try:
        return file.resolve().relative_to(File.cwd()).as_posix()
    except ValueError:
        return str(file)


def place_in_words(path: Path, data: Any) -> str:
    """A path in words: `criteria E8, limits.haemoglobin: `. The empty path is ""."""
    words: list[str] = []
    joint = ""
    for step in path:
        if isinstance(step, str):
            words.append(joint + step)
            joint = "."
            data = data.get(step, {}) if isinstance(data, dict) else {}
        else:
            data = data[step] if isinstance(data, list) and step < len(data) else {}
            key = _NAMED_BY.get(words[-1].lstrip("., ") if words else "")
            name = data.get(key) if key and isinstance(data, dict) else None
            words.append(f" {name}" if name and isinstance(name, str) else f" entry {step + 1}")
            joint = ", "
    place = "".join(words).strip()
    return f"{place}: " if place else ""


def must_be_one_of(value: str, allowed: Sequence[str]) -> str:
    """Say which values are allowed, and which of them is nearest to the one found."""
    if len(allowed) == 1:
        return f'must be {allowed[0]}; found "{value}".'
    if not allowed:
        return f'found "{value}", but there is none to choose from.'
    return f'must be one of {", ".join(allowed)}; found "{value}".{did_you_mean(value, allowed)}'


def did_you_mean(value: str, allowed: Iterable[str]) -> str:
    """Suggest the allowed value that is nearest: " Did you mean phase?", or ""."""
    near = get_close_matches(value, list(allowed), 1, 0.6)
    return f" Did you mean {near[0]}?" if near else ""


def errors(count: int) -> str:
    """Return "1 error", "2 errors" and so on."""
    return "1 error" if count == 1 else f"{count} errors"


def shorten(text: str, longest: int = 60) -> str:
    """The text, cut to a readable length."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


_QUOTE = "Put quotation marks around the whole value"
_SYNTAX = (
    (
        "mapping values are not allowed",
        "there is a second colon, or the line is indented too far. "
        f"{_QUOTE}, or align the name with the names above it.",
    ),
    (
        "could not find expected ':'",
        "expected a name, a colon, a space and a value; found no colon. "
        "Add the colon, or indent the line if it continues the text above.",
    ),
    (
        "unexpected end of stream",
        "the quotation mark on this line is never closed. Add the second one to close it.",
    ),
    (
        "expected ',' or ']'",
        "the list that opens with [ on this line is not closed, or a comma is missing in it. "
        "Write [one, two], with quotation marks around an entry that has a comma, colon or "
        "bracket in it.",
    ),
    (
        "expected ',' or '}'",
        "the group that opens with { on this line is not closed, or a comma is missing in it. "
        "Write {name: value, name: value}, with quotation marks around a value that has a comma, "
        "colon or bracket in it.",
    ),
    (
        "unknown escape character",
        "a backslash in double quotation marks is special in YAML. "
        "Use single quotation marks around this text.",
    ),
    (
        "that cannot start any token",
        f"the value begins with a character that is special in YAML. {_QUOTE}.",
    ),
    (
        "sequence entries are not allowed",
        "a list entry (-) is not allowed here. Align it with the entry above, or put quotation "
        "marks around a text that begins with -.",
    ),
    (
        "but found '-'",
        "expected a name, found a list entry (-). "
        "Align it with the entry above, or remove the dash.",
    ),
    (
        "expected <block end>",
        "this line does not line up with those above it, or text follows a closing quotation mark. "
        "Indent it like its neighbours, or move the quotation mark to the end.",
    ),
    ("anchor or alias", f"a value that begins with & or * is special in YAML. {_QUOTE}."),
    ("while scanning an a", f"a value that begins with & or * is special in YAML. {_QUOTE}."),
)
"""A part of what PyYAML says, and the same for people who do not know YAML."""


def syntax_error(error: yaml.YAMLError, text: str) -> Problem:
    """Explain why YAML cannot read a text. The line is where the mistake was made, if known."""
    problem = str(getattr(error, "problem", "") or error)
    context = str(getattr(error, "context", "") or "")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened and ("flow" in context or "quoted" in context or "simple key" in context):
        mark = opened
    line = mark.line if mark else 0
    rows = text.split("\n")
    while line > 0 and (line >= len(rows) or not rows[line].strip()):
        line -= 1
    for sign, explanation in _SYNTAX:
        if sign in problem or sign in context:
            return Problem(line + 1, (), explanation)
    return Problem(
        line + 1,
        (),
        f"YAML cannot read this line ({problem}). Write a name, a colon and a value, like the "
        "lines around it.",
    )
