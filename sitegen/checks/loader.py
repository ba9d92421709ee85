"""Load a trial and check all of it. Every problem is reported together, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path as File

from eligibility import consistency
from eligibility.trial_file import load_rules
from sitegen.checks import dates, facts, figures, official_words, review, structure, wording
from sitegen.errors import BuildError
from sitegen.lookup import Lookup
from sitegen.model.direct_questions import with_direct_questions
from sitegen.model.trial import Trial
from sitegen.registry.record_text import RecordText
from sitegen.source import model_reader, strict_yaml
from sitegen.source.messages import Located, Path, Problem, errors, printed


class TrialError(BuildError):
    """A trial.yaml that cannot be built. The message has a line for each problem."""

    def __init__(self, file: File, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join([*lines, f"{errors(len(lines))} in {file.name}."]))
        self.lines = lines


def load(file: File, root: File) -> Trial:
    """Read and check a trial.

    Args:
        file: the trial.yaml to read.
        root: the folder with site_src/; the record is in record/ beside the trial, or there.

    Raises:
        TrialError: something must be fixed; the message lists all of it.
        OSError: the file cannot be read.
    """
    document = strict_yaml.read(file.read_bytes())
    if document.data is None:
        raise TrialError(file, tuple(printed(file, document.problems, None)))
    trial: Trial = with_direct_questions(model_reader.read(Trial, document))
    damaged = bool(document.problems)
    lookup = Lookup(root, file.absolute().parent)
    for path, message in _located(trial, lookup, damaged=damaged):
        if not any(_rests_on(path, lost) for lost in document.lost):
            document.problems.append(Problem(document.line(path), path, message))
    if document.problems:
        raise TrialError(file, tuple(printed(file, document.problems, document.data)))
    return trial


def _located(trial: Trial, lookup: Lookup, *, damaged: bool) -> Iterator[Located]:
    found = list(
        chain(
            structure.check(trial),
            dates.check(trial),
            facts.check(trial),
            wording.check(trial),
            review.check(trial),
            _record(trial, lookup),
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
        return  # no rule can be matched with its criterion
    for at, message in _rules(trial, lookup.trial_folder, damaged=damaged or bool(found)):
        if not any(_related(at, place) for place in places):
            yield at, message


def _record(trial: Trial, lookup: Lookup) -> Iterator[Located]:
    """Compare the official words with the record's text."""
    name = trial.record.file
    file = lookup.find("record", name)
    there = sorted(path.name for path in lookup.files("record") if path.suffix == ".txt")
    if not re.fullmatch(r"[\w-][\w.-]*", name) or name not in there:
        yield (
            ("record", "file"),
            f'no file "{name}" in record/ or site_src/record/ (there: '
            f"{', '.join(there) or 'none'}). Correct the name, or add the record's text there.",
        )
        return
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        yield (
            ("record", "file"),
            f"{lookup.shown(file)} is not UTF-8 text at byte {error.start}. Save it again with "
            "that encoding.",
        )
        return
    yield from official_words.check(trial, RecordText(text))


def _rules(trial: Trial, folder: File, *, damaged: bool) -> Iterator[Located]:
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


def _rests_on(path: Path, lost: Path) -> bool:
    """Whether a place cannot be checked, because it needs a value that could not be read."""
    match path:
        case ("facts", int(), "section"):
            needed: Path = ("sections",)
        case ("sections", int()):
            needed = ("facts",)
        case ("interventions", int(), "arms", int()):
            needed = ("arms",)
        case _:
            needed = path
    return _related(path, lost) or (needed != path and needed == lost[:1])


def _related(one: Path, other: Path) -> bool:
    """Whether one path leads through the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
