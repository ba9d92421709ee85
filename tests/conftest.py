"""What all tests share: the site built once, and served; one Chromium."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from sitegen.quality.chromium_flags import FLAGS, executable
from tests import fixtures

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Where `dev.py test` asks for it, keep every test away from trial.yaml's words."""
    if os.environ.get("TRIAL_SITE_FIXED_TRIAL"):
        sys.addaudithook(fixtures.refuse_the_live_trial)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once, or take the one that TRIAL_SITE_FOLDER names."""
    if named := os.environ.get("TRIAL_SITE_FOLDER"):
        return Path(named)
    import build

    out = tmp_path_factory.mktemp("built") / "site"
    assert build.main([*fixtures.BUILD, "--out", str(out)]) == 0
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Say nothing; the test's own words are what is read."""


@pytest.fixture(scope="session")
def served_site(built_site: Path) -> Iterator[str]:
    """Serve the built site on the loopback address; the value ends with "/"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(built_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright's driver once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find Chromium, or say how to have it."""
    found = executable()
    if not found:
        pytest.fail(
            "no Chromium: install Debian's package chromium, or name one in TRIAL_SITE_CHROMIUM"
        )
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Start Chromium once; every test takes a context of its own."""
    started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield started
    started.close()
