"""After one visit the check opens without a network, from verified files only."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.altered import RUNTIME
from tests.browser.precheck_page import open_precheck
from tests.browser.serving import Served, serve

pytestmark = pytest.mark.browser


def test_a_second_visit_needs_no_network(built_site: Path, page: Page) -> None:
    """A clinic's cellar has no network; a check that was opened before must still open."""
    with serve(built_site) as served:
        precheck = open_precheck(page, served.address)
        precheck.wait_for("ready")
        precheck.frame.wait_for_selector("[data-offline=yes]:not([hidden])")
        address = served.address
    precheck = open_precheck(page, address)
    precheck.wait_for("ready")
    precheck.type_in({"assessment_date": "2026-03-27"})
    assert precheck.check()["outcome"] == "ask_the_team"


def test_the_files_are_fetched_once(served: Served, page: Page) -> None:
    """The service worker fetches for the page; fetching twice would double the wait."""
    open_precheck(page, served.address).wait_for("ready")
    asked = [path for path in served.requests if "/runtime/" in path]
    assert len(asked) == len(set(asked))
    seen = len(served.requests)
    open_precheck(page, served.address).wait_for("ready")
    assert [path for path in served.requests[seen:] if "/runtime/" in path] == []


def test_a_file_changed_in_the_cache_is_not_used(served: Served, page: Page) -> None:
    """The browser's cache could be changed, so files from it must be verified too."""
    open_precheck(page, served.address).wait_for("ready")
    other = page.context.new_page()
    other.goto(served.address + RUNTIME + "definitions.json")
    other.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              if (request.url.endsWith("definitions.json")) {
                await cache.put(request, new Response("{}"));
              }
            }
          }
        }"""
    )
    seen = len(served.requests)
    open_precheck(page, served.address).wait_for("ready")
    again = [path for path in served.requests[seen:] if "/runtime/" in path]
    assert len(again) == 1
    assert "definitions.json" in again[0]


def test_without_a_service_worker(served: Served, browser: Browser) -> None:
    """Private windows may refuse service workers; the check must run and say what is missing."""
    context = browser.new_context(service_workers="block")
    precheck = open_precheck(context.new_page(), served.address)
    precheck.wait_for("ready")
    assert "did not let the page install" in precheck.frame.inner_text("#seal")
    context.close()
