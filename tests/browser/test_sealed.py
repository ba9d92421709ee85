"""No answer leaves the page: nothing is sent, stored or restored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page

from tests.browser.precheck_page import WHOLE, PrecheckPage, find_frame, open_precheck
from tests.browser.serving import Served

pytestmark = pytest.mark.browser


STORES = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
  databases: (await indexedDB.databases()).length,
  history: history.length, state: history.state, name: window.name,
})"""

LASTING = "[history.length, history.state, window.name, location.href, document.title]"
"""What outlives a page in the browser's history, and is synchronised by some browsers."""


def test_use_sends_and_stores_nothing(served: Served, page: Page) -> None:
    """Even a request to our own host could carry an answer; a stored one could be found later."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    before, seen, lasting = len(served.requests), len(asked), page.evaluate(LASTING)
    precheck.type_in(WHOLE)
    precheck.check()
    assert page.evaluate(LASTING) == lasting
    assert page.evaluate("[history.state, window.name]") == [None, ""]
    assert "121" not in page.url
    precheck.clear()
    page.wait_for_timeout(500)
    assert served.requests[before:] == []
    assert asked[seen:] == []
    assert [url for url in asked if not url.startswith((served.address, "blob:"))] == []
    other = page.context.new_page()
    other.goto(served.address + "pre-check/runtime/worker.js")
    assert other.evaluate(STORES) == {
        "local": 0, "session": 0, "cookies": "", "databases": 0,
        "history": 2, "state": None, "name": "",
    }  # fmt: skip
    assert page.context.cookies() == []


def test_the_seal_is_tested_before_it_is_claimed(served: Served, page: Page) -> None:
    """A seal that nobody tests proves nothing."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    assert "tested when you give the first answer" in precheck.frame.inner_text("#seal")
    precheck.frame.focus("#age_years")
    precheck.frame.wait_for_selector("[data-seal=holds]:not([hidden])")


A_FILE = "JSON.parse(document.getElementById('precheck-files').textContent)[0].url"
CONNECTS = "(url) => KeptFetch(url).then((answer) => answer.ok, () => false)"


@pytest.mark.parametrize(
    "touch",
    [
        "document.getElementById('age_years').focus()",
        "document.querySelector('[name=ecog]').click()",
        "document.getElementById('albumin').dispatchEvent(new Event('input', { bubbles: true }))",
    ],
    ids=["focus", "click", "input"],
)
def test_the_page_is_sealed_by_the_first_touch(served: Served, page: Page, touch: str) -> None:
    """Audit tools need a network; from the first touch on, the page must have none."""
    page.add_init_script("window.KeptFetch = window.fetch.bind(window)")
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    url = page.evaluate(A_FILE)
    assert page.evaluate(CONNECTS, url)
    assert page.evaluate("typeof fetch") == "function"
    precheck.frame.evaluate(touch)
    precheck.frame.wait_for_selector("[data-seal=holds]:not([hidden])")
    assert not page.evaluate(CONNECTS, url)
    assert page.evaluate("typeof fetch") == "undefined"


def test_early_answers_are_sealed_in_later(served: Served, page: Page) -> None:
    """The form never waits: answers may come before the files, and then the seal comes after."""
    served.hold = "pyodide.asm.wasm"
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    page.wait_for_timeout(300)
    assert page.evaluate("typeof fetch") == "function"
    served.held.set()
    precheck.wait_for("ready")
    precheck.frame.wait_for_selector("[data-seal=holds]:not([hidden])")
    assert page.evaluate("typeof fetch") == "undefined"


def test_audit_tools_can_fetch_robots_before_the_first_answer(served: Served, page: Page) -> None:
    """Audit tools fetch robots.txt from within the page, and report a failure as an error."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    devtools = page.context.new_cdp_session(page)
    asked = {
        "frameId": devtools.send("Page.getFrameTree")["frameTree"]["frame"]["id"],
        "url": f"{served.address}robots.txt",
        "options": {"disableCache": True, "includeCredentials": False},
    }
    answer = devtools.send("Network.loadNetworkResource", asked)
    assert answer["resource"]["httpStatusCode"] == 200
    precheck.frame.focus("#age_years")
    precheck.frame.wait_for_selector("[data-seal=holds]:not([hidden])")
    with pytest.raises(Error, match="CSP violation"):
        devtools.send("Network.loadNetworkResource", asked)


def test_another_page_cannot_frame_or_open_the_form(served: Served, page: Page) -> None:
    """A page that frames or opens this one could watch what people type."""
    page.set_content(f'<iframe src="{served.address}pre-check/"></iframe>')
    inside = page.frames[1]
    inside.wait_for_selector("#precheck-framed", state="visible")
    page.wait_for_timeout(500)
    assert inside.query_selector("#precheck-frame") is None
    page.goto(served.address)
    with page.expect_popup() as opened:
        page.evaluate("void open('pre-check/')")
    precheck = find_frame(opened.value)
    precheck.wait_for("ready")
    assert opened.value.evaluate("window.opener") is None


def allow_data_connections(html: bytes) -> bytes:
    """Allow shell and frame to connect to data: addresses, the smallest hole that is noticed."""
    return html.replace(b"connect-src &#39;self&#39;", b"connect-src &#39;self&#39; data:").replace(
        b"connect-src &amp;#39;none&amp;#39;", b"connect-src data:"
    )


def test_an_unsealed_frame_is_not_used(served: Served, page: Page) -> None:
    """If a server drops the policy, the form must say so and stop."""
    served.instead["pre-check/"] = allow_data_connections
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    precheck.frame.focus("#age_years")
    precheck.wait_for("failed")
    assert "Not sealed" in precheck.frame.inner_text("#seal")


def test_neither_reload_nor_back_restores_answers(served: Served, page: Page) -> None:
    """Browsers fill forms again after a reload; the next person must find this one empty."""

    def assert_empty(precheck: PrecheckPage) -> None:
        precheck.wait_for("ready", "result")
        assert precheck.frame.input_value("#age_years") == ""
        assert precheck.result_text == ""

    def answer(precheck: PrecheckPage) -> None:
        precheck.wait_for("ready")
        precheck.type_in({"assessment_date": "2026-03-27", "age_years": "58"})
        precheck.check()

    answer(open_precheck(page, served.address))
    page.reload()
    reloaded = find_frame(page)
    assert_empty(reloaded)
    answer(reloaded)
    page.goto(served.address + "pre-check/runtime/worker.js")
    page.go_back()
    assert_empty(find_frame(page))
