from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.site.places import SEEN
from tests.site.reader import read_page

pytestmark = [pytest.mark.browser]

SHEETS = ("clinicians/checklist/index.html", "taking-part/for-your-doctor/index.html")


def _print(browser: Browser, url: str, **options: object) -> PdfReader:
    context = browser.new_context()
    try:
        page = context.new_page()
        response = page.goto(url)
        assert response is not None and response.ok, url
        pdf = page.pdf(format="A4", prefer_css_page_size=True, tagged=True, **options)  # type: ignore[arg-type]
    finally:
        context.close()
    return PdfReader(BytesIO(pdf))


def _words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def _letters(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).replace("-", "").replace("\u00ad", "")


@pytest.mark.parametrize("path", SHEETS)
def test_sheet_is_one_page_of_a4(browser: Browser, served_site: str, path: str) -> None:
    """A second page is lost between printer and desk."""
    pdf = _print(browser, served_site + path)
    assert len(pdf.pages) == 1
    box = pdf.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    words = _words(pdf)
    for needed in ("Draft:", "NCT05987176", "nelmas-trial@imperial.ac.uk", "02033133170"):
        assert needed in words, needed


def test_checklist_holds_every_criterion_and_three_boxes_each(
    browser: Browser, served_site: str, built_site: Path
) -> None:
    """On paper there is no second place to look."""
    words = _letters(_words(_print(browser, served_site + SHEETS[0])))
    page = read_page(built_site / SHEETS[0])
    rows = [row for row in page.find("tr") if row.find(kind="box")]
    assert len(rows) == 25
    for row in rows:
        assert [box.words() for box in row.find("span")] == [
            "yes", "no", "not known",
        ]  # fmt: skip
        assert _letters(row.find("td")[0].words()) in words, row.words()


def test_checklist_fits_in_another_font_too(browser: Browser, served_site: str) -> None:
    """Fonts differ between machines; a margin keeps the sheet to one page on all of them."""
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        for path in SHEETS:
            page.goto(served_site + path)
            page.add_style_tag(content="* { letter-spacing: .03em }")
            pdf = page.pdf(format="A4", prefer_css_page_size=True)
            assert len(PdfReader(BytesIO(pdf)).pages) == 1, path
    finally:
        context.close()


@pytest.mark.parametrize("path", SEEN)
def test_print_leaves_nothing_out(
    browser: Browser, served_site: str, built_site: Path, path: str
) -> None:
    """Whoever reads on paper gets all the words, folded ones and addresses of links included."""
    printed = _letters(_words(_print(browser, served_site + path)))
    words = re.sub(r"\(https?://[^)]*\)", "", printed)
    main = read_page(built_site / path).find("main")[0]
    for block in main.find("p", "li", "dd", "td"):
        if block.find("p", "li", "dl", "svg") != ([block] if block.name in ("p", "li") else []):
            continue
        if (
            {"screen", "box"} & set(block.classes)
            or block.find(kind="button")
            or block in _hidden(main, path)
        ):
            continue
        assert _letters(block.words()) in words, block.words()
    for link in main.find("a"):
        address = link.attributes["href"]
        if address.startswith("http") and link.words() not in ("NCT05987176",):
            assert _letters(address) in printed, address


def _hidden(main: object, path: str) -> list[object]:
    from tests.site.reader import Node

    assert isinstance(main, Node)
    return [
        inner
        for kind in (
            "aside",
            "screen",
            "buttons",
            "jump",
            *(["short-forms"] if path in SHEETS else []),
        )
        for part in main.find(kind=kind)
        for inner in part.walk()
    ]
