"""FHIR resources and JSON-LD: valid codes, and the facts of the trial."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from fhir.resources.group import Group
from fhir.resources.researchstudy import ResearchStudy

from sitegen.exports.json_ld import SCHEMA_STATUS
from sitegen.quality.built_site import BuiltSite, objects, squeezed

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


def jsonld_matches_the_trial(site: BuiltSite) -> Iterator[str]:
    """JSON-LD uses only known terms, with the values of the trial."""
    if "index.html" not in site.pages:
        return
    scripts = [node.text() for node in site.page("index.html").find("script")]
    try:
        (said,) = [json.loads(text) for text in scripts]
    except ValueError as error:
        yield f"index.html: JSON-LD is missing, repeated or unreadable: {error}"
        return
    record, status = site.trial["record"], site.trial["status"]["overall_status"]
    trial = site.trial
    expected = {
        "@context": "https://schema.org",
        "@type": "MedicalTrial",
        "name": record["official_title"],
        "identifier": record["trial_id"],
        "sameAs": record["source_url"],
        "description": record["purpose"],
        "alternateName": trial["names"]["short"],
        "sponsor": {"@type": "Organization", "name": record["lead_sponsor"]},
        "studySubject": [
            _drug(given) for given in trial["interventions"] if given["type"] == "Drug"
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
        expected["status"] = f"https://schema.org/{SCHEMA_STATUS[status]}"
    for name, value in expected.items():
        if said.get(name) != value:
            yield f"index.html: JSON-LD: {name} is {said.get(name)!r}, expected {value!r}"
    types = {str(one["@type"]) for one in objects(said) if "@type" in one}
    if strange := set(said) - SCHEMA_PROPERTIES | types - SCHEMA_TYPES:
        yield f"index.html: JSON-LD: unknown terms {sorted(strange)}"
    designs = {str(term).rpartition("/")[2] for term in said.get("trialDesign", [])}
    purpose = record["purpose"].casefold()
    if not designs or any(SCHEMA_DESIGNS.get(one, one) not in purpose for one in designs):
        yield f"index.html: JSON-LD: wrong designs {sorted(designs)}"


def _drug(given: Any) -> dict[str, Any]:
    """A drug by its substance, with its other names."""
    names = (given["substance"], given["name"], *given["other_names"])
    first, *others = dict.fromkeys(filter(None, names))
    other = {"alternateName": others[0] if len(others) == 1 else others} if others else {}
    return {"@type": "Drug", "name": first, **other}


def fhir_is_valid(site: BuiltSite) -> Iterator[str]:
    """FHIR files are valid, and each criterion keeps its words and its direction."""
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
        yield f"fhir/Group.json: {len(said)} characteristics, expected {len(criteria)}"
    for criterion, one in zip(criteria, said, strict=False):
        if (one["code"].get("text"), one["exclude"], one.get("valueBoolean")) != (
            criterion["official"], criterion["kind"] == "exclusion", True,
        ):  # fmt: skip
            yield f"fhir/Group.json: {criterion['id']} is inverted or changed"


def _study(site: BuiltSite, study: Any, group: Any) -> Iterator[str]:
    if study["recruitment"]["eligibility"]["reference"] != f"Group/{group['id']}":
        yield "it does not refer to its group"
    if site.trial["record"]["trial_id"] not in json.dumps(study["identifier"]):
        yield "the trial's number is missing"
    state = study["progressStatus"][0]["state"]
    codes = {coding["code"] for coding in state.get("coding", ())}
    expected = site.trial["status"]["overall_status"].replace("_", "-")
    if codes - FHIR_STATES or (expected in FHIR_STATES and codes != {expected}):
        yield f"wrong state {codes}"
    roles = [
        coding["code"]
        for party in study.get("associatedParty", [])
        for coding in party["role"].get("coding", [])
    ]
    if set(roles) - FHIR_ROLES or "lead-sponsor" not in roles:
        yield f"wrong roles {roles}"
    phases = {coding["code"] for coding in study.get("phase", {}).get("coding", [])}
    if phases - FHIR_PHASES or phases != {site.trial["record"]["phase"].lower().replace(" ", "-")}:
        yield f"wrong phase {phases}"
    if study["status"] not in ("draft", "active"):
        yield f"wrong status {study['status']}"


STUDY = "fhir/ResearchStudy.json"
GROUP = "fhir/Group.json"

SYSTEMS = {
    "progressStatus": "http://hl7.org/fhir/research-study-status",
    "associatedParty": "http://hl7.org/fhir/research-study-party-role",
    "phase": "http://terminology.hl7.org/CodeSystem/research-study-phase",
    "comparisonGroup": "http://hl7.org/fhir/research-study-arm-type",
}
"""The code system of each part of a study, as FHIR R5 binds them."""


def _parts(said: Any, name: str) -> list[Any]:
    """Return every value that has this name, however deep."""
    return [one[name] for one in objects(said) if name in one]


def fhir_codes_and_references_resolve(site: BuiltSite) -> Iterator[str]:
    """Each FHIR code is from its bound code system, and each reference resolves."""
    study, group = site.data(STUDY), site.data(GROUP)
    here = {f"#{one['id']}" for one in study.get("contained", [])} | {f"Group/{group['id']}"}
    for reference in _parts(study, "reference"):
        if isinstance(reference, str) and reference not in here:
            yield f"{STUDY}: reference {reference} does not resolve"
    for name, system in SYSTEMS.items():
        for codings in _parts(study.get(name), "coding"):
            for coding in codings:
                if coding.get("system") != system:
                    yield f"{STUDY}: {name} has a code of the wrong system {coding.get('system')}"
    known = len([coding for name in SYSTEMS for coding in _parts(study.get(name), "coding")])
    if known != len(_parts(study, "coding")):
        yield f"{STUDY}: unexpected code"


def fhir_matches_the_trial(site: BuiltSite) -> Iterator[str]:
    """FHIR resources carry the trial's own facts; other systems keep what they import."""
    study, group, trial = site.data(STUDY), site.data(GROUP), site.trial
    record, contacts = trial["record"], trial["contacts"]
    reach = [
        (way.get("system"), way.get("value"))
        for ways in _parts(study.get("contained"), "telecom")
        for way in ways
    ]
    said = {
        "title": (study.get("title"), record["official_title"]),
        "description": (study.get("description"), record["purpose"]),
        "kind": ([d["text"] for d in study.get("studyDesign", [])], [record["study_type"]]),
        "short title": ([one["value"] for one in study["label"]], [trial["names"]["short"]]),
        "source": (
            [one["document"]["url"] for one in study["relatedArtifact"]], [record["source_url"]],
        ),
        "conditions": ([c["text"] for c in study.get("condition", [])], record["conditions"]),
        "parties": (
            [party.get("name") for party in study["associatedParty"]],
            [
                name
                for name in (record["lead_sponsor"], record["principal_investigator"])
                if name not in ("", "N/A")
            ]
            + [contact["name"] or None for contact in contacts],
        ),
        "ways to reach people": (
            reach,
            [
                (system, contact[way])
                for contact in contacts
                for system, way in (("email", "email"), ("phone", "telephone"))
                if contact[way]
            ],
        ),
        "arms": (
            [
                (arm["name"], arm["type"]["coding"][0]["code"], arm["description"])
                for arm in study["comparisonGroup"]
            ],
            [
                (arm["name"], arm["type"].casefold().replace(" ", "-"), squeezed(arm["official"]))
                for arm in trial["arms"]
            ],
        ),
    }  # fmt: skip
    for name, (found, expected) in said.items():
        if found != expected:
            yield f"{STUDY}: {name} is {found}, expected {expected}"
    for name in ("phase", "progressStatus", "comparisonGroup"):
        for coded in [c for c in objects(study.get(name)) if c.get("coding")]:
            shown = {coding.get("display") for coding in coded["coding"]} | {coded.get("text")}
            known = {re.sub(r"[^a-z0-9]+", "-", str(one).casefold()) for one in shown}
            if known != {coded["coding"][0]["code"].replace("but-", "")}:
                code = coded["coding"][0]["code"]
                yield f"{STUDY}: {name} has the code {code} with the text {shown}"
    codes = [one["code"]["coding"][0]["code"] for one in group["characteristic"]]
    if codes != [criterion["id"] for criterion in trial["criteria"]]:
        yield f"{GROUP}: codes of the criteria are {codes}"
    if group["membership"] != "definitional":
        yield f"{GROUP}: membership is {group['membership']}, expected definitional"


CHECKS = (
    jsonld_matches_the_trial,
    fhir_is_valid,
    fhir_codes_and_references_resolve,
    fhir_matches_the_trial,
)
