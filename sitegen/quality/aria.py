"""The form of the pre-check as it is spoken: what belongs together, and what is told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sitegen.quality.built_site import Built
from sitegen.quality.html_reader import Node
from sitegen.quality.markup import POINTING
from sitegen.quality.page_lists import PRECHECK

OUTCOMES = {
    "outside_criteria": "Outside the criteria as they are written",
    "not_at_the_moment": "Not at the moment",
    "ask_the_team": "Some things are still open",
    "may_fit": "Nothing stands in the way so far",
}
"""What the form calls each outcome of the rules, in the result and while it is filled in."""

AT_ONCE = ("data-step", "data-copied-words")


def questions_are_tied(site: Built) -> Iterator[str]:
    """A voice reads label and hint only with the field that they are tied to."""
    if PRECHECK not in site.every:
        return
    frame = site.frame(PRECHECK)
    if not all(node.attributes.get("lang") for node in frame.find("html") or [Node("html")]):
        yield f"{PRECHECK}: the frame has no language"
    ids = Counter(node.attributes["id"] for node in frame.walk() if "id" in node.attributes)
    yield from (f"{PRECHECK}: the id {name} stands {n} times" for name, n in ids.items() if n > 1)
    for node in frame.walk():
        for target in [t for name in POINTING for t in node.attributes.get(name, "").split()]:
            if target not in ids:
                yield f"{PRECHECK}: {node.name} points to {target}, which is not there"
    for field in [node for node in frame.walk() if "data-fact" in node.attributes]:
        name, parts = field.attributes["data-fact"], list(field.walk())
        inside = {node.attributes.get("id") for node in parts}
        tied = {t for node in parts for t in node.attributes.get("aria-describedby", "").split()}
        for hint in field.find(kind="hint"):
            if hint.attributes.get("id") not in tied:
                yield f"{PRECHECK}: the hint of {name} is not tied to it: {hint.words()[:40]}"
        labels = Counter(node.attributes.get("for") for node in field.find("label"))
        if set(labels) - inside or any(n > 1 for n in labels.values()):
            yield f"{PRECHECK}: {name} has labels for {sorted(map(str, labels))}"
        for node in field.find("input", "select", "textarea"):
            if node.attributes.get("id") not in labels and "aria-label" not in node.attributes:
                yield f"{PRECHECK}: a field of {name} has no label"


def changes_are_announced(site: Built) -> Iterator[str]:
    """Who cannot see that something changed hears of it from live parts, or not at all."""
    if PRECHECK not in site.every:
        return
    page, frame = site.page(PRECHECK), site.frame(PRECHECK)
    live = [node for node in frame.walk() if node.attributes.get("role") == "status"]
    told = {id(part) for node in live for part in node.walk()}
    for node in frame.walk():
        at_once = {*AT_ONCE} & {*node.attributes} or node.attributes.get("id") == "announcement"
        if at_once and id(node) not in told:
            yield f"{PRECHECK}: {node.name} {node.attributes} is not announced"
    for node in page.walk():
        if node.attributes.get("id") == "precheck-failed" and (
            node.attributes.get("role") != "alert"
        ):  # fmt: skip
            yield f"{PRECHECK}: that the check cannot run is not announced"


def outcomes_have_their_names(site: Built) -> Iterator[str]:
    """An outcome under the name of another is the worst that the check could say."""
    if PRECHECK not in site.every:
        return
    for sign in ("data-outcome", "data-live"):
        said: dict[str, str] = {}
        for node in site.frame(PRECHECK).walk():
            if (name := node.attributes.get(sign, "")) in OUTCOMES:
                said[name] = " ".join(h.words() for h in node.find("h3"))
        if said != OUTCOMES:
            yield f"{PRECHECK}: {sign} is {said}"


CHECKS = (questions_are_tied, changes_are_announced, outcomes_have_their_names)
