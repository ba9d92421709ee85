"""Checks of words that only NELMAS's own pages have; they run on tests/trial.yaml alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sitegen.quality.built_site import BuiltSite, squeezed

CLINICIANS = "clinicians/index.html"
GAPS = {
    CLINICIANS: (
        "ratio and method", "stratification", "sample size", "primary and secondary outcomes",
        "follow-up schedule", "dose modification", "renal protection", "sites", "countries",
        "dates", "routine follow-up consists of",
    ),
    "taking-part/for-your-doctor/index.html": (
        "risks and side effects", "visits and tests", "places", "costs",
        "how many people can join", "dates", "outcome measures",
    ),
    "index.html": ("Start, end and size not stated in the record",),
    "taking-part/index.html": (
        "Risks and side effects", "Visits", "travel", "Costs", "how many people", "start or end",
    ),
}  # fmt: skip
"""What the record does not say, as the pages name it."""

BODY = re.compile(
    r"\b(lungs?|bronch\w+|thymus|thyroid|adrenal|breasts?|skin|brain|ovar\w+|prostate|bladder"
    r"|oesophagus|spleen|lymphoma|bowel|stomach|pancreas|gut)\b"
)
"""Parts of the body where tumours begin."""
SUMMED = ("I3", "I4", "I5", "I7", "I8", "E1")
"""The criteria whose figures the summary for clinicians repeats."""


def gaps_are_named(site: BuiltSite) -> Iterator[str]:
    """Each gap in the record is named; otherwise it reads as if it were filled."""
    for path, gaps in GAPS.items():
        if path in site.pages:
            words = site.main(path).words()
            yield from (f"{path}: missing {gap!r}" for gap in gaps if gap not in words)


def summary_has_the_figures(site: BuiltSite) -> Iterator[str]:
    """The summary for clinicians has the same figures as the official criteria."""
    if CLINICIANS not in site.pages:
        return
    official = {c["id"]: squeezed(c["official"]) for c in site.trial["criteria"]}
    expected = Counter(re.findall(r"(?<!\d)\d+(?!\d|Ga)", " ".join(official[i] for i in SUMMED)))
    for row in site.main(CLINICIANS).find("div"):
        if [node.words() for node in row.find("dt")] == ["Population"]:
            said = Counter(re.findall(r"\d+", row.find("dd")[0].words()))
            for figure in sorted(((said - expected) | (expected - said)).elements()):
                times = f"{said[figure]} times, expected {expected[figure]}"
                yield f"{CLINICIANS}: population: {figure} occurs {times}"


def body_parts_are_in_the_record(site: BuiltSite) -> Iterator[str]:
    """A part of the body that the record does not name raises false hopes."""
    record = site.text(f"record/{site.trial['record']['file']}").casefold()
    for path in site.information_pages:
        if not path.startswith(("how-it-decides/", "glossary/")):
            for found in BODY.finditer(site.main(path).words().casefold()):
                if found[0] not in record:
                    yield f"{path}: {found[0]!r} is not in the record"


def glossary_terms_are_used(site: BuiltSite) -> Iterator[str]:
    """Each term of the glossary is used on a page or in the meaning of another term."""
    path = "glossary/index.html"
    if path not in site.pages:
        return
    main, whole = site.main(path), site.whole
    rest = " ".join(whole.page(other).words() for other in whole.pages if other != path)
    rest = rest.casefold().replace("dota-tate", "dotatate").replace("68ga ", "68ga-")
    meanings = main.words("dt").casefold()
    for term in [node.words() for node in main.find("dt")]:
        stem = term.casefold().replace("randomised", "randomi").replace("ki-67", "ki").rstrip("s")
        if stem not in rest and stem not in meanings:
            yield f"{path}: {term} is not used"


CHECKS = (
    gaps_are_named,
    summary_has_the_figures,
    body_parts_are_in_the_record,
    glossary_terms_are_used,
)
