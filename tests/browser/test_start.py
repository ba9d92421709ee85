"""How the check starts, and how it explains that it cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Playwright

from sitegen.quality.chromium_flags import FLAGS
from tests.browser.conftest import Assess
from tests.browser.precheck_page import open_precheck
from tests.browser.serving import Served

pytestmark = pytest.mark.browser

RUNTIME = "pre-check/runtime/"


def test_the_form_never_waits(served: Served, page: Page, assess: Assess) -> None:
    """Answers given before Python has started are kept, and their findings follow unasked."""
    served.hold = "pyodide.asm.wasm"
    precheck = open_precheck(page, served.address)
    answers = {"assessment_date": "2026-03-27", "age_years": "58"}
    precheck.type_in(answers)
    precheck.frame.locator("button[type=submit]").click()
    assert precheck.state == "loading"
    assert "appear as soon as" in precheck.frame.inner_text("#start")
    served.held.set()
    precheck.wait_for("result")
    assert precheck.result_text == assess(answers)


def flip_a_byte(content: bytes) -> bytes:
    """Change one bit in the middle of a file."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


BROKEN: dict[str, tuple[str, Callable[[bytes], bytes | None], str]] = {
    "missing runtime": ("pyodide.asm.wasm", lambda _: None, "could not be fetched"),
    "missing rule": ("eligibility/truth.py", lambda _: None, "could not be fetched"),
    "changed runtime": ("pyodide.asm.wasm", flip_a_byte, "is not the one that was published"),
    "changed script": ("worker.js", flip_a_byte, "is not the one that was published"),
    "changed library": ("stdlib.json", flip_a_byte, "is not the one that was published"),
    "changed rule": ("eligibility/truth.py", flip_a_byte, "is not the one that was published"),
    "cut short": (
        "definitions.json",
        lambda whole: whole[:-1],
        "is not the one that was published",
    ),
}


@pytest.mark.parametrize(("name", "instead", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_wrong_file_stops_the_check(
    served: Served,
    page: Page,
    name: str,
    instead: Callable[[bytes], bytes | None],
    words: str,
) -> None:
    """Only published bytes may run; anything else is refused in words, with the checklist."""
    served.instead[RUNTIME + name] = instead
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    precheck.wait_for("failed")
    assert words in precheck.frame.inner_text("#start")
    assert precheck.frame.input_value("#age_years") == "58"
    checklist = page.locator("#precheck-failed a")
    assert checklist.is_visible()
    assert (checklist.get_attribute("href") or "").endswith("clinicians/checklist/")


def test_without_webassembly(served: Served, playwright: Playwright, chromium: str) -> None:
    """Where WebAssembly is switched off, the page must say so at once."""
    browser = playwright.chromium.launch(
        executable_path=chromium, args=[*FLAGS, "--js-flags=--jitless"]
    )
    precheck = open_precheck(browser.new_page(), served.address)
    precheck.wait_for("failed", seconds=10)
    assert "WebAssembly" in precheck.frame.inner_text("#start")
    assert precheck.page.wait_for_selector("#precheck-failed a")
    shown = precheck.page.locator("#precheck-frame")
    for _ in range(50):
        whole = precheck.frame.evaluate("document.documentElement.getBoundingClientRect().height")
        if shown.evaluate("one => one.offsetHeight") >= whole:
            break
        precheck.page.wait_for_timeout(100)
    assert shown.evaluate("one => one.offsetHeight") >= whole
    browser.close()


def test_where_webassembly_is_forbidden(served: Served, page: Page) -> None:
    """Pyodide never stops waiting where compiling is forbidden; the page must."""
    served.instead["pre-check/"] = lambda html: html.replace(b"&#39;wasm-unsafe-eval&#39;", b"", 1)
    precheck = open_precheck(page, served.address)
    precheck.wait_for("failed", seconds=20)
    assert "stopped working" in precheck.frame.inner_text("#start")


def test_a_changed_script_of_the_form(served: Served, page: Page) -> None:
    """A form whose script is not the published one does nothing at all; the page must say so."""
    found, other = b"function admitNoMoreScript(", b"function  admitNoMoreScript("
    page_text = (served.folder / "pre-check" / "index.html").read_bytes()
    assert page_text.count(found) == 1
    served.instead["pre-check/"] = lambda html: html.replace(found, other)
    page.goto(served.address + "pre-check/", wait_until="commit")
    notice = page.locator("#precheck-failed")
    notice.wait_for(state="visible", timeout=60_000)
    assert "changed" in notice.inner_text()
    assert notice.locator("a").is_visible()


def test_too_slow(served: Served, page: Page) -> None:
    """A stalled connection is explained, and answers are kept."""
    served.instead["pre-check/"] = lambda html: html.replace(
        b"&#34;slow&#34;:20,&#34;stalled&#34;:60", b"&#34;slow&#34;:1,&#34;stalled&#34;:3"
    )
    served.hold = "pyodide.asm.wasm"
    precheck = open_precheck(page, served.address)
    precheck.type_in({"age_years": "58"})
    precheck.wait_for("failed", seconds=10)
    assert "too long" in precheck.frame.inner_text("#start")
    assert precheck.frame.input_value("#age_years") == "58"
    served.held.set()
    precheck.wait_for("ready")


def test_scripts_off(served: Served, browser: Browser) -> None:
    """Without scripts the form cannot work, so the checklist must replace it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address + "pre-check/")
    assert not page.locator("#precheck-frame").is_visible()
    assert page.locator("main a", has_text="Use the paper checklist instead").last.is_visible()
    context.close()
