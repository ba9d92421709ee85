from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.site.excepted import EXCEPTIONS
from tests.site.places import SEEN

pytestmark = [pytest.mark.browser]

ENGINES = (
    ROOT / "node_modules" / "accessibility-checker-engine" / "ace.js",
    ROOT / "node_modules" / "html_codesniffer" / "build" / "HTMLCS.js",
)
"""The engines alone; their full packages start processes and bring browsers of their own.

A notice of HTML_CodeSniffer is a question put to people for every page, whatever it holds, and is
not counted; its errors and warnings are, and all that IBM's engine does not pass.
"""


@cache
def _probe() -> str:
    return (Path(__file__).parent / "probes" / "engines.js").read_text("utf-8")


def _reports(page: Page) -> list[tuple[str, str, str]]:
    return [tuple(report) for report in page.evaluate(_probe())]


def _left_over(reports: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [r for r in reports if not any(e.covers(*r) for e in EXCEPTIONS)]


@pytest.mark.parametrize("path", SEEN)
def test_two_more_engines_find_nothing(browser: Browser, served_site: str, path: str) -> None:
    """Each engine sees what others do not; what is left standing has its reason in one place."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto(served_site + path)
        for engine in ENGINES:
            page.add_script_tag(path=str(engine))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert _left_over(_reports(page)) == [], scheme
    finally:
        context.close()


def test_the_engines_see_faults(browser: Browser) -> None:
    """A check that never fails proves nothing: a page with five faults is reported by both."""
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        page.set_content(
            "<title></title><h1></h1><img src='data:,'><input><a href='#x'></a>"
            "<p style='color:#999;background:#fff'>pale</p>"
        )
        for engine in ENGINES:
            page.add_script_tag(path=str(engine))
        rules = {rule for rule, _, _ in _left_over(_reports(page))}
    finally:
        context.close()
    assert {"ibm html_lang_exists", "ibm img_alt_valid", "ibm text_contrast_sufficient"} <= rules
    assert any("1_4_6" in rule for rule in rules)
    assert any("H37" in rule for rule in rules)
