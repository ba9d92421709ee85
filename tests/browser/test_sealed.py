"""No answer leaves: no request after the first answer, nothing stored, nothing brought back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page

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
    """A page that is only looked at may be audited; from the first touch on it reaches nothing."""
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


def test_what_is_typed_early_is_sealed_in_later(served: Served, page: Page) -> None:
    """The form never waits: where answers come before the files, the page is sealed after them."""
    served.hold = "pyodide.asm.wasm"
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    page.wait_for_timeout(300)
    assert page.evaluate("typeof fetch") == "function"
    served.held.set()
    precheck.wait_for("ready")
    precheck.frame.wait_for_selector("[data-seal=holds]:not([hidden])")
    assert page.evaluate("typeof fetch") == "undefined"


def test_robots_can_be_asked_of_a_page_at_rest(served: Served, page: Page) -> None:
    """Auditors ask for robots.txt in the page's name, and count its absence as a fault."""
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


def test_a_page_around_it_gets_no_form(served: Served, page: Page) -> None:
    """Whoever frames the page, or opened it, could be told what is typed into it."""
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
