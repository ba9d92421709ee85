"""No space, an old version, two tabs, an update, a broken connection: no answer is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from sitegen.quality.chromium_flags import FLAGS
from tests.browser import memory
from tests.browser.altered import RUNTIME, altered_copy
from tests.browser.conftest import Assess
from tests.browser.precheck_page import PrecheckPage, find_frame, open_precheck
from tests.browser.serving import Served

pytestmark = pytest.mark.browser

ANSWERS = {"assessment_date": "2026-03-27", "age_years": "58"}
OLD_WORDS, NEW_WORDS = b"Pre-check for clinicians</h1>", b"Pre-check, newer</h1>"


@pytest.fixture
def newer(built_site: Path, tmp_path: Path) -> Path:
    """A later version of the site: other words on the page, and one rule with other bytes."""
    page = (built_site / "pre-check" / "index.html").read_bytes()
    assert OLD_WORDS in page
    rule = RUNTIME + "eligibility/truth.py"
    changes = {
        "pre-check/index.html": page.replace(OLD_WORDS, NEW_WORDS),
        rule: (built_site / rule).read_bytes() + b"# newer\n",
    }
    return altered_copy(built_site, tmp_path / "newer", changes)


def use(precheck: PrecheckPage, assess: Assess) -> None:
    """Answer, check, and compare with the rules in this Python."""
    precheck.type_in(ANSWERS)
    precheck.check()
    assert precheck.result_text == assess(ANSWERS)


def is_newer(precheck: PrecheckPage) -> bool:
    """Return whether the page is of the later version."""
    return precheck.page.inner_text("h1") == "Pre-check, newer"


def fetch_update(page: Page, address: str) -> None:
    """Wait until the browser has fetched the update, which it looks for at each visit."""
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
    """Leave the page before it has all its files, then change the site."""
    served.hold = "truth.py"
    open_precheck(page, served.address)
    page.goto(served.address)
    served.folder = newer
    served.hold = ""
    served.held.set()


def assert_explained(precheck: PrecheckPage, words: str) -> None:
    """Assert that the failure is explained, answers are kept and the checklist is offered."""
    assert words in precheck.frame.inner_text("#start")
    assert precheck.frame.input_value("#age_years") == "58"
    checklist = precheck.page.locator("#precheck-failed a")
    assert checklist.is_visible()
    assert (checklist.get_attribute("href") or "").endswith("clinicians/checklist/")


def test_no_space_for_the_cache(served: Served, page: Page, assess: Assess) -> None:
    """A full phone must still run the check, and must not promise to work offline."""
    devtools = page.context.new_cdp_session(page)
    origin = served.address.rstrip("/")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 100_000})
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck, assess)
    assert not precheck.frame.locator("[data-offline=yes]").is_visible()
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck, assess)


def test_a_connection_that_breaks_off(served: Served, page: Page, assess: Assess) -> None:
    """Half a runtime must not run; answers typed meanwhile stay, and the checklist is offered."""
    served.hold = served.cut = "pyodide.asm.wasm"
    precheck = open_precheck(page, served.address)
    precheck.type_in(ANSWERS)
    served.held.set()
    precheck.wait_for("failed")
    assert_explained(precheck, "could not be fetched")
    served.cut = ""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck, assess)


def test_a_started_check_works_offline(served: Served, page: Page, assess: Assess) -> None:
    """The network may go in a lift; a started check must not need it."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    page.context.set_offline(True)
    use(precheck, assess)
    precheck.frame.fill("#haemoglobin", "79")
    precheck.wait_for("ready", "result")
    assert precheck.frame.input_value("#age_years") == "58"


def test_a_published_runtime_that_is_broken(served: Served, tmp_path: Path, page: Page) -> None:
    """No hash detects a broken runtime that was published; the page must say that it stopped."""
    wasm = RUNTIME + "pyodide.asm.wasm"
    half = (served.folder / wasm).read_bytes()[:1_000_000]
    served.folder = altered_copy(served.folder, tmp_path / "broken", {wasm: half})
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    precheck.wait_for("failed")
    assert_explained(precheck, "stopped working")


def test_two_tabs(served: Served, page: Page, assess: Assess) -> None:
    """The answers of two patients in two tabs must stay apart, on a first visit too."""
    second = page.context.new_page()
    for one in (page, second):
        one.goto(served.address + "pre-check/", wait_until="commit")
    left, right = find_frame(page), find_frame(second)
    left.wait_for("ready")
    right.wait_for("ready")
    left.type_in(ANSWERS)
    use(right, assess)
    assert left.frame.input_value("#age_years") == "58"
    right.clear()
    right.page.close()
    assert left.frame.input_value("#age_years") == "58"
    left.check()
    assert left.result_text == assess(ANSWERS)


def test_an_update_while_the_form_is_open(
    served: Served, newer: Path, page: Page, assess: Assess
) -> None:
    """An update must arrive with the next visit, never in a form that is in use."""
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
    assert precheck.result_text == assess(ANSWERS)
    second.page.close()
    page.reload(wait_until="commit")
    find_frame(page).wait_for("ready", "failed")
    again = open_precheck(page, served.address)
    again.wait_for("ready")
    assert is_newer(again)


def test_an_incomplete_old_version(served: Served, newer: Path, page: Page) -> None:
    """Somebody left too early, then the site changed: the next visit must fetch the new version."""
    leave_too_early(served, newer, page)
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    precheck.wait_for("failed")
    assert_explained(precheck, "may just have been updated")
    fetch_update(page, served.address)
    page.reload(wait_until="commit")
    find_frame(page).wait_for("ready", "failed")
    again = open_precheck(page, served.address)
    again.wait_for("ready")
    assert is_newer(again)


def test_an_incomplete_old_version_is_replaced_unseen(
    served: Served, newer: Path, page: Page
) -> None:
    """People who have not begun to answer need not see that the site was updated meanwhile."""
    leave_too_early(served, newer, page)
    page.goto(served.address + "pre-check/", wait_until="commit")
    page.wait_for_selector("h1:has-text('Pre-check, newer')", timeout=30_000)
    precheck = find_frame(page)
    precheck.wait_for("ready")
    precheck.type_in(ANSWERS)
    assert precheck.check()["outcome"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted by Linux's /proc")
def test_a_phone_with_little_memory(
    served: Served, playwright: Playwright, chromium: str, assess: Assess
) -> None:
    """A phone with 512 MB ends a page that takes most of it, and the answers would be lost."""
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    page = browser.new_page()
    empty = memory.taken(browser)
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    use(precheck, assess)
    page.wait_for_timeout(1000)
    most = memory.taken(browser) - empty
    browser.close()
    assert most < 384, f"{most:.0f} MB"
