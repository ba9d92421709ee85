"""Loads a trial and checks all of it; every problem is reported together, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path as File
from typing import Any

from eligibility import consistency
from eligibility.trial_file import load_rules
from sitegen.checks import dates, facts, figures, official_words, review, structure, wording
from sitegen.model.direct_questions import with_direct_questions
from sitegen.model.trial import Trial
from sitegen.registry.record_text import RecordText
from sitegen.source import nodes, strict_yaml
from sitegen.source.model_reader import Reader
from sitegen.source.nodes import Entries, Path, Problem

Finding = tuple[Path, str]

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
"""In which field each list's entries have their name, for people."""


class TrialProblems(Exception):
    """A trial that cannot be built; the lines are ready to be printed."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Loaded:
    """A trial without problems: typed, and as plain data for the rules."""

    trial: Trial
    data: dict[str, Any]


def load(file: File, root: File) -> Loaded:
    """Read and check a trial.

    Args:
        file: the trial.yaml to read.
        root: the checkout, whose site_src/record/ holds the record.

    Raises:
        TrialProblems: there is something to mend; all of it is listed.
        OSError: the file cannot be read.
    """
    read = strict_yaml.read(file.read_bytes())
    if read.root is None:
        raise TrialProblems(tuple(_printed(file, read.problems, None)))
    unreadable = {problem.path for problem in read.problems if problem.unusable and problem.path}
    shapes = Reader(read.lost | unreadable)
    trial: Trial = with_direct_questions(shapes.read(Trial, read.root, (), 1))
    problems = [*read.problems, *shapes.problems]
    unusable = {problem.path for problem in problems if problem.unusable and problem.path}
    unusable |= shapes.absent | read.lost
    lines = dict(nodes.walk(read.root))
    for at, message in _findings(trial, root, file.parent, damaged=bool(problems)):
        rests_on_damage = any(path[:1] == (_rests_on(at),) for path in unusable)
        if not rests_on_damage and not any(_related(at, path) for path in unusable):
            problems.append(Problem(_line(at, lines), at, message))
    if problems:
        raise TrialProblems(tuple(_printed(file, problems, read.root)))
    return Loaded(trial, nodes.plain(read.root))


def _findings(trial: Trial, root: File, folder: File, *, damaged: bool) -> Iterator[Finding]:
    found = list(
        chain(
            structure.check(trial),
            dates.check(trial),
            facts.check(trial),
            wording.check(trial),
            review.check(trial),
            _record(trial, root),
        )
    )
    places = {at for at, _ in found}
    found += [
        (at, message)
        for at, message in figures.check(trial)
        if (*at[:2], "official") not in places and (*at[:2], "description") not in places
    ]
    yield from found
    places = {at for at, _ in found}
    if any(at[-1] in ("id", "name") and at[0] in ("criteria", "facts") for at in places):
        return  # whose rule is whose cannot be told
    for at, message in _rules(trial, folder, damaged=damaged or bool(found)):
        if not any(_related(at, place) for place in places):
            yield at, message


def _record(trial: Trial, root: File) -> Iterator[Finding]:
    """Hold the official words against the record's text."""
    name = trial.record.file
    folder = root / "site_src" / "record"
    file = folder / name
    there = sorted(path.name for path in folder.glob("*.txt"))
    if not re.fullmatch(r"[\w-][\w.-]*", name) or name not in there:
        yield (
            ("record", "file"),
            f'there is no "{name}" in site_src/record/; the file with the record\'s text was '
            f"wanted ({', '.join(there) or 'there is none'}); correct the name or put it there",
        )
        return
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        yield (
            ("record", "file"),
            f"site_src/record/{name} is not UTF-8 text at byte {error.start}; UTF-8 was wanted; "
            "save it again with that encoding",
        )
        return
    yield from official_words.check(trial, RecordText(text))


def _rules(trial: Trial, folder: File, *, damaged: bool) -> Iterator[Finding]:
    """Compare the trial with its rules; a damaged one, as far as they can read it."""
    if not trial.rules:
        return
    try:
        rules = load_rules(trial.rules, folder)
    except ValueError as error:
        yield ("rules",), str(error)
        return
    try:
        yield from consistency.problems(asdict(trial), rules)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        if not damaged:
            raise


def _rests_on(at: Path) -> str:
    """The list that must be whole before anything can be said about this place, or ""."""
    match at:
        case ("facts", int(), "section"):
            return "sections"
        case ("sections", int()):
            return "facts"
        case ("interventions", int(), "arms", int()):
            return "arms"
        case _:
            return ""


def _related(one: Path, other: Path) -> bool:
    """Whether one path leads through the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _line(at: Path, lines: dict[Path, int]) -> int:
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def _printed(file: File, problems: list[Problem], root: Entries | None) -> Iterator[str]:
    seen = set()
    for problem in sorted(problems, key=lambda problem: problem.line):
        place = place_in_words(problem.path, root)
        line = f"{_name(file)}:{problem.line}: {place}{problem.message}"
        if line not in seen:
            seen.add(line)
            yield line


def _name(file: File) -> str:
    """The file as seen from here, where it is below."""
    try:
        return file.resolve().relative_to(File.cwd()).as_posix()
    except ValueError:
        return str(file)


def place_in_words(path: Path, root: Entries | None) -> str:
    """A path of the file in words, "" for the whole: `criteria E8, limits.haemoglobin: `."""
    data: Any = nodes.plain(root) if root else {}
    words: list[str] = []
    joint = ""
    for step in path:
        if isinstance(step, str):
            words.append((joint or "") + step)
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
