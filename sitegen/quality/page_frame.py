"""What every page has in common: banners, navigation, help and footer."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from sitegen.model.status import MONTHS, words_for
from sitegen.quality.built_site import BuiltSite, meta, plain_hyphens, squeezed
from sitegen.quality.html_reader import Node
from sitegen.quality.page_lists import FOOTER, NAVIGATION

DRAFT = "Draft: not approved by the trial team or an ethics committee; not for recruitment."
SECTIONS = tuple(path.partition("/")[0] for path in NAVIGATION.values())


def banners_come_first(site: BuiltSite) -> Iterator[str]:
    """The draft and status banners come before the content of every page."""
    status = site.trial["status"]
    words = words_for(status["overall_status"], site.trial["record"]["source"])
    for path in site.pages:
        page = site.page(path)
        order = [node.classes[:1] for node in page.find("aside", "main")][:3]
        expected = [["status-banner"], ["wrap"]]
        if not site.approved:
            expected.insert(0, ["draft-banner"])
            draft = " ".join(node.words() for node in page.find(kind="draft-banner"))
            if draft != DRAFT:
                yield f"{path}: draft banner is {draft!r}"
            if meta(page, "robots") != "noindex":
                yield f"{path}: robots is {meta(page, 'robots')!r}"
        if order[: len(expected)] != expected:
            yield f"{path}: wrong order of banners and content: {order}"
        banner = " ".join(node.words() for node in page.find(kind="status-banner"))
        copies = [copy["source"].partition(" ")[0] for copy in status["copies"]]
        for part in (f"{words.title}. {words.banner}", *copies):
            if squeezed(part) not in banner:
                yield f"{path}: status banner does not contain {part!r}"
        registry_name = re.escape(site.trial["record"]["source"])
        checked = (
            f"compared .* with {registry_name}"
            if status["checked_on"]
            else "Nobody has yet compared"
        )
        if not re.search(checked, banner):
            yield f"{path}: status banner does not say when the status was last checked"
        registry = site.trial["record"]["source_url"]
        if registry not in {
            node.attributes.get("href")
            for part in page.find(kind="status-banner")
            for node in part.find("a")
        }:
            yield f"{path}: status banner does not link to the registry"


def page_parts_are_consistent(site: BuiltSite) -> Iterator[str]:
    """Navigation, help and footer are in the same place on every page."""
    for path in site.pages:
        page = site.page(path)
        body = (page.find("body") or [page])[0]
        links = body.find("a")
        if not links or links[0].attributes.get("href") != "#main" or "skip" not in (
            links[0].classes
        ):  # fmt: skip
            yield f"{path}: first link is not the skip link"
        if [node.attributes.get("id") for node in page.find("main")] != ["main"]:
            yield f"{path}: expected one main element with the id main"
        parts = [
            " ".join([part.name, *part.classes[:1]])
            for part in body.inside
            if isinstance(part, Node)
        ]
        draft = [] if site.approved else ["aside draft-banner"]
        expected = ["a skip", *draft, "header site-header", "aside status-banner",
                  "main wrap", "section help", "footer site-footer"]  # fmt: skip
        if [part for part in parts if part != "script"] != expected:
            yield f"{path}: page parts are {parts}, expected {expected}"
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
            if found != tuple(words):
                yield f"{path}: {name} entries are {found}, expected {[*words]}"


def navigation_leads_to_its_pages(site: BuiltSite) -> Iterator[str]:
    """Entries of navigation and footer lead to their own pages."""
    expected = {name: posixpath.dirname(page) for name, page in {**NAVIGATION, **FOOTER}.items()}
    for path in site.pages:
        if path == "404.html":
            continue
        for kind in ("site-nav", "site-footer"):
            for part in site.page(path).find(kind=kind):
                for item in part.find("li"):
                    for node in item.find("a"):
                        way = posixpath.join(
                            posixpath.dirname(path), node.attributes.get("href", "")
                        )
                        if posixpath.normpath(way) != expected.get(node.words()):
                            yield f"{path}: {node.words()} leads to {posixpath.normpath(way)}"


def landmarks_have_names(site: BuiltSite) -> Iterator[str]:
    """Landmarks are unique or have different names."""
    for path in site.pages:
        page = site.page(path)
        for name, most in (("main", 1), ("header", 1), ("footer", 1)):
            if len(page.find(name)) > most:
                yield f"{path}: {len(page.find(name))} {name} elements"
        names = []
        for node in page.find("nav", "aside", "section"):
            label = node.attributes.get("aria-label") or node.attributes.get("aria-labelledby")
            if not label:
                yield f"{path}: {node.name} has no name: {node.words()[:40]}"
            names.append((node.name, label))
        yield from (
            f"{path}: {n} landmarks are called {name}"
            for name, n in Counter(names).items()
            if n > 1
        )


def current_page_is_marked(site: BuiltSite) -> Iterator[str]:
    """The navigation marks the current page, and nothing else."""
    for path in site.pages:
        marked = [
            (node.attributes.get("href"), node.attributes["aria-current"])
            for part in site.page(path).find("nav", kind="site-nav")
            for node in part.find("a")
            if "aria-current" in node.attributes
        ]
        first, _, rest = path.partition("/")
        if first not in SECTIONS:
            expected = []
        elif rest == "index.html":
            expected = [("./", "page")]
        else:
            expected = [("../", "true")]
        if marked != expected:
            yield f"{path}: navigation marks {marked}, expected {expected}"


def help_names_the_contacts(site: BuiltSite) -> Iterator[str]:
    """The help on every page names all contacts and says what not to send."""
    for path in site.pages:
        page = site.page(path)
        part = (page.find(kind="help") or [Node("none")])[0]
        for words in ("Ask the trial team", "Do not send:", "date of birth", "hospital number",
                      "scans"):  # fmt: skip
            if words not in part.words():
                yield f"{path}: help does not contain {words!r}"
        for contact in site.trial["contacts"]:
            links = {n.attributes.get("href"): plain_hyphens(n.words()) for n in part.find("a")}
            for start, value in (("mailto:", contact["email"]), ("tel:", contact["telephone"])):
                if value and links.get(start + value.replace(" ", "")) != value:
                    yield f"{path}: help has no link to {value}"
            if contact["name"] not in part.words():
                yield f"{path}: help does not name {contact['name']}"


def footer_is_complete(site: BuiltSite) -> Iterator[str]:
    """The footer names sponsor, trial number, registry and version of the rules."""
    record = site.trial["record"]
    for path in site.pages:
        for footer in site.page(path).find("footer") or [Node("none")]:
            for words in (record["lead_sponsor"], record["trial_id"]):
                if words not in footer.words():
                    yield f"{path}: footer does not contain {words}"
            if not re.search(r"Version \d+\.\d+\.\d+, rules [0-9a-f]{12}$", footer.words()):
                yield f"{path}: footer does not end with the version and the rules"
            if record["source_url"] not in {n.attributes.get("href") for n in footer.find("a")}:
                yield f"{path}: footer does not link to the registry"


KINDS = ("draft-banner", "status-banner", "help", "site-footer")


def banners_are_the_same_on_every_page(site: BuiltSite) -> Iterator[str]:
    """A date or word that differs on one page makes readers doubt all pages."""
    whole = site.whole
    first = {kind: _words(whole, whole.pages[0], kind) for kind in KINDS}
    for path in whole.pages[1:]:
        for kind in KINDS:
            if (words := _words(whole, path, kind)) != first[kind]:
                yield f"{path}: {kind} differs from {whole.pages[0]}: {words[:60]}"


def other_copies_are_named(site: BuiltSite) -> Iterator[str]:
    """The banner names each other copy of the record with its day and its words."""
    for path in site.pages:
        banner = _words(site, path, "status-banner")
        for copy in site.trial["status"]["copies"]:
            on = "without a date"
            if copy["as_of"]:
                year, month, day = copy["as_of"].split("-")
                on = f"On {int(day)} {MONTHS[int(month) - 1]} {year}"
            for part in (on, copy["source"], copy["says"]):
                if part not in banner:
                    yield f"{path}: the status banner lacks {part!r}"


def _words(site: BuiltSite, path: str, kind: str) -> str:
    return " ".join(node.words() for node in site.page(path).find(kind=kind))


CHECKS = (
    banners_come_first,
    page_parts_are_consistent,
    navigation_leads_to_its_pages,
    landmarks_have_names,
    current_page_is_marked,
    help_names_the_contacts,
    footer_is_complete,
    banners_are_the_same_on_every_page,
    other_copies_are_named,
)
