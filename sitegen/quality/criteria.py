"""Criteria, their rules as they run, and the published test patients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from eligibility import __version__
from eligibility.definitions import Definitions
from eligibility.fingerprint import rules_sha256
from eligibility.trial_file import rules_of
from sitegen.pages.page_table import rule_path
from sitegen.pages.published_cases import Patient, Patients, as_found, read_patients
from sitegen.quality.built_site import BuiltSite, squeezed
from sitegen.quality.html_reader import Node

JOINING = "who-can-join/index.html"
DECIDING = "how-it-decides/index.html"
DEFINITIONS = "pre-check/runtime/definitions.json"

TAGS = {"may": ["may be different later"], "time": ["changes with time"]}
"""The tag of a criterion whose answer can change."""

ABOVE = (
    ("What must be true of you", "All of these must be true of you."),
    ("What must not be true of you", "None of these may be true of you."),
)
"""Texts above the lists of inclusion and exclusion criteria."""

AS_PEOPLE_WRITE = {
    "10*9/L": "× 10⁹/L", "10*3/mm3": "× 10³/mm³", "/mm3": "/mm³", "umol": "µmol",
    "x ULN": "× ULN", " wk": " weeks",
}  # fmt: skip


def criteria_are_in_the_right_list(site: BuiltSite) -> Iterator[str]:
    """Each criterion is in the list of its kind, with its own words and tag."""
    if JOINING not in site.pages:
        return
    main, criteria = site.main(JOINING), site.trial["criteria"]
    items = {node.attributes.get("id"): node for node in main.find("li")}
    sides = [
        [node.attributes["id"] for node in part.find("li") if "id" in node.attributes]
        for part in main.find("ol", kind="criteria")
    ]
    expected = [[c["id"] for c in criteria if c["kind"] == k] for k in ("inclusion", "exclusion")]
    if sides != expected:
        yield f"{JOINING}: the lists hold {sides}, expected {expected}"
    order = [
        words
        for above, ids in zip(ABOVE, expected, strict=True)
        for words in (*above, *(f"{name} " for name in ids[:1]))
    ]
    places = [main.words().find(words) for words in order]
    if -1 in places or places != sorted(places):
        yield f"{JOINING}: headings of the lists are out of order: {places}"
    for part, ids in zip(("what must be true", "what must not be true"), expected, strict=True):
        text = f"{len(ids)} {'says' if len(ids) == 1 else 'say'} {part}"
        if text not in main.words():
            yield f"{JOINING}: missing text {text!r}"
    for criterion in criteria:
        item = items.get(criterion["id"], Node("none"))
        plain = " ".join(node.words() for node in item.find(kind="plain"))
        if plain != squeezed(criterion["plain"]):
            yield f"{JOINING}: plain words of {criterion['id']} are {plain!r}"
        tags = [node.words() for node in item.find(kind="tag")]
        if tags != TAGS.get(criterion["changes"], []):
            yield f"{JOINING}: tags of {criterion['id']} are {tags}"


def printed_rules_match_running_rules(site: BuiltSite) -> Iterator[str]:
    """Each page prints the rule and the limits exactly as they run."""
    definitions = Definitions.from_json(site.text(DEFINITIONS))
    rules = rules_of(definitions, site.trial_folder)
    published = Definitions.from_trial(site.trial)
    if (definitions.facts, definitions.criteria) != (published.facts, published.criteria):
        yield f"{DEFINITIONS}: it differs from trial.json"
    for name in site.criterion_ids:
        if (runs := _texts(definitions, name)) != _texts(published, name):
            yield f"{DEFINITIONS}: limits of {name} are {runs}"
        rule = squeezed(" ".join(rules.lines(definitions.criteria[name])))
        for path in (rule_path(name), DECIDING):
            if path in site.pages and rule not in [
                pre.words() for pre in site.main(path).find("pre")
            ]:
                yield f"{path}: the printed rule of {name} is not the one that runs"
    for criterion in site.trial["criteria"]:
        path = rule_path(criterion["id"])
        if path in site.pages:
            said = [node.words() for node in site.main(path).find("p")]
            if squeezed(criterion["plain"]) not in said:
                yield f"{path}: wrong plain words: {said[:1]}"
            limits = [words for words in said if words.startswith("Limits:")]
            if limits != _limits(criterion["limits"]):
                yield f"{path}: wrong limits: {limits}"


def _texts(definitions: Definitions, name: str) -> dict[str, list[str]]:
    limits = definitions.criteria[name].limits
    return {key: [limit.value for limit in group] for key, group in limits.items()}


def _limits(limits: Mapping[str, Any]) -> list[str]:
    parts = []
    for group in limits.values():
        for place, limit in enumerate(group):
            value = limit["value"]
            for machine, people in AS_PEOPLE_WRITE.items():
                value = value.replace(machine, people)
            source = limit["source"] or f"printed “{limit['printed']}”"
            follows = group[place + 1 : place + 2]
            shared = follows and all(follows[0][k] == limit[k] for k in ("printed", "source"))
            parts.append(f"{value}, " if shared else f"{value} ({source}); ")
    return [squeezed(f"Limits: {''.join(parts).removesuffix('; ')}")] if parts else []


def rules_have_one_fingerprint(site: BuiltSite) -> Iterator[str]:
    """Every page names the version and the fingerprint of the rules that run."""
    definitions = Definitions.from_json(site.text(DEFINITIONS))
    whole = rules_sha256(definitions, rules_of(definitions, site.trial_folder))
    for path in site.pages:
        page = site.page(path)
        for code in [code for part in page.find("footer", "p") for code in part.find("code")]:
            if re.fullmatch(r"[0-9a-f]{12,}", code.words()) and (
                not whole.startswith(code.words()) or code.attributes.get("title", whole) != whole
            ):  # fmt: skip
                yield f"{path}: fingerprint of the rules is {code.words()}, expected {whole}"
        if f"Version {__version__}, " not in " ".join(part.words() for part in page.find("footer")):
            yield f"{path}: the footer does not name version {__version__}"


PATIENTS = "how-it-decides/patients/index.html"
OUTCOMES = {
    "may_fit": "may fit", "ask_the_team": "ask the team", "not_at_the_moment": "not at the moment",
    "outside_criteria": "outside the criteria",
}  # fmt: skip


@lru_cache(maxsize=2)
def _found(folder: Path | None, definitions_json: str) -> Patients:
    definitions = Definitions.from_json(definitions_json)
    rules = rules_of(definitions, folder)
    return as_found(read_patients(rules), definitions, rules)


def _shown(site: BuiltSite) -> Iterator[tuple[str, str, Patient, list[str]]]:
    """Yield each test patient with its page, its group and the cells of its row."""
    for group, cases in _found(site.trial_folder, site.text(DEFINITIONS)).groups.items():
        path = rule_path(group) if group in site.criterion_ids else PATIENTS
        if path not in site.pages:
            continue
        rows = {
            row.find("th")[0].words(): [cell.words() for cell in row.find("td")]
            for row in site.page(path).find("tr")
            if row.find("th") and row.find("td")
        }
        for case in cases:
            yield path, group, case, rows.get(case.id, ["", ""])


def patients_have_their_outcome(site: BuiltSite) -> Iterator[str]:
    """Each published test patient is shown with the outcome of the rules."""
    for path, _, case, cells in _shown(site):
        outcome = OUTCOMES.get(case.outcome, "")
        if not cells[-1].endswith(outcome) or not any(cells):
            yield f"{path}: outcome of {case.id} is {cells[-1]!r}, expected {outcome!r}"


def patients_match_their_cases(site: BuiltSite) -> Iterator[str]:
    """Each published test patient is described as it is tested."""
    for path, group, case, cells in _shown(site):
        if cells[0] != squeezed(case.words):
            expected = squeezed(case.words)
            yield f"{path}: {case.id} is described as {cells[0]!r}, expected {expected!r}"
        finding, reason = case.finding(group)
        words = f"not known: {reason}" if finding == "unknown" else finding
        if group in site.criterion_ids and not cells[1].startswith(words.replace("_", " ")):
            yield f"{path}: finding of {case.id} is {cells[1]!r}, expected {words!r}"


def patients_are_counted_correctly(site: BuiltSite) -> Iterator[str]:
    """The stated number of test patients is the real one."""
    patients = _found(site.trial_folder, site.text(DEFINITIONS))
    if DECIDING in site.pages:
        for node in site.main(DECIDING).find("a"):
            found = re.match(r"([A-Z]\w*\d+): .*?(\d+) test patients", node.words())
            if found and int(found[2]) != (count := len(patients.of(found[1]))):
                yield f"{DECIDING}: {found[0]}, expected {count}"
    for path in site.information_pages:
        for found in re.finditer(r"(\d+) made-up patients", site.main(path).words()):
            if int(found[1]) != patients.count:
                yield f"{path}: {found[0]}, expected {patients.count}"


CHECKS = (
    criteria_are_in_the_right_list,
    printed_rules_match_running_rules,
    rules_have_one_fingerprint,
    patients_have_their_outcome,
    patients_match_their_cases,
    patients_are_counted_correctly,
)
