"""Reads the published test patients, and reports an error with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parents[2] / "nelmas_rules" / "cases"

FINDING = re.compile(
    r"true|false|unknown, (missing|imprecise|judgement|text_conflict|pending)", re.ASCII
)
OUTCOMES = ("may_fit", "ask_the_team", "not_at_the_moment", "outside_criteria")
BY_CRITERION = ("readings", "needs", "lapses_on", "explanation")
WHOLE = ("outcome", "open_from", "ask", "warnings")


class CaseError(ValueError):
    """An error in a file of cases. The message names the file, the line and the fix."""


@dataclass(frozen=True)
class TestPatient:
    """One case: its changes to the base patient, all its answers, and the expected result."""

    __test__ = False

    id: str
    patient: str
    changes: Mapping[str, Any]
    answers: Mapping[str, Any]
    expect: Mapping[str, Any]


def load(folder: Path = CASES) -> tuple[TestPatient, ...]:
    """Return every case, by file and then in the order written."""
    base = base_answers(folder)
    cases = [
        case
        for path in sorted(folder.glob("*.yaml"))
        if path.name != "base.yaml"
        for case in _cases(path, base)
    ]
    ids = [case.id for case in cases]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise CaseError(f"{folder}: these ids are used twice: {twice}. Give each case its own id.")
    return tuple(cases)


def base_answers(folder: Path = CASES) -> dict[str, Any]:
    """Return the answers of the base patient, which every case starts from."""
    answers: dict[str, Any] = _read(folder / "base.yaml")["answers"]
    return answers


def _cases(path: Path, base: Mapping[str, Any]) -> Iterator[TestPatient]:
    for entry in _read(path):
        line = entry.pop("line")
        expected = {"id", "patient", "answers", "expect"}
        if set(entry) != expected:
            raise CaseError(
                f"{path}:{line}: a case has the fields {sorted(expected)}, not {sorted(entry)}."
            )
        if not re.fullmatch(rf"{path.stem}-[0-9]{{2,3}}", entry["id"]):
            raise CaseError(f"{path}:{line}: wrong id {entry['id']}. Write it like {path.stem}-01.")
        for place in ("answers", "expect"):
            entry[place].pop("line")
        _check(f"{path}:{line}", entry["expect"])
        changed = {**base, **entry["answers"]}
        answers = {fact: answer for fact, answer in changed.items() if answer is not None}
        yield TestPatient(entry["id"], entry["patient"], entry["answers"], answers, entry["expect"])


def _check(place: str, expect: dict[str, Any]) -> None:
    if "problems" in expect:
        expect["problems"].pop("line")
        if len(expect) > 1:
            raise CaseError(f"{place}: `problems` excludes all else. Remove the rest of `expect`.")
        return
    if expect.get("outcome") not in OUTCOMES:
        raise CaseError(f"{place}: missing outcome. Write one of {', '.join(OUTCOMES)}.")
    for key, value in expect.items():
        if key in BY_CRITERION:
            value.pop("line")
        elif key in WHOLE:
            continue
        elif not re.fullmatch(r"[IE][0-9]{1,2}", key):
            raise CaseError(
                f"{place}: unknown field {key} in `expect`. See README.md of the cases."
            )
        elif not FINDING.fullmatch(value):
            raise CaseError(
                f"{place}: {key} is {value!r}. Write true, false or unknown with its reason."
            )


def _read(path: Path) -> Any:
    """Read YAML in which every value is a quoted text, null, a list or a mapping."""
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if root is None:
        raise CaseError(f"{path}:1: the file is empty. Write at least one case.")
    return _plain(path, root)


def _plain(path: Path, node: yaml.Node) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(path, item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {} if path.name == "base.yaml" else {"line": line}
        for key, value in node.value:
            if key.value in found:
                raise CaseError(f"{path}:{line}: {key.value} is given twice. Keep one.")
            found[key.value] = _plain(path, value)
        return found
    if node.tag.endswith(":null") and node.value == "null":
        return None
    assert isinstance(node, yaml.ScalarNode)
    if node.style != '"':
        raise CaseError(
            f'{path}:{line}: {node.value} has no quotation marks. Write "{node.value}".'
        )
    return node.value
