"""Figures, contacts and dates: each as the trial has it, to the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.quality.built_site import Built, dialled, meta, squeezed


def doses_are_exact(site: Built) -> Iterator[str]:
    """A figure that is rounded or dropped could reach a prescription."""
    (given,) = site.trial["interventions"]
    schedule = given["schedule"]
    both = f"{schedule['amount']} ({schedule['amount_also']})"
    week = f"{schedule['weeks']} weeks after the first"
    latest = f"{schedule['longest_weeks']} weeks"
    wanted = {
        "clinicians/index.html": (
            squeezed(given["description"]), both, schedule["duration"], latest,
            f"{schedule['total']} ({schedule['total_also']})",
            f"{schedule['times']} × {both}",
            f"{schedule['weeks']} ± {schedule['margin_weeks']} weeks",
        ),
        "taking-part/for-your-doctor/index.html": (squeezed(given["description"]),),
        "taking-part/index.html": (
            schedule["amount"], schedule["duration"], week, latest,
            f"give or take {schedule['margin_weeks']}",
        ),
        "record/index.html": (squeezed(given["description"]),),
    }  # fmt: skip
    for path, figures in wanted.items():
        if path in site.every:
            words = site.main(path).words()
            yield from (f"{path}: {figure!r} is missing" for figure in figures if
                        figure not in words)  # fmt: skip


FIGURE = re.compile(
    r"(\d+(?:[.,]\d+)*) ?([kMGT]Bq|[mµ]?Ci|(?:second|minute|hour|day|week|month|year)s?\b|%|m?g\b"
    r"|m[lL]\b|g/d?L|mmol/L|[µu]mol/L|infusions)"
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


def figures_are_the_trials(site: Built) -> Iterator[str]:
    """A figure with a unit that stands nowhere in the trial's file was made up or mistyped."""
    said = squeezed(site.text("trial.json")).replace('"', " ")
    known = {_figure(found) for found in FIGURE.finditer(said)}
    (given,) = site.trial["interventions"]
    schedule = given["schedule"]
    example = "5"
    for weeks in (schedule["weeks"], schedule["margin_weeks"], example):
        known.add((weeks, "week"))
    known.add(("400", "%"))  # of zoom
    for path in site.information:
        if path.startswith("how-it-decides/"):
            continue
        main = site.main(path).words("short-forms") + " ".join(
            svg.attributes.get("aria-label", "") for svg in site.page(path).find("svg")
        )
        for found in FIGURE.finditer(main):
            if _figure(found) not in known:
                yield f"{path}: {found[0]} stands nowhere in trial.json"


def doses_are_counted_right(site: Built) -> Iterator[str]:
    """A number written as a word, or a week named by its number, misleads as much as a figure."""
    (given,) = site.trial["interventions"]
    schedule = given["schedule"]
    weeks = {schedule["weeks"], schedule["longest_weeks"]}
    for path in site.information:
        names = " ".join(node.attributes.get("aria-label", "") for node in site.main(path).walk())
        words = f"{meta(site.page(path), 'description')}. {names}. {site.main(path).words()}"
        for found in GIVEN.finditer(words):
            said = (found[1] or found[2]).casefold()
            for number, known in TIMES.items():
                if re.fullmatch(known, said) and number != schedule["times"]:
                    yield f"{path}: {found[0]!r}, and there are {schedule['times']}"
        for found in WEEK.finditer(words):
            if found[1] not in weeks:
                yield f"{path}: {found[0]!r}"


def _figure(found: re.Match[str]) -> tuple[str, str]:
    return found[1], found[2].removesuffix("s")


REACH = re.compile(r"[\w.+-]+@[\w.-]+\.\w+|(?<![\w.])\+?\d[\d ]{8,}\d(?![\w.])")


def contacts_are_the_trials(site: Built) -> Iterator[str]:
    """A wrong address sends a patient's words to a stranger."""
    known = {contact[way] for contact in site.trial["contacts"] for way in ("email", "telephone")}
    for path in site.every:
        words = dialled(" ".join(body.words("hash") for body in site.page(path).find("body")))
        for contact in filter(None, known):
            words = re.sub(rf"(?<![\w+.-]){re.escape(contact)}(?![\w-])", "", words)
        for found in REACH.findall(words):
            yield f"{path}: {found} is no contact of the trial"
        for node in site.page(path).find("a"):
            way, _, to = node.attributes.get("href", "").partition(":")
            name = dialled(node.words())
            if way in ("mailto", "tel") and (name not in known or to != name.replace(" ", "")):
                yield f"{path}: {node.words()} leads to {way}:{to}"


def changes_are_listed(site: Built) -> Iterator[str]:
    """Whoever comes back wants to know what is new, and when."""
    path = "changes/index.html"
    if path not in site.every:
        return
    main = site.main(path)
    dates = [node.attributes.get("datetime") for node in main.find("time")]
    if dates != [change["date"] for change in site.trial["changes"]]:
        yield f"{path}: the days are {dates}"
    yield from (
        f"{path}: {change['words']!r} is missing"
        for change in site.trial["changes"]
        if squeezed(change["words"]) not in main.words()
    )


def next_steps_are_there(site: Built) -> Iterator[str]:
    """Each reader finds the way on from the first page, and each sheet from the page before it."""
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
    for path, wanted in ways.items():
        if path in site.every:
            found = {node.attributes.get("href") for node in site.main(path).find("a")}
            yield from (f"{path}: no way to {way}" for way in wanted if way not in found)


CHECKS = (
    doses_are_exact,
    figures_are_the_trials,
    doses_are_counted_right,
    contacts_are_the_trials,
    changes_are_listed,
    next_steps_are_there,
)
