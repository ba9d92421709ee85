from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.defects.planting import Defect, all_defects, defects_by_module
from tests.defects.run import BROWSER_CHECKS, FILE_CHECKS, Planter, built_site, stale

DEFECTS = all_defects()
SAMPLE = list({defect.seen_by: defect for defect in reversed(DEFECTS)}.values())[::-1]
"""The first planted defect of each check; the rest by `python -m tests.defects.run`."""


@pytest.fixture(scope="module")
def planter(tmp_path_factory: pytest.TempPathFactory) -> Planter:
    """The site to plant defects in."""
    folder = tmp_path_factory.mktemp("planted")
    return Planter(built_site(folder), folder)


@pytest.fixture(scope="module")
def browser_planter(planter: Planter, browser: Browser) -> Iterator[Planter]:
    """The same, with the browser of the session."""
    planter.browser = browser
    yield planter
    for context in planter.contexts.values():
        context.close()


def _sample(names: set[str]) -> list[Defect]:
    return [defect for defect in SAMPLE if defect.seen_by in names]


READ = {*FILE_CHECKS, "build"} - {"html_validate", "nu_html_checker"}


@pytest.mark.parametrize("defect", _sample(READ), ids=lambda defect: defect.seen_by)
def test_reading_check_sees_its_planted_defect(planter: Planter, defect: Defect) -> None:
    """A check that never fails proves nothing."""
    assert planter.reports(defect) != [], defect.defect


@pytest.mark.slow
@pytest.mark.java
@pytest.mark.parametrize(
    "defect", _sample({"html_validate", "nu_html_checker"}), ids=lambda defect: defect.seen_by
)
def test_validator_sees_its_planted_defect(planter: Planter, defect: Defect) -> None:
    """A validator that does not run reports nothing, as one that finds nothing."""
    assert planter.reports(defect) != [], defect.defect


@pytest.mark.browser
@pytest.mark.parametrize("defect", _sample({*BROWSER_CHECKS}), ids=lambda defect: defect.seen_by)
def test_browser_check_sees_its_planted_defect(browser_planter: Planter, defect: Defect) -> None:
    """A check that never fails proves nothing."""
    assert browser_planter.reports(defect) != [], defect.defect


def test_every_check_has_a_planted_defect() -> None:
    """Defects are unique, belong to one file, and leave no check without proof."""
    assert len(DEFECTS) >= 400
    assert len({defect.defect for defect in DEFECTS}) == len(DEFECTS)
    for defect in DEFECTS:
        assert [bool(defect.page), bool(defect.file), bool(defect.source)].count(True) == 1
    checks = {*FILE_CHECKS, *BROWSER_CHECKS, "build"}
    assert {defect.seen_by for defect in DEFECTS} == checks


def test_planted_defects_are_beside_their_checks() -> None:
    """A defect is in the file that is named after the module of its check."""
    for module, defects in defects_by_module():
        for defect in defects:
            check = FILE_CHECKS.get(defect.seen_by) or BROWSER_CHECKS.get(defect.seen_by)
            expected = check.__module__.rpartition(".")[2] if check else "build"
            assert module == expected, defect.defect


def test_planted_defects_change_text_that_exists(planter: Planter) -> None:
    """After a change of words, update the defects listed here."""
    assert list(stale(DEFECTS, planter.site)) == []
