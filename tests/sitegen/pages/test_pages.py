from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from nelmas_rules import RULES
from sitegen import build
from sitegen.pages.page_table import rule_path
from sitegen.pages.published_cases import read_patients
from sitegen.quality.built_site import BuiltSite
from tests import fixtures
from tests.conftest import ROOT
from tests.sitegen.broken_trials import TRIAL


@pytest.fixture
def trial_with(tmp_path: Path) -> Callable[[str, str], BuiltSite]:
    """Build the site of the trial with other words in one place."""
    numbers = count()

    def built(old: str, new: str) -> BuiltSite:
        assert old in TRIAL
        file, out = tmp_path / "trial.yaml", tmp_path / str(next(numbers))
        fixtures.link_words(tmp_path)
        file.write_text(TRIAL.replace(old, new, 1), "utf-8")
        assert build.main(["--trial", str(file), "--out", str(out)]) == 0
        return BuiltSite(out, ROOT)

    return built


def test_every_test_patient_is_published(built_site: Path) -> None:
    """Readers who doubt a finding can look up its test patients."""
    site = BuiltSite(built_site, ROOT)
    patients = read_patients(RULES)
    assert patients.count >= 250
    for group, cases in patients.groups.items():
        page = (
            rule_path(group) if group in fixtures.CRITERIA else "how-it-decides/patients/index.html"
        )
        rows = {
            row.find("th")[0].words(): row for row in site.page(page).find("tr") if row.find("td")
        }
        for case in cases:
            assert case.words in rows[case.id].words().replace("  ", " "), case.id
            if group in fixtures.CRITERIA and case.finding(group)[0]:
                shown = case.finding(group)[0].replace("unknown", "not known")
                assert rows[case.id].find("td")[1].words().startswith(shown), case.id


def test_a_ruling_changes_what_the_test_patients_show(
    trial_with: Callable[[str, str], BuiltSite],
) -> None:
    """Readers would believe a table of outdated findings."""
    limit = "        limit: haemoglobin\n"
    ruled = 'ruling: {reading: b, by: "A Name, a role", on: "2027-01-10", modification: "3"}\n'
    before, after = (trial_with(limit, limit + more) for more in ("", f"        {ruled}"))
    for site, finding in (
        (before, "not known: text conflict ask the team"),
        (after, "false may fit"),
    ):
        rows = {row.find("th")[0].words(): row for row in site.page(rule_path("E8")).find("tr")}
        assert rows["E8-03"].find("td")[1].words() == finding


def test_a_contact_newer_than_the_record_says_so(
    trial_with: Callable[[str, str], BuiltSite],
) -> None:
    """The page of the record must not present a newer contact as the registry's."""
    old = 'telephone: "02033133170"'
    site = trial_with(old, 'telephone: "02033133171"\n    source: the trial office')
    words = site.main("record/index.html").words()
    assert "02033133171. Newer than the record, from: the trial office" in words
    assert "Newer" not in trial_with(old, old).main("record/index.html").words()
