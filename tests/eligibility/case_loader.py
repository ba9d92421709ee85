"""Reads the published test patients, strictly: every slip with its file and line."""

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
    """A slip in a file of cases; the message names file, line and remedy."""


@dataclass(frozen=True)
class TestPatient:
    """One case: the answers in full, what is different from the base, and what must come out."""

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
        raise CaseError(f"{folder}: these ids stand twice, give each case its own: {twice}")
    return tuple(cases)


def base_answers(folder: Path = CASES) -> dict[str, Any]:
    """Return the answers of the patient from whom every case starts."""
    answers: dict[str, Any] = _read(folder / "base.yaml")["answers"]
    return answers


def _cases(path: Path, base: Mapping[str, Any]) -> Iterator[TestPatient]:
    for entry in _read(path):
        line = entry.pop("line")
        wanted = {"id", "patient", "answers", "expect"}
        if set(entry) != wanted:
            raise CaseError(f"{path}:{line}: a case has just {sorted(wanted)}, not {sorted(entry)}")
        if not re.fullmatch(rf"{path.stem}-[0-9]{{2,3}}", entry["id"]):
            raise CaseError(f"{path}:{line}: the id is {entry['id']}; write {path.stem}-01 or so")
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
            raise CaseError(f"{place}: `problems` stands alone; take the rest of `expect` out")
        return
    if expect.get("outcome") not in OUTCOMES:
        raise CaseError(f"{place}: the outcome is wanted, one of {', '.join(OUTCOMES)}")
    for key, value in expect.items():
        if key in BY_CRITERION:
            value.pop("line")
        elif key in WHOLE:
            continue
        elif not re.fullmatch(r"[IE][0-9]{1,2}", key):
            raise CaseError(f"{place}: `expect` has no {key}; see README.md of the cases")
        elif not FINDING.fullmatch(value):
            raise CaseError(
                f"{place}: {key} is {value!r}; write true, false or unknown with its reason"
            )


def _read(path: Path) -> Any:
    """Read YAML in which every value is a quoted text, null, a list or a mapping."""
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if root is None:
        raise CaseError(f"{path}:1: the file is empty; write at least one case")
    return _plain(path, root)


def _plain(path: Path, node: yaml.Node) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(path, item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {} if path.name == "base.yaml" else {"line": line}
        for key, value in node.value:
            if key.value in found:
                raise CaseError(f"{path}:{line}: {key.value} stands twice; keep one")
            found[key.value] = _plain(path, value)
        return found
    if node.tag.endswith(":null") and node.value == "null":
        return None
    assert isinstance(node, yaml.ScalarNode)
    if node.style != '"':
        raise CaseError(
            f"{path}:{line}: {node.value} has no quotation marks; write " + f'"{node.value}"'
        )
    return node.value
