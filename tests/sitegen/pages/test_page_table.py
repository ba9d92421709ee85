from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.pages.page_table import (
    FOOTER,
    NAVIGATION,
    PAGES,
    SHEETS,
    Page,
    page_named,
    paths_of,
    rule_path,
)
from sitegen.quality.html_reader import read_page
from tests.conftest import ROOT

CRITERIA = [f"I{number}" for number in range(1, 9)] + [f"E{number}" for number in range(1, 18)]


def test_the_table_names_every_built_page_and_no_other(built_site: Path) -> None:
    """Site map, checks and navigation trust the table."""
    built = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*.html")}
    assert set(paths_of(PAGES, CRITERIA)) == built


def test_paths_and_names_are_there_once() -> None:
    """Two rows of one name would share words, of one path overwrite each other."""
    assert len({page.path for page in PAGES}) == len(PAGES)
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_row_has_its_template_words_and_styles(page: Page) -> None:
    """A new page is one row, one template and one file of words that any trial can use."""
    assert (ROOT / "site_src" / "content" / "en" / f"{page.name}.md").is_file()
    assert all((ROOT / "site_src" / "assets" / style).is_file() for style in page.styles)
    template = ROOT / "site_src" / "templates" / "pages" / f"{page.name}.html"
    assert template.is_file() != page.has_script


def test_navigation_and_footer_are_in_the_order_of_the_rows(built_site: Path) -> None:
    """The table decides the order."""
    page = read_page(built_site / "index.html")
    for kind, rows, words in (
        ("site-nav", NAVIGATION, [row.navigation for row in NAVIGATION]),
        ("site-footer", FOOTER, [row.footer for row in FOOTER]),
    ):
        (part,) = page.find(kind=kind)
        links = [link for item in part.find("li") for link in item.find("a")]
        assert [link.words() for link in links] == words
        assert [link.attributes["href"] for link in links] == [row.address for row in rows]


def test_only_the_first_page_carries_json_ld(built_site: Path) -> None:
    """Search engines read the description of the trial once."""
    for page in PAGES:
        for path in paths_of([page], CRITERIA):
            text = (built_site / path).read_text("utf-8")
            assert ("application/ld+json" in text) is page.json_ld, path


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("NELMAS", "nelmas-checklist.pdf"),
        ("A Trial 2", "a-trial-2-checklist.pdf"),
        ("../x", "x-checklist.pdf"),
        ("試験", "checklist.pdf"),
    ],
)
def test_a_pdf_is_named_after_the_trial(short: str, name: str) -> None:
    """People who keep sheets of several trials must be able to tell them apart."""
    assert page_named("checklist").pdf_name(short) == name
    assert {page.name for page in SHEETS} == {"checklist", "for-your-doctor"}


def test_the_page_of_a_criterion_has_its_id_in_small_letters() -> None:
    """Addresses are typed by hand."""
    assert rule_path("E8") == "how-it-decides/e8/index.html"
