"""Chromium on the built site, for the tests of the pre-check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from eligibility.json_api import Precheck
from eligibility.trial_file import open_precheck as open_rules
from tests.browser.precheck_page import Answers, PrecheckPage, open_precheck
from tests.browser.serving import Served, serve

Assess = Callable[[Answers], str]
"""Return the assessment of some answers as JSON."""


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


@pytest.fixture(scope="session")
def ready_site(built_site: Path) -> Iterator[Served]:
    """Serve the site for all tests of one worker that leave the server as it is."""
    with serve(built_site) as site:
        yield site


@pytest.fixture(scope="session")
def started(browser: Browser, ready_site: Served) -> Iterator[Callable[[], PrecheckPage]]:
    """Return a started pre-check: Python takes seconds to start, so tests share one page.

    A page that a test broke is replaced.
    """
    context = browser.new_context()
    opened: list[PrecheckPage] = []

    def ready() -> PrecheckPage:
        if not opened or opened[-1].state == "failed":
            opened.append(open_precheck(context.new_page(), ready_site.address))
            opened[-1].wait_for("ready")
        return opened[-1]

    yield ready
    context.close()


@pytest.fixture
def precheck(started: Callable[[], PrecheckPage]) -> Iterator[PrecheckPage]:
    """A started pre-check without answers, in a window of 1280 by 720."""
    shared = started()
    shared.page.set_viewport_size({"width": 1280, "height": 720})
    yield shared
    shared.reset()


@pytest.fixture(scope="session")
def rules(built_site: Path) -> Precheck:
    """The rules in this Python, with the definitions of the built site."""
    definitions = built_site / "pre-check" / "runtime" / "definitions.json"
    return open_rules(definitions.read_text("utf-8"))


@pytest.fixture(scope="session")
def assess(rules: Precheck) -> Assess:
    """Assess answers with the rules in this Python."""
    return lambda answers: rules.assess(json.dumps(answers))
