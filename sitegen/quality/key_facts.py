"""The facts that most people read: the list on the first page, counts, names and days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model.status import MONTHS, STATUSES, words_for
from sitegen.quality.built_site import Built, around
from sitegen.quality.page_lists import PRECHECK

HOW_OFTEN = {"1": "once", "2": "twice"}
BLANK = "not stated in the record"
GO_ON = ("Status", "Registry number")
"""Lines of the list that say more after the fact."""
COUNTED = re.compile(r"\b(\d+) (rules|criteria|inclusion|exclusion)\b")
DIGITS = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")


def key_facts_are_the_records(site: Built) -> Iterator[str]:
    """The first page's short list is all that many people read; each line is the record's."""
    if "index.html" not in site.every:
        return
    trial, record = site.trial, site.trial["record"]
    (given,) = trial["interventions"]
    status = STATUSES[trial["status"]["overall_status"]]
    wanted = {
        "Status": f"{status.title}. The record says: {status.meaning}",
        "What is tested": f"{given['substance']}, {HOW_OFTEN[given['schedule']['times']]}",
        "Kind of trial": f"{record['phase']}; chance decides who is in which group",
        "Age": record["ages"],
        "Run by": record["lead_sponsor"],
        "Hospitals": "" if record["sites"] else "none are listed in the record",
        "Countries": record["countries"] or BLANK,
        "Start, end and size": BLANK,
        "Registry number": record["trial_id"],
    }
    said = {
        row.find("dt")[0].words(): row.find("dd")[0].words()
        for row in site.main("index.html").find("div")
        if row.find("dt") and row.find("dd")
    }
    for name, value in wanted.items():
        more = name in GO_ON or (name == "Hospitals" and record["sites"])
        if said.get(name, "") != value and not (more and said.get(name, "").startswith(value)):
            yield f"index.html: {name} is {said.get(name)!r}, not {value!r}"


def status_is_the_records(site: Built) -> Iterator[str]:
    """A list of facts that calls the trial open sends people to a door that is shut."""
    status = words_for(site.trial["status"]["overall_status"], site.trial["record"]["source"])
    title, first = status.title, f"{status.title}. {status.precheck}"
    if PRECHECK in site.every:
        # Of an open trial the result need not say first that it is not open.
        result = () if status.open else (("result", site.frame(PRECHECK)),)
        for where, page in (("page", site.main(PRECHECK)), *result):
            if first not in [node.words() for node in page.find("p")]:
                yield f"{PRECHECK}: the {where} does not begin with {first!r}"
    for path in site.every:
        for row in site.main(path).find("div"):
            name = row.find("dt")[0].words() if row.find("dt") else ""
            value = row.find("dd")[0].words() if row.find("dd") else ""
            if name == "Status" and not value.startswith(f"{title}. "):
                yield f"{path}: the status is {value!r}, not {title!r}"


def counts_are_right(site: Built) -> Iterator[str]:
    """A reader who finds another number of rules than was told thinks that one is hidden."""
    kinds = [criterion["kind"] for criterion in site.trial["criteria"]]
    wanted = {
        "rules": len(kinds), "criteria": len(kinds),
        "inclusion": kinds.count("inclusion"), "exclusion": kinds.count("exclusion"),
    }  # fmt: skip
    for path in site.every:
        words = " ".join(
            part.words("pre", "script", "blockquote")
            for part in (site.main(path), *site.frame(path).find("body"))
        )
        for found in COUNTED.finditer(words):
            if int(found[1]) != wanted[found[2]]:
                yield f"{path}: {found[0]}, and there are {wanted[found[2]]}"


def contacts_have_their_names(site: Built) -> Iterator[str]:
    """Whoever asks for a person by a wrong name is not put through."""
    for path in ("clinicians/index.html", "taking-part/for-your-doctor/index.html",
                 "record/index.html"):  # fmt: skip
        for contact in site.trial["contacts"]:
            if path in site.every and contact["name"] not in site.main(path).words():
                yield f"{path}: {contact['name']} is not named"


def days_are_written_out(site: Built) -> Iterator[str]:
    """3/4 is a day in April or in March: a month has its name, and the same day for machines."""
    for path in site.information:
        for node in site.page(path).find("time"):
            year, month, day = (node.attributes.get("datetime", "") + "--").split("-")[:3]
            known = month.isdecimal() and 1 <= int(month) <= len(MONTHS) and day.isdecimal()
            wanted = f"{int(day)} {MONTHS[int(month) - 1]} {year}" if known else "a day"
            if node.words() != wanted:
                yield f"{path}: {node.words()!r} is not {wanted!r}"
        words = site.main(path).words("pre", "patients")
        for found in DIGITS.finditer(words):
            yield f"{path}: a day in digits: {around(words, *found.span())!r}"


CHECKS = (
    key_facts_are_the_records,
    status_is_the_records,
    counts_are_right,
    contacts_have_their_names,
    days_are_written_out,
)
