"""No answer leaves: no request after the first answer, nothing stored, nothing brought back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.precheck_page import WHOLE, find_frame, open_precheck
from tests.browser.serving import Served

pytestmark = pytest.mark.browser


def test_no_request_after_the_first_answer(served: Served, page: Page) -> None:
    """Even a request to our own host could carry an answer, so there must be none."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    before, seen = len(served.requests), len(asked)
    precheck.type_in(WHOLE)
    precheck.check()
    precheck.clear()
    page.wait_for_timeout(500)
    assert served.requests[before:] == []
    assert asked[seen:] == []
    assert [url for url in asked if not url.startswith((served.address, "blob:"))] == []


def test_the_seal_is_told_as_it_was_tested(served: Served, page: Page) -> None:
    """A seal that is claimed and not tested would be decoration."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    assert "tested when you give the first answer" in precheck.frame.inner_text("#seal")
    precheck.frame.focus("#age_years")
    precheck.frame.wait_for_selector("[data-seal=holds]:not([hidden])")


def allow_data_connections(html: bytes) -> bytes:
    """Loosen the policies of shell and frame as little as would show."""
    return html.replace(b"connect-src &#39;self&#39;", b"connect-src &#39;self&#39; data:").replace(
        b"connect-src &amp;#39;none&amp;#39;", b"connect-src data:"
    )


def test_an_unsealed_frame_is_not_used(served: Served, page: Page) -> None:
    """If the policy were lost on the way, the form must say so and stop."""
    served.instead["pre-check/"] = allow_data_connections
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    precheck.frame.focus("#age_years")
    precheck.wait_for("failed")
    assert "Not sealed" in precheck.frame.inner_text("#seal")


STORES = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
  databases: (await indexedDB.databases()).length,
  history: history.length, state: history.state, name: window.name,
})"""


def test_nothing_is_stored(served: Served, page: Page) -> None:
    """What is not stored cannot be found later on a shared computer."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    precheck.type_in(WHOLE)
    precheck.check()
    assert "121" not in page.url
    other = page.context.new_page()
    other.goto(served.address + "pre-check/runtime/worker.js")
    assert other.evaluate(STORES) == {
        "local": 0, "session": 0, "cookies": "", "databases": 0,
        "history": 2, "state": None, "name": "",
    }  # fmt: skip
    assert page.context.cookies() == []


def test_going_back_brings_no_answer_back(served: Served, page: Page) -> None:
    """The next person at this computer could press "back"."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    precheck.type_in({"assessment_date": "2026-03-27", "age_years": "58"})
    precheck.check()
    page.goto(served.address + "pre-check/runtime/worker.js")
    page.go_back()
    again = find_frame(page)
    again.wait_for("ready", "result")
    assert again.frame.input_value("#age_years") == ""
    assert again.result_text == ""
