"""The frame of every page: banners, navigation, help, footer."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from sitegen.model.status import words_for
from sitegen.pages import page_table
from sitegen.quality.built_site import Built, dialled, meta, squeezed
from sitegen.quality.html_reader import Node

NAVIGATION = tuple(page.navigation for page in page_table.NAVIGATION)
FOOTER = tuple(page.footer for page in page_table.FOOTER)
TARGETS = {
    page.navigation or page.footer: page.address.rstrip("/")
    for page in (*page_table.NAVIGATION, *page_table.FOOTER)
}
DRAFT = "Draft: not approved by the trial team or an ethics committee; not for recruitment."
SECTIONS = tuple(page.address.rstrip("/") for page in page_table.NAVIGATION)


def banners_stand_above(site: Built) -> Iterator[str]:
    """Nobody may read a page of an unapproved site, or of a closed trial, without being told."""
    status = site.trial["status"]
    registry = site.trial["record"]["source"]
    words = words_for(status["overall_status"], registry)
    for path in site.every:
        page = site.page(path)
        order = [node.classes[:1] for node in page.find("aside", "main")][:3]
        wanted = [["status-banner"], ["wrap"]]
        if not site.approved:
            wanted.insert(0, ["draft-banner"])
            draft = " ".join(node.words() for node in page.find(kind="draft-banner"))
            if draft != DRAFT:
                yield f"{path}: the draft banner says {draft!r}"
            if meta(page, "robots") != "noindex":
                yield f"{path}: robots is {meta(page, 'robots')!r}"
        if order[: len(wanted)] != wanted:
            yield f"{path}: banners and content stand as {order}"
        banner = " ".join(node.words() for node in page.find(kind="status-banner"))
        copies = [copy["source"].partition(" ")[0] for copy in status["copies"]]
        for part in (f"{words.title}. {words.banner}", *copies):
            if squeezed(part) not in banner:
                yield f"{path}: the status banner lacks {part!r}"
        checked = rf"compared .* with {re.escape(registry)}" if status["checked_on"] else (
            r"Nobody has yet compared"
        )  # fmt: skip
        if not re.search(checked, banner):
            yield f"{path}: the status banner does not say when it was last checked"
        if site.trial["record"]["source_url"] not in {
            node.attributes.get("href")
            for part in page.find(kind="status-banner")
            for node in part.find("a")
        }:
            yield f"{path}: the status banner does not lead to the registry"


def same_frame(site: Built) -> Iterator[str]:
    """Help, navigation and footer must be where the reader found them on the page before."""
    for path in site.every:
        page = site.page(path)
        body = (page.find("body") or [page])[0]
        links = body.find("a")
        if not links or links[0].attributes.get("href") != "#main" or "skip" not in (
            links[0].classes
        ):  # fmt: skip
            yield f"{path}: the first link does not skip to the content"
        if [node.attributes.get("id") for node in page.find("main")] != ["main"]:
            yield f"{path}: not one main with the id main"
        parts = [
            " ".join([part.name, *part.classes[:1]])
            for part in body.inside
            if isinstance(part, Node)
        ]
        draft = [] if site.approved else ["aside draft-banner"]
        wanted = ["a skip", *draft, "header site-header", "aside status-banner",
                  "main wrap", "section help", "footer site-footer"]  # fmt: skip
        if [part for part in parts if part != "script"] != wanted:
            yield f"{path}: the page is made of {parts}"
        for name, kind, words in (
            ("navigation", "site-nav", NAVIGATION),
            ("footer", "site-footer", FOOTER),
        ):
            found = tuple(
                node.words()
                for part in page.find(kind=kind)
                for item in part.find("li")
                for node in item.find("a")
            )
            if found != words:
                yield f"{path}: the {name} holds {found}"


def frame_leads_to_the_same(site: Built) -> Iterator[str]:
    """An entry that leads elsewhere on one page teaches readers not to trust any of them."""
    for path in site.every:
        if path == "404.html":
            continue
        for kind in ("site-nav", "site-footer"):
            for part in site.page(path).find(kind=kind):
                for item in part.find("li"):
                    for node in item.find("a"):
                        way = posixpath.join(
                            posixpath.dirname(path), node.attributes.get("href", "")
                        )
                        if posixpath.normpath(way) != TARGETS.get(node.words()):
                            yield f"{path}: {node.words()} leads to {posixpath.normpath(way)}"


def landmarks_have_names(site: Built) -> Iterator[str]:
    """Two parts of a kind must be told apart, and each part exists once."""
    for path in site.every:
        page = site.page(path)
        for name, most in (("main", 1), ("header", 1), ("footer", 1)):
            if len(page.find(name)) > most:
                yield f"{path}: {len(page.find(name))} {name}"
        names = []
        for node in page.find("nav", "aside", "section"):
            label = node.attributes.get("aria-label") or node.attributes.get("aria-labelledby")
            if not label:
                yield f"{path}: a {node.name} has no name: {node.words()[:40]}"
            names.append((node.name, label))
        yield from (f"{path}: {n} are {name}" for name, n in Counter(names).items() if n > 1)


def place_is_shown(site: Built) -> Iterator[str]:
    """Exactly one entry of the navigation is marked on its own page, and none elsewhere."""
    for path in site.every:
        marked = [
            (node.attributes.get("href"), node.attributes["aria-current"])
            for part in site.page(path).find("nav", kind="site-nav")
            for node in part.find("a")
            if "aria-current" in node.attributes
        ]
        first, _, rest = path.partition("/")
        if first not in SECTIONS:
            wanted = []
        elif rest == "index.html":
            wanted = [("./", "page")]
        else:
            wanted = [("../", "true")]
        if marked != wanted:
            yield f"{path}: the navigation marks {marked}"


def help_is_the_same(site: Built) -> Iterator[str]:
    """Whoever is stuck looks where the help was before; a wrong address sends patients astray."""
    for path in site.every:
        page = site.page(path)
        part = (page.find(kind="help") or [Node("none")])[0]
        for words in ("Ask the trial team", "Do not send:", "date of birth", "hospital number",
                      "scans"):  # fmt: skip
            if words not in part.words():
                yield f"{path}: the help lacks {words!r}"
        for contact in site.trial["contacts"]:
            links = {n.attributes.get("href"): dialled(n.words()) for n in part.find("a")}
            for start, value in (("mailto:", contact["email"]), ("tel:", contact["telephone"])):
                if value and links.get(start + value.replace(" ", "")) != value:
                    yield f"{path}: the help has no link to {value}"
            if contact["name"] not in part.words():
                yield f"{path}: the help does not name {contact['name']}"


def footer_is_whole(site: Built) -> Iterator[str]:
    """Who answers for the trial, its number and the version of the rules belong on each page."""
    record = site.trial["record"]
    for path in site.every:
        for footer in site.page(path).find("footer") or [Node("none")]:
            for words in (record["lead_sponsor"], record["trial_id"]):
                if words not in footer.words():
                    yield f"{path}: the footer lacks {words}"
            if not re.search(r"Version \d+\.\d+\.\d+, rules [0-9a-f]{12}$", footer.words()):
                yield f"{path}: the footer does not end with version and rules"
            if record["source_url"] not in {n.attributes.get("href") for n in footer.find("a")}:
                yield f"{path}: the footer does not lead to the registry"


CHECKS = (
    banners_stand_above,
    same_frame,
    frame_leads_to_the_same,
    landmarks_have_names,
    place_is_shown,
    help_is_the_same,
    footer_is_whole,
)
