"""Bad luck: no room, an old version, two tabs, an update, a cut line; nothing typed is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from sitegen.quality.chromium_flags import FLAGS
from tests.browser import memory
from tests.browser.altered import RUNTIME, altered_copy
from tests.browser.precheck_page import PrecheckPage, desk_result, find_frame, open_precheck
from tests.browser.serving import Served

pytestmark = pytest.mark.browser

ANSWERS = {"assessment_date": "2026-03-27", "age_years": "58"}
OLD_WORDS, NEW_WORDS = b"Pre-check for clinicians</h1>", b"Pre-check, newer</h1>"


@pytest.fixture
def newer(built_site: Path, tmp_path: Path) -> Path:
    """A later version of the site: other words on the page, and a rule of other bytes."""
    page = (built_site / "pre-check" / "index.html").read_bytes()
    assert OLD_WORDS in page
    rule = RUNTIME + "eligibility/truth.py"
    changes = {
        "pre-check/index.html": page.replace(OLD_WORDS, NEW_WORDS),
        rule: (built_site / rule).read_bytes() + b"# newer\n",
    }
    return altered_copy(built_site, tmp_path / "newer", changes)


def use(precheck: PrecheckPage) -> None:
    """Answer, check, and compare with the desk."""
    precheck.type_in(ANSWERS)
    precheck.check()
    assert precheck.result_text == desk_result(ANSWERS)


def is_newer(precheck: PrecheckPage) -> bool:
    """Whether the later version's page is shown."""
    return precheck.page.inner_text("h1") == "Pre-check, newer"


def fetch_update(page: Page, address: str) -> None:
    """Wait until the browser, which looks for updates at each opening, has fetched the update."""
    beside = page.context.new_page()
    beside.goto(address)
    beside.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration("pre-check/");
          while (!registration.waiting) await new Promise((done) => setTimeout(done, 100));
        }"""
    )
    beside.close()


def leave_too_early(served: Served, newer: Path, page: Page) -> None:
    """Leave the page before all its files are there; then the site changes."""
    served.hold = "truth.py"
    open_precheck(page, served.address)
    page.goto(served.address)
    served.folder = newer
    served.hold = ""
    served.held.set()


def assert_way_on(precheck: PrecheckPage, words: str) -> None:
    """The failure is said in words, what was typed is there, and the paper checklist is offered."""
    assert words in precheck.frame.inner_text("#start")
    assert precheck.frame.input_value("#age_years") == "58"
    way_on = precheck.page.locator("#precheck-failed a")
    assert way_on.is_visible()
    assert (way_on.get_attribute("href") or "").endswith("clinicians/checklist/")


def test_no_room_to_keep_files(served: Served, page: Page) -> None:
    """A full phone must still run the check, and must not be told that it works offline."""
    devtools = page.context.new_cdp_session(page)
    origin = served.address.rstrip("/")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 100_000})
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck)
    assert not precheck.frame.locator("[data-offline=yes]").is_visible()
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck)


def test_a_connection_cut_in_the_middle(served: Served, page: Page) -> None:
    """Half a runtime is no runtime; what was typed meanwhile stays, and paper is offered."""
    served.hold = served.cut = "pyodide.asm.wasm"
    precheck = open_precheck(page, served.address)
    precheck.type_in(ANSWERS)
    served.held.set()
    precheck.wait_for("failed")
    assert_way_on(precheck, "could not be fetched")
    served.cut = ""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck)


def test_offline_once_it_has_started(served: Served, page: Page) -> None:
    """In the lift the network goes; a started check needs none."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    page.context.set_offline(True)
    use(precheck)
    precheck.frame.fill("#haemoglobin", "79")
    precheck.wait_for("ready", "result")
    assert precheck.frame.input_value("#age_years") == "58"


def test_a_broken_runtime_that_is_pinned(served: Served, tmp_path: Path, page: Page) -> None:
    """Where the published runtime is broken, no hash tells; the page must say that it stops."""
    wasm = RUNTIME + "pyodide.asm.wasm"
    half = (served.folder / wasm).read_bytes()[:1_000_000]
    served.folder = altered_copy(served.folder, tmp_path / "broken", {wasm: half})
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    precheck.wait_for("failed")
    assert_way_on(precheck, "stopped working")


def test_two_tabs(served: Served, page: Page) -> None:
    """Two patients in two tabs must not meet, even when both tabs are opened for the first time."""
    second = page.context.new_page()
    for one in (page, second):
        one.goto(served.address + "pre-check/", wait_until="commit")
    left, right = find_frame(page), find_frame(second)
    left.wait_for("ready")
    right.wait_for("ready")
    left.type_in(ANSWERS)
    use(right)
    assert left.frame.input_value("#age_years") == "58"
    right.clear()
    right.page.close()
    assert left.frame.input_value("#age_years") == "58"
    left.check()
    assert left.result_text == desk_result(ANSWERS)


def test_an_update_while_the_form_is_open(served: Served, newer: Path, page: Page) -> None:
    """An update comes with the next opening, never into a form that is in use."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    precheck.frame.wait_for_selector("[data-offline=yes]", state="attached")
    precheck.type_in(ANSWERS)
    served.folder = newer
    second = open_precheck(page.context.new_page(), served.address)
    second.wait_for("ready")
    fetch_update(page, served.address)
    second = open_precheck(second.page, served.address)
    second.wait_for("ready")
    assert not is_newer(second)
    assert precheck.frame.input_value("#age_years") == "58"
    precheck.check()
    assert precheck.result_text == desk_result(ANSWERS)
    second.page.close()
    page.reload(wait_until="commit")
    find_frame(page).wait_for("ready", "failed")
    again = open_precheck(page, served.address)
    again.wait_for("ready")
    assert is_newer(again)


def test_an_old_version_that_is_not_whole(served: Served, newer: Path, page: Page) -> None:
    """Someone left too early, then the site changed: opening it again must mend that."""
    leave_too_early(served, newer, page)
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    precheck.wait_for("failed")
    assert_way_on(precheck, "may just have been updated")
    fetch_update(page, served.address)
    page.reload(wait_until="commit")
    find_frame(page).wait_for("ready", "failed")
    again = open_precheck(page, served.address)
    again.wait_for("ready")
    assert is_newer(again)


def test_an_old_version_that_is_not_whole_mends_itself(
    served: Served, newer: Path, page: Page
) -> None:
    """Whoever has not begun to answer need not even see that the site was updated meanwhile."""
    leave_too_early(served, newer, page)
    page.goto(served.address + "pre-check/", wait_until="commit")
    page.wait_for_selector("h1:has-text('Pre-check, newer')", timeout=30_000)
    precheck = find_frame(page)
    precheck.wait_for("ready")
    precheck.type_in(ANSWERS)
    assert precheck.check()["outcome"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
def test_a_phone_with_little_memory(served: Served, playwright: Playwright, chromium: str) -> None:
    """A phone of 512 MB ends a page that takes most of it; what was typed would be gone."""
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    page = browser.new_page()
    empty = memory.taken(browser)
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck)
    page.wait_for_timeout(1000)
    most = memory.taken(browser) - empty
    browser.close()
    assert most < 384, f"{most:.0f} MB"
