"""No answer is in any of the browser's stores, nor in the files that it writes to disk."""

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

ANSWER = "121.37519"
"""An answer that occurs nowhere else."""
ANSWERS = {"assessment_date": "2026-03-27", "haemoglobin": f"{ANSWER} g/L"}


@contextmanager
def someone_at(playwright: Playwright, chromium: str, profile: Path) -> Iterator[BrowserContext]:
    """Open a browser with a profile on disk, as people have."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, args=FLAGS
    )
    yield context
    context.close()


def written(profile: Path) -> list[str]:
    """Return the files of a profile that hold the answer, as UTF-8 or UTF-16."""
    forms = ANSWER.encode(), ANSWER.encode("utf-16-le")
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
    assert ANSWER in precheck.result_text


def test_nothing_is_written_to_disk(
    served: Served, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    """Browsers have many stores; after use, no file of theirs may hold an answer."""
    with someone_at(playwright, chromium, tmp_path / "a") as context:
        precheck = open_precheck(context.new_page(), served.address)
        use(precheck)
        precheck.page.goto(served.address)
        precheck.page.go_back()
        find_frame(precheck.page).wait_for("ready", "result")
    assert written(tmp_path / "a") == []


def test_the_search_finds_what_is_stored(
    served: Served, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    """A search of the profile that finds nothing proves nothing."""
    with someone_at(playwright, chromium, tmp_path / "a") as context:
        page = context.new_page()
        page.goto(served.address)
        page.evaluate(
            """async (answer) => {
              localStorage.setItem("a", answer);
              await (await caches.open("a")).put("/a", new Response(answer));
            }""",
            ANSWER,
        )
        page.goto(f"{served.address}?{ANSWER}")
    found = " ".join(written(tmp_path / "a"))
    assert all(store in found for store in ("Local Storage", "CacheStorage", "History"))


TRIES_TO_KEEP = {
    "shell": [
        "document.title = given",
        "navigation.updateCurrentEntry({ state: given })",
        "history.replaceState(given, '')",
        "window.name = given",
        "document.body.append(Object.assign(document.createElement('textarea'), { value: given }))",
        "document.body.append(Object.assign(document.createElement('input'), { value: given }))",
        "document.cookie = 'a=' + given",
        "location.hash = given",
    ],
    "frame": [
        "document.getElementById('answers').autocomplete = 'on'",
        "document.getElementById('answers').setAttribute('autocomplete', 'on')",
        "for (const one of document.querySelectorAll('input')) one.removeAttribute('autocomplete')",
        "navigation.updateCurrentEntry({ state: given })",
        "window.name = given",
    ],
}
"""What an injected script could try, so that the browser stores the answer."""


def test_a_script_cannot_make_the_browser_store_it(
    served: Served, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    """Browsers keep titles, states, names and fields in their history."""
    with someone_at(playwright, chromium, tmp_path / "a") as context:
        precheck = open_precheck(context.new_page(), served.address)
        precheck.wait_for("ready")
        precheck.type_in(ANSWERS)
        precheck.page.wait_for_timeout(500)
        for realm, tries in TRIES_TO_KEEP.items():
            where = precheck.page if realm == "shell" else precheck.frame
            for one in tries:
                where.evaluate(f"(given) => {{ try {{ {one} }} catch {{}} }}", ANSWER)
        assert precheck.page.url.endswith("/pre-check/")
        assert ANSWER not in precheck.page.title()
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
    """The one store in use may hold published files, byte for byte, and nothing else."""
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


def in_frame(browser: Browser, expression: str) -> str:
    """Evaluate in the only open frame; Playwright loses it when a page is restored."""
    devtools = browser.new_browser_cdp_session()
    messages: list[str] = []
    devtools.on("Target.receivedMessageFromTarget", lambda event: messages.append(event["message"]))
    targets = devtools.send("Target.getTargets")["targetInfos"]
    (frame,) = [one["targetId"] for one in targets if one["type"] == "iframe"]
    session = devtools.send("Target.attachToTarget", {"targetId": frame, "flatten": False})
    asked = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}}
    devtools.send(
        "Target.sendMessageToTarget",
        {"sessionId": session["sessionId"], "message": json.dumps(asked)},
    )
    while not messages:
        browser.contexts[0].pages[0].wait_for_timeout(50)
    return str(json.loads(messages[0])["result"]["result"]["value"])


def test_the_back_forward_cache_restores_no_answer(
    served: Served, playwright: Playwright, chromium: str
) -> None:
    """A page that the browser keeps in memory would come back with its answers."""
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
    assert page.get_attribute("html", "data-seen") == "yes", "the page was not restored from memory"
    shown = "document.getElementById('{}').{}"
    assert in_frame(browser, shown.format("haemoglobin", "tagName")) == "INPUT"
    assert in_frame(browser, shown.format("haemoglobin", "value")) == ""
    assert ANSWER not in in_frame(browser, shown.format("result", "textContent"))
    browser.close()
