"""The published test patients: made-up people, and what the pre-check finds for each.

They are the cases that the tests of the trial's rules run, from the folder cases/ of the rules
package that trial.yaml names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from eligibility.assessment import assess
from eligibility.definitions import Definitions
from eligibility.findings import Finding
from eligibility.fingerprint import package_folder
from eligibility.problems import AnswersError
from eligibility.rules import Rules

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FOLDER = "cases"
"""The published test patients, a folder of the rules package."""


@dataclass(frozen=True)
class Patient:
    """One test patient: who it is, all answers, and the expected findings."""

    id: str
    words: str
    answers: Mapping[str, Any]
    expect: Mapping[str, Any]

    @property
    def outcome(self) -> str:
        """The expected outcome; "" where the answers cannot be read."""
        return str(self.expect.get("outcome", ""))

    def finding(self, criterion: str) -> tuple[str, str]:
        """Return the expected finding for a criterion, and why it is not known."""
        finding, _, reason = str(self.expect.get(criterion, "")).partition(", ")
        return finding, reason


@dataclass(frozen=True)
class Patients:
    """All test patients, by the file they are in: "E8", "outcomes", "time", "problems"."""

    base: str
    """The patient from whom all others differ, in a sentence."""
    answers: Mapping[str, Any]
    """What that patient answers."""
    groups: Mapping[str, tuple[Patient, ...]]

    def of(self, group: str) -> tuple[Patient, ...]:
        """Return the patients of one file; none if there is no such file."""
        return self.groups.get(group, ())

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(len(group) for group in self.groups.values())


def read_patients(rules: Rules) -> Patients:
    """Read the test patients of a rules package; none if it has no such folder."""
    base = ""
    answers: dict[str, Any] = {}
    groups: dict[str, tuple[Patient, ...]] = {}
    for file in _files(rules):
        read = yaml.load(file.read_text("utf-8"), Loader=_LOADER)
        if isinstance(read, dict):
            base, answers = str(read["patient"]), read["answers"]
            continue
        groups[file.stem] = tuple(
            Patient(str(case["id"]), str(case["patient"]), case["answers"], case["expect"])
            for case in read
        )
    whole = {
        group: tuple(replace(case, answers=_given({**answers, **case.answers})) for case in cases)
        for group, cases in groups.items()
    }
    return Patients(base, _given(answers), whole)


def _files(rules: Rules) -> list[Path]:
    if not rules.package:
        return []
    return sorted((package_folder(rules.package) / FOLDER).glob("*.yaml"))


def as_found(patients: Patients, definitions: Definitions, rules: Rules) -> Patients:
    """Return the same people with what the rules find for each under these definitions.

    The cases have the findings expected for the definitions that the tests use. A ruling of the
    trial team, or another plausible range, brings other findings, and the site must show those.
    """
    _, usual = _assessed(patients.answers, definitions, rules)

    def found(case: Patient, group: str) -> Patient:
        outcome, findings = _assessed(case.answers, definitions, rules)
        shown = {
            key: _in_words(finding)
            for key, finding in findings.items()
            if key in case.expect or (key == group and finding.truth is not usual[key].truth)
        }
        return replace(case, expect={"outcome": outcome, **shown})

    groups = {
        group: tuple(found(case, group) for case in cases)
        for group, cases in patients.groups.items()
    }
    return replace(patients, groups=groups)


def _assessed(
    answers: Mapping[str, Any], definitions: Definitions, rules: Rules
) -> tuple[str, dict[str, Finding]]:
    """The outcome and each criterion's finding; nothing where the answers cannot be read."""
    try:
        assessment = assess(definitions, rules, dict(answers))
    except AnswersError:
        return "", {}
    return assessment.outcome.value, {one.criterion.id: one for one in assessment.findings}


def _in_words(finding: Finding) -> str:
    """A finding as a case's `expect` has it: "unknown, missing"."""
    because = f", {finding.because.value}" if finding.because else ""
    return f"{finding.truth.value}{because}"


def _given(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that are given; null in a case removes one."""
    return {fact: answer for fact, answer in answers.items() if answer is not None}
