from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.places import INFORMATION, LONG, SEEN

BUDGET = 8_192
HARD_LIMIT = 14_336
"""What fits into the first round trip of a new connection: ten packets."""


@pytest.mark.parametrize("path", INFORMATION)
def test_page_fits_its_budget(built_site: Path, path: str) -> None:
    """On a slow phone every round trip is a second; a page of words comes in the first one."""
    weight = len(gzip.compress((built_site / path).read_bytes(), 9))
    assert weight <= (HARD_LIMIT if path in LONG else BUDGET), f"{path}: {weight} bytes gzip"


@pytest.mark.browser
@pytest.mark.parametrize("path", SEEN)
def test_one_response_and_no_script(browser: Browser, served_site: str, path: str) -> None:
    """What is not asked for cannot be slow, fail or tell anyone who reads."""
    context = browser.new_context()
    try:
        page = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        response = page.goto(served_site + path)
        assert response is not None and response.ok
        page.wait_for_timeout(50)
        assert [url for url in asked if not url.startswith("data:")] == [served_site + path]
        assert complaints == []
        assert context.cookies() == []
    finally:
        context.close()
