"""What all tests share: one built site, one web server and one Chromium for each worker."""

from __future__ import annotations

import os
import sys
import threading
from collections import defaultdict
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
    """Stop tests that read trial.yaml, if `dev.py test` asks for it."""
    if os.environ.get("TRIAL_SITE_FIXED_TRIAL"):
        sys.addaudithook(fixtures.refuse_the_live_trial)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the files by duration, so that no worker starts a long file when others have finished.

    `--dist loadfile` hands out whole files in this order (with `--no-loadscope-reorder`), because
    the tests of one file share fixtures.
    """
    seconds: defaultdict[Path, float] = defaultdict(float)
    for item in items:
        seconds[item.path] += _seconds(item)
    items.sort(key=lambda item: -seconds[item.path])


def _seconds(item: pytest.Item) -> float:
    """Estimate how long a test takes. Long ones are marked: `@pytest.mark.slow(seconds=60)`."""
    if slow := item.get_closest_marker("slow"):
        return float(slow.kwargs.get("seconds", 3))
    return 2 if item.get_closest_marker("browser") else 0.05


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once for each worker, or take the one that TRIAL_SITE_FOLDER names.

    A build takes a second, so sharing one between workers would save nothing.
    """
    if named := os.environ.get("TRIAL_SITE_FOLDER"):
        return Path(named)
    from sitegen import build

    out = tmp_path_factory.mktemp("built") / "site"
    assert build.main([*fixtures.BUILD, "--out", str(out)]) == 0
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Keep the test's output free of requests."""


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
    """Start Playwright once for each worker."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find Chromium, or fail with how to install it."""
    found = executable()
    if not found:
        pytest.fail(
            "Chromium not found: install Debian's package chromium, or set TRIAL_SITE_CHROMIUM."
        )
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Start Chromium once for each worker; every test opens a context of its own."""
    started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield started
    started.close()
