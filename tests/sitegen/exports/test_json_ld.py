from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.exports import json_ld
from sitegen.model import design
from sitegen.model.site import Site
from sitegen.model.status import STATUSES
from sitegen.quality.fhir import SCHEMA_PROPERTIES
from tests.sitegen.exports.conftest import with_status

SCHEMA_TERMS = {
    "ActiveNotRecruiting", "Completed", "EnrollingByInvitation", "NotYetRecruiting", "Recruiting",
    "ResultsAvailable", "ResultsNotAvailable", "Suspended", "Terminated", "Withdrawn",
}  # fmt: skip
"""schema.org's MedicalStudyStatus, as published."""


def test_schema_org_terms_exist(site: Site) -> None:
    """A made-up property or term is ignored in silence by every reader."""
    said = json_ld.medical_trial(site)
    assert set(said) <= SCHEMA_PROPERTIES
    assert said["status"] == "https://schema.org/NotYetRecruiting"
    assert set(json_ld.SCHEMA_STATUS.values()) <= SCHEMA_TERMS
    assert [term.rpartition("/")[2] for term in said["trialDesign"]] == [
        "InternationalTrial",
        "MultiCenterTrial",
        "OpenTrial",
        "RandomizedTrial",
    ]


def test_an_unknown_status_is_left_out(site: Site) -> None:
    """schema.org has no term for not knowing."""
    assert "status" not in json_ld.medical_trial(with_status(site, "unknown"))
    assert set(json_ld.SCHEMA_STATUS) | {"unknown"} == set(STATUSES)


def test_jsonld_cannot_end_its_element(site: Site) -> None:
    """A "</script>" in the purpose would put words of the record into the page as markup."""
    record = replace(site.trial.record, purpose="</script><b>x")
    text = json_ld.jsonld(replace(site, trial=replace(site.trial, record=record)))
    assert "<" not in text
    assert json.loads(text)["description"] == "</script><b>x"


def test_jsonld_is_in_the_built_home_page(built_site: Path) -> None:
    """Search engines read it there."""
    page = (built_site / "index.html").read_text("utf-8")
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(text)["identifier"] == "NCT05987176"


@pytest.mark.parametrize(
    ("purpose", "randomised"),
    [
        ("A randomized, open trial.", True),
        ("A randomised trial.", True),
        ("A non-randomized trial.", False),
        ("A single-arm trial.", False),
    ],
)
def test_chance_decides_only_where_the_record_says_so(
    purpose: str, randomised: bool, site: Site
) -> None:
    """A picture of chance in a trial without it would mislead, and so would its term."""
    record = replace(site.trial.record, purpose=purpose, official_title="A title")
    changed = replace(site, trial=replace(site.trial, record=record))
    assert design.is_randomised(changed.trial) is randomised
    terms = json_ld.medical_trial(changed).get("trialDesign", [])
    assert ("https://schema.org/RandomizedTrial" in terms) is randomised


def test_a_drug_has_all_its_names(site: Site) -> None:
    """Search engines look for a drug by any of its names."""
    [given] = site.trial.interventions
    plain = replace(given, substance="", name="A", other_names=("B", "C"))
    device = replace(given, type="Device")
    changed = replace(site, trial=replace(site.trial, interventions=(plain, device)))
    assert json_ld.medical_trial(changed)["studySubject"] == [
        {"@type": "Drug", "name": "A", "alternateName": ["B", "C"]}
    ]
