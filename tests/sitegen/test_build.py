from __future__ import annotations

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from sitegen import build
from sitegen.serving import output, server
from tests import fixtures
from tests.sitegen.broken_trials import ROOT

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Every file below a folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_input_gives_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    """Anyone must be able to build the site again and find the published bytes."""
    elsewhere = tmp_path / "another place"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, ROOT / "build.py", *fixtures.BUILD, "--out", elsewhere],
        check=True,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
    )
    assert tree(elsewhere) == tree(built_site)


def test_no_path_of_this_machine_is_in_the_site(built_site: Path) -> None:
    """Paths differ between machines and tell who built it."""
    for name, content in tree(built_site).items():
        assert str(ROOT).encode() not in content, name


def test_the_manifest_names_every_file(built_site: Path) -> None:
    """People verify the published files with the whole list, in the format of sha256sum."""
    files = tree(built_site)
    lines = files.pop("manifest-sha256.txt").decode().splitlines()
    assert lines == [f"{sha256(files[path]).hexdigest()}  {path}" for path in sorted(files)]


def test_a_new_site_replaces_the_whole_old_one(built_site: Path, tmp_path: Path) -> None:
    """A page that is no longer made must not stay behind."""
    out = tmp_path / "site"
    output.replace(out, output.with_manifest({"old/page.html": b"old"}))
    assert build.main([*fixtures.BUILD, "--out", str(out)]) == 0
    assert tree(out) == tree(built_site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_while_writing_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or an interruption must not take the site down."""
    out = tmp_path / "site"
    output.replace(out, {"index.html": b"old"})
    written = Path.write_bytes

    def fail(self: Path, data: bytes) -> int:
        if self.name == "second.html":
            raise KeyboardInterrupt
        return written(self, data)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(KeyboardInterrupt):
        output.replace(out, {"first.html": b"new", "second.html": b"new"})
    assert tree(out) == {"index.html": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_at_the_swap_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure between old and new must not lose both."""
    out = tmp_path / "site"
    output.replace(out, {"index.html": b"old"})
    renamed = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise OSError(28, "No space left on device")
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="No space"):
        output.replace(out, {"index.html": b"new"})
    assert tree(out) == {"index.html": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_contributors_cannot_make_one_file() -> None:
    """Two parts of the build that make one file would hide each other's work."""
    with pytest.raises(ValueError, match=r"a\.html"):
        output.merge([{"a.html": b"x"}, {"a.html": b"x"}])


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\b", "", "a/./b"])
def test_no_file_leaves_the_output_folder(path: str, tmp_path: Path) -> None:
    """A wrong path must not overwrite a source."""
    with pytest.raises(ValueError, match="output folder"):
        output.replace(tmp_path / "site", {path: b"x"})
    assert not list(tmp_path.iterdir())


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the message for a command line that cannot be used."""
    with pytest.raises(SystemExit) as ended:
        build.main(["--root", str(ROOT), *arguments])
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--base-url", "example.org"], "not a usable address"),
        (["--base-url", "ftp://example.org/"], "not a usable address"),
        (["--base-url", "https:///trial/"], "not a usable address"),
        (["--base-url", "https://exa mple.org/"], "not a usable address"),
        (["--base-url", "https://example.org/?a"], "not a usable address"),
        (["--base-url", "https://a@example.org/"], "not a usable address"),
        (["--base-url", "https://example.org/a/../b/"], "not a usable address"),
        (["--base-url", "https://example.org/a/.."], "not a usable address"),
        (["--base-url", "https://example.org//a"], "not a usable address"),
        (["--base-url", "https://example.org/<b>/"], "not a usable address"),
        (["--base-url", "https://example.org:port/"], "not a usable address"),
        (["--root", "no-such-folder"], "is not a folder"),
        (["--root", str(ROOT / "docs")], "trial.yaml does not exist"),
        (["--trial", "no-such.yaml"], "does not exist"),
        (["--trial", str(ROOT)], "is a folder"),
        (["--language", "xx"], "no folder content/xx"),
        (["--out", str(ROOT / "LICENSE")], "is a file"),
        (["--out", str(ROOT / "site_src" / "x")], "lies in site_src/"),
        (["--out", str(ROOT / ".git" / "x")], "lies in .git/"),
        (["--out", str(ROOT / "nelmas_rules")], "which no build made"),
        (["--out", str(ROOT)], "contains the trial itself"),
        (["--out", str(ROOT.parent)], "contains the trial itself"),
        (["--out", "/no/such/place/site"], "Create it"),
        (["--port", "70000"], "not a port"),
        (["--port", "x"], "not a port"),
        (["--relase"], "unrecognized"),
        (["--rel"], "unrecognized"),
        (["site"], "unrecognized"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_options_are_explained(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake on the command line must change nothing."""
    assert words in refused(capsys, *arguments)


def test_a_folder_of_something_else_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--out ~/Documents` must not cost anyone their documents."""
    (tmp_path / "thesis.txt").write_text("years of work")
    assert "thesis.txt, which no build made" in refused(capsys, "--out", str(tmp_path))
    assert tree(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_put_beside_the_built_ones_is_not_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Someone may have kept notes in the output folder."""
    out = tmp_path / "site"
    output.replace(out, output.with_manifest({"index.html": b"old"}))
    (out / "notes.txt").write_text("mine")
    assert "notes.txt" in refused(capsys, "--out", str(out))
    (out / "notes.txt").unlink()
    (out / ".DS_Store").write_text("a file manager's")
    output.check_folder(out, ROOT)


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    """Hosting tools make the folder first."""
    out = tmp_path / "site"
    out.mkdir()
    output.check_folder(out, ROOT)
    output.replace(out, {"index.html": b"new"})
    assert tree(out) == {"index.html": b"new"}


def test_a_link_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Replacing a link would leave its target half updated."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert "is a link" in refused(capsys, "--out", str(tmp_path / "link"))


def test_missing_pyodide_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fresh clone has no node_modules."""
    for name in ("site_src", "pyproject.toml", "nelmas_rules"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "trial.yaml").symlink_to(fixtures.FILE)
    monkeypatch.chdir(tmp_path)
    assert build.main(["--out", str(tmp_path / "site")]) == 1
    assert "python3 dev.py install" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[int]:
    """Serve a folder for a while; the value is the port."""
    listening = server.open_server(folder, 0, prefix)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield listening.server_address[1]
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def ask(
    port: int, path: str, method: str = "GET", taking: str = "identity"
) -> tuple[HTTPResponse, bytes]:
    """Ask a server on this machine."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Accept-Encoding": taking})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, with something beside it that must not be served."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "secret.txt").write_text("secret")
    site = folder / "site"
    output.replace(
        site,
        {
            "index.html": b"home",
            "404.html": b"not here",
            "about/index.html": b"about",
            "data/list.json": b"{}",
            "run.wasm": b"\0asm",
            "run.mjs": b"0",
            "feed.atom": b"<feed/>",
            "sitemap.xml": b"<x/>",
        },
    )
    return site


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html?x=1", 200, "text/html; charset=utf-8"),
        ("/about/", 200, "text/html; charset=utf-8"),
        ("/run.wasm", 200, "application/wasm"),
        ("/run.mjs", 200, "text/javascript; charset=utf-8"),
        ("/feed.atom", 200, "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", 200, "application/xml; charset=utf-8"),
        ("/data/list.json", 200, "application/json; charset=utf-8"),
        ("/data/", 404, "text/html; charset=utf-8"),
        ("/data", 404, "text/html; charset=utf-8"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/../secret.txt", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/secret.txt", 404, "text/html; charset=utf-8"),
        ("/..%5csecret.txt", 404, "text/html; charset=utf-8"),
        ("/%00", 404, "text/html; charset=utf-8"),
        ("/" + "x" * 5000, 404, "text/html; charset=utf-8"),
    ],
)
def test_files_are_served_as_a_host_would(path: str, status: int, kind: str, small: Path) -> None:
    """What works here must work there, and nothing else may be read."""
    with serving(small) as port:
        response, body = ask(port, path)
    assert response.status == status
    assert response.headers["Content-Type"] == kind
    assert (body == b"not here") == (status == 404)


def test_a_folder_leads_to_its_page(small: Path) -> None:
    """Relative links on the page need the slash at the end."""
    with serving(small, "/nelmas/") as port:
        assert ask(port, "/nelmas/about")[0].headers["Location"] == "/nelmas/about/"
        assert ask(port, "//evil.example/%2e%2e/about")[0].status == 404


def test_a_project_path_is_served_too(small: Path) -> None:
    """GitHub Pages puts a project's site below its name."""
    with serving(small, "/nelmas/") as port:
        assert ask(port, "/")[0].headers["Location"] == "/nelmas/"
        assert ask(port, "/nelmas")[0].headers["Location"] == "/nelmas/"
        assert ask(port, "/nelmas/about/")[1] == b"about"
        assert ask(port, "/about/")[1] == b"about"


def test_head_sends_no_content(small: Path) -> None:
    """Link checkers send HEAD requests."""
    with serving(small) as port:
        response, body = ask(port, "/", "HEAD")
    assert (response.status, body, response.headers["Content-Length"]) == (200, b"", "4")


def test_text_is_compressed_if_the_client_accepts_it(small: Path) -> None:
    """Hosts compress text, so sizes measured here must match."""
    with serving(small) as port:
        packed, body = ask(port, "/about/", taking="gzip, br")
        plain, whole = ask(port, "/about/")
    assert (packed.headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", b"about")
    assert (plain.headers["Content-Encoding"], whole) == (None, b"about")
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_only_this_machine_is_served(small: Path) -> None:
    """Nobody else in the hospital network should read a draft."""
    listening = server.open_server(small)
    assert listening.server_address[0] == "127.0.0.1"
    listening.server_close()


def test_a_port_in_use_is_reported_before_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message must say what to do, before a build is wasted."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        asked = [*fixtures.BUILD, "--serve", "--port", str(port), "--out", str(tmp_path / "site")]
        assert build.main(asked) == 1
    assert "--port 0" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_serving_ends_cleanly(sign: signal.Signals, tmp_path: Path) -> None:
    """Ctrl+C is how everybody stops it."""
    with subprocess.Popen(
        [
            *(sys.executable, "-u", str(ROOT / "build.py"), "--serve", "--port", "0"),
            *fixtures.BUILD,
            *("--out", str(tmp_path / "site"), "--base-url", "https://example.org/nelmas/"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        printed = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/nelmas/", printed)):
            line = program.stdout.readline()
            assert line, program.stderr.read()
            printed += line
        response, body = ask(int(found[1]), "/nelmas/")
        assert response.status == 200
        assert b"<!doctype html>" in body.lower()
        program.send_signal(sign)
        assert program.wait(10) == (0 if sign is signal.SIGINT else 143)
        assert "Traceback" not in program.stderr.read()
