"""The made-up patients: each described as it is tested, and all of them counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from eligibility.definitions import Definitions
from eligibility.trial_file import rules_of
from sitegen.pages.page_table import rule_path
from sitegen.pages.published_cases import Patient, Patients, as_found, read_patients
from sitegen.quality.built_site import Built, squeezed
from sitegen.quality.criteria import DECIDING, DEFINITIONS
from sitegen.quality.page_lists import CRITERIA

PATIENTS = "how-it-decides/patients/index.html"
OUTCOMES = {
    "may_fit": "may fit", "ask_the_team": "ask the team", "not_at_the_moment": "not at the moment",
    "outside_criteria": "outside the criteria",
}  # fmt: skip


@lru_cache(maxsize=2)
def _found(definitions: str) -> Patients:
    read = Definitions.from_json(definitions)
    rules = rules_of(read)
    return as_found(read_patients(rules), read, rules)


def _shown(site: Built) -> Iterator[tuple[str, str, Patient, list[str]]]:
    """Yield each made-up patient with its page, its group and the cells of its row."""
    for group, cases in _found(site.text(DEFINITIONS)).groups.items():
        path = rule_path(group) if group in CRITERIA else PATIENTS
        if path not in site.every:
            continue
        rows = {
            row.find("th")[0].words(): [cell.words() for cell in row.find("td")]
            for row in site.page(path).find("tr")
            if row.find("th") and row.find("td")
        }
        for case in cases:
            yield path, group, case, rows.get(case.id, ["", ""])


def patients_come_out(site: Built) -> Iterator[str]:
    """The table of test patients is read as what the check does, and must be what is tested."""
    for path, _, case, cells in _shown(site):
        outcome = OUTCOMES.get(case.outcome, "")
        if not cells[-1].endswith(outcome) or not any(cells):
            yield f"{path}: {case.id} comes out as {cells[-1]!r}, not {outcome!r}"


def patients_are_described(site: Built) -> Iterator[str]:
    """A clinician who corrects a patient must read of the one that the tests run."""
    for path, group, case, cells in _shown(site):
        if cells[0] != squeezed(case.words):
            yield f"{path}: {case.id} is described as {cells[0]!r}"
        finding, reason = case.finding(group)
        words = f"not known: {reason}" if finding == "unknown" else finding
        if group in CRITERIA and not cells[1].startswith(words.replace("_", " ")):
            yield f"{path}: {case.id} is found to be {cells[1]!r}, not {words!r}"


def patients_are_counted(site: Built) -> Iterator[str]:
    """A wrong number of tests makes the check look better, or worse, than it is."""
    patients = read_patients(rules_of(Definitions.from_json(site.text(DEFINITIONS))))
    if DECIDING in site.every:
        for node in site.main(DECIDING).find("a"):
            found = re.match(r"([IE]\d+): .*?(\d+) test patients", node.words())
            if found and int(found[2]) != (count := len(patients.of(found[1]))):
                yield f"{DECIDING}: {found[0]}, and there are {count}"
    for path in site.information:
        for found in re.finditer(r"(\d+) made-up patients", site.main(path).words()):
            if int(found[1]) != patients.count:
                yield f"{path}: {found[0]}, and there are {patients.count}"


CHECKS = (patients_come_out, patients_are_described, patients_are_counted)
