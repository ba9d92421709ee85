"""The trial as HL7 FHIR R5: a ResearchStudy and the Group of people it is for.

Only what the record says is stated. Where FHIR has a code for it, the code is given; where the
record's words fit no code, they are given as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sitegen.model.trial import Contact, Criterion, Trial

STATUS_CODES = {
    "not_yet_recruiting": ("not-yet-recruiting", "Not yet recruiting"),
    "recruiting": ("recruiting", "Recruiting"),
    "enrolling_by_invitation": ("enrolling-by-invitation", "Enrolling by invitation"),
    "active_not_recruiting": ("active-but-not-recruiting", "Active, not recruiting"),
    "suspended": ("temporarily-closed-to-accrual", "Temporarily closed to accrual"),
    "terminated": ("terminated", "Terminated"),
    "completed": ("completed", "Completed"),
    "withdrawn": ("withdrawn", "Withdrawn"),
}
"""The registry's status in FHIR's code system; "unknown" has no code there."""

_PHASES = {
    "Phase 1": "phase-1",
    "Phase 1/Phase 2": "phase-1-phase-2",
    "Phase 2": "phase-2",
    "Phase 2/Phase 3": "phase-2-phase-3",
    "Phase 3": "phase-3",
    "Phase 4": "phase-4",
    "N/A": "n-a",
}

_ARM_TYPES = {
    "Active Comparator": "active-comparator",
    "Experimental": "experimental",
    "No Intervention": "no-intervention",
    "Placebo Comparator": "placebo-comparator",
    "Sham Comparator": "sham-comparator",
}

_ABSENT = ("", "N/A")


def research_study(trial: Trial, *, approved: bool) -> dict[str, Any]:
    """The trial as a ResearchStudy; its own publication status is draft until approved."""
    record = trial.record
    study: dict[str, Any] = {
        "resourceType": "ResearchStudy",
        "id": _id(trial),
        "contained": _contained(trial),
        "identifier": [{"system": _registry(trial), "value": record.trial_id}],
        "title": record.official_title,
        "label": [{"type": {"text": "Short title"}, "value": trial.names.short}],
        "relatedArtifact": [
            {
                "type": "documentation",
                "document": {"url": record.source_url, "title": record.source},
            }
        ],
        "status": "active" if approved else "draft",
        "phase": _coded(
            "http://terminology.hl7.org/CodeSystem/research-study-phase",
            _PHASES.get(record.phase),
            record.phase,
        ),
        "studyDesign": [{"text": record.study_type}] if record.study_type else [],
        "condition": [{"text": condition} for condition in record.conditions],
        "description": record.purpose,
        "associatedParty": _parties(trial),
        "progressStatus": _progress(trial),
        "recruitment": {"eligibility": {"reference": f"Group/{_group_id(trial)}"}},
        "comparisonGroup": [
            {
                "linkId": arm.id,
                "name": arm.name,
                "type": _coded(
                    "http://hl7.org/fhir/research-study-arm-type",
                    _ARM_TYPES.get(arm.type),
                    arm.type,
                ),
                "description": arm.official,
            }
            for arm in trial.arms
        ],
    }
    return {name: value for name, value in study.items() if value}


def group(trial: Trial) -> dict[str, Any]:
    """The criteria as a definitional Group; each is stated in the record's own words."""
    return {
        "resourceType": "Group",
        "id": _group_id(trial),
        "type": "person",
        "membership": "definitional",
        "name": f"{trial.names.short} criteria",
        "characteristic": [
            _characteristic(criterion, number) for criterion, number in _numbered(trial)
        ],
    }


def _group_id(trial: Trial) -> str:
    return f"{_id(trial)[:55]}-criteria"


def _id(trial: Trial) -> str:
    """The trial's number as FHIR allows ids: at most 64 letters, digits, hyphens and points."""
    return re.sub(r"[^a-z0-9.-]", "-", trial.record.trial_id.lower())[:64]


def _registry(trial: Trial) -> str:
    """The registry's address, which says whose number the trial's number is."""
    address = urlsplit(trial.record.source_url)
    return f"{address.scheme}://{address.netloc}"


def _numbered(trial: Trial) -> Iterator[tuple[Criterion, int]]:
    """Each criterion with its number among those of its kind, from 1."""
    counted: Counter[str] = Counter()
    for criterion in trial.criteria:
        counted[criterion.kind] += 1
        yield criterion, counted[criterion.kind]


def _characteristic(criterion: Criterion, number: int) -> dict[str, Any]:
    """True of a member where it is an inclusion; where it is an exclusion, true of no member."""
    return {
        "code": {
            "coding": [{"code": criterion.id, "display": f"{criterion.kind} {number}"}],
            "text": criterion.official,
        },
        "valueBoolean": True,
        "exclude": criterion.kind == "exclusion",
    }


def _coded(system: str, code: str | None, text: str) -> dict[str, Any]:
    if not text:
        return {}
    coding = {"coding": [{"system": system, "code": code, "display": text}]} if code else {}
    return {**coding, "text": text}


def _progress(trial: Trial) -> list[dict[str, Any]]:
    status = trial.status
    code, display = STATUS_CODES.get(status.overall_status, (None, "Unknown status"))
    state = _coded("http://hl7.org/fhir/research-study-status", code, display)
    period = {"period": {"start": status.as_of}} if status.as_of else {}
    return [{"state": state, "actual": True, **period}]


def _role(code: str) -> dict[str, Any]:
    system = "http://hl7.org/fhir/research-study-party-role"
    return {"coding": [{"system": system, "code": code}]}


def _parties(trial: Trial) -> list[dict[str, Any]]:
    record = trial.record
    parties: list[dict[str, Any]] = []
    if record.lead_sponsor not in _ABSENT:
        parties.append({"name": record.lead_sponsor, "role": _role("lead-sponsor")})
    if record.principal_investigator not in _ABSENT:
        role = _role("primary-investigator")
        parties.append({"name": record.principal_investigator, "role": role})
    for place, contact in enumerate(trial.contacts):
        name = {"name": contact.name} if contact.name else {}
        reference = {"party": {"reference": f"#contact-{place + 1}"}}
        parties.append({**name, "role": _role("general-contact"), **reference})
    return parties


def _contained(trial: Trial) -> list[dict[str, Any]]:
    """The contacts; a ResearchStudy has no place of its own for an address."""
    return [_contact(place, contact) for place, contact in enumerate(trial.contacts)]


def _contact(place: int, contact: Contact) -> dict[str, Any]:
    telecom = [
        {"system": system, "value": value}
        for system, value in (("email", contact.email), ("phone", contact.telephone))
        if value
    ]
    details: dict[str, Any] = {"name": [{"text": contact.name}]} if contact.name else {}
    if telecom:
        details["telecom"] = telecom
    role = {"resourceType": "PractitionerRole", "id": f"contact-{place + 1}"}
    return {**role, "contact": [details]} if details else dict(role)
