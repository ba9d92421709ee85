"""The criteria: each on its own side, with the limits and the rule by which it is decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from eligibility import __version__
from eligibility.definitions import Definitions
from eligibility.fingerprint import rules_sha256
from eligibility.trial_file import rules_of
from sitegen.pages.page_table import rule_path
from sitegen.quality.built_site import Built, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.page_lists import CRITERIA

JOINING = "who-can-join/index.html"
DECIDING = "how-it-decides/index.html"
DEFINITIONS = "pre-check/runtime/definitions.json"

TAGS = {"may": ["may be different later"], "time": ["changes with time"]}
"""What a reader is told of a criterion that will not stay as it is."""

ABOVE = (
    "What must be true of you", "All of these must be true of you.", "I1 ",
    "What must not be true of you", "None of these may be true of you.", "E1 ",
)  # fmt: skip
"""Words of the page on joining, in the order in which they must stand."""

AS_PEOPLE_WRITE = {
    "10*9/L": "× 10⁹/L", "10*3/mm3": "× 10³/mm³", "/mm3": "/mm³", "umol": "µmol",
    "x ULN": "× ULN", " wk": " weeks",
}  # fmt: skip


def criteria_stand_on_their_side(site: Built) -> Iterator[str]:
    """An exclusion under "must be true" is read the wrong way round, and so is a wrong tag."""
    if JOINING not in site.every:
        return
    main, criteria = site.main(JOINING), site.trial["criteria"]
    items = {node.attributes.get("id"): node for node in main.find("li")}
    sides = [
        [node.attributes["id"] for node in part.find("li") if "id" in node.attributes]
        for part in main.find("ol", kind="criteria")
    ]
    wanted = [[c["id"] for c in criteria if c["kind"] == k] for k in ("inclusion", "exclusion")]
    if sides != wanted:
        yield f"{JOINING}: the lists hold {sides}"
    places = [main.words().find(words) for words in ABOVE]
    if -1 in places or places != sorted(places):
        yield f"{JOINING}: the words above the lists stand at {places}"
    for part, count in (("say what must be true", 0), ("say what must not be true", 1)):
        if f"{len(wanted[count])} {part}" not in main.words():
            yield f"{JOINING}: it does not tell that {len(wanted[count])} {part}"
    for criterion in criteria:
        item = items.get(criterion["id"], Node("none"))
        plain = " ".join(node.words() for node in item.find(kind="plain"))
        if plain != squeezed(criterion["plain"]):
            yield f"{JOINING}: {criterion['id']} says {plain!r}"
        tags = [node.words() for node in item.find(kind="tag")]
        if tags != TAGS.get(criterion["changes"], []):
            yield f"{JOINING}: {criterion['id']} has the tags {tags}"


def rules_are_those_that_run(site: Built) -> Iterator[str]:
    """Two pages that agree may both be wrong: each prints the rule and its limits as they run."""
    definitions = Definitions.from_json(site.text(DEFINITIONS))
    told = Definitions.from_trial(site.trial)
    rules = rules_of(definitions)
    if (definitions.facts, definitions.criteria) != (told.facts, told.criteria):
        yield f"{DEFINITIONS}: it is not what trial.json says"
    for name in CRITERIA:
        if (runs := _texts(definitions, name)) != _texts(told, name):
            yield f"{DEFINITIONS}: {name} has the limits {runs}"
        rule = squeezed(" ".join(rules.lines(definitions.criteria[name])))
        for path in (rule_path(name), DECIDING):
            if path in site.every and rule not in [
                pre.words() for pre in site.main(path).find("pre")
            ]:
                yield f"{path}: the rule of {name} is not the one that runs"
    for criterion in site.trial["criteria"]:
        path = rule_path(criterion["id"])
        if path in site.every:
            said = [node.words() for node in site.main(path).find("p")]
            if squeezed(criterion["plain"]) not in said:
                yield f"{path}: these are not the plain words: {said[:1]}"
            limits = [words for words in said if words.startswith("Limits:")]
            if limits != _limits(criterion["limits"]):
                yield f"{path}: {limits}"


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


def rules_have_one_fingerprint(site: Built) -> Iterator[str]:
    """Whoever compares a finding with the rules needs their version and fingerprint, and these."""
    definitions = Definitions.from_json(site.text(DEFINITIONS))
    whole = rules_sha256(definitions, rules_of(definitions))
    for path in site.every:
        page = site.page(path)
        for code in [code for part in page.find("footer", "p") for code in part.find("code")]:
            if re.fullmatch(r"[0-9a-f]{12,}", code.words()) and (
                not whole.startswith(code.words()) or code.attributes.get("title", whole) != whole
            ):  # fmt: skip
                yield f"{path}: the rules are said to be {code.words()}, and are {whole}"
        if f"Version {__version__}, " not in " ".join(part.words() for part in page.find("footer")):
            yield f"{path}: the footer does not name version {__version__}"


CHECKS = (
    criteria_stand_on_their_side,
    rules_are_those_that_run,
    rules_have_one_fingerprint,
)
