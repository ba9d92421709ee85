"""What all tests share: the site built once, and served."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once; NELMAS_SITE names one already built, perhaps with a planted defect."""
    if named := os.environ.get("NELMAS_SITE"):
        return Path(named)
    import build

    out = tmp_path_factory.mktemp("built") / "site"
    assert build.main(["--out", str(out)]) == 0
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
