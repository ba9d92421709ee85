"""Markup of each page: known elements, headings, titles, addresses and diagrams."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator

from sitegen.quality.allowed_reports import TITLE_DIFFERS
from sitegen.quality.built_site import BuiltSite, canonical, meta
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
"""Elements of information pages, with their attributes besides GLOBAL."""

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
"""Allowed values of some attributes."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INTERACTIVE = ("a", "button", "input", "select", "textarea", "summary")
POINTING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def only_known_elements_are_used(site: BuiltSite) -> Iterator[str]:
    """Pages use only known elements and attributes: no frames, media, forms or handlers."""
    for path in site.information_pages:
        for node in site.page(path).walk():
            if node.name == "#document":
                continue
            if node.name not in ALLOWED:
                yield f"{path}: unexpected element {node.name}"
                continue
            for name, value in node.attributes.items():
                known = VALUES.get((node.name, name))
                if name not in GLOBAL | ALLOWED[node.name]:
                    yield f"{path}: {node.name} has the unexpected attribute {name}={value!r}"
                elif known and value not in known:
                    yield f"{path}: {node.name} has {name}={value!r}, expected {sorted(known)}"


def there_is_one_main_heading(site: BuiltSite) -> Iterator[str]:
    """Each page has exactly one h1."""
    for path in site.pages:
        found = site.page(path).find("h1")
        if len(found) != 1:
            yield f"{path}: {len(found)} h1 elements, expected 1"


def nothing_is_empty(site: BuiltSite) -> Iterator[str]:
    """No heading, link or cell is empty."""
    for path in site.information_pages:
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


def tables_are_complete(site: BuiltSite) -> Iterator[str]:
    """Tables have a caption, and headings of all columns and rows; no engine looks for these."""
    for path in site.information_pages:
        for table in site.page(path).find("table"):
            yield from (f"{path}: {line}" for line in _table(table))


def _table(table: Node) -> Iterator[str]:
    if not table.find("caption"):
        yield "table has no caption"
    rows = table.find("tr")
    widths = {len(row.find("th", "td")) for row in rows}
    if len(widths) != 1:
        yield f"table rows have {sorted(widths)} cells"
    heads = table.find("thead")
    top = heads[0].find("th", "td") if heads else []
    if not top or any((c.name, c.attributes.get("scope")) != ("th", "col") for c in top):
        yield "table has no column headings"
    for row in [row for part in table.find("tbody") for row in part.find("tr")]:
        first = next((part for part in row.inside if isinstance(part, Node)), Node("none"))
        if first.name != "th" or first.attributes.get("scope") != "row":
            yield f"table row has no heading: {row.words()[:40]}"


def titles_are_unique(site: BuiltSite) -> Iterator[str]:
    """Each page has its own title, description and main heading."""
    name = re.escape(site.trial["names"]["short"])
    for path in site.pages:
        page = site.page(path)
        found = [node.words() for node in page.find("title")]
        if len(found) != 1 or not re.fullmatch(f".{{4,}} – {name} trial", found[0]):
            yield f"{path}: the title is {found}"
        if not 40 <= (length := len(meta(page, "description"))) <= 200:
            yield f"{path}: the description has {length} characters (expected 40 to 200)"
        title = found[0].partition(" – ")[0] if found else ""
        heading = " ".join(node.words() for node in page.find("h1"))
        if path not in TITLE_DIFFERS and title not in heading and heading not in title:
            yield f"{path}: the title {title!r} does not match the heading {heading!r}"
    unique: tuple[tuple[str, Callable[[Node], str]], ...] = (
        ("title", lambda page: " ".join(node.words() for node in page.find("title"))),
        ("description", lambda page: meta(page, "description")),
        ("main heading", lambda page: " ".join(node.words() for node in page.find("h1"))),
    )
    for name, of in unique:
        counted = Counter(of(site.page(path)) for path in site.whole.pages)
        yield from (f"{n} pages share the {name} {text!r}" for text, n in counted.items() if n > 1)


def head_is_complete(site: BuiltSite) -> Iterator[str]:
    """Each page sets its viewport, colour scheme, referrer policy and character set."""
    for path in site.information_pages:
        page = site.page(path)
        expected = {
            "viewport": "width=device-width, initial-scale=1",
            "referrer": "no-referrer",
            "color-scheme": "light dark",
        }
        for name, value in expected.items():
            if meta(page, name) != value:
                yield f"{path}: {name} is {meta(page, name)!r}, expected {value!r}"
        if [node.attributes["charset"] for node in page.find("meta") if "charset" in
                node.attributes] != ["utf-8"]:  # fmt: skip
            yield f"{path}: the character set is missing"
        equivalents = [node.attributes.get("http-equiv") for node in page.find("meta")]
        if {*equivalents} - {None, "Content-Security-Policy"}:
            yield f"{path}: unexpected http-equiv {equivalents}"
    for path in site.pages:
        scale = meta(site.page(path), "viewport").replace(" ", "")
        if not scale or "user-scalable" in scale or "maximum-scale" in scale:
            yield f"{path}: the viewport {scale!r} restricts zoom"


def canonical_addresses_are_set(site: BuiltSite) -> Iterator[str]:
    """Each page names its canonical address and links the feed."""
    base = canonical(site.page("index.html"))
    for path in site.pages:
        page = site.page(path)
        expected = base + path.removesuffix("index.html") if base and path != "404.html" else ""
        if canonical(page) != expected:
            yield f"{path}: the canonical address is {canonical(page)!r}, expected {expected!r}"
        feeds = [
            posixpath.normpath(posixpath.join(posixpath.dirname(path), node.attributes["href"]))
            for node in page.find("link")
            if node.attributes.get("rel") == "alternate"
        ]
        if feeds != (["feed.atom"] if expected else []):
            yield f"{path}: links to feeds: {feeds}"


def diagrams_have_text_alternatives(site: BuiltSite) -> Iterator[str]:
    """Each diagram has a name, and its facts are repeated as text."""
    for path in site.information_pages:
        page = site.page(path)
        for svg in page.find("svg"):
            label = svg.attributes.get("aria-label", "")
            if svg.attributes.get("aria-hidden") == "true":
                if label or svg.attributes.get("role"):
                    yield f"{path}: diagram is both hidden and named: {label}"
            elif svg.attributes.get("role") != "img" or len(label.split()) < 4:
                yield f"{path}: diagram has no role or no name: {label!r}"
        figures = page.find("figure", kind="timeline")
        for figure, (*_, marks) in zip(figures, _timelines(site), strict=False):
            if len(figure.find("li")) != marks:
                yield f"{path}: timeline has no text for each mark"
        for figure in page.find("figure"):
            if "arms" in figure.classes and not figure.attributes.get("aria-label"):
                yield f"{path}: diagram of the arms has no name"
            groups = [node for node in figure.find(kind="node") if node.find("h3")]
            if "arms" in figure.classes and (
                len(groups) != len(site.trial["arms"]) or any(not node.find("p") for node in groups)
            ):
                yield f"{path}: diagram of the arms does not describe each arm"


def diagrams_are_present(site: BuiltSite) -> Iterator[str]:
    """Each page has all its diagrams; a lost one leaves no gap in the text."""
    trial, timelines = site.trial, len(_timelines(site))
    record = f"{trial['record']['purpose']} {trial['record']['official_title']}"
    arms = 1 if 2 <= len(trial["arms"]) <= 4 else 0
    drawings = arms * (2 if RANDOMISED.search(record) else 1)
    expected = {
        "index.html": (arms, drawings),
        "taking-part/index.html": (arms + timelines, drawings + timelines),
    }
    for path in site.information_pages:
        page = site.page(path)
        found = (len(page.find("figure")), len(page.find("svg")))
        if found != expected.get(path, (0, 0)):
            yield f"{path}: figures and drawings are {found}, expected {expected.get(path)}"


RANDOMISED = re.compile(r"(?<!non-)(?<!non )\brandomi[sz]ed\b", re.IGNORECASE)
STRETCH = re.compile(r"M\s*([\d.]+)[ ,]+[\d.]+\s*h\s*([\d.]+)")


def _timelines(site: BuiltSite) -> list[tuple[int, int, int]]:
    """Return week of the second dose, length and number of marks of each timeline, in weeks."""
    found = []
    for given in site.trial["interventions"]:
        schedule = given["schedule"] or {}
        if schedule.get("weeks") and schedule["times"] != "1":
            weeks = int(schedule["weeks"])
            latest = weeks + int(schedule["margin_weeks"] or 0)
            longest = int(schedule["longest_weeks"] or 0)
            found.append((weeks, max(latest, longest), 3 if longest > latest else 2))
    return found


def timeline_is_to_scale(site: BuiltSite) -> Iterator[str]:
    """The timeline draws each dose at its own week."""
    for path in site.information_pages:
        drawings = site.page(path).find("svg", kind="weeks")
        for svg, (weeks, longest, _) in zip(drawings, _timelines(site), strict=False):
            drawn = [
                (line.classes, float(found[1]), float(found[1]) + float(found[2]))
                for line in svg.find("path")
                if (found := STRETCH.match(line.attributes.get("d", "")))
            ]
            dots = [start for kinds, start, _ in drawn if "dot" in kinds][:2]
            end = max((end for *_, end in drawn), default=0)
            if len(dots) < 2 or abs((end - dots[0]) * weeks / longest + dots[0] - dots[1]) > 0.5:
                yield f"{path}: doses are drawn at {dots} on a line that ends at {end}"


CHECKS = (
    only_known_elements_are_used,
    there_is_one_main_heading,
    nothing_is_empty,
    tables_are_complete,
    titles_are_unique,
    head_is_complete,
    canonical_addresses_are_set,
    timeline_is_to_scale,
    diagrams_have_text_alternatives,
    diagrams_are_present,
)
