"""What is heard of the pre-check in each of its states, held against a kept copy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.listening import listen
from tests.browser.precheck_page import PrecheckPage
from tests.browser.serving import Served
from tests.browser.states import FAILED, STATES, bring_into, failed_start
from tests.browser.unframed_page import copy_into
from tests.snapshots.compare import RENEW, difference

pytestmark = pytest.mark.browser

FORM = ("#seal", "#answers", "#live")
RESULT = ("#live", "#announcement", ".outcome", "[data-group=stands]", "[data-ask]")
OPEN = ("[data-group=open]", "section[aria-labelledby=take-along]")

PARTS: dict[str, tuple[str, ...]] = {
    "empty": FORM,
    "errors": ("#problems", "[data-fact=age_years]", "[data-fact=haemoglobin]", *RESULT[:2]),
    "outside": RESULT,
    "not-at-the-moment": (*RESULT, *OPEN),
    "open": (*RESULT, "[data-criterion=I7]"),
    "may-fit": (*RESULT[:3], "[data-criterion=I7]", "[data-criterion=E16]"),
    FAILED: ("#start", "#seal"),
}
"""What is kept of each state: what is new in it; the form itself once, the criteria once."""


@pytest.mark.parametrize("state", STATES)
def test_heard_as_kept(
    browser: Browser, ready_site: Served, precheck: PrecheckPage, state: str
) -> None:
    """Nobody sees by chance what is heard; a change must be read before it is kept."""
    if state == FAILED:
        with failed_start(browser, ready_site) as failed:
            _compare(browser, failed, state)
    else:
        bring_into(precheck, state)
        precheck.page.wait_for_timeout(1_100)  # what is announced waits until the hands rest
        _compare(browser, precheck, state)


def _compare(browser: Browser, precheck: PrecheckPage, state: str) -> None:
    shown = [part for part in PARTS[state] if precheck.frame.locator(part).first.is_visible()]
    roles = (precheck.frame.locator(part).first.aria_snapshot() for part in shown)
    changed = difference(f"roles/{state}.txt", "\n\n".join(roles) + "\n")
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        copy_into(page, precheck)
        changed += difference(f"spoken/{state}.txt", listen(page, *shown))
    finally:
        context.close()
    assert changed == "", f"{changed}\n\nIf this is meant: python -m tests.snapshots.renew"


def test_a_change_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that never differs proves nothing."""
    monkeypatch.delenv(RENEW, raising=False)
    assert difference("roles/not-kept.txt", "- button\n") != ""
