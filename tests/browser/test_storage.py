"""Nothing is kept: every store of the browser, and all that it wrote to its disk, after use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from sitegen.quality.chromium_flags import FLAGS
from tests.browser.precheck_page import PrecheckPage, find_frame, open_precheck
from tests.browser.serving import Served

pytestmark = pytest.mark.browser

TELLING = "121.37519"
"""An answer that stands nowhere else."""
ANSWERS = {"assessment_date": "2026-03-27", "haemoglobin": f"{TELLING} g/L"}


@contextmanager
def someone_at(playwright: Playwright, chromium: str, profile: Path) -> Iterator[BrowserContext]:
    """Open a browser that has a profile on disk, as people's browsers do."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, args=FLAGS
    )
    yield context
    context.close()


def written(profile: Path) -> list[str]:
    """Name the files of a profile in which the telling answer stands, in bytes or in UTF-16."""
    forms = TELLING.encode(), TELLING.encode("utf-16-le")
    files = (path for path in profile.rglob("*") if path.is_file() and not path.is_symlink())
    return [
        str(path.relative_to(profile))
        for path in files
        if any(form in path.read_bytes() for form in forms)
    ]


def use(precheck: PrecheckPage) -> None:
    """Answer and look at the findings."""
    precheck.wait_for("ready")
    precheck.type_in(ANSWERS)
    precheck.check()
    assert TELLING in precheck.result_text


def test_nothing_is_written_to_disk(
    served: Served, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    """Whatever store a browser has, its files must hold no answer once it is closed."""
    with someone_at(playwright, chromium, tmp_path / "a") as context:
        precheck = open_precheck(context.new_page(), served.address)
        use(precheck)
        precheck.page.goto(served.address)
        precheck.page.go_back()
        find_frame(precheck.page).wait_for("ready", "result")
    assert written(tmp_path / "a") == []


def test_what_is_stored_would_be_found(
    served: Served, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    """The search of the profile proves something only if it finds what was stored."""
    with someone_at(playwright, chromium, tmp_path / "a") as context:
        page = context.new_page()
        page.goto(served.address)
        page.evaluate(
            """async (telling) => {
              localStorage.setItem("a", telling);
              await (await caches.open("a")).put("/a", new Response(telling));
            }""",
            TELLING,
        )
        page.goto(f"{served.address}?{TELLING}")
    found = " ".join(written(tmp_path / "a"))
    assert all(store in found for store in ("Local Storage", "CacheStorage", "History"))


TRIES_TO_KEEP = {
    "shell": [
        "document.title = told",
        "navigation.updateCurrentEntry({ state: told })",
        "history.replaceState(told, '')",
        "window.name = told",
        "document.body.append(Object.assign(document.createElement('textarea'), { value: told }))",
        "document.body.append(Object.assign(document.createElement('input'), { value: told }))",
        "document.cookie = 'a=' + told",
        "location.hash = told",
    ],
    "frame": [
        "document.getElementById('answers').autocomplete = 'on'",
        "document.getElementById('answers').setAttribute('autocomplete', 'on')",
        "for (const one of document.querySelectorAll('input')) one.removeAttribute('autocomplete')",
        "navigation.updateCurrentEntry({ state: told })",
        "window.name = told",
    ],
}
"""What script that somehow ran could try, so that a browser writes the answer down."""


def test_script_cannot_have_it_written(
    served: Served, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    """Titles, states, names and fields outlive a page in the history that browsers keep."""
    with someone_at(playwright, chromium, tmp_path / "a") as context:
        precheck = open_precheck(context.new_page(), served.address)
        precheck.wait_for("ready")
        precheck.type_in(ANSWERS)
        precheck.page.wait_for_timeout(500)
        for realm, tries in TRIES_TO_KEEP.items():
            where = precheck.page if realm == "shell" else precheck.frame
            for one in tries:
                where.evaluate(f"(told) => {{ try {{ {one} }} catch {{}} }}", TELLING)
        assert precheck.page.url.endswith("/pre-check/")
        assert TELLING not in precheck.page.title()
        precheck.page.wait_for_timeout(1000)
        precheck.page.goto(served.address)
        assert precheck.page.evaluate("window.name") == ""
        precheck.page.wait_for_timeout(2000)
    assert written(tmp_path / "a") == []


KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const bytes = await (await cache.match(request)).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      kept[request.url] = Array.from(digest, (b) => b.toString(16).padStart(2, "0")).join("");
    }
  }
  return kept;
}"""


def test_the_cache_holds_public_files_only(served: Served, page: Page) -> None:
    """The one store that is used may hold what was published, byte for byte, and nothing else."""
    precheck = open_precheck(page, served.address)
    use(precheck)
    beside = page.context.new_page()
    beside.goto(served.address)
    kept: dict[str, str] = beside.evaluate(KEPT)
    assert len(kept) > 10
    for url, digest in kept.items():
        path = url.removeprefix(served.address)
        file = served.folder / (path + "index.html" if path.endswith("/") else path)
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest, path


def test_history_holds_nothing(served: Served, page: Page) -> None:
    """Entries and states of the history outlive the page and are synchronised by some browsers."""
    precheck = open_precheck(page, served.address)
    precheck.wait_for("ready")
    before = page.evaluate("history.length"), page.url, page.title()
    use(precheck)
    assert (page.evaluate("history.length"), page.url, page.title()) == before
    assert page.evaluate("history.state") is None
    assert page.evaluate("window.name") == ""


def test_a_reload_brings_no_answer_back(served: Served, page: Page) -> None:
    """Browsers fill forms in again after a reload; the next patient must find them empty."""
    use(open_precheck(page, served.address))
    page.reload()
    again = find_frame(page)
    again.wait_for("ready")
    assert again.frame.input_value("#haemoglobin") == ""
    assert again.result_text == ""


def in_frame(browser: Browser, expression: str) -> str:
    """Evaluate in the one frame that is open; Playwright knows none of a page that has thawed."""
    devtools = browser.new_browser_cdp_session()
    told: list[str] = []
    devtools.on("Target.receivedMessageFromTarget", lambda event: told.append(event["message"]))
    targets = devtools.send("Target.getTargets")["targetInfos"]
    (frame,) = [one["targetId"] for one in targets if one["type"] == "iframe"]
    session = devtools.send("Target.attachToTarget", {"targetId": frame, "flatten": False})
    asked = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}}
    devtools.send(
        "Target.sendMessageToTarget",
        {"sessionId": session["sessionId"], "message": json.dumps(asked)},
    )
    while not told:
        browser.contexts[0].pages[0].wait_for_timeout(50)
    return str(json.loads(told[0])["result"]["result"]["value"])


def test_the_back_forward_cache_brings_no_answer_back(
    served: Served, playwright: Playwright, chromium: str
) -> None:
    """A page frozen whole would thaw with its answers."""
    browser = playwright.chromium.launch(
        executable_path=chromium,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = browser.new_page()
    use(open_precheck(page, served.address))
    page.evaluate("document.documentElement.dataset.seen = 'yes'")
    page.goto(served.address)
    page.go_back(wait_until="commit")
    page.wait_for_timeout(1000)
    assert page.get_attribute("html", "data-seen") == "yes", "the page was not kept whole"
    shown = "document.getElementById('{}').{}"
    assert in_frame(browser, shown.format("haemoglobin", "tagName")) == "INPUT"
    assert in_frame(browser, shown.format("haemoglobin", "value")) == ""
    assert TELLING not in in_frame(browser, shown.format("result", "textContent"))
    browser.close()


def test_no_autofill(served: Served, browser: Browser) -> None:
    """A browser that remembers what was typed into a field would offer it to the next person."""
    context = browser.new_context()
    precheck = open_precheck(context.new_page(), served.address)
    assert precheck.frame.get_attribute("form", "autocomplete") == "off"
    own = precheck.frame.locator("input[autocomplete]:not([autocomplete=off])")
    assert own.count() == 0
    context.close()
