"""People must not notice the frame: keyboard, focus, scrolling, width and print."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.precheck_page import WHOLE, PrecheckPage, open_precheck
from tests.browser.serving import Served

pytestmark = pytest.mark.browser

ALL_CRITERIA = [f"I{n}" for n in range(1, 9)] + [f"E{n}" for n in range(1, 18)]


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of a PDF, page by page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def words_of(pdf: bytes) -> tuple[str, int]:
    """Return the words of a PDF and the number of its pages."""
    pages = pages_of(pdf)
    return "\n".join(pages), len(pages)


def test_keyboard_only(served: Served, page: Page) -> None:
    """People without a mouse must get into the form, answer, check, correct and leave again."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    frame, keys = precheck.frame, page.keyboard
    for _ in range(40):
        keys.press("Tab")
        page.wait_for_timeout(50)  # the focus goes from one process into another
        if frame.evaluate("document.activeElement.id") == "assessment_date":
            break
    keys.type("2026-03-27")
    keys.press("Tab")
    assert frame.evaluate("document.activeElement.dataset.act") == "today"
    keys.press("Tab")
    keys.press("Space")
    assert frame.is_checked('input[name="histology_confirmed"][value="yes"]')
    keys.press("ArrowRight")
    assert frame.is_checked('input[name="histology_confirmed"][value="no"]')
    frame.focus("#age_years")
    keys.type("5,8")
    keys.press("Enter")
    precheck.wait_for("result")
    precheck.wait_for_focus("problems")
    keys.press("Tab")
    keys.press("Enter")
    precheck.wait_for_focus("age_years")
    keys.press("Control+A")
    keys.type("58")
    keys.press("Enter")
    frame.wait_for_selector("#result", state="visible")
    precheck.wait_for_focus("result-title")
    for _ in range(400):
        keys.press("Tab")
        if page.evaluate("document.activeElement.closest('.help') !== null"):
            break
    else:
        pytest.fail("Tab never left the frame")


def test_the_page_has_one_scroll_bar_and_fits_every_width(precheck: PrecheckPage) -> None:
    """A form that scrolls inside the page, or sideways, traps people on small screens."""
    precheck.type_in(WHOLE)
    precheck.check()
    precheck.wait_until("document.documentElement.scrollHeight <= innerHeight")
    title = precheck.frame.locator("#result-title").bounding_box()
    assert title
    assert 0 <= title["y"] < 300
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    for width in (320, 768, 1280):
        precheck.page.set_viewport_size({"width": width, "height": 800})
        precheck.wait_until("(width) => innerWidth <= width", width)
        assert not precheck.page.evaluate(too_wide), width
        assert not precheck.frame.evaluate(too_wide), width


def printed_frame(precheck: PrecheckPage) -> bytes:
    """Print the frame's own document, as the button in the frame does.

    In a context of its own: beside a second page of another size, headless Chromium 156 sends
    clicks on the lower part of any frame to the page around it.
    """
    html = re.sub(r"<script.*?</script>", "", precheck.frame.content(), flags=re.DOTALL)
    browser = precheck.page.context.browser
    assert browser
    beside = browser.new_context()
    sheet = beside.new_page()
    sheet.set_content(html)
    pdf = sheet.pdf(format="A4")
    beside.close()
    return pdf


def test_the_whole_result_prints(precheck: PrecheckPage) -> None:
    """A criterion that is missing on paper looks as if it did not matter."""
    precheck.type_in({**WHOLE, "haemoglobin": "79 g/L"})
    found = precheck.check()
    words, pages = words_of(printed_frame(precheck))
    for criterion in ALL_CRITERIA:
        assert re.search(rf"\b{criterion}\b", words), criterion
    assert pages > 1
    assert "79 g/L = 7.9 g/dL" in words
    assert found["rules_sha256"] in re.sub(r"\s", "", words)
    assert "Check the answers" not in words


PAPERS = ("A4", "Letter", "A5")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_browsers_own_print_is_complete(precheck: PrecheckPage, width: int) -> None:
    """Many people print with the browser's menu; nothing may be cut off, and no paper wasted."""
    precheck.page.set_viewport_size({"width": width, "height": 800})
    precheck.type_in({"assessment_date": "2026-03-27", "age_years": "58", "haemoglobin": "79 g/L"})
    found = precheck.check()
    precheck.page.wait_for_timeout(300)
    settled = [one for one in found["criteria"] if one["finding"] != "unknown"]
    assert settled
    for paper in PAPERS:
        pages = pages_of(precheck.page.pdf(format=paper))
        words = "\n".join(pages)
        letters = re.sub(r"\s", "", words)
        for criterion in ALL_CRITERIA:
            assert re.search(rf"\b{criterion}\b", words), (paper, criterion)
        assert "Notatthemoment" in letters, paper
        for one in settled:
            assert re.sub(r"\s", "", one["explanation"]) in letters, (paper, one["id"])
        assert found["rules_sha256"] in letters, f"{paper}: the end of the findings"
        if paper != "A5":  # paper narrower than A4 may get blank pages
            blank = [number for number, page in enumerate(pages, 1) if not page.strip()]
            assert blank == [], paper


def test_an_unused_form_prints_on_few_pages(precheck: PrecheckPage) -> None:
    """The form is not printed, so it must leave no blank space on paper."""
    precheck.type_in({"assessment_date": "2026-03-27"})
    precheck.check()
    precheck.clear()
    precheck.page.wait_for_timeout(300)
    pages = pages_of(precheck.page.pdf(format="A4"))
    assert len(pages) < 4
    assert all(page.strip() for page in pages)
