"""Real Chromium on the real built site, for the tests of the pre-check."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.precheck_page import PrecheckPage, open_precheck
from tests.browser.serving import Served, serve

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright's driver once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find Chromium, or say how to have it."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no Chromium: install Debian's package chromium, or name one in $CHROMIUM")
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Start Chromium once; every test takes a context of its own."""
    started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield started
    started.close()


@pytest.fixture
def served(built_site: Path) -> Iterator[Served]:
    """Serve the site for one test, which may make the server misbehave."""
    with serve(built_site) as site:
        yield site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a blank page that remembers nothing."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def ready_site(built_site: Path) -> Iterator[Served]:
    """Serve the site for the tests of one module."""
    with serve(built_site) as site:
        yield site


@pytest.fixture(scope="module")
def precheck(browser: Browser, ready_site: Served) -> Iterator[PrecheckPage]:
    """A started pre-check that the tests of one module share; each must clear what it typed."""
    context = browser.new_context()
    opened = open_precheck(context.new_page(), ready_site.address)
    opened.wait_for("ready")
    yield opened
    context.close()
