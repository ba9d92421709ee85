"""Markup: what a page of words may be made of, and that it hangs together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sitegen.quality.built_site import Built
from sitegen.quality.html_reader import Node

GLOBAL = {"class", "id", "lang", "dir", "aria-label", "aria-labelledby"}
_PLAIN = """
aside b blockquote body br caption dd details div dl dt em figcaption figure footer h1 h2 h3 head
header html li nav p pre section small span strong style summary table tbody td thead title tr ul
"""
ALLOWED: dict[str, set[str]] = {
    **{name: set() for name in _PLAIN.split()},
    "a": {"href", "aria-current", "type"},
    "code": {"title"},
    "link": {"href", "rel", "type", "title"},
    "main": {"tabindex"},
    "meta": {"charset", "content", "http-equiv", "name"},
    "ol": {"type"},
    "path": {"d", "vector-effect"},
    "script": {"type"},
    "svg": {"aria-hidden", "role", "viewbox", "preserveaspectratio"},
    "th": {"scope"},
    "time": {"datetime"},
}  # fmt: skip
"""Elements of a page of words, and their attributes besides GLOBAL ones; nothing else is needed."""

VALUES = {
    ("svg", "role"): {"img"},
    ("svg", "aria-hidden"): {"true"},
    ("main", "tabindex"): {"-1"},
    ("th", "scope"): {"col", "row"},
    ("a", "aria-current"): {"page", "true"},
    ("script", "type"): {"application/ld+json"},
    ("ol", "type"): {"a"},
    ("html", "lang"): {"en"},
    ("html", "dir"): {"ltr"},
}
"""The values that some attributes may have."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INTERACTIVE = ("a", "button", "input", "select", "textarea", "summary")
POINTING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def only_known_parts(site: Built) -> Iterator[str]:
    """Frames, media, forms, roles and handlers have no place on a page of words."""
    for path in site.information:
        for node in site.page(path).walk():
            if node.name == "#document":
                continue
            if node.name not in ALLOWED:
                yield f"{path}: an element {node.name}"
                continue
            for name, value in node.attributes.items():
                known = VALUES.get((node.name, name))
                if name not in GLOBAL | ALLOWED[node.name]:
                    yield f"{path}: {node.name} has {name}={value!r}"
                elif known and value not in known:
                    yield f"{path}: {node.name} has {name}={value!r}, not one of {sorted(known)}"


def language_is_said(site: Built) -> Iterator[str]:
    """A voice reads English with German sounds when nobody tells it the language."""
    for path in site.every:
        for html in site.page(path).find("html") or [Node("html")]:
            if not html.attributes.get("lang"):
                yield f"{path}: html has no lang"
            if html.attributes.get("dir") not in {"ltr", "rtl"}:
                yield f"{path}: html has no dir"


def one_main_heading(site: Built) -> Iterator[str]:
    """A reader with many tabs, or a screen reader, must know at once where they are."""
    for path in site.every:
        found = site.page(path).find("h1")
        if len(found) != 1:
            yield f"{path}: {len(found)} h1"


def headings_step_down(site: Built) -> Iterator[str]:
    """A gap in the levels makes a listener look for a part that is not there."""
    for path in site.every:
        level = 0
        for node in site.page(path).find(*HEADINGS):
            if int(node.name[1]) > level + 1:
                yield f"{path}: {node.name} after h{level}: {node.words()}"
            level = int(node.name[1])


def nothing_is_empty(site: Built) -> Iterator[str]:
    """An empty heading, link or cell is a stop at which nothing is said."""
    for path in site.information:
        page = site.page(path)
        for node in page.find(*HEADINGS, "a", "button", "summary", "caption", "dt", "dd", "th",
                              "title", "label", "legend", "p"):  # fmt: skip
            named = node.attributes.get("aria-label") or any(
                svg.attributes.get("aria-label") for svg in node.find("svg")
            )
            if not node.words() and not named:
                yield f"{path}: an empty {node.name}"
        for node in page.find("td", "li"):
            if not node.words() and not {"line"} & set(node.classes):
                yield f"{path}: an empty {node.name}"


def ids_and_labels(site: Built) -> Iterator[str]:
    """A label that points nowhere, or to two places, is silence in a screen reader."""
    for path in site.every:
        nodes = list(site.page(path).walk())
        ids = Counter(node.attributes["id"] for node in nodes if "id" in node.attributes)
        yield from (f"{path}: id {name} stands {n} times" for name, n in ids.items() if n > 1)
        for node in nodes:
            for name in POINTING:
                for target in node.attributes.get(name, "").split():
                    if target not in ids:
                        yield f"{path}: {name} of {node.name} points to {target}, which is not here"


def nothing_acts_inside_another(site: Built) -> Iterator[str]:
    """A link in a link, or a button in one, does one thing for the mouse and another for a key."""
    for path in site.every:
        for node in site.page(path).find(*INTERACTIVE):
            for inner in list(node.walk())[1:]:
                if inner.name in INTERACTIVE:
                    yield f"{path}: {inner.name} in {node.name}: {node.words()[:40]}"


def lists_and_tables_are_whole(site: Built) -> Iterator[str]:
    """A list that is not one is not counted; a cell without a heading is a number alone."""
    for path in site.information:
        page = site.page(path)
        for node in page.find("ul", "ol"):
            parts = [part for part in node.inside if isinstance(part, Node)]
            words = "".join(part for part in node.inside if isinstance(part, str)).strip()
            if words or not parts or any(part.name != "li" for part in parts):
                yield f"{path}: a list holds {[part.name for part in parts][:5]} and {words!r}"
        yield from (f"{path}: {line}" for line in _pairs(page))
        yield from (f"{path}: {line}" for line in _strays(page, None))
        for table in page.find("table"):
            yield from (f"{path}: {line}" for line in _table(table))


def _pairs(page: Node) -> Iterator[str]:
    for node in page.find("dl"):
        for pair in [part for part in node.inside if isinstance(part, Node)]:
            names = [part.name for part in pair.inside if isinstance(part, Node)]
            if pair.name != "div" or names != ["dt", "dd"]:
                yield f"a description list holds {pair.name} of {names}"


def _strays(node: Node, parent: Node | None) -> Iterator[str]:
    homes = {"li": ("ul", "ol"), "dt": ("div", "dl"), "dd": ("div", "dl"), "td": ("tr",),
             "th": ("tr",), "tr": ("tbody", "thead"), "caption": ("table",),
             "figcaption": ("figure",), "summary": ("details",)}  # fmt: skip
    if node.name in homes and (parent is None or parent.name not in homes[node.name]):
        yield f"{node.name} in {parent.name if parent else 'nothing'}: {node.words()[:40]}"
    for part in node.inside:
        if isinstance(part, Node):
            yield from _strays(part, node)


def _table(table: Node) -> Iterator[str]:
    if not table.find("caption"):
        yield "a table has no caption"
    rows = table.find("tr")
    widths = {len(row.find("th", "td")) for row in rows}
    if len(widths) != 1:
        yield f"rows of a table have {sorted(widths)} cells"
    heads = table.find("thead")
    top = heads[0].find("th", "td") if heads else []
    if not top or any((c.name, c.attributes.get("scope")) != ("th", "col") for c in top):
        yield "a table has no headings of columns"
    for row in [row for part in table.find("tbody") for row in part.find("tr")]:
        first = next((part for part in row.inside if isinstance(part, Node)), Node("none"))
        if first.name != "th" or first.attributes.get("scope") != "row":
            yield f"a row has no heading: {row.words()[:40]}"


CHECKS = (
    only_known_parts,
    language_is_said,
    one_main_heading,
    headings_step_down,
    nothing_is_empty,
    ids_and_labels,
    nothing_acts_inside_another,
    lists_and_tables_are_whole,
)
