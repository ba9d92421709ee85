"""The form of the pre-check as written, before any script runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sitegen.quality.built_site import BuiltSite, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.markup import POINTING
from sitegen.quality.page_lists import PRECHECK

MACHINE = {"×10⁹": "10*9", "×10³": "10*3", "mm³": "mm3", "µ": "u"}
"""Units as the form writes them, and as the rules read them."""


def findings_quote_the_record(site: BuiltSite) -> Iterator[str]:
    """Each finding is beside the exact words of its criterion."""
    if PRECHECK not in site.pages:
        return
    items = {
        node.attributes["data-criterion"]: node
        for node in site.frame(PRECHECK).find("li")
        if "data-criterion" in node.attributes
    }
    if (*items,) != site.criterion_ids:
        yield f"{PRECHECK}: findings are {[*items]}"
    for criterion in site.trial["criteria"]:
        item = items.get(criterion["id"], Node("none"))
        said = {
            "official": " ".join(quote.words() for quote in item.find("blockquote")),
            "plain": " ".join(part.words("sr") for part in item.find("p", kind="muted")[:1]),
            "kind": " ".join(part.words("b") for part in item.find(kind="tag")).rstrip(":"),
        }
        for name, words in said.items():
            expected = squeezed(criterion[name])
            if words != (expected.capitalize() if name == "kind" else expected):
                yield f"{PRECHECK}: {criterion['id']}, {name}: {words!r}, expected {expected!r}"
        if "hidden" in item.attributes:
            yield f"{PRECHECK}: {criterion['id']} is hidden"


def fields(site: BuiltSite) -> dict[str, Node]:
    """Return the field of each question, by the name of its fact."""
    walked = site.frame(PRECHECK).walk()
    return {n.attributes["data-fact"]: n for n in walked if "data-fact" in n.attributes}


def choices(field: Node) -> list[Node]:
    """Return the radio buttons and checkboxes of a field."""
    return [n for n in field.find("input") if n.attributes.get("type") in ("radio", "checkbox")]


def as_rules_read(unit: str) -> str:
    """Convert a unit of the form to the notation of the rules."""
    unit = unit.replace("× ", "×")
    for people, machine in MACHINE.items():
        unit = unit.replace(people, machine)
    return unit


def questions_match_the_trial(site: BuiltSite) -> Iterator[str]:
    """Each question has the words of trial.yaml and sends the values they mean."""
    if PRECHECK not in site.pages:
        return
    asked = fields(site)
    for fact in site.trial["facts"]:
        field = asked.pop(fact["name"], Node("none"))
        yield from (f"{PRECHECK}: {fact['name']} {line}" for line in _question(fact, field))
    yield from (f"{PRECHECK}: question {name} is not a fact of the trial" for name in asked)


def _question(fact: Any, field: Node) -> Iterator[str]:
    labels = [node for node in field.walk() if "data-label" in node.attributes]
    if [node.words() for node in labels] != [squeezed(fact["label"])]:
        yield f"has the label {[node.words() for node in labels]}"
    if any("hidden" in node.attributes for node in (field, *labels)):
        yield "is hidden"
    if squeezed(fact["hint"]) not in field.words():
        yield "has no hint"
    for unit in field.find("option"):
        if unit.attributes.get("value") not in ("", as_rules_read(unit.words())):
            yield f"has the unit {unit.words()}, which sends {unit.attributes.get('value')}"
    for select in field.find("select"):
        if select.attributes.get("aria-label") not in (None, f"Unit: {squeezed(fact['label'])}"):
            yield f"has a unit field with the label {select.attributes['aria-label']!r}"
    said_by = {node.attributes.get("for"): node.words() for node in field.find("label")}
    labels_by_value = {
        node.attributes.get("value", ""): said_by.get(node.attributes.get("id"), "")
        for node in choices(field)
    }
    for option in fact["options"]:
        if (label := labels_by_value.get(option["value"])) != squeezed(option["label"]):
            yield f"has the answer {label!r}, which sends {option['value']!r}"


def form_starts_empty(site: BuiltSite) -> Iterator[str]:
    """No field is filled in from the start or by the browser."""
    if PRECHECK not in site.pages:
        return
    for node in site.frame(PRECHECK).find("form", "input", "select", "textarea", "option"):
        name = node.attributes.get("id") or node.attributes.get("name") or node.name
        if {"checked", "selected"} & {*node.attributes} or (
            node.attributes.get("type") == "text" and node.attributes.get("value")
        ):
            yield f"{PRECHECK}: {name} is already filled in"
        if node.name in ("form", "input", "select") and (
            node.attributes.get("autocomplete") != "off"
        ):  # fmt: skip
            yield f"{PRECHECK}: browser may autofill {name}"
        if int(node.attributes.get("tabindex", "0")) > 0:
            yield f"{PRECHECK}: {name} has a positive tabindex"


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
"""Words that identify each sentence, by the value at which it is shown."""


def sections_match_the_trial(site: BuiltSite) -> Iterator[str]:
    """Each question is under the heading of its own section."""
    if PRECHECK not in site.pages:
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
    expected = [
        (
            section["title"],
            [f["name"] for f in site.trial["facts"] if f["section"] == section["id"]],
        )
        for section in site.trial["sections"]
    ]
    for said, meant in zip(found, expected, strict=False):
        if said != meant:
            yield f"{PRECHECK}: section {said}, expected {meant}"
    if len(found) != len(expected):
        yield f"{PRECHECK}: {len(found)} sections, expected {len(expected)}"


def every_answer_can_be_given(site: BuiltSite) -> Iterator[str]:
    """Each question offers all its answers and units, "not known" included."""
    if PRECHECK not in site.pages:
        return
    asked = fields(site)
    for fact in site.trial["facts"]:
        field = asked.get(fact["name"], Node("none"))
        yield from (f"{PRECHECK}: {fact['name']} {line}" for line in _answers(fact, field))


def _answers(fact: Any, field: Node) -> Iterator[str]:
    given = [node.attributes.get("value", "") for node in choices(field)]
    options = [option["value"] for option in fact["options"]]
    none = ["none"] if fact["type"] == "options" else ["never"] if fact["never"] else []
    expected = [*options, *none, *([] if fact["required"] else [""])]
    if given != expected:
        yield f"has the answers {given}, expected {expected}"
    units = [node.attributes.get("value", "") for node in field.find("option")]
    if units != (["", *fact["units"]] if len(fact["units"]) > 1 else []):
        yield f"has the units {units}, expected {fact['units']}"
    for fixed in field.find(kind="unit-fixed"):
        if [as_rules_read(fixed.words())] != fact["units"]:
            yield f"has the wrong unit {fixed.words()}"
    required = [n.attributes.get("aria-required") for n in field.find("input")[:1]]
    if fact["required"] and required != ["true"]:
        yield "is not marked as required"


def values_have_their_words(site: BuiltSite) -> Iterator[str]:
    """Each value sent by the rules is shown with its own words."""
    if PRECHECK not in site.pages:
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
            yield f"{PRECHECK}: group {group} has the heading {called}"
    for criterion in site.trial["criteria"]:
        for reading in criterion["readings"]:
            yield from _reading(frame, reading)


def _reading(frame: Node, reading: Any) -> Iterator[str]:
    for node in frame.walk():
        if node.attributes.get("data-reading") == reading["id"]:
            if squeezed(reading["question"]) not in node.words():
                yield f"{PRECHECK}: reading {reading['id']} has another question"
            for item in node.find("li"):
                letter = item.attributes.get("data-alternative", "")
                if not item.words().startswith(squeezed(reading["alternatives"].get(letter, "-"))):
                    start = item.words()[:50]
                    yield f"{PRECHECK}: alternative {letter} of {reading['id']} is {start!r}"


OUTCOMES = {
    "outside_criteria": "Outside the criteria as they are written",
    "not_at_the_moment": "Not at the moment",
    "ask_the_team": "Some things are still open",
    "may_fit": "Nothing stands in the way so far",
}
"""What the form calls each outcome of the rules, in the result and while it is filled in."""

AT_ONCE = ("data-step", "data-copied-words")


def questions_have_labels(site: BuiltSite) -> Iterator[str]:
    """A screen reader reads a label or hint only if it is connected to its field."""
    if PRECHECK not in site.pages:
        return
    frame = site.frame(PRECHECK)
    if not all(node.attributes.get("lang") for node in frame.find("html") or [Node("html")]):
        yield f"{PRECHECK}: the frame has no lang"
    ids = Counter(node.attributes["id"] for node in frame.walk() if "id" in node.attributes)
    yield from (f"{PRECHECK}: id {name} is used {n} times" for name, n in ids.items() if n > 1)
    for node in frame.walk():
        for target in [t for name in POINTING for t in node.attributes.get(name, "").split()]:
            if target not in ids:
                yield f"{PRECHECK}: {node.name} points to the missing id {target}"
    for field in [node for node in frame.walk() if "data-fact" in node.attributes]:
        name, parts = field.attributes["data-fact"], list(field.walk())
        inside = {node.attributes.get("id") for node in parts}
        tied = {t for node in parts for t in node.attributes.get("aria-describedby", "").split()}
        for hint in field.find(kind="hint"):
            if hint.attributes.get("id") not in tied:
                yield f"{PRECHECK}: a hint of {name} is not connected: {hint.words()[:40]}"
        labels = Counter(node.attributes.get("for") for node in field.find("label"))
        if set(labels) - inside or any(n > 1 for n in labels.values()):
            yield f"{PRECHECK}: labels of {name} point to {sorted(map(str, labels))}"
        for node in field.find("input", "select", "textarea"):
            if node.attributes.get("id") not in labels and "aria-label" not in node.attributes:
                yield f"{PRECHECK}: a field of {name} has no label"


def changes_are_announced(site: BuiltSite) -> Iterator[str]:
    """A screen reader announces changes only inside live regions."""
    if PRECHECK not in site.pages:
        return
    page, frame = site.page(PRECHECK), site.frame(PRECHECK)
    live = [node for node in frame.walk() if node.attributes.get("role") == "status"]
    announced = {id(part) for node in live for part in node.walk()}
    for node in frame.walk():
        at_once = {*AT_ONCE} & {*node.attributes} or node.attributes.get("id") == "announcement"
        if at_once and id(node) not in announced:
            yield f"{PRECHECK}: {node.name} {node.attributes} is not announced"
    for node in page.walk():
        if node.attributes.get("id") == "precheck-failed" and (
            node.attributes.get("role") != "alert"
        ):  # fmt: skip
            yield f"{PRECHECK}: the message that the check cannot run is not announced"


def outcomes_have_their_names(site: BuiltSite) -> Iterator[str]:
    """An outcome shown under the name of another would be the worst error of the check."""
    if PRECHECK not in site.pages:
        return
    for sign in ("data-outcome", "data-live"):
        said: dict[str, str] = {}
        for node in site.frame(PRECHECK).walk():
            if (name := node.attributes.get(sign, "")) in OUTCOMES:
                said[name] = " ".join(h.words() for h in node.find("h3"))
        if said != OUTCOMES:
            yield f"{PRECHECK}: {sign}: {said}, expected {OUTCOMES}"


CHECKS = (
    findings_quote_the_record,
    questions_match_the_trial,
    form_starts_empty,
    sections_match_the_trial,
    every_answer_can_be_given,
    values_have_their_words,
    questions_have_labels,
    changes_are_announced,
    outcomes_have_their_names,
)
