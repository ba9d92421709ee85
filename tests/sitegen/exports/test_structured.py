from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.group import Group
from fhir.resources.researchstudy import ResearchStudy

from eligibility.definitions import Definitions
from nelmas_rules import RULES
from sitegen.checks.loader import load
from sitegen.exports import fhir, structured
from sitegen.model.site import Site
from sitegen.model.status import STATUSES
from sitegen.quality.exchange_formats import FHIR_STATES, SCHEMA_PROPERTIES
from tests import fixtures
from tests.sitegen.broken_trials import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA_TERMS = {
    "ActiveNotRecruiting", "Completed", "EnrollingByInvitation", "NotYetRecruiting", "Recruiting",
    "ResultsAvailable", "ResultsNotAvailable", "Suspended", "Terminated", "Withdrawn",
}  # fmt: skip
"""schema.org's MedicalStudyStatus, as published."""


@pytest.fixture(scope="module")
def site() -> Site:
    """The trial, for a place below a domain."""
    trial = load(fixtures.FILE, ROOT)
    definitions = Definitions.from_trial(asdict(trial))
    return Site(
        trial,
        trial,
        definitions,
        RULES,
        ROOT,
        ROOT,
        "https://example.org/nelmas/",
        False,
    )


def with_status(site: Site, name: str) -> Site:
    """The same site under another status."""
    status = replace(site.trial.status, overall_status=name)
    return replace(site, trial=replace(site.trial, status=status))


def made(site: Site, path: str) -> Any:
    """One of the JSON files."""
    return json.loads(structured.files(site)[path])


def test_trial_json_holds_the_whole_trial(site: Site) -> None:
    """Whoever builds on the trial's data must not need to scrape pages."""
    assert made(site, "trial.json") == json.loads(json.dumps(asdict(site.trial)))


def test_fhir_is_valid(site: Site) -> None:
    """A hospital's system refuses what is not to the letter."""
    files = structured.files(site)
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
    """An exclusion stated as an inclusion would turn the trial round."""
    for criterion, said in zip(
        site.trial.criteria, made(site, "fhir/Group.json")["characteristic"], strict=True
    ):
        assert said["code"]["text"] == criterion.official
        assert said["exclude"] is (criterion.kind == "exclusion")
        assert said["valueBoolean"] is True


def test_fhir_says_nothing_the_record_does_not(site: Site) -> None:
    """A blank country is no place, and "N/A" is nobody."""
    study = made(site, "fhir/ResearchStudy.json")
    assert study["status"] == "draft"
    assert "region" not in study
    assert "site" not in study
    roles = [party["role"]["coding"][0]["code"] for party in study["associatedParty"]]
    assert roles == ["lead-sponsor", "general-contact"]
    assert fhir.research_study(site.trial, approved=True)["status"] == "active"


def test_schema_org_terms_exist(site: Site) -> None:
    """A made-up property or term is ignored in silence by every reader."""
    said = structured.medical_trial(site)
    assert set(said) <= SCHEMA_PROPERTIES
    assert said["status"] == "https://schema.org/NotYetRecruiting"
    assert set(structured.SCHEMA_STATUS.values()) <= SCHEMA_TERMS
    assert [term.rpartition("/")[2] for term in said["trialDesign"]] == [
        "InternationalTrial",
        "MultiCenterTrial",
        "OpenTrial",
        "RandomizedTrial",
    ]


def test_an_unknown_status_is_left_out(site: Site) -> None:
    """schema.org has no term for not knowing."""
    assert "status" not in structured.medical_trial(with_status(site, "unknown"))
    assert set(structured.SCHEMA_STATUS) | {"unknown"} == set(STATUSES)


def test_jsonld_cannot_end_its_element(site: Site) -> None:
    """A "</script>" in the purpose would put words of the record into the page as markup."""
    record = replace(site.trial.record, purpose="</script><b>x")
    text = structured.jsonld(replace(site, trial=replace(site.trial, record=record)))
    assert "<" not in text
    assert json.loads(text)["description"] == "</script><b>x"


def test_jsonld_stands_in_the_built_home_page(built_site: Path) -> None:
    """Search engines read it there."""
    page = (built_site / "index.html").read_text("utf-8")
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(text)["identifier"] == "NCT05987176"


def test_the_feed_is_whole(site: Site) -> None:
    """Readers drop a feed that lacks what Atom requires."""
    feed = ET.fromstring(structured.feed(site))
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None, name
    entries = feed.findall(ATOM + "entry")
    assert len(entries) == len(site.trial.changes)
    for entry, change in zip(entries, site.trial.changes, strict=True):
        assert entry.findtext(ATOM + "updated") == change.date + "T00:00:00Z"
        assert entry.findtext(ATOM + "content") == change.words
        assert (entry.findtext(ATOM + "id") or "").startswith("urn:uuid:")
        link = entry.find(ATOM + "link")
        assert link is not None
        assert link.get("href") == "https://example.org/nelmas/changes/"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "the authors of this site"


def test_ids_in_the_feed_stay(site: Site) -> None:
    """A moved site or a new entry must not make readers show everything again."""

    def ids(of: Site) -> list[str | None]:
        return [
            entry.findtext(ATOM + "id")
            for entry in ET.fromstring(structured.feed(of)).iter()
            if entry.tag == ATOM + "entry"
        ]

    newer = replace(site.trial.changes[0], date="2027-01-02", words="Something & <new>.")
    trial = replace(site.trial, changes=(newer, *site.trial.changes))
    later = ids(replace(site, trial=trial, base_url="https://example.com/"))
    assert later[1:] == ids(site)
    assert len(set(later)) == len(later)


def test_the_site_map_names_every_page_but_404(built_site: Path, site: Site) -> None:
    """A page that is not in it is found late or never."""
    pages = {path.relative_to(built_site).as_posix(): b"" for path in built_site.rglob("*.html")}
    made = ET.fromstring(structured.indexes(site, pages)["sitemap.xml"])
    addresses = [element.text or "" for element in made.iter() if element.tag.endswith("}loc")]
    assert addresses == sorted(addresses)
    assert "https://example.org/nelmas/" in addresses
    assert "https://example.org/nelmas/record/" in addresses
    assert len(addresses) == len(pages) - 1
    assert not [address for address in addresses if "404" in address or "index.html" in address]


def test_without_an_address_there_is_no_site_map(site: Site) -> None:
    """A site map with half addresses is not one."""
    assert "sitemap.xml" not in structured.indexes(replace(site, base_url=""), {})


def test_a_draft_keeps_robots_out(site: Site) -> None:
    """Nobody should find unapproved words by searching."""
    for draft in (site, replace(site, release=True)):
        assert structured.indexes(draft, {})["robots.txt"] == b"User-agent: *\nDisallow: /\n"


def test_the_record_is_served_as_it_is(site: Site) -> None:
    """Readers must be able to compare the site with what it was made from."""
    name = site.trial.record.file
    kept = (ROOT / "site_src" / "record" / name).read_bytes()
    assert structured.files(site)[f"record/{name}"] == kept
