"""What is told in more than one place is told alike: groups, gaps, approval, whether it is open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sitegen.model.status import STATUSES
from sitegen.quality.built_site import Built, squeezed
from sitegen.quality.html_reader import Node

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
}  # fmt: skip
"""What the record does not say, as the pages for doctors name it."""

REVIEWED = ("Words for the public", "Criteria", "Readings")
SIGNED = {
    "written_by": "Written by: ", "checked_by": "Checked by: ", "approved_by": "Approved by: ",
    "ethics_reference": "Ethics reference: ",
}  # fmt: skip
OPEN = re.compile(
    r"\b(is|now) (open|recruiting)\b|\b(has|have) (begun|opened|started)\b"
    r"|\b(can|may) (now )?(ask to )?join (it |the trial )?(now|today)\b"
    r"|\b(takes?|taking) (on |in )?(people|patients)\b"
)
NOT_SAID = re.compile(r"\?$|\b(not|nobody|if|whether|before|until)\b|“")
BODY = re.compile(
    r"\b(lungs?|bronch\w+|thymus|thyroid|adrenal|breasts?|skin|brain|ovar\w+|prostate|bladder"
    r"|oesophagus|spleen|lymphoma|bowel|stomach|pancreas|gut)\b"
)
"""Parts of the body where tumours begin; of these, only what the record names has a place here."""
SUMMED = ("I3", "I4", "I5", "I7", "I8", "E1")
"""The criteria that the population for clinicians sums up with their figures."""


def arms_have_their_own_words(site: Built) -> Iterator[str]:
    """Two groups whose texts are exchanged still look like two groups with a text each."""
    trial = site.trial
    drug = {
        word for given in trial["interventions"] for word in (given["substance"], given["name"])
    }
    treated = {arm for given in trial["interventions"] for arm in given["arms"]}
    called = {
        name: arm["id"] in treated
        for arm in trial["arms"]
        for name in (arm["plain_name"], f"{arm['type']}: {arm['name']}")
    }
    for path in site.information:
        for name, words in _under(site.main(path)):
            if name in called and called[name] != any(word in words for word in drug):
                yield f"{path}: {name} reads {words[:60]!r}"


def _under(main: Node) -> Iterator[tuple[str, str]]:
    """Yield each name of a part with the words that follow it."""
    name = ""
    for node in main.walk():
        if node.name in ("h2", "h3", "dt"):
            name = node.words()
        elif node.name in ("p", "blockquote") or (node.name == "dd" and not node.find("p")):
            bold = " ".join(part.words() for part in node.find("b")[:1])
            yield bold or name, node.words("b")
            name = ""


def gaps_are_named(site: Built) -> Iterator[str]:
    """A gap that is not named reads as if it were filled."""
    for path, gaps in GAPS.items():
        if path in site.every:
            words = site.main(path).words()
            yield from (f"{path}: nothing on {gap!r}" for gap in gaps if gap not in words)


def approvals_are_the_trials(site: Built) -> Iterator[str]:
    """A check by somebody that nobody made is the claim that readers trust most."""
    path = "about/index.html"
    if path not in site.every:
        return
    rows = {
        row.find("dt")[0].words(): row.find("dd")[0].words()
        for row in site.main(path).find("div")
        if row.find("dt") and row.find("dd")
    }
    for part, name in zip(site.trial["review"].values(), REVIEWED, strict=True):
        for key, label in SIGNED.items():
            wanted = re.escape(part[key]) or r"(nobody|none)( is named)? yet\."
            if not re.search(label + wanted, rows.get(name, "")):
                yield f"{path}: {name} has {rows.get(name)!r}, and {key} is {part[key]!r}"


def nothing_says_it_is_open(site: Built) -> Iterator[str]:
    """One sentence left over from another status sends people to a door that is shut."""
    if STATUSES[site.trial["status"]["overall_status"]].open:
        return
    for path in site.every:
        words = site.main(path).words("blockquote", "official", "pre", "patients")
        for sentence in re.split(r"(?<=[.!?]) ", words):
            if OPEN.search(sentence) and not NOT_SAID.search(sentence):
                yield f"{path}: {sentence[-80:]}"


def the_sum_has_the_figures(site: Built) -> Iterator[str]:
    """A clinician who trusts the short form must find the figures of the criteria in it."""
    if CLINICIANS not in site.every:
        return
    official = {c["id"]: squeezed(c["official"]) for c in site.trial["criteria"]}
    wanted = Counter(re.findall(r"(?<!\d)\d+(?!\d|Ga)", " ".join(official[i] for i in SUMMED)))
    for row in site.main(CLINICIANS).find("div"):
        if [node.words() for node in row.find("dt")] == ["Population"]:
            said = Counter(re.findall(r"\d+", row.find("dd")[0].words()))
            for figure in sorted(((said - wanted) | (wanted - said)).elements()):
                yield f"{CLINICIANS}: the population has {figure} {said[figure]} times"


def tumours_are_where_the_record_has_them(site: Built) -> Iterator[str]:
    """A part of the body that the record does not name lets the wrong people hope."""
    record = site.text(f"record/{site.trial['record']['file']}").casefold()
    for path in site.information:
        if not path.startswith(("how-it-decides/", "glossary/")):
            for found in BODY.finditer(site.main(path).words().casefold()):
                if found[0] not in record:
                    yield f"{path}: {found[0]!r} is not in the record"


CHECKS = (
    arms_have_their_own_words,
    gaps_are_named,
    approvals_are_the_trials,
    nothing_says_it_is_open,
    the_sum_has_the_figures,
    tumours_are_where_the_record_has_them,
)
