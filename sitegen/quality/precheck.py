"""The form of the pre-check, as it is written before any script runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.quality.built_site import Built, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.page_lists import CRITERIA, PRECHECK

MACHINE = {"× 10⁹": "10*9", "× 10³": "10*3", "mm³": "mm3", "µ": "u"}
"""How the form writes units, and how the rules read them."""


def findings_are_the_records(site: Built) -> Iterator[str]:
    """A finding stands beside the words of its criterion, which are the record's, all and alone."""
    if PRECHECK not in site.every:
        return
    items = {
        node.attributes["data-criterion"]: node
        for node in site.frame(PRECHECK).find("li")
        if "data-criterion" in node.attributes
    }
    if [*items] != CRITERIA:
        yield f"{PRECHECK}: findings for {[*items]}"
    for criterion in site.trial["criteria"]:
        item = items.get(criterion["id"], Node("none"))
        said = {
            "official": " ".join(quote.words() for quote in item.find("blockquote")),
            "plain": " ".join(part.words("sr") for part in item.find("p", kind="muted")[:1]),
            "kind": " ".join(part.words("b") for part in item.find(kind="tag")).rstrip(":"),
        }
        for name, words in said.items():
            wanted = squeezed(criterion[name])
            if words != (wanted.capitalize() if name == "kind" else wanted):
                yield f"{PRECHECK}: {criterion['id']}, {name}: {words!r}"
        if "hidden" in item.attributes:
            yield f"{PRECHECK}: {criterion['id']} is hidden"


def fields(site: Built) -> dict[str, Node]:
    """Return the field of each question of the form, by the name of its fact."""
    walked = site.frame(PRECHECK).walk()
    return {n.attributes["data-fact"]: n for n in walked if "data-fact" in n.attributes}


def choices(field: Node) -> list[Node]:
    """Return what can be ticked or chosen in a field."""
    return [n for n in field.find("input") if n.attributes.get("type") in ("radio", "checkbox")]


def as_rules_read(unit: str) -> str:
    """Write a unit of the form as the rules read it."""
    for people, machine in MACHINE.items():
        unit = unit.replace(people, machine)
    return unit


def questions_are_the_trials(site: Built) -> Iterator[str]:
    """An answer that says one thing and sends another gives a wrong finding that looks right."""
    if PRECHECK not in site.every:
        return
    asked = fields(site)
    for fact in site.trial["facts"]:
        field = asked.pop(fact["name"], Node("none"))
        yield from (f"{PRECHECK}: {fact['name']} {line}" for line in _question(fact, field))
    yield from (f"{PRECHECK}: {name} is asked, and is no fact" for name in asked)


def _question(fact: Any, field: Node) -> Iterator[str]:
    labels = [node for node in field.walk() if "data-label" in node.attributes]
    if [node.words() for node in labels] != [squeezed(fact["label"])]:
        yield f"is asked as {[node.words() for node in labels]}"
    if any("hidden" in node.attributes for node in (field, *labels)):
        yield "is hidden"
    if squeezed(fact["hint"]) not in field.words():
        yield "lacks its hint"
    for unit in field.find("option"):
        if unit.attributes.get("value") not in ("", as_rules_read(unit.words())):
            yield f"has the unit {unit.words()} that sends {unit.attributes.get('value')}"
    for select in field.find("select"):
        if select.attributes.get("aria-label") not in (None, f"Unit: {squeezed(fact['label'])}"):
            yield f"has {select.attributes['aria-label']!r}"
    said_by = {node.attributes.get("for"): node.words() for node in field.find("label")}
    told = {
        node.attributes.get("value", ""): said_by.get(node.attributes.get("id"), "")
        for node in choices(field)
    }
    for option in fact["options"]:
        if told.get(option["value"]) != squeezed(option["label"]):
            yield f"has {told.get(option['value'])!r} that sends {option['value']!r}"


def nothing_is_filled_in(site: Built) -> Iterator[str]:
    """An answer that nobody gave, or that the browser kept of another patient, is believed."""
    if PRECHECK not in site.every:
        return
    for node in site.frame(PRECHECK).find("form", "input", "select", "textarea", "option"):
        name = node.attributes.get("id") or node.attributes.get("name") or node.name
        if {"checked", "selected"} & {*node.attributes} or (
            node.attributes.get("type") == "text" and node.attributes.get("value")
        ):
            yield f"{PRECHECK}: {name} is answered from the start"
        if node.name in ("form", "input", "select") and (
            node.attributes.get("autocomplete") != "off"
        ):  # fmt: skip
            yield f"{PRECHECK}: the browser may fill in {name}"
        if int(node.attributes.get("tabindex", "0")) > 0:
            yield f"{PRECHECK}: {name} is out of the order of the page"


CHECKS = (findings_are_the_records, questions_are_the_trials, nothing_is_filled_in)
