"""A small server for the built site that records requests and can be made to misbehave."""

from __future__ import annotations

import mimetypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sitegen.serving.server import packed

Answer = Callable[[bytes], bytes | None]
"""What to send instead of a file's bytes; None for "not found"."""

ROUND_TRIP = 0.04
PIECE = 16_384

mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("text/javascript", ".js")


@dataclass
class Served:
    """A site that is being served: its address, and every request so far."""

    address: str
    folder: Path
    """The folder that is served; to replace it is an update of the site."""
    requests: list[str] = field(default_factory=list)
    instead: dict[str, Answer] = field(default_factory=dict)
    """Maps a path below the site's root to what is sent instead of the file."""
    held: threading.Event = field(default_factory=threading.Event)
    """Until this is set, requests below `hold` wait."""
    hold: str = ""
    pace: float = 0
    """Bytes per second, shared by all answers; 0 for no limit."""
    line: threading.Lock = field(default_factory=threading.Lock)
    cut: str = ""
    """Answers to requests below this path break off in the middle."""


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a folder on a free port of 127.0.0.1 until the block ends."""
    served = Served("", folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.requests.append(self.path)
            path = self.path.partition("?")[0].lstrip("/")
            if served.hold and served.hold in path:
                served.held.wait(30)
            file = served.folder / (
                path + "index.html" if path == "" or path.endswith("/") else path
            )
            content = file.read_bytes() if file.is_file() else None
            if content is not None and path in served.instead:
                content = served.instead[path](content)
            try:
                self._send(file.name, content, whole=not (served.cut and served.cut in path))
            except ConnectionError:
                self.close_connection = True

        do_POST = do_GET  # noqa: N815
        do_HEAD = do_GET  # noqa: N815

        def _send(self, name: str, content: bytes | None, *, whole: bool) -> None:
            body = b"not found" if content is None else packed(content)
            self.send_response(404 if content is None else 200)
            if content is not None:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._write(body if whole else body[: len(body) // 2])
            self.close_connection = not whole

        def _write(self, body: bytes) -> None:
            """Send at once, or in pieces as over a slow connection that all requests share."""
            if not served.pace:
                self.wfile.write(body)
                return
            time.sleep(ROUND_TRIP)
            for at in range(0, len(body), PIECE):
                with served.line:
                    time.sleep(len(body[at : at + PIECE]) / served.pace)
                self.wfile.write(body[at : at + PIECE])

        def log_message(self, *args: object) -> None:
            """Print nothing; requests are recorded."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.held.set()
        server.shutdown()
        server.server_close()
        thread.join()
