"""The trial as a schema.org MedicalTrial in JSON-LD, for search engines.

Nothing is stated here that the record does not say: what it leaves blank is left out.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sitegen.model.design import DESIGNS
from sitegen.model.site import Site
from sitegen.model.trial import Intervention

SCHEMA_STATUS = {
    "not_yet_recruiting": "NotYetRecruiting",
    "recruiting": "Recruiting",
    "enrolling_by_invitation": "EnrollingByInvitation",
    "active_not_recruiting": "ActiveNotRecruiting",
    "suspended": "Suspended",
    "terminated": "Terminated",
    "completed": "Completed",
    "withdrawn": "Withdrawn",
}
"""The registry's status as a schema.org MedicalStudyStatus; "unknown" has no term there."""


def jsonld(site: Site) -> str:
    """Return the trial as JSON-LD for a script element, without a "<", which could end it."""
    text = json.dumps(medical_trial(site), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def medical_trial(site: Site) -> dict[str, Any]:
    """Return the trial as a schema.org MedicalTrial."""
    trial = site.trial
    record = trial.record
    status = SCHEMA_STATUS.get(trial.status.overall_status)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalTrial",
        "name": record.official_title,
        "alternateName": trial.names.short,
        "description": record.purpose,
        "identifier": record.trial_id,
        "code": {
            "@type": "MedicalCode",
            "codeValue": record.trial_id,
            "codingSystem": record.source,
        },
        "url": site.base_url,
        "sameAs": record.source_url,
        "status": f"https://schema.org/{status}" if status else "",
        "trialDesign": [
            f"https://schema.org/{term}"
            for term, words in DESIGNS.items()
            if re.search(words, record.purpose, re.IGNORECASE)
        ],
        "healthCondition": [
            {"@type": "MedicalCondition", "name": condition} for condition in record.conditions
        ],
        "studySubject": [_drug(given) for given in trial.interventions if given.type == "Drug"],
        "sponsor": (
            {"@type": "Organization", "name": record.lead_sponsor} if record.lead_sponsor else ""
        ),
    }
    return {name: value for name, value in said.items() if value}


def _drug(given: Intervention) -> dict[str, Any]:
    """A drug by its substance where the record names one; its other names beside it."""
    first, *others = dict.fromkeys(filter(None, (given.substance, given.name, *given.other_names)))
    more = {"alternateName": others[0] if len(others) == 1 else others} if others else {}
    return {"@type": "Drug", "name": first, **more}
