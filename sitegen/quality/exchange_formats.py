"""What hospitals and search engines take over: FHIR and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fhir.resources.group import Group
from fhir.resources.researchstudy import ResearchStudy

from sitegen.exports.json_ld import SCHEMA_STATUS
from sitegen.quality.built_site import Built, objects

SCHEMA_PROPERTIES = {
    "@context", "@type", "name", "alternateName", "description", "identifier", "url", "sameAs",
    "code", "status", "trialDesign", "healthCondition", "studySubject", "sponsor",
}  # fmt: skip
"""Of schema.org's Thing, MedicalEntity, MedicalStudy and MedicalTrial, the ones we use."""
SCHEMA_DESIGNS = {
    "DoubleBlindedTrial": "double-blind", "InternationalTrial": "international",
    "MultiCenterTrial": "multi-cent", "OpenTrial": "open", "PlaceboControlledTrial": "placebo",
    "RandomizedTrial": "randomi", "SingleBlindedTrial": "single-blind",
    "SingleCenterTrial": "single-cent", "TripleBlindedTrial": "triple-blind",
}  # fmt: skip
"""schema.org's MedicalTrialDesign, as published, and the words of the record's purpose for each."""
SCHEMA_TYPES = {"MedicalTrial", "MedicalCode", "MedicalCondition", "Drug", "Organization"}
FHIR_STATES = {
    "overall-study", "active", "active-but-not-recruiting", "administratively-completed",
    "approved", "closed-to-accrual", "closed-to-accrual-and-intervention", "completed",
    "disapproved", "enrolling-by-invitation", "in-review", "not-yet-recruiting", "recruiting",
    "temporarily-closed-to-accrual", "temporarily-closed-to-accrual-and-intervention",
    "terminated", "withdrawn",
}  # fmt: skip
"""FHIR R5's research-study-status, as published."""
FHIR_ROLES = {
    "sponsor", "lead-sponsor", "sponsor-investigator", "primary-investigator", "collaborator",
    "funding-source", "general-contact", "recruitment-contact", "sub-investigator",
    "study-director", "study-chair", "irb",
}  # fmt: skip
"""FHIR R5's research-study-party-role, as published."""
FHIR_PHASES = {
    "n-a", "early-phase-1", "phase-1", "phase-1-phase-2", "phase-2", "phase-2-phase-3", "phase-3",
    "phase-4",
}  # fmt: skip
"""FHIR R5's research-study-phase, as published."""


def jsonld_describes_the_trial(site: Built) -> Iterator[str]:
    """A made-up term is ignored in silence by every search engine, and a wrong one is believed."""
    if "index.html" not in site.every:
        return
    scripts = [node.text() for node in site.page("index.html").find("script")]
    try:
        (said,) = [json.loads(text) for text in scripts]
    except ValueError as error:
        yield f"index.html: the JSON-LD cannot be read, or is not there once: {error}"
        return
    record, status = site.trial["record"], site.trial["status"]["overall_status"]
    trial = site.trial
    wanted = {
        "@context": "https://schema.org",
        "@type": "MedicalTrial",
        "name": record["official_title"],
        "identifier": record["trial_id"],
        "sameAs": record["source_url"],
        "description": record["purpose"],
        "alternateName": trial["names"]["short"],
        "sponsor": {"@type": "Organization", "name": record["lead_sponsor"]},
        "studySubject": [
            {"@type": "Drug", "name": given["substance"], "alternateName": given["name"]}
            for given in trial["interventions"]
        ],
        "code": {
            "@type": "MedicalCode",
            "codeValue": record["trial_id"],
            "codingSystem": record["source"],
        },
        "healthCondition": [
            {"@type": "MedicalCondition", "name": condition} for condition in record["conditions"]
        ],
    }
    if status in SCHEMA_STATUS:
        wanted["status"] = f"https://schema.org/{SCHEMA_STATUS[status]}"
    for name, value in wanted.items():
        if said.get(name) != value:
            yield f"index.html: {name} is {said.get(name)!r} in the JSON-LD"
    types = {str(one["@type"]) for one in objects(said) if "@type" in one}
    if strange := set(said) - SCHEMA_PROPERTIES | types - SCHEMA_TYPES:
        yield f"index.html: {sorted(strange)} in the JSON-LD"
    designs = {str(term).rpartition("/")[2] for term in said.get("trialDesign", [])}
    purpose = record["purpose"].casefold()
    if not designs or any(SCHEMA_DESIGNS.get(one, one) not in purpose for one in designs):
        yield f"index.html: designs {sorted(designs)}"


def fhir_is_valid(site: Built) -> Iterator[str]:
    """A hospital's system refuses what is not to the letter, or takes over what is wrong."""
    try:
        study = site.data("fhir/ResearchStudy.json")
        group = site.data("fhir/Group.json")
        ResearchStudy.model_validate(study)
        Group.model_validate(group)
    except (OSError, ValueError) as error:
        yield f"fhir/: {error}"
        return
    yield from (f"fhir/ResearchStudy.json: {line}" for line in _study(site, study, group))
    criteria = site.trial["criteria"]
    said = group.get("characteristic", [])
    if len(said) != len(criteria):
        yield f"fhir/Group.json: {len(said)} characteristics"
    for criterion, one in zip(criteria, said, strict=False):
        if (one["code"].get("text"), one["exclude"], one.get("valueBoolean")) != (
            criterion["official"], criterion["kind"] == "exclusion", True,
        ):  # fmt: skip
            yield f"fhir/Group.json: {criterion['id']} is turned or changed"


def _study(site: Built, study: Any, group: Any) -> Iterator[str]:
    if study["recruitment"]["eligibility"]["reference"] != f"Group/{group['id']}":
        yield "it does not lead to its group"
    if site.trial["record"]["trial_id"] not in json.dumps(study["identifier"]):
        yield "it lacks the trial's number"
    state = study["progressStatus"][0]["state"]
    codes = {coding["code"] for coding in state.get("coding", ())}
    wanted = site.trial["status"]["overall_status"].replace("_", "-")
    if codes - FHIR_STATES or (wanted in FHIR_STATES and codes != {wanted}):
        yield f"its state is {codes}"
    roles = [
        coding["code"]
        for party in study.get("associatedParty", [])
        for coding in party["role"].get("coding", [])
    ]
    if set(roles) - FHIR_ROLES or "lead-sponsor" not in roles:
        yield f"it has the roles {roles}"
    phases = {coding["code"] for coding in study.get("phase", {}).get("coding", [])}
    if phases - FHIR_PHASES or phases != {site.trial["record"]["phase"].lower().replace(" ", "-")}:
        yield f"its phase is {phases}"
    if study["status"] not in ("draft", "active"):
        yield f"its status is {study['status']}"


CHECKS = (
    jsonld_describes_the_trial,
    fhir_is_valid,
)
