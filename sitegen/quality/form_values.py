"""The form of the pre-check, value by value: every answer, unit and sentence that it can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.quality.built_site import Built, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.page_lists import PRECHECK
from sitegen.quality.precheck import as_rules_read, choices, fields

FINDINGS = {"true": "true", "false": "false", "unknown": "not known"}
GROUPS = {
    "stands": "What stands in the way (0)",
    "open": "What is open (0)",
    "settled": "What is settled and not in the way (0)",
}
BECAUSE = {
    "missing": "an answer is not known", "imprecise": "not exact enough",
    "judgement": "no answer settles it", "text_conflict": "more than one way",
    "pending": "has not happened yet",
}  # fmt: skip
FAILED = {
    "no-wasm": "WebAssembly", "insecure": "secure connection", "missing": "could not be fetched",
    "changed": "not the one that was published", "slow": "too long", "broken": "stopped working",
    "unsealed": "does not seal",
}  # fmt: skip
"""Words by which each sentence is known, by the value at which it is shown."""


def sections_are_the_trials(site: Built) -> Iterator[str]:
    """A question under the heading of another part is answered for another part."""
    if PRECHECK not in site.every:
        return
    found = [
        (
            part.find("h2")[0].words(),
            [
                node.attributes["data-fact"]
                for node in part.walk()
                if "data-fact" in node.attributes
            ],
        )
        for form in site.frame(PRECHECK).find("form")
        for part in form.find("section")
        if part.find("h2")
    ]
    wanted = [
        (
            section["title"],
            [f["name"] for f in site.trial["facts"] if f["section"] == section["id"]],
        )
        for section in site.trial["sections"]
    ]
    for said, meant in zip(found, wanted, strict=False):
        if said != meant:
            yield f"{PRECHECK}: {said} stands where {meant} is meant"
    if len(found) != len(wanted):
        yield f"{PRECHECK}: {len(found)} sections"


def every_answer_can_be_given(site: Built) -> Iterator[str]:
    """Who cannot say "not known" guesses, and a unit that is there already is not chosen."""
    if PRECHECK not in site.every:
        return
    asked = fields(site)
    for fact in site.trial["facts"]:
        field = asked.get(fact["name"], Node("none"))
        yield from (f"{PRECHECK}: {fact['name']} {line}" for line in _answers(fact, field))


def _answers(fact: Any, field: Node) -> Iterator[str]:
    given = [node.attributes.get("value", "") for node in choices(field)]
    options = [option["value"] for option in fact["options"]]
    none = ["none"] if fact["type"] == "options" else ["never"] if fact["never"] else []
    wanted = [*options, *none, *([] if fact["required"] else [""])]
    if given != wanted:
        yield f"can be answered with {given}, not {wanted}"
    units = [node.attributes.get("value", "") for node in field.find("option")]
    if units != (["", *fact["units"]] if len(fact["units"]) > 1 else []):
        yield f"has the units {units}"
    for fixed in field.find(kind="unit-fixed"):
        if [as_rules_read(fixed.words())] != fact["units"]:
            yield f"is said to be in {fixed.words()}"
    told = [n.attributes.get("aria-required") for n in field.find("input")[:1]]
    if fact["required"] and told != ["true"]:
        yield "is not said to be needed"


def values_have_their_words(site: Built) -> Iterator[str]:
    """The rules send a value, and the form shows the words of it: the wrong ones turn a finding."""
    if PRECHECK not in site.every:
        return
    frame = site.frame(PRECHECK)
    for node in frame.walk():
        for sign, words in (("data-says", FINDINGS), ("data-gives", FINDINGS)):
            value = node.attributes.get(sign)
            if value is not None and node.words() != words.get(value):
                yield f"{PRECHECK}: {sign} {value} is {node.words()!r}"
        for sign, words in (("data-because", BECAUSE), ("data-failed", FAILED)):
            value = node.attributes.get(sign)
            if value is not None and words.get(value, "nothing known") not in node.words():
                yield f"{PRECHECK}: {sign} {value} is {node.words()[:50]!r}"
        group, called = node.attributes.get("data-group"), [h.words() for h in node.find("h3")]
        if group and called[-1:] != [GROUPS.get(group)]:
            yield f"{PRECHECK}: the group {group} is called {called}"
    for criterion in site.trial["criteria"]:
        for reading in criterion["readings"]:
            yield from _reading(frame, reading)


def _reading(frame: Node, reading: Any) -> Iterator[str]:
    for node in frame.walk():
        if node.attributes.get("data-reading") == reading["id"]:
            if squeezed(reading["question"]) not in node.words():
                yield f"{PRECHECK}: the reading {reading['id']} asks something else"
            for item in node.find("li"):
                letter = item.attributes.get("data-alternative", "")
                if not item.words().startswith(squeezed(reading["alternatives"].get(letter, "-"))):
                    yield f"{PRECHECK}: {letter} of {reading['id']} is {item.words()[:50]!r}"


CHECKS = (sections_are_the_trials, every_answer_can_be_given, values_have_their_words)
