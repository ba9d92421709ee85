"""The published test patients: made-up people, and what the pre-check must find for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sitegen.source import FASTEST

FOLDER = "tests/cases"


@dataclass(frozen=True)
class Patient:
    """One test patient: who it is, and what must come out."""

    id: str
    words: str
    expect: Mapping[str, Any]

    @property
    def outcome(self) -> str:
        """The outcome that must come out; "" where the answers cannot be read."""
        return str(self.expect.get("outcome", ""))

    def finding(self, criterion: str) -> tuple[str, str]:
        """Return the finding that must come out for a criterion, and why it is not known."""
        finding, _, reason = str(self.expect.get(criterion, "")).partition(", ")
        return finding, reason


@dataclass(frozen=True)
class Patients:
    """All test patients, by the file they stand in: "E8", "outcomes", "time", "problems"."""

    base: str
    """The patient from whom all others differ, in a sentence."""
    groups: Mapping[str, tuple[Patient, ...]]

    def of(self, group: str) -> tuple[Patient, ...]:
        """Return the patients of one file; none where there is no such file."""
        return self.groups.get(group, ())

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(len(group) for group in self.groups.values())


def read_patients(root: Path) -> Patients:
    """Read the cases that the tests of the rules run; none where there is no such folder."""
    base = ""
    groups: dict[str, tuple[Patient, ...]] = {}
    for file in sorted((root / FOLDER).glob("*.yaml")):
        read = yaml.load(file.read_text("utf-8"), Loader=FASTEST)
        if isinstance(read, dict):
            base = str(read["patient"])
            continue
        groups[file.stem] = tuple(
            Patient(str(case["id"]), str(case["patient"]), case["expect"]) for case in read
        )
    return Patients(base, groups)
