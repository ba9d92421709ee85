from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from sitegen import build
from sitegen.exports import chromium, pdf
from sitegen.quality.accessibility import axe_finds_nothing
from sitegen.quality.browser_site import BrowserSite, served
from sitegen.quality.built_site import BuiltSite
from sitegen.quality.keyboard_reflow import targets_are_large_enough
from sitegen.quality.printing import sheets_fit_one_page
from sitegen.quality.suite import READING, name_of
from tests import fixtures
from tests.conftest import ROOT
from tests.sitegen.pseudo_locales import TRIAL

SHEETS = pdf.sheets(TRIAL)
CHECKLIST = SHEETS["clinicians/checklist/index.html"]
DOCTOR = SHEETS["taking-part/for-your-doctor/index.html"]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Path:
    """The site with its sheets."""
    assert chromium
    out = tmp_path_factory.mktemp("sheets") / "site"
    assert build.main([*fixtures.BUILD, "--pdf", "--out", str(out)]) == 0
    return out


def kinds(node: Any) -> Iterator[str]:
    """Every kind of part in a PDF's tree of tags."""
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from kinds(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from kinds(node["/K"])


@pytest.mark.browser
@pytest.mark.parametrize("name", [CHECKLIST, DOCTOR])
def test_a_sheet_is_one_tagged_page_of_a4(printed: Path, name: str) -> None:
    """A screen reader needs tags, title and language; a printer, one sheet."""
    pdf = PdfReader(printed / name)
    (page,) = pdf.pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    root: Any = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert pdf.metadata is not None
    assert str(pdf.metadata.title).endswith("NELMAS trial")
    tags = list(kinds(root["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    words = page.extract_text()
    for needed in ("Draft", "NCT05987176", "nelmas-trial@imperial.ac.uk", "02033133170"):
        assert needed in words


@pytest.mark.browser
def test_the_checklist_has_every_criterion_and_its_boxes(printed: Path) -> None:
    """A criterion or a box that is missing on paper is not asked."""
    pdf = PdfReader(printed / CHECKLIST)
    words = pdf.pages[0].extract_text().split()
    assert [word for word in words if word in fixtures.CRITERIA] == fixtures.CRITERIA
    tags = list(kinds(pdf.root_object["/StructTreeRoot"]))
    assert tags.count("/Table") == 2
    assert tags.count("/TD") == 4 * len(fixtures.CRITERIA)


@pytest.mark.browser
def test_the_sheets_are_linked_and_leave_the_rest_as_it_is(printed: Path, built_site: Path) -> None:
    """A link to a file that a build did not make is dead; other pages do not change."""
    for page, name in SHEETS.items():
        link = f'href="{name.rpartition("/")[2]}"'
        assert link in BuiltSite(printed, ROOT).text(page)
        assert link not in BuiltSite(built_site, ROOT).text(page)
    for page in ("index.html", "clinicians/index.html", "trial.json"):
        assert (printed / page).read_bytes() == (built_site / page).read_bytes()


@pytest.mark.browser
def test_pages_with_links_to_the_sheets_pass_the_checks(printed: Path, browser: Browser) -> None:
    """Only builds with PDFs have these links, so no other test checks them."""
    pages = (*SHEETS, "about/index.html")
    for check in READING:
        assert list(check(BuiltSite(printed, ROOT))) == [], name_of(check)
    with served(printed) as address:
        opened = BrowserSite(BuiltSite(printed, ROOT, pages), browser, address)
        for browser_check in (targets_are_large_enough, axe_finds_nothing, sheets_fit_one_page):
            assert list(browser_check(opened)) == [], name_of(browser_check)
        opened.close()


@pytest.mark.browser
def test_the_same_chromium_prints_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    """The manifest names the sheets too, so they must not change from build to build."""
    assert build.main([*fixtures.BUILD, "--pdf=auto", "--out", str(tmp_path / "site")]) == 0
    for name in (*SHEETS.values(), "manifest-sha256.txt"):
        assert (tmp_path / "site" / name).read_bytes() == (printed / name).read_bytes(), name


def test_missing_chromium_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a build that prints sheets needs Chromium."""
    monkeypatch.setattr(chromium, "find", lambda: "")
    assert build.main([*fixtures.BUILD, "--pdf", "--out", str(tmp_path / "site")]) == 1
    assert "build without --pdf" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
    assert build.main([*fixtures.BUILD, "--pdf=auto", "--out", str(tmp_path / "site")]) == 0
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize("script", ["exit 3", "echo x > /dev/null"])
def test_a_broken_chromium_is_reported(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty file must not be published as a sheet."""
    broken = tmp_path / "chromium"
    broken.write_text(f"#!/bin/sh\n{script}\n")
    broken.chmod(0o755)
    monkeypatch.setenv("TRIAL_SITE_CHROMIUM", str(broken))
    assert build.main([*fixtures.BUILD, "--pdf", "--out", str(tmp_path / "site")]) == 1
    assert "did not print" in capsys.readouterr().err


def test_the_time_of_printing_is_taken_out() -> None:
    """It is the only thing that differs between two prints."""
    before = b"%PDF-1.4 /CreationDate (D:20261122212423+00'00') x"
    found = pdf._TIME.sub(rb"\g<1>20260101000000\g<3>", before)
    assert found == b"%PDF-1.4 /CreationDate (D:20260101000000+00'00') x"
    assert BytesIO(found).getbuffer().nbytes == len(before)
