"""FHIR, word by word: codes of the right systems, references that lead, the trial's own facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sitegen.quality.built_site import Built, objects, squeezed

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


def fhir_leads_and_codes_right(site: Built) -> Iterator[str]:
    """A code of another system is another fact, and a reference to nothing is an error."""
    study, group = site.data(STUDY), site.data(GROUP)
    here = {f"#{one['id']}" for one in study.get("contained", [])} | {f"Group/{group['id']}"}
    for reference in _parts(study, "reference"):
        if isinstance(reference, str) and reference not in here:
            yield f"{STUDY}: {reference} leads nowhere"
    for name, system in SYSTEMS.items():
        for codings in _parts(study.get(name), "coding"):
            for coding in codings:
                if coding.get("system") != system:
                    yield f"{STUDY}: {name} has a code of {coding.get('system')}"
    known = len([coding for name in SYSTEMS for coding in _parts(study.get(name), "coding")])
    if known != len(_parts(study, "coding")):
        yield f"{STUDY}: a code where we know of none"


def fhir_says_what_the_trial_says(site: Built) -> Iterator[str]:
    """What a hospital's system takes over is believed there, long after we mended it here."""
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
    for name, (found, wanted) in said.items():
        if found != wanted:
            yield f"{STUDY}: the {name}: {found}, not {wanted}"
    for name in ("phase", "progressStatus", "comparisonGroup"):
        for coded in [c for c in objects(study.get(name)) if c.get("coding")]:
            shown = {coding.get("display") for coding in coded["coding"]} | {coded.get("text")}
            known = {re.sub(r"[^a-z0-9]+", "-", str(one).casefold()) for one in shown}
            if known != {coded["coding"][0]["code"].replace("but-", "")}:
                yield f"{STUDY}: {name} has the code {coded['coding'][0]['code']} and shows {shown}"
    codes = [one["code"]["coding"][0]["code"] for one in group["characteristic"]]
    if codes != [criterion["id"] for criterion in trial["criteria"]]:
        yield f"{GROUP}: the criteria are coded {codes}"
    if group["membership"] != "definitional":
        yield f"{GROUP}: its membership is {group['membership']}"


CHECKS = (fhir_leads_and_codes_right, fhir_says_what_the_trial_says)
