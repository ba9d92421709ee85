from __future__ import annotations

from pathlib import Path

from sitegen.pages import rule_path
from sitegen.patients import read_patients
from tests.conftest import ROOT
from tests.site.checks.built import Built
from tests.site.places import CRITERIA


def test_every_test_patient_is_published(built_site: Path) -> None:
    """Whoever doubts a finding can look up the case that pins it."""
    site = Built(built_site)
    patients = read_patients(ROOT)
    assert patients.count >= 250
    for group, cases in patients.groups.items():
        page = rule_path(group) if group in CRITERIA else "how-it-decides/patients/index.html"
        rows = {
            row.find("th")[0].words(): row for row in site.page(page).find("tr") if row.find("td")
        }
        for case in cases:
            assert case.words in rows[case.id].words().replace("  ", " "), case.id
            if group in CRITERIA and case.finding(group)[0]:
                shown = case.finding(group)[0].replace("unknown", "not known")
                assert rows[case.id].find("td")[1].words().startswith(shown), case.id
