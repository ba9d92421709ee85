"""The trial for machines: trial.json, FHIR R5 and the record as it is.

Nothing is stated here that the record does not say: what it leaves blank is left out.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sitegen.exports import fhir
from sitegen.model.site import Files, Site


def files(site: Site) -> Files:
    """Return every file that describes the trial to machines and does not depend on the pages."""
    trial = site.trial
    return {
        "trial.json": _json(asdict(trial)),
        "fhir/ResearchStudy.json": _json(
            fhir.research_study(trial, approved=site.approval.approved)
        ),
        "fhir/Group.json": _json(fhir.group(trial)),
        f"record/{trial.record.file}": site.lookup.find("record", trial.record.file).read_bytes(),
    }


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
