"""The made-up patients: each described as it is tested, and all of them counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nelmas_rules.definitions import Definitions
from sitegen.pages import rule_path
from sitegen.patients import as_found, read_patients
from tests.conftest import ROOT
from tests.site.checks.built import Built, squeezed
from tests.site.checks.criteria import DECIDING, DEFINITIONS, PATIENTS
from tests.site.places import CRITERIA


def patients_are_described(site: Built) -> Iterator[str]:
    """A clinician who corrects a patient must read of the one that the tests run."""
    definitions = Definitions.from_json(site.text(DEFINITIONS))
    for group, cases in as_found(read_patients(ROOT), definitions).groups.items():
        path = rule_path(group) if group in CRITERIA else PATIENTS
        if path not in site.every:
            continue
        rows = {
            row.find("th")[0].words(): [cell.words() for cell in row.find("td")]
            for row in site.page(path).find("tr")
            if row.find("th") and row.find("td")
        }
        for case in cases:
            said = rows.get(case.id, ["", ""])
            if said[0] != squeezed(case.words):
                yield f"{path}: {case.id} is described as {said[0]!r}"
            finding, reason = case.finding(group)
            words = f"not known: {reason}" if finding == "unknown" else finding
            if group in CRITERIA and not said[1].startswith(words.replace("_", " ")):
                yield f"{path}: {case.id} is found to be {said[1]!r}, not {words!r}"


def patients_are_counted(site: Built) -> Iterator[str]:
    """A wrong number of tests makes the check look better, or worse, than it is."""
    patients = read_patients(ROOT)
    if DECIDING in site.every:
        for node in site.main(DECIDING).find("a"):
            found = re.match(r"([IE]\d+): .*?(\d+) test patients", node.words())
            if found and int(found[2]) != (count := len(patients.of(found[1]))):
                yield f"{DECIDING}: {found[0]}, and there are {count}"
    for path in site.information:
        for found in re.finditer(r"(\d+) made-up patients", site.main(path).words()):
            if int(found[1]) != patients.count:
                yield f"{path}: {found[0]}, and there are {patients.count}"


CHECKS = (patients_are_described, patients_are_counted)
