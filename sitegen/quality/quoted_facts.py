"""The facts: what the pages quote is what trial.json says, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.pages.page_table import rule_path
from sitegen.quality.built_site import Built, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.page_lists import CRITERIA

NOT_STATED = ("countries", "principal_investigator", "principal_investigator_affiliation")
MISSING = ("Risks and side effects", "Visits", "travel", "Costs", "how many people", "start or end")


def _row(page: Node, name: str, *kinds: str) -> Node:
    return next(
        (node for node in page.find(*kinds) if node.attributes.get("id") == name), Node("none")
    )


def official_words_are_the_records(site: Built) -> Iterator[str]:
    """The registry's words are quoted, never edited, each beside its own number."""
    criteria = site.trial["criteria"]
    for path in site.every:
        page = site.page(path)
        if path == "who-can-join/index.html":
            said = {
                node.attributes.get("id"): " ".join(
                    part.words().removeprefix("Official words").strip()
                    for part in node.find(kind="official")
                )
                for node in page.find("li")
            }
        elif path == "clinicians/checklist/index.html":
            said = {
                row.find("th")[0].words(): " ".join(cell.words() for cell in row.find("td")[:1])
                for row in page.find("tr")
                if row.find("th") and row.find("td")
            }
        elif path == "how-it-decides/index.html":
            said = {
                node.attributes.get("id"): " ".join(q.words() for q in node.find("blockquote"))
                for node in page.find("div")
            }
        elif path == "record/index.html":
            items = [item.words() for node in page.find("ol") for item in node.find("li")]
            said = dict(zip(CRITERIA, items, strict=False))
        elif found := re.fullmatch(r"how-it-decides/([ie]\d+)/index\.html", path):
            name = found[1].upper()
            said = {name: " ".join(quote.words() for quote in page.find("blockquote"))}
        else:
            continue
        for criterion in criteria:
            if path.startswith("how-it-decides/") and path.count("/") == 2 and (
                criterion["id"] not in said
            ):  # fmt: skip
                continue
            wanted = squeezed(criterion["official"])
            if said.get(criterion["id"]) != wanted:
                yield f"{path}: {criterion['id']} reads {said.get(criterion['id'])!r}"


def plain_words_stand_by_each(site: Built) -> Iterator[str]:
    """Official words alone are what nobody reads; plain words of another rule mislead."""
    joining = "who-can-join/index.html"
    for criterion in site.trial["criteria"]:
        for path in (joining, rule_path(criterion["id"])):
            if path not in site.every:
                continue
            page = site.main(path)
            place = _row(page, criterion["id"], "li") if path == joining else page
            if squeezed(criterion["plain"]) not in place.words():
                yield f"{path}: {criterion['id']} lacks its plain words"


def rules_are_shown(site: Built) -> Iterator[str]:
    """What is decided must be shown as it is decided, once for each criterion."""
    page = site.page("how-it-decides/index.html")
    for name in CRITERIA:
        own = rule_path(name)
        shown = [pre.words() for pre in _row(page, name, "div").find("pre")]
        alone = [pre.words() for pre in site.page(own).find("pre")]
        if not shown or not shown[0].startswith(f"{name} is true when") or shown != alone:
            yield f"how-it-decides/index.html: the rule of {name} is not the one on its own page"


def the_record_is_whole(site: Built) -> Iterator[str]:
    """Every field is shown as it is, and a blank that is passed over reads like an answer."""
    record = site.trial["record"]
    path = "record/index.html"
    if path in site.every:
        page = site.page(path)
        for name, value in record.items():
            row = _row(page, name, "div")
            if name in ("source", "source_url", "file", "as_of", "sites", "sites_statement"):
                continue
            values = value if isinstance(value, list) else [value]
            first = " ".join(part.words() for part in row.find("p")[:1])
            if not row.find(kind="hint") or not row.find(kind="hint")[0].words():
                yield f"{path}: {name} is not explained"
            for text in values:
                if squeezed(text or "not stated in the record") not in first:
                    yield f"{path}: {name} reads {first!r}, not {text!r}"
        if squeezed(record["sites_statement"]) not in _row(page, "sites", "div").words():
            yield f"{path}: the words on sites are not the record's"
        for arm in site.trial["arms"]:
            if squeezed(arm["official"]) not in _row(page, "arms", "div").words():
                yield f"{path}: the arm {arm['name']} is not in the record's words"
    path = "taking-part/index.html"
    if path in site.every:
        words = site.main(path).words()
        yield from (f"{path}: nothing on {part!r}" for part in MISSING if part not in words)


def open_readings_are_questions(site: Built) -> Iterator[str]:
    """A clinician must see which words the trial team has still to settle."""
    for criterion in site.trial["criteria"]:
        for path in ("clinicians/index.html", rule_path(criterion["id"])):
            if path not in site.every:
                continue
            words = site.main(path).words()
            for reading in criterion["readings"]:
                for text in (reading["question"], *reading["alternatives"].values()):
                    if squeezed(text) not in words:
                        yield f"{path}: {criterion['id']} lacks {text!r}"


def boxes_are_three_each(site: Built) -> Iterator[str]:
    """On paper there is no second place to look: each criterion has yes, no and not known."""
    path = "clinicians/checklist/index.html"
    if path not in site.every:
        return
    rows = [row for row in site.page(path).find("tr") if row.find("td")]
    if [row.find("th")[0].words() for row in rows if row.find("th")] != CRITERIA:
        yield f"{path}: {len(rows)} rows"
    for row in rows:
        boxes = [box.words() for box in row.find("td", kind="box")]
        if boxes != ["yes", "no", "not known"]:
            yield f"{path}: {row.words()[:20]} has the boxes {boxes}"


CHECKS = (
    official_words_are_the_records,
    plain_words_stand_by_each,
    rules_are_shown,
    the_record_is_whole,
    open_readings_are_questions,
    boxes_are_three_each,
)
