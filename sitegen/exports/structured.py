"""The trial for machines: trial.json, schema.org, FHIR R5, feed, site map, robots.txt.

Nothing is stated here that the record does not say: what it leaves blank is left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from sitegen.exports import fhir
from sitegen.model.site import Files, Site

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

_DESIGNS = {
    "InternationalTrial": r"\binternational\b",
    "MultiCenterTrial": r"\bmulti-?\s?cent(?:re|er|ric)\b",
    "OpenTrial": r"\bopen(?:-label)?\b",
    "RandomizedTrial": r"\brandomi[sz]ed\b",
    "DoubleBlindedTrial": r"\bdouble[- ]blind",
    "SingleBlindedTrial": r"\bsingle[- ]blind",
    "PlaceboControlledTrial": r"\bplacebo[- ]controlled\b",
}
"""schema.org MedicalTrialDesign terms, and the words in the record's purpose that say as much."""


def files(site: Site) -> Files:
    """Everything that describes the trial to machines and does not depend on the pages."""
    trial = site.trial
    record = site.root / "site_src" / "record" / trial.record.file
    study = fhir.research_study(trial, approved=site.approval.approved)
    return {
        "trial.json": _json(asdict(trial)),
        "fhir/ResearchStudy.json": _json(study),
        "fhir/Group.json": _json(fhir.group(trial)),
        "feed.atom": feed(site).encode(),
        f"record/{trial.record.file}": record.read_bytes(),
    }


def indexes(site: Site, pages: Files) -> Files:
    """What tells search engines which pages there are, and whether to look at them.

    A site map needs full addresses, so without a base URL there is none. Until the trial is
    approved and the build is a release, nothing is to be looked at.
    """
    public = site.release and site.approval.approved
    if not public:
        robots = "User-agent: *\nDisallow: /\n"
    elif site.base_url:
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}sitemap.xml\n"
    else:
        robots = "User-agent: *\nAllow: /\n"
    made = {"robots.txt": robots.encode()}
    if site.base_url:
        made["sitemap.xml"] = sitemap(site.base_url, pages).encode()
    return made


def sitemap(base_url: str, pages: Files) -> str:
    """The full address of every page, but the one for "not found"."""
    addresses = sorted(
        base_url + path.removesuffix("index.html")
        for path in pages
        if path.endswith(".html") and path != "404.html"
    )
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )


def feed(site: Site) -> str:
    """The changes as an Atom feed.

    Ids are made from the registry's address of the trial, so they stay the same wherever the site
    stands. Days are given as midnight UTC, since only the day is known.
    """
    trial = site.trial
    source = trial.record.source_url
    entries = "".join(
        "<entry>\n"
        f"<id>urn:uuid:{uuid5(NAMESPACE_URL, f'{source}#{change.date} {change.words}')}</id>\n"
        f"<title>{escape(change.words)}</title>\n"
        f"<updated>{change.date}T00:00:00Z</updated>\n"
        f'<link rel="alternate" href={quoteattr(site.base_url + "changes/")}/>\n'
        f'<content type="text">{escape(change.words)}</content>\n'
        "</entry>\n"
        for change in trial.changes
    )
    itself = (
        f'<link rel="self" href={quoteattr(site.base_url + "feed.atom")}/>\n'
        if site.base_url
        else ""
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f"<id>urn:uuid:{uuid5(NAMESPACE_URL, source)}</id>\n"
        f"<title>{escape(trial.names.short)}: changes on this site</title>\n"
        f"<updated>{max(change.date for change in trial.changes)}T00:00:00Z</updated>\n"
        f"<author><name>the authors of this site</name></author>\n{itself}"
        f'<link rel="alternate" href={quoteattr(site.base_url + "changes/")}/>\n'
        f"{entries}</feed>\n"
    )


def jsonld(site: Site) -> str:
    """The trial as JSON-LD that may stand in a script element: no "<" can end it."""
    text = json.dumps(medical_trial(site), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def medical_trial(site: Site) -> dict[str, Any]:
    """The trial as a schema.org MedicalTrial."""
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
            for term, words in _DESIGNS.items()
            if re.search(words, record.purpose, re.IGNORECASE)
        ],
        "healthCondition": [
            {"@type": "MedicalCondition", "name": condition} for condition in record.conditions
        ],
        "studySubject": [
            {"@type": "Drug", "name": given.substance, "alternateName": given.name}
            for given in trial.interventions
            if given.type == "Drug"
        ],
        "sponsor": (
            {"@type": "Organization", "name": record.lead_sponsor} if record.lead_sponsor else ""
        ),
    }
    return {name: value for name, value in said.items() if value}


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
