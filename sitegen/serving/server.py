"""Serves a built site on this machine only, as a static host would; for looking and for tests."""

from __future__ import annotations

import gzip
import signal
import threading
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"

TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
PACKED = frozenset(
    {".atom", ".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml"}
)
"""What hosts of static files send with gzip, GitHub Pages among them."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from one folder; nothing outside of it, and no listings."""

    protocol_version = "HTTP/1.1"
    server_version = "nelmas"
    sys_version = ""

    def __init__(self, folder: Path, prefix: str, *rest: object) -> None:
        self.folder = folder
        self.prefix = prefix
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, the way to it, or the page for "not found"."""
        path = unquote(urlsplit(self.path).path, errors="replace")
        if self.prefix != "/":
            if path == "/" or path + "/" == self.prefix:
                self._redirect(self.prefix)
                return
            if path.startswith(self.prefix):
                path = "/" + path.removeprefix(self.prefix)
        file = _file(self.folder, path)
        if file is None:
            self._not_found()
        elif file.is_dir():
            self._redirect(urlsplit(self.path).path + "/")
        else:
            self._send(HTTPStatus.OK, file.read_bytes(), file.suffix)

    def do_HEAD(self) -> None:
        """Send the same without its content."""
        self.do_GET()

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + to.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _not_found(self) -> None:
        page = self.folder / "404.html"
        body = page.read_bytes() if page.is_file() else b"There is no such page.\n"
        self._send(HTTPStatus.NOT_FOUND, body, ".html" if page.is_file() else ".txt")

    def _send(self, status: HTTPStatus, body: bytes, suffix: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        if suffix in PACKED:
            self.send_header("Vary", "Accept-Encoding")
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = packed(body)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet: nobody needs to know who looked at what."""


@lru_cache(maxsize=256)
def packed(body: bytes) -> bytes:
    """Compress as hosts do, and each file once."""
    return gzip.compress(body, 6, mtime=0)


def _file(folder: Path, path: str) -> Path | None:
    """The file or folder a path means, None where there is none below the served folder."""
    parts = PurePosixPath(path.lstrip("/")).parts
    if "\\" in path or "\0" in path or ".." in parts:
        return None
    found = folder.joinpath(*parts)
    try:
        if path.endswith("/"):
            found /= "index.html"
        elif found.is_dir():
            return found if (found / "index.html").is_file() else None
        inside = found.resolve().is_relative_to(folder.resolve())
        return found if found.is_file() and inside else None
    except OSError:
        return None


class PortTaken(Exception):
    """The port cannot be had."""


def open_server(folder: Path, port: int = 0, prefix: str = "/") -> ThreadingHTTPServer:
    """Bind a server for a folder; `prefix` is the path under which the site will stand later.

    Raises:
        PortTaken: something else listens on the port, or it may not be used.
    """
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, folder, prefix))
    except OSError as error:
        raise PortTaken(
            f"port {port} of {HOST} cannot be used ({error.strerror}); a free one was wanted; "
            "choose another with --port, or --port 0 for any"
        ) from error
    server.daemon_threads = True
    return server


def address(server: ThreadingHTTPServer, prefix: str = "/") -> str:
    """Where the site can be looked at."""
    return f"http://{HOST}:{server.server_address[1]}{prefix}"


def serve(server: ThreadingHTTPServer, prefix: str = "/") -> None:
    """Say where the site can be looked at, and serve it until Ctrl+C."""
    if threading.current_thread() is threading.main_thread():
        # A shell that starts a program behind it makes the program deaf to Ctrl+C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    print(f"Serving at {address(server, prefix)} until Ctrl+C", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        server.server_close()
