"""Serve a built site on this machine only, as a static host does."""

from __future__ import annotations

import gzip
import signal
import threading
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from sitegen.errors import BuildError

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
"""File types that static hosts, such as GitHub Pages, send with gzip."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from one folder, without listings."""

    protocol_version = "HTTP/1.1"
    server_version = "trial-site"
    sys_version = ""

    def __init__(self, folder: Path, prefix: str, *rest: object) -> None:
        self.folder = folder
        self.prefix = prefix
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, a redirect, or the page for "not found"."""
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
        """Send the headers of a GET."""
        self.do_GET()

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + to.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _not_found(self) -> None:
        page = self.folder / "404.html"
        body = page.read_bytes() if page.is_file() else b"Page not found.\n"
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
        """Log nothing: nobody needs to know who read what."""


@lru_cache(maxsize=256)
def packed(body: bytes) -> bytes:
    """Compress a file once, as hosts do."""
    return gzip.compress(body, 6, mtime=0)


def _file(folder: Path, path: str) -> Path | None:
    """The file or folder at a path, or None if the served folder has none."""
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


class PortError(BuildError):
    """The port cannot be used."""


def open_server(folder: Path, port: int = 0, prefix: str = "/") -> ThreadingHTTPServer:
    """Bind a server for a folder. `prefix` is the path of the site's later address.

    Raises:
        PortError: the port is in use or not permitted.
    """
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, folder, prefix))
    except OSError as error:
        raise PortError(
            f"port {port} of {HOST} cannot be used ({error.strerror}). Choose another with --port, "
            "or --port 0 for any free port"
        ) from error
    server.daemon_threads = True
    return server


def address(server: ThreadingHTTPServer, prefix: str = "/") -> str:
    """The address of the served site."""
    return f"http://{HOST}:{server.server_address[1]}{prefix}"


def serve(server: ThreadingHTTPServer, prefix: str = "/") -> None:
    """Print the address and serve the site until Ctrl+C."""
    if threading.current_thread() is threading.main_thread():
        # A shell disables Ctrl+C for programs that it starts in the background.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    print(f"Serving at {address(server, prefix)} until Ctrl+C", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        server.server_close()
