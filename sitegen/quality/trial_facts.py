"""Facts of the trial on the pages: status, figures, contacts, dates, arms and approvals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sitegen.model.status import MONTHS, StatusWords, words_for
from sitegen.quality.built_site import BuiltSite, around, meta, pairs, plain_hyphens, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.markup import RANDOMISED
from sitegen.quality.page_lists import PRECHECK

HOW_OFTEN = {"1": "once", "2": "twice"}
BLANK = "not stated in the record"
GO_ON = ("Status", "Registry number")
"""Lines of the list that say more after the fact."""
COUNTED = re.compile(r"\b(\d+) (rules|criteria|inclusion|exclusion)\b")
DIGITS = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")


def _status(site: BuiltSite) -> StatusWords:
    trial = site.trial
    return words_for(trial["status"]["overall_status"], trial["record"]["source"])


def key_facts_match_the_record(site: BuiltSite) -> Iterator[str]:
    """The short list of facts on the first page matches the record."""
    if "index.html" not in site.pages:
        return
    record = site.trial["record"]
    status = _status(site)
    randomised = RANDOMISED.search(f"{record['purpose']} {record['official_title']}")
    chance = "; chance decides who is in which group" if randomised else ""
    expected = {
        "Status": f"{status.title}. The record says: {status.meaning}",
        "What is tested": "; ".join(map(_tested, schedules(site))) or BLANK,
        "Kind of trial": f"{record['phase'] or BLANK}{chance}",
        "Age": record["ages"] or BLANK,
        "Run by": record["lead_sponsor"] or BLANK,
        "Hospitals": "" if record["sites"] else "none are listed in the record",
        "Countries": record["countries"] or BLANK,
        "Registry number": record["trial_id"],
    }
    said = pairs(site.main("index.html"))
    for name, value in expected.items():
        more = name in GO_ON or (name == "Hospitals" and record["sites"])
        if said.get(name, "") != value and not (more and said.get(name, "").startswith(value)):
            yield f"index.html: {name} is {said.get(name)!r}, expected {value!r}"


def status_matches_the_record(site: BuiltSite) -> Iterator[str]:
    """Every page shows the status of trial.yaml."""
    status = _status(site)
    title, first = status.title, f"{status.title}. {status.precheck}"
    if PRECHECK in site.pages:
        # Of an open trial the result need not say first that it is not open.
        result = () if status.open else (("result", site.frame(PRECHECK)),)
        for where, page in (("page", site.main(PRECHECK)), *result):
            if first not in [node.words() for node in page.find("p")]:
                yield f"{PRECHECK}: the {where} does not start with {first!r}"
    for path in site.pages:
        for row in site.main(path).find("div"):
            name = row.find("dt")[0].words() if row.find("dt") else ""
            value = row.find("dd")[0].words() if row.find("dd") else ""
            if name == "Status" and not value.startswith(f"{title}. "):
                yield f"{path}: the status is {value!r}, expected {title!r}"


def criteria_are_counted_correctly(site: BuiltSite) -> Iterator[str]:
    """Every stated number of rules or criteria is the real one."""
    kinds = [criterion["kind"] for criterion in site.trial["criteria"]]
    expected = {
        "rules": len(kinds), "criteria": len(kinds),
        "inclusion": kinds.count("inclusion"), "exclusion": kinds.count("exclusion"),
    }  # fmt: skip
    for path in site.pages:
        words = " ".join(
            part.words("pre", "script", "blockquote")
            for part in (site.main(path), *site.frame(path).find("body"))
        )
        for found in COUNTED.finditer(words):
            if int(found[1]) != expected[found[2]]:
                yield f"{path}: {found[0]}, expected {expected[found[2]]}"


def contacts_are_named(site: BuiltSite) -> Iterator[str]:
    """Pages for professionals name each contact."""
    for path in ("clinicians/index.html", "taking-part/for-your-doctor/index.html",
                 "record/index.html"):  # fmt: skip
        for contact in site.trial["contacts"]:
            if path in site.pages and contact["name"] not in site.main(path).words():
                yield f"{path}: {contact['name']} is missing"


def dates_are_written_out(site: BuiltSite) -> Iterator[str]:
    """Dates name the month: 3/4 is April in one country and March in another."""
    for path in site.information_pages:
        for node in site.page(path).find("time"):
            year, month, day = (node.attributes.get("datetime", "") + "--").split("-")[:3]
            known = month.isdecimal() and 1 <= int(month) <= len(MONTHS) and day.isdecimal()
            expected = f"{int(day)} {MONTHS[int(month) - 1]} {year}" if known else "a day"
            if node.words() != expected:
                yield f"{path}: date is {node.words()!r}, expected {expected!r}"
        words = site.main(path).words("pre", "patients")
        for found in DIGITS.finditer(words):
            yield f"{path}: date in digits: {around(words, *found.span())!r}"


def schedules(site: BuiltSite) -> list[tuple[Any, Any]]:
    """Return each intervention with its schedule; an empty one where it has none."""
    return [(given, given.get("schedule") or {}) for given in site.trial["interventions"]]


def _tested(drug: tuple[Any, Any]) -> str:
    given, schedule = drug
    times = schedule.get("times", "")
    name = str(given["substance"] or given["name"])
    return f"{name}, {HOW_OFTEN.get(times, f'{times} times')}" if times else name


def schedule_is_quoted_exactly(site: BuiltSite) -> Iterator[str]:
    """Dose figures are quoted exactly: a rounded one could reach a prescription."""
    for given, schedule in schedules(site):
        amount, total = (
            schedule[name] + (f" ({schedule[also]})" if schedule.get(also) else "")
            if schedule.get(name)
            else ""
            for name, also in (("amount", "amount_also"), ("total", "total_also"))
        )
        times, duration, weeks, margin, longest = (
            schedule.get(name, "")
            for name in ("times", "duration", "weeks", "margin_weeks", "longest_weeks")
        )
        official = squeezed(given["description"])
        expected = {
            "clinicians/index.html": (
                official, amount, duration, total, amount and f"{times} × {amount}",
                weeks and (f"{weeks} ± {margin} weeks" if margin else f"{weeks} week"),
                longest and f"{longest} weeks",
            ),
            "taking-part/for-your-doctor/index.html": (official,),
            "taking-part/index.html": (
                schedule.get("amount", ""), duration, weeks and f"{weeks} weeks",
                margin and f"give or take {margin}", longest and f"{longest} weeks",
            ),
            "record/index.html": (official,),
        }  # fmt: skip
        for path, figures in expected.items():
            if path in site.pages:
                words = site.main(path).words()
                yield from (f"{path}: {figure!r} is missing" for figure in figures if
                            figure not in words)  # fmt: skip


FIGURE = re.compile(
    r"(\d+(?:[.,]\d+)*) ?([kMGT]Bq|[mµ]?Ci|(?:second|minute|hour|day|week|month|year)s?\b|%|m?g\b"
    r"|m[lL]\b|g/d?L|mmol/L|[µu]mol/L|infusions|tablets|capsules|injections)"
)
WEEK = re.compile(r"\b[Ww]eek (\d+)")
TIMES = {
    "1": r"once|one|single", "2": r"twice|two|second", "3": r"three( times)?|third|thrice",
    "4": r"four( times)?|fourth", "5": r"five( times)?|fifth", "6": r"six( times)?|sixth",
}  # fmt: skip
GIVEN = re.compile(
    r"\b(?:you have it|(?:it is |is )?given) (\w+(?: times)?)(?=[.,])"
    r"|\b(\w+) (?:infusions|doses|equally divided doses|administrations)\b",
    re.IGNORECASE,
)


EXAMPLES = {("5", "week"), ("400", "%")}
"""Figures of the pages themselves: an example of an answer, and the zoom that was tested."""


def figures_are_in_the_trial(site: BuiltSite) -> Iterator[str]:
    """Every figure with a unit occurs in trial.json; others are invented or mistyped."""
    said = squeezed(site.text("trial.json")).replace('"', " ")
    known = {_figure(found) for found in FIGURE.finditer(said)} | EXAMPLES
    for _, schedule in schedules(site):
        known |= {(schedule.get(name, ""), "week") for name in ("weeks", "margin_weeks")}
    for path in site.information_pages:
        if path.startswith("how-it-decides/"):
            continue
        main = site.main(path).words("short-forms") + " ".join(
            svg.attributes.get("aria-label", "") for svg in site.page(path).find("svg")
        )
        for found in FIGURE.finditer(main):
            if _figure(found) not in known:
                yield f"{path}: {found[0]} is not in trial.json"


def doses_are_counted_correctly(site: BuiltSite) -> Iterator[str]:
    """A number written as a word, or a numbered week, matches the schedule."""
    times = {schedule["times"] for _, schedule in schedules(site) if schedule.get("times")}
    weeks = set(WEEK.findall(squeezed(site.text("trial.json"))))
    for _, schedule in schedules(site):
        weeks |= {schedule.get(name, "") for name in ("weeks", "longest_weeks")}
    for path in site.information_pages:
        names = " ".join(node.attributes.get("aria-label", "") for node in site.main(path).walk())
        words = f"{meta(site.page(path), 'description')}. {names}. {site.main(path).words()}"
        for found in GIVEN.finditer(words):
            said = (found[1] or found[2]).casefold()
            for number, known in TIMES.items():
                if times and number not in times and re.fullmatch(known, said):
                    yield f"{path}: {found[0]!r}, expected {sorted(times)}"
        for found in WEEK.finditer(words):
            if found[1] not in weeks:
                yield f"{path}: {found[0]!r} is not a week of the schedule"


def _figure(found: re.Match[str]) -> tuple[str, str]:
    return found[1], found[2].removesuffix("s")


REACH = re.compile(r"[\w.+-]+@[\w.-]+\.\w+|(?<![\w.])\+?\d[\d ]{8,}\d(?![\w.])")


def contacts_match_the_trial(site: BuiltSite) -> Iterator[str]:
    """Each address and telephone number is a contact of the trial, linked correctly."""
    known = {contact[way] for contact in site.trial["contacts"] for way in ("email", "telephone")}
    for path in site.pages:
        words = plain_hyphens(" ".join(body.words("hash") for body in site.page(path).find("body")))
        for contact in filter(None, known):
            words = re.sub(rf"(?<![\w+.-]){re.escape(contact)}(?![\w-])", "", words)
        for found in REACH.findall(words):
            yield f"{path}: {found} is not a contact of the trial"
        for node in site.page(path).find("a"):
            way, _, to = node.attributes.get("href", "").partition(":")
            name = plain_hyphens(node.words())
            if way in ("mailto", "tel") and (name not in known or to != name.replace(" ", "")):
                yield f"{path}: {node.words()} links to {way}:{to}"


def changes_are_listed(site: BuiltSite) -> Iterator[str]:
    """The page of changes lists every change of trial.yaml with its date."""
    path = "changes/index.html"
    if path not in site.pages:
        return
    main = site.main(path)
    dates = [node.attributes.get("datetime") for node in main.find("time")]
    if dates != [change["date"] for change in site.trial["changes"]]:
        yield f"{path}: wrong dates: {dates}"
    yield from (
        f"{path}: {change['words']!r} is missing"
        for change in site.trial["changes"]
        if squeezed(change["words"]) not in main.words()
    )


def next_steps_are_linked(site: BuiltSite) -> Iterator[str]:
    """Each page links to the pages that a reader needs next."""
    ways = {
        "index.html": ("taking-part/", "who-can-join/", "clinicians/", "pre-check/", "record/"),
        "taking-part/index.html": ("for-your-doctor/",),
        "who-can-join/index.html": ("../pre-check/", "../clinicians/checklist/"),
        "clinicians/index.html": ("../pre-check/", "checklist/"),
        "record/index.html": (
            "../trial.json", "../fhir/ResearchStudy.json", "../fhir/Group.json",
        ),
        "changes/index.html": ("../feed.atom",),
        "about/index.html": ("../manifest-sha256.txt", "../record/", "../how-it-decides/"),
    }  # fmt: skip
    for path, expected in ways.items():
        if path in site.pages:
            found = {node.attributes.get("href") for node in site.main(path).find("a")}
            yield from (f"{path}: no link to {way}" for way in expected if way not in found)


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


def arms_have_their_own_text(site: BuiltSite) -> Iterator[str]:
    """Each arm is described by its own text, not by the text of another arm."""
    drugs = {
        arm["id"]: {
            word.casefold()
            for given in site.trial["interventions"]
            for word in (given.get("substance"), given["name"])
            if word and arm["id"] in given["arms"]
        }
        for arm in site.trial["arms"]
    }
    every = set().union(*drugs.values())
    descriptions = [squeezed(one["description"]).casefold() for one in site.trial["interventions"]]
    arms = {
        name: arm
        for arm in site.trial["arms"]
        for name in (arm["plain_name"], f"{arm['type']}: {arm['name']}")
    }
    for path in site.information_pages:
        for name, words in _under(site.main(path)):
            if arm := arms.get(name):
                own, text = drugs[arm["id"]], f"{arm['plain']} {arm['official']}".casefold()
                found = words.casefold()
                if found in descriptions:
                    continue
                missing = any(drug in text for drug in own) and not any(d in found for d in own)
                if missing or any(drug in found and drug not in text for drug in every - own):
                    yield f"{path}: {name}: wrong text {words[:60]!r}"


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


def approvals_match_the_trial(site: BuiltSite) -> Iterator[str]:
    """The page shows exactly the approvals in trial.yaml; readers trust this claim most."""
    path = "about/index.html"
    if path not in site.pages:
        return
    rows = pairs(site.main(path))
    for part, name in zip(site.trial["review"].values(), REVIEWED, strict=True):
        for key, label in SIGNED.items():
            expected = re.escape(part[key]) or r"(nobody|none)( is named)? yet\."
            if not re.search(label + expected, rows.get(name, "")):
                yield f"{path}: {name}: {rows.get(name)!r} does not say that {key} is {part[key]!r}"


def closed_trial_is_not_called_open(site: BuiltSite) -> Iterator[str]:
    """No sentence invites people to a trial that takes no one."""
    if _status(site).open:
        return
    for path in site.pages:
        words = site.main(path).words("blockquote", "official", "pre", "patients")
        for sentence in re.split(r"(?<=[.!?]) ", words):
            if OPEN.search(sentence) and not NOT_SAID.search(sentence):
                yield f"{path}: says that the trial is open: {sentence[-80:]}"


CHECKS = (
    key_facts_match_the_record,
    status_matches_the_record,
    criteria_are_counted_correctly,
    contacts_are_named,
    dates_are_written_out,
    schedule_is_quoted_exactly,
    figures_are_in_the_trial,
    doses_are_counted_correctly,
    contacts_match_the_trial,
    changes_are_listed,
    next_steps_are_linked,
    arms_have_their_own_text,
    approvals_match_the_trial,
    closed_trial_is_not_called_open,
)
