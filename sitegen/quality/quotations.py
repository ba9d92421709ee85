"""Quotations of the record are exact, and nothing else is shown as one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sitegen.pages.page_table import rule_path
from sitegen.quality.built_site import BuiltSite, meta, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.language import BANNED, CLAIMS

APART = ("blockquote", "official", "pre", "style", "script", "checklist")
"""Parts that hold words of the record; the first check covers them."""


def _kept(site: BuiltSite) -> str:
    record = site.text(f"record/{site.trial['record']['file']}")
    return squeezed(f"{record} {json.dumps(site.trial, ensure_ascii=False)}").casefold()


def quotations_are_in_the_record(site: BuiltSite) -> Iterator[str]:
    """Each quotation is in the record."""
    kept = _kept(site)
    for path in site.pages:
        for page in (site.page(path), site.frame(path)):
            for node in [*page.find("blockquote"), *page.find(kind="official")]:
                words = node.words("b").casefold()
                if words and words not in kept:
                    yield f"{path}: quotation is not in the record: {words[:60]}"


def quotations_do_not_promise(site: BuiltSite) -> Iterator[str]:
    """Quotation marks do not excuse a promise, except in words of the record."""
    kept = _kept(site)
    for path in site.pages:
        words = " ".join(body.words(*APART) for body in site.page(path).find("body"))
        for quote in re.findall(r"“([^”]*)”", words.casefold()):
            if quote not in kept and any(re.search(rf"\b{word}\b", quote) for word in BANNED):
                yield f"{path}: quotation promises something: {quote!r}"


def titles_and_names_do_not_promise(site: BuiltSite) -> Iterator[str]:
    """Titles, descriptions and names of parts promise nothing."""
    for path in site.pages:
        page = site.page(path)
        named = [node.attributes.get("aria-label", "") for node in page.walk()]
        titles = [node.words() for node in page.find("title")]
        words = " ".join([meta(page, "description"), *titles, *named]).casefold()
        for word in (*BANNED, *CLAIMS):
            if found := re.search(rf"\b{word}\b", words):
                yield f"{path}: {found[0]!r} in the title, description or a label"


def _row(page: Node, name: str, *kinds: str) -> Node:
    return next(
        (node for node in page.find(*kinds) if node.attributes.get("id") == name), Node("none")
    )


def official_words_are_quoted_exactly(site: BuiltSite) -> Iterator[str]:
    """Official criteria are quoted letter by letter beside their own ids."""
    criteria = site.trial["criteria"]
    rules = {rule_path(name): name for name in site.criterion_ids}
    for path in site.pages:
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
            said = dict(zip(site.criterion_ids, items, strict=False))
        elif path in rules:
            said = {rules[path]: " ".join(quote.words() for quote in page.find("blockquote"))}
        else:
            continue
        for criterion in criteria:
            if path in rules and criterion["id"] not in said:
                continue
            expected = squeezed(criterion["official"])
            if said.get(criterion["id"]) != expected:
                yield f"{path}: {criterion['id']} is quoted as {said.get(criterion['id'])!r}"


def plain_words_are_with_their_criterion(site: BuiltSite) -> Iterator[str]:
    """Each criterion is shown with its own plain words."""
    joining = "who-can-join/index.html"
    for criterion in site.trial["criteria"]:
        for path in (joining, rule_path(criterion["id"])):
            if path not in site.pages:
                continue
            page = site.main(path)
            place = _row(page, criterion["id"], "li") if path == joining else page
            if squeezed(criterion["plain"]) not in place.words():
                yield f"{path}: plain words of {criterion['id']} are missing"


def rules_are_shown(site: BuiltSite) -> Iterator[str]:
    """Each rule is shown once on the overview, as on its own page."""
    page = site.page("how-it-decides/index.html")
    for name in site.criterion_ids:
        own = rule_path(name)
        shown = [pre.words() for pre in _row(page, name, "div").find("pre")]
        alone = [pre.words() for pre in site.page(own).find("pre")]
        if not shown or not shown[0].startswith(f"{name} is true when") or shown != alone:
            yield f"how-it-decides/index.html: rule of {name} differs from its own page"


def record_page_is_complete(site: BuiltSite) -> Iterator[str]:
    """Every field of the record is shown and explained; blanks are named."""
    record = site.trial["record"]
    path = "record/index.html"
    if path in site.pages:
        page = site.page(path)
        for name, value in record.items():
            row = _row(page, name, "div")
            if name in ("source", "source_url", "file", "as_of", "sites", "sites_statement"):
                continue
            values = value if isinstance(value, list) else [value]
            first = " ".join(part.words() for part in row.find("p")[:1])
            if not row.find(kind="hint") or not row.find(kind="hint")[0].words():
                yield f"{path}: {name} has no explanation"
            for text in values:
                if squeezed(text or "not stated in the record") not in first:
                    yield f"{path}: {name} is {first!r}, expected {text!r}"
        if squeezed(record["sites_statement"]) not in _row(page, "sites", "div").words():
            yield f"{path}: statement on sites differs from the record"
        for arm in site.trial["arms"]:
            if squeezed(arm["official"]) not in _row(page, "arms", "div").words():
                yield f"{path}: arm {arm['name']} differs from the record"


def open_readings_are_shown(site: BuiltSite) -> Iterator[str]:
    """Clinicians see each question that the trial team has still to settle."""
    for criterion in site.trial["criteria"]:
        for path in ("clinicians/index.html", rule_path(criterion["id"])):
            if path not in site.pages:
                continue
            words = site.main(path).words()
            for reading in criterion["readings"]:
                for text in (reading["question"], *reading["alternatives"].values()):
                    if squeezed(text) not in words:
                        yield f"{path}: {criterion['id']}: missing {text!r}"


def checklist_has_three_boxes_each(site: BuiltSite) -> Iterator[str]:
    """Each criterion of the checklist has the boxes yes, no and not known."""
    path = "clinicians/checklist/index.html"
    if path not in site.pages:
        return
    rows = [row for row in site.page(path).find("tr") if row.find("td")]
    if tuple(row.find("th")[0].words() for row in rows if row.find("th")) != site.criterion_ids:
        yield f"{path}: {len(rows)} rows do not match the criteria"
    for row in rows:
        boxes = [box.words() for box in row.find("td", kind="box")]
        if boxes != ["yes", "no", "not known"]:
            yield f"{path}: row {row.words()[:20]} has the boxes {boxes}"


CHECKS = (
    quotations_are_in_the_record,
    quotations_do_not_promise,
    titles_and_names_do_not_promise,
    official_words_are_quoted_exactly,
    plain_words_are_with_their_criterion,
    rules_are_shown,
    record_page_is_complete,
    open_readings_are_shown,
    checklist_has_three_boxes_each,
)
