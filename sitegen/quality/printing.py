"""Printed pages: all the text, addresses written out, sheets on one page of A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from unicodedata import normalize

from pypdf import PdfReader

from sitegen.quality.browser_site import BrowserSite, probe
from sitegen.quality.html_reader import Node

SHEETS = ("clinicians/checklist/index.html", "taking-part/for-your-doctor/index.html")
NOT_ON_SHEETS = ".site-header, .help, .site-footer, .short-forms, table ~ table thead"
"""Parts that a sheet omits to fit one page: it names the contact and its columns itself."""
A4 = (595, 842)


def printed(site: BrowserSite, path: str, style: str = "") -> PdfReader:
    """Print a page to PDF, with an optional extra style."""
    page = site.open(path)
    if style:
        page.add_style_tag(content=style)
    return PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True, tagged=True)))


def words_of(pdf: PdfReader) -> str:
    """Return all words of a PDF."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def letters_of(text: str) -> str:
    """Return a text without spaces, hyphens and ligatures, which printing changes."""
    return "".join(normalize("NFKC", text).split()).replace("-", "").replace("\u00ad", "")


def print_has_all_the_text(site: BrowserSite) -> Iterator[str]:
    """Printed pages have all the text and the addresses of links."""
    for path in site.paths:
        pdf = printed(site, path)
        whole = letters_of(words_of(pdf))
        words = re.sub(r"\(https?://[^)]*\)", "", whole)
        page = site.built.page(path)
        main = site.built.main(path)
        hidden = {id(node) for node in _left_out(main, path)}
        for block in main.find("h1", "h2", "h3", "p", "li", "dt", "dd", "td", "pre"):
            if id(block) in hidden or block.find("p", "li", "dl", "svg", "h3") not in ([], [block]):
                continue
            if block.name == "h3" or "box" in block.classes or block.find(kind="button"):
                continue
            # A name beside its text can be wrapped between the lines of the text.
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
                yield f"{path}: address {address} is not printed"


def _left_out(main: Node, path: str) -> list[Node]:
    kinds = ["aside", "screen", "buttons", "jump", *(["short-forms"] if path in SHEETS else [])]
    return [inner for kind in kinds for part in main.find(kind=kind) for inner in part.walk()]


def sheets_fit_one_page(site: BrowserSite) -> Iterator[str]:
    """Each sheet fits one page of A4, even in a wider font."""
    contact = site.built.trial["contacts"][0]
    for path in SHEETS:
        if path not in site.paths:
            continue
        for style in ("", "* { letter-spacing: .03em }"):
            pdf = printed(site, path, style)
            if len(pdf.pages) != 1:
                font = ", in a wider font" if style else ""
                yield f"{path}: {len(pdf.pages)} printed pages, expected 1{font}"
            box = pdf.pages[0].mediabox
            if (round(float(box.width)), round(float(box.height))) != A4:
                yield f"{path}: paper size is {box}, expected A4"
        words = words_of(printed(site, path))
        record = site.built.trial["record"]
        for needed in (record["trial_id"], contact["email"], contact["telephone"]):
            if needed not in words:
                yield f"{path}: {needed} is not printed"


def boxes_and_lines_are_printed(site: BrowserSite) -> Iterator[str]:
    """Tick boxes and lines of the sheets are printed."""
    for path in SHEETS:
        if path not in site.paths:
            continue
        page = site.measure(path)
        page.emulate_media(media="print")
        found = page.evaluate(probe("drawn"))
        page.emulate_media(media="null")
        yield from (f"{path}: {line}" for line in found[:3])


def print_is_black_on_white(site: BrowserSite) -> Iterator[str]:
    """Pages print black on white, from a dark screen too."""
    script = """() => [...document.querySelectorAll("body, body *")].filter(one =>
      one.checkVisibility() && !one.closest("svg")).map(one => {
        const style = getComputedStyle(one);
        const [r, g, b, a = 1] = style.backgroundColor.match(/[\\d.]+/g).map(Number);
        const ink = style.color.match(/[\\d.]+/g).map(Number);
        return a > 0 && r + g + b < 600 ? "dark background: " + one.outerHTML.slice(0, 60)
          : ink[0] + ink[1] + ink[2] > 300 ? "pale text: " + one.outerHTML.slice(0, 60) : "";
      }).filter(Boolean)"""
    for path in site.paths:
        page = site.measure(path)
        page.emulate_media(media="print", color_scheme="dark")
        found = page.evaluate(script)
        page.emulate_media(media="null")
        yield from (f"{path}: {line}" for line in found[:3])


def print_shows_everything(site: BrowserSite) -> Iterator[str]:
    """Headings, footers and diagrams are printed in readable size."""
    for path in site.paths:
        page = site.measure(path)
        page.emulate_media(media="print")
        found = page.evaluate(probe("paper"), NOT_ON_SHEETS if path in SHEETS else "#nothing")
        page.emulate_media(media="null")
        yield from (f"{path}: {line}" for line in found)


CHECKS = (
    print_has_all_the_text,
    sheets_fit_one_page,
    boxes_and_lines_are_printed,
    print_is_black_on_white,
    print_shows_everything,
)
