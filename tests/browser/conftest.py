"""Real Chromium on the real built site, for the tests of the pre-check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.precheck_page import PrecheckPage, open_precheck
from tests.browser.serving import Served, serve


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
