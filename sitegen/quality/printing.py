"""Pages on paper: nothing lost, addresses written out, sheets on one page of A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from unicodedata import normalize

from pypdf import PdfReader

from sitegen.quality.browser_site import Seen, probe
from sitegen.quality.html_reader import Node

SHEETS = ("clinicians/checklist/index.html", "taking-part/for-your-doctor/index.html")
NOT_ON_SHEETS = ".site-header, .help, .site-footer, .short-forms, table ~ table thead"
"""What a sheet leaves out to be one page: it names the contact itself, and its columns once."""
A4 = (595, 842)


def printed(seen: Seen, path: str, style: str = "") -> PdfReader:
    """Print a page, perhaps with a style added."""
    page = seen.open(path)
    if style:
        page.add_style_tag(content=style)
    return PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True, tagged=True)))


def words_of(pdf: PdfReader) -> str:
    """Return all words of a PDF."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def letters_of(text: str) -> str:
    """Return a text without what printing changes: spaces, hyphens, ligatures."""
    return "".join(normalize("NFKC", text).split()).replace("-", "").replace("\u00ad", "")


def print_leaves_nothing_out(seen: Seen) -> Iterator[str]:
    """Whoever reads on paper gets all the words, folded ones and addresses of links included."""
    for path in seen.paths:
        pdf = printed(seen, path)
        whole = letters_of(words_of(pdf))
        words = re.sub(r"\(https?://[^)]*\)", "", whole)
        page = seen.built.page(path)
        main = seen.built.main(path)
        hidden = {id(node) for node in _left_out(main, path)}
        for block in main.find("h1", "h2", "h3", "p", "li", "dt", "dd", "td", "pre"):
            if id(block) in hidden or block.find("p", "li", "dl", "svg", "h3") not in ([], [block]):
                continue
            if block.name == "h3" or "box" in block.classes or block.find(kind="button"):
                continue
            # A name beside its text may be broken into lines between the lines of the text.
            parts = block.words().split() if block.name == "dt" else [block.words()]
            if not all(letters_of(part) in words for part in parts):
                yield f"{path}: not printed: {block.words()[:60]}"
        for kind in ("draft-banner", "status-banner", *([] if path in SHEETS else ["help"])):
            for part in page.find(kind=kind):
                for block in part.find("p"):
                    if letters_of(block.words()) not in words:
                        yield f"{path}: not printed: {block.words()[:60]}"
        for link in main.find("a"):
            address = link.attributes.get("href", "")
            if address.startswith("http") and letters_of(address) not in whole:
                yield f"{path}: the address {address} is not printed"


def _left_out(main: Node, path: str) -> list[Node]:
    kinds = ["aside", "screen", "buttons", "jump", *(["short-forms"] if path in SHEETS else [])]
    return [inner for kind in kinds for part in main.find(kind=kind) for inner in part.walk()]


def sheets_are_one_page(seen: Seen) -> Iterator[str]:
    """A second page is lost between printer and desk; fonts differ, so there must be a margin."""
    contact = seen.built.trial["contacts"][0]
    for path in SHEETS:
        if path not in seen.paths:
            continue
        for style in ("", "* { letter-spacing: .03em }"):
            pdf = printed(seen, path, style)
            if len(pdf.pages) != 1:
                yield f"{path}: {len(pdf.pages)} pages{', in a wider font' if style else ''}"
            box = pdf.pages[0].mediabox
            if (round(float(box.width)), round(float(box.height))) != A4:
                yield f"{path}: the page is {box}"
        words = words_of(printed(seen, path))
        record = seen.built.trial["record"]
        for needed in (record["trial_id"], contact["email"], contact["telephone"]):
            if needed not in words:
                yield f"{path}: {needed} is not printed"


def boxes_and_lines_are_drawn(seen: Seen) -> Iterator[str]:
    """A sheet is filled in with a pen: each box and line must be there on paper."""
    for path in SHEETS:
        if path not in seen.paths:
            continue
        page = seen.open(path)
        page.emulate_media(media="print")
        found = page.evaluate(probe("drawn"))
        page.emulate_media(media="null")
        yield from (f"{path}: {line}" for line in found[:3])


def ink_is_saved(seen: Seen) -> Iterator[str]:
    """Black on white prints on any machine; a dark screen must not make a black sheet."""
    script = """() => [...document.querySelectorAll("body, body *")].filter(one =>
      one.checkVisibility() && !one.closest("svg")).map(one => {
        const style = getComputedStyle(one);
        const [r, g, b, a = 1] = style.backgroundColor.match(/[\\d.]+/g).map(Number);
        const ink = style.color.match(/[\\d.]+/g).map(Number);
        return a > 0 && r + g + b < 600 ? "dark behind: " + one.outerHTML.slice(0, 60)
          : ink[0] + ink[1] + ink[2] > 300 ? "pale ink: " + one.outerHTML.slice(0, 60) : "";
      }).filter(Boolean)"""
    for path in seen.paths:
        page = seen.open(path)
        page.emulate_media(media="print", color_scheme="dark")
        found = page.evaluate(script)
        page.emulate_media(media="null")
        yield from (f"{path}: {line}" for line in found[:3])


def paper_shows_all(seen: Seen) -> Iterator[str]:
    """Headings, footers and drawings are part of a page as its words are, in letters to read."""
    for path in seen.paths:
        page = seen.open(path)
        page.emulate_media(media="print")
        found = page.evaluate(probe("paper"), NOT_ON_SHEETS if path in SHEETS else "#nothing")
        page.emulate_media(media="null")
        yield from (f"{path}: {line}" for line in found)


CHECKS = (
    print_leaves_nothing_out,
    sheets_are_one_page,
    boxes_and_lines_are_drawn,
    ink_is_saved,
    paper_shows_all,
)
