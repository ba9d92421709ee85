# ruff: noqa: E501 - a mistake in one row can be compared with the next
from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import build
from tests import fixtures
from tests.sitegen.broken_trials import ROOT

EN = "site_src/content/en/"
OWN = "content/en/"
"""The words of the trial alone, which replace shared ones."""
TEMPLATES = "site_src/templates/"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose templates and words may be edited."""
    root = tmp_path / "checkout"
    root.mkdir()
    for name in ("site_src", "content"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("node_modules", "nelmas_rules", "tests", "pyproject.toml"):
        (root / name).symlink_to(ROOT / name)
    (root / "trial.yaml").symlink_to(fixtures.FILE)
    monkeypatch.chdir(root)
    return root


def change(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Change the first place of some words."""

    def changed(data: bytes) -> bytes:
        assert old in data, old
        return data.replace(old, new, 1)

    return changed


def set_to(new: bytes) -> Callable[[bytes], bytes]:
    """Put something else into the whole file."""
    return lambda _: new


MISTAKES = {
    "no title": (EN + "privacy.md", change(b"title: Privacy\n", b""),
                 ("privacy.md:1:", "missing title", "title: …")),
    "no description": (EN + "about.md", change(b"description: What", b"What"),
                       ("about.md:2:", "above the first part", "about.md:1:", "missing description")),
    "title without a space": (EN + "privacy.md", change(b"title: ", b"title:"),
                              ("privacy.md:1:", "no space")),
    "title without words": (EN + "privacy.md", change(b"title: Privacy", b"title:"),
                            ("privacy.md:1:", "no words")),
    "title twice": (EN + "privacy.md", change(b"title: Privacy", b"title: A\ntitle: B"),
                    ("privacy.md:2:", "duplicate title", "line 1")),
    "title misspelt": (EN + "privacy.md", change(b"title:", b"titel:"),
                       ("privacy.md:1:", "'titel: Privacy'", "missing title")),
    "a part is missing": (OWN + "taking-part.md", change(b"[rights]\n", b""),
                          ("content/en/taking-part.md: missing part [rights]",)),
    "a part is missing in a loop": (EN + "about.md", change(b"[not_for]", b"[not_four]"),
                                    ("about.md: missing part [not_for]",)),
    "a part is there twice": (EN + "about.md", change(b"[not_for]", b"[purpose]"),
                              ("about.md:11:", "duplicate part", "line 7")),
    "a part has no words": (EN + "about.md", change(b"[not_for]", b"[new]\n\n[not_for]"),
                            ("about.md:11:", "[new] is empty")),
    "a part's name with a hyphen": (EN + "about.md", change(b"[not_for]", b"[not-for]"),
                                    ("about.md:11:", "[not-for]", "letters, digits and _")),
    "a part's bracket is open": (EN + "about.md", change(b"[not_for]", b"[not_for"),
                                 ("about.md:11:", "[not_for", "not the start of a part")),
    "a part with a space after it": (EN + "about.md", change(b"[not_for]", b"[not_for] "),
                                     ("about.md:11:", "nothing after it")),
    "an empty file": (EN + "about.md", set_to(b""), ("about.md:1:", "empty")),
    "a file of spaces": (EN + "about.md", set_to(b" \n\n"), ("about.md:1:", "empty")),
    "no parts": (EN + "about.md", set_to(b"title: A\ndescription: B\n"), ("about.md:1:", "no part")),
    "Latin-1": (EN + "about.md", change("trial’s".encode(), b"trial\x92s"),
                ("about.md:17:", "0x92", "UTF-8")),
    "a byte order mark": (EN + "about.md", change(b"title", b"\xef\xbb\xbftitle"),
                          ("about.md:1:", "byte order mark", "U+FEFF")),
    "UTF-16": (EN + "about.md", set_to("title: A".encode("utf-16")), ("about.md:1:", "UTF-8")),
    "a NUL": (EN + "about.md", change(b"title", b"ti\x00tle"), ("about.md:1:", "U+0000")),
    "a zero-width space": (EN + "about.md", change(b"It gives", "It \u200bgives".encode()),
                           ("about.md:12:", "U+200B")),
    "an unknown name in the words": (EN + "about.md", change(b"lead_sponsor", b"sponsor"),
                                     ("about.md:20:", "sponsor", "docs/trial-yaml.md")),
    "an unknown variable": (EN + "about.md", change(b"trial.record", b"trail.record"),
                            ("about.md:20:", "'trail' is undefined")),
    "an unclosed value": (EN + "about.md", change(b"lead_sponsor }}", b"lead_sponsor }"),
                          ("about.md:20:",)),
    "an unclosed condition": (EN + "about.md", change(b"{% endif %}", b""),
                              ("about.md:", "never closed")),
    "an unknown filter": (OWN + "who-can-join.md", change(b"criteria | length", b"criteria | lenth"),
                          ("who-can-join.md:2:", "lenth", "filter")),
    "a term without its name": (OWN + "glossary.md", change(b"**albumin**", b"albumin"),
                                ("glossary.md", "[albumin]", "**MRI**")),
    "a term that is not there": (OWN + "home.md", change(b"term:neuro", b"term:neurro"),
                                 ("index.html", "#neurroendocrine-tumour")),
    "a page that is not there": (EN + "about.md", change(b"page:record/", b"page:records/"),
                                 ("about/index.html", "../records/", "no such page")),
    "a missing file of words": (EN + "about.md", None, ("about.md",)),
    "an unknown include": (TEMPLATES + "layout.html", change(b"components/help", b"components/hulp"),
                           ("layout.html:", "components/hulp.html", "site_src/templates/")),
    "an unknown layout": (TEMPLATES + "pages/about.html", change(b"layout.html", b"layuot.html"),
                          ("about.html:1:", "layuot.html")),
    "an unknown macro": (TEMPLATES + "pages/record.html", change(b"import blank", b"import blnk"),
                         ("record.html:",)),
    "an unclosed block": (TEMPLATES + "pages/about.html", change(b"{% endblock %}", b""),
                          ("about.html:", "never closed")),
    "an unclosed loop": (TEMPLATES + "pages/about.html", change(b"{% endfor %}", b""),
                         ("about.html:",)),
    "a tag that is none": (TEMPLATES + "pages/about.html", change(b"{% for", b"{% four"),
                           ("about.html:", "unknown tag 'four'")),
    "a layout that leads to itself": (TEMPLATES + "layout.html",
                                      change(b"<!DOCTYPE", b'{% extends "layout.html" %}<!DOCTYPE'),
                                      ("site_src/templates/", "recursion")),
    "an empty template": (TEMPLATES + "pages/about.html", set_to(b""), ("about.html:1:", "empty")),
    "a template that divides by nothing": (TEMPLATES + "pages/about.html",
                                           change(b"<h1>", b"{{ 1 / 0 }}<h1>"), ("about.html:4:",)),
    "a template in Latin-1": (TEMPLATES + "pages/about.html", change(b"<h1>", b"\xe9<h1>"),
                              ("about.html:4:", "UTF-8")),
    "a missing stylesheet": ("site_src/assets/site.css", None, ("site.css",)),
    "a stylesheet that is not closed": ("site_src/assets/site.css", change(b"margin: 0;\n  back",
                                        b"margin: 0; /* \n  back"), ("site.css:", "never closed")),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_explained(
    name: str, copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Editors see file, line and what to do, never a traceback or half a site."""
    file, change_to, words = MISTAKES[name]
    edited = copied / file
    if change_to is None:
        edited.unlink()
    else:
        edited.write_bytes(change_to(edited.read_bytes()))
    assert build.main(["--out", str(copied / "_site")]) == 1
    shown = capsys.readouterr().err
    for part in words:
        assert part in shown, shown
    assert "Traceback" not in shown
    assert not (copied / "_site").exists()


def test_errors_in_all_files_are_reported_together(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An editor of three files must see all their errors at once."""
    for name in ("about", "privacy", "changes"):
        file = copied / EN / f"{name}.md"
        file.write_text(file.read_text("utf-8").replace("title: ", "titel: ", 1))
    assert build.main(["--out", str(copied / "_site")]) == 1
    shown = capsys.readouterr().err
    assert shown.count("missing title") == 3


def test_errors_in_all_templates_are_reported_together(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Jinja stops at the first; people should not have to."""
    for name in ("about", "privacy", "changes"):
        file = copied / TEMPLATES / "pages" / f"{name}.html"
        file.write_text(file.read_text("utf-8").replace("{% endblock %}", "", 1))
    assert build.main(["--out", str(copied / "_site")]) == 1
    shown = capsys.readouterr().err
    assert shown.count("never closed") == 3


def test_windows_line_ends_make_the_same_site(copied: Path, built_site: Path) -> None:
    """An editor on Windows must be able to publish the same bytes."""
    for file in [*copied.rglob("site_src/content/**/*.md"), *copied.rglob("templates/**/*.html")]:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert build.main(["--out", str(copied / "_site")]) == 0
    for page in ("index.html", "glossary/index.html", "clinicians/index.html"):
        made, kept = (copied / "_site" / page).read_bytes(), (built_site / page).read_bytes()
        strip = lambda text: text.partition(b"</head>")[2]  # noqa: E731 - only used here
        assert strip(made) == strip(kept), page
