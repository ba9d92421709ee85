from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitegen import build
from sitegen.quality.accessibility import ENGINES
from sitegen.quality.allowed_reports import EXCEPTIONS
from sitegen.quality.browser_site import BrowserCheck, BrowserSite, probe
from sitegen.quality.built_site import BuiltSite, Check
from sitegen.quality.suite import BROWSER, READING, name_of
from sitegen.quality.validators import html_validate, nu_html_checker
from tests.conftest import ROOT
from tests.sitegen.quality import nelmas_words
from tests.snapshots.page_outlines import aria_snapshot_is_unchanged


@pytest.fixture(scope="module")
def site(built_site: Path) -> BuiltSite:
    """The built site."""
    return BuiltSite(built_site, ROOT)


@pytest.fixture(scope="module")
def browser_site(site: BuiltSite, browser: Browser, served_site: str) -> Iterator[BrowserSite]:
    """The site in a browser, with windows that are reused from check to check.

    Our own build is opened template by template; a folder named by TRIAL_SITE_FOLDER, page by page.
    """
    pages = site.lists.information if os.environ.get("TRIAL_SITE_FOLDER") else ()
    opened = BrowserSite(BuiltSite(site.folder, ROOT, pages), browser, served_site)
    yield opened
    opened.close()


@pytest.mark.parametrize("check", [*READING, *nelmas_words.CHECKS], ids=name_of)
def test_reading_check_finds_nothing(site: BuiltSite, check: Check) -> None:
    """The docstring of each check says why."""
    assert list(check(site)) == []


@pytest.mark.slow
def test_reading_checks_fit_another_trial(tmp_path: Path) -> None:
    """No check knows the words, drugs or criteria of one trial."""
    trial, out = ROOT / "tests" / "trials" / "tablets" / "trial.yaml", tmp_path / "site"
    assert build.main(["--trial", str(trial), "--out", str(out)]) == 0
    site = BuiltSite(out, ROOT, trial_folder=trial.parent)
    found = {name_of(check): list(check(site)) for check in READING}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.slow
def test_html_validate_finds_nothing(site: BuiltSite) -> None:
    """Each browser repairs invalid markup in its own way."""
    assert list(html_validate(site)) == []


@pytest.mark.java
@pytest.mark.slow
def test_nu_html_checker_finds_nothing(site: BuiltSite) -> None:
    """The Nu HTML checker also knows the rules of ARIA and CSS."""
    assert list(nu_html_checker(site)) == []


@pytest.mark.browser
@pytest.mark.parametrize("check", [*BROWSER, aria_snapshot_is_unchanged], ids=name_of)
def test_browser_check_finds_nothing(browser_site: BrowserSite, check: BrowserCheck) -> None:
    """The docstring of each check says why."""
    assert list(check(browser_site)) == []


@pytest.mark.browser
def test_engines_report_errors(browser: Browser) -> None:
    """Both engines report a page with five errors; a check that never fails proves nothing."""
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        page.set_content(
            "<title></title><h1></h1><img src='data:,'><input><a href='#x'></a>"
            "<p style='color:#999;background:#fff'>pale</p>"
        )
        for engine in ENGINES:
            page.add_script_tag(path=str(ROOT / engine))
        reports = page.evaluate(probe("engines"))
        rules = {report[0] for report in reports if not any(e.covers(*report) for e in EXCEPTIONS)}
    finally:
        context.close()
    assert {"ibm html_lang_exists", "ibm img_alt_valid", "ibm text_contrast_sufficient"} <= rules
    assert any("1_4_6" in rule for rule in rules)
    assert any("H37" in rule for rule in rules)


def test_checks_have_reasons() -> None:
    """Without a reason, nobody can decide whether a check is still needed."""
    for check in (*READING, *BROWSER):
        assert len((check.__doc__ or "").split()) > 4, check


def test_checks_import_nothing_from_the_tests() -> None:
    """The checks are part of the product; an installed package has no tests."""
    for file in (ROOT / "sitegen" / "quality").glob("*.py"):
        text = file.read_text("utf-8")
        assert "from tests" not in text, file
        assert "import tests" not in text, file
