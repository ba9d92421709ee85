from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from fhir.resources.group import Group
from fhir.resources.researchstudy import ResearchStudy

from sitegen.exports import fhir, machine_files
from sitegen.model.site import Site
from sitegen.model.status import STATUSES
from sitegen.quality.fhir import FHIR_STATES
from tests.conftest import ROOT
from tests.sitegen.exports.conftest import with_status


def made(site: Site, path: str) -> Any:
    """One of the JSON files."""
    return json.loads(machine_files.files(site)[path])


def test_trial_json_holds_the_whole_trial(site: Site) -> None:
    """People who use the trial's data must not need to scrape pages."""
    assert made(site, "trial.json") == json.loads(json.dumps(asdict(site.trial)))


def test_fhir_is_valid(site: Site) -> None:
    """A hospital's system rejects invalid FHIR."""
    files = machine_files.files(site)
    ResearchStudy.model_validate_json(files["fhir/ResearchStudy.json"])
    Group.model_validate_json(files["fhir/Group.json"])
    study, group = made(site, "fhir/ResearchStudy.json"), made(site, "fhir/Group.json")
    assert study["recruitment"]["eligibility"]["reference"] == f"Group/{group['id']}"
    assert len(group["characteristic"]) == len(site.trial.criteria)


@pytest.mark.parametrize("name", sorted(STATUSES))
def test_fhir_is_valid_under_every_status(name: str, site: Site) -> None:
    """The status changes in the middle of a trial, when nobody looks at this file."""
    study = fhir.research_study(with_status(site, name).trial, approved=False)
    ResearchStudy.model_validate_json(json.dumps(study))
    state = study["progressStatus"][0]["state"]
    codes = {coding["code"] for coding in state.get("coding", ())}
    assert codes <= FHIR_STATES
    assert bool(codes) == (name != "unknown")
    assert state["text"]


def test_the_group_keeps_official_words_and_sides(site: Site) -> None:
    """An exclusion stated as an inclusion would reverse its meaning."""
    for criterion, said in zip(
        site.trial.criteria, made(site, "fhir/Group.json")["characteristic"], strict=True
    ):
        assert said["code"]["text"] == criterion.official
        assert said["exclude"] is (criterion.kind == "exclusion")
        assert said["valueBoolean"] is True


def test_fhir_has_only_what_the_record_says(site: Site) -> None:
    """A blank country must not become a place, nor "N/A" a person."""
    study = made(site, "fhir/ResearchStudy.json")
    assert study["status"] == "draft"
    assert "region" not in study
    assert "site" not in study
    roles = [party["role"]["coding"][0]["code"] for party in study["associatedParty"]]
    assert roles == ["lead-sponsor", "general-contact"]
    assert fhir.research_study(site.trial, approved=True)["status"] == "active"


def test_the_record_is_published_unchanged(site: Site) -> None:
    """Readers must be able to compare the site with what it was made from."""
    name = site.trial.record.file
    kept = (ROOT / "site_src" / "record" / name).read_bytes()
    assert machine_files.files(site)[f"record/{name}"] == kept
