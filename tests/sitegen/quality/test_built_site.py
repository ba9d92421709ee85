from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitegen.quality.accessibility import ENGINES
from sitegen.quality.allowed_reports import EXCEPTIONS
from sitegen.quality.browser_site import Seen, SeenCheck, probe
from sitegen.quality.built_site import Built, Check
from sitegen.quality.page_lists import INFORMATION
from sitegen.quality.suite import LOOKING, READING, name_of
from sitegen.quality.validators import html_validate, nu_html_checker


@pytest.fixture(scope="module")
def seen(browser: Browser, built_site: Path, served_site: str) -> Iterator[Seen]:
    """The built site in a browser; windows are used again from check to check.

    Our own build is looked at template by template; a folder that somebody named, page by page.
    """
    pages = INFORMATION if os.environ.get("TRIAL_SITE_FOLDER") else ()
    looked_at = Seen(Built(built_site, pages), browser, served_site)
    yield looked_at
    looked_at.close()


@pytest.mark.parametrize("check", READING, ids=name_of)
def test_reading_finds_nothing(built_site: Path, check: Check) -> None:
    """Each check says in its docstring why it should be so."""
    assert list(check(Built(built_site))) == []


@pytest.mark.slow
def test_html_validate_finds_nothing(built_site: Path) -> None:
    """Markup that a browser must repair is repaired differently by each browser."""
    assert list(html_validate(Built(built_site))) == []


@pytest.mark.java
@pytest.mark.slow
def test_nu_html_checker_finds_nothing(built_site: Path) -> None:
    """The standard's own checker also knows the rules on ARIA and on CSS."""
    assert list(nu_html_checker(Built(built_site))) == []


@pytest.mark.browser
@pytest.mark.parametrize("check", LOOKING, ids=name_of)
def test_looking_finds_nothing(seen: Seen, check: SeenCheck) -> None:
    """Each check says in its docstring why it should be so."""
    assert list(check(seen)) == []


@pytest.mark.browser
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
        reports = page.evaluate(probe("engines"))
        rules = {report[0] for report in reports if not any(e.covers(*report) for e in EXCEPTIONS)}
    finally:
        context.close()
    assert {"ibm html_lang_exists", "ibm img_alt_valid", "ibm text_contrast_sufficient"} <= rules
    assert any("1_4_6" in rule for rule in rules)
    assert any("H37" in rule for rule in rules)


def test_every_check_says_why() -> None:
    """A check without a reason is kept for ever, or thrown away too soon."""
    for check in (*READING, *LOOKING):
        assert check.__doc__, check
        assert len(check.__doc__.split()) > 6, check
