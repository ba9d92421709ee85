from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
import subprocess
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sitegen.pages import rule_path
from sitegen.patients import read_patients
from tests.conftest import ROOT
from tests.site.places import CRITERIA, EVERY, INFORMATION, PRECHECK
from tests.site.reader import Node, pages_of, read_page

every_page = pytest.mark.parametrize("path", EVERY)
information_page = pytest.mark.parametrize("path", INFORMATION)

FETCHING = {
    ("script", "src"), ("img", "src"), ("iframe", "src"), ("audio", "src"), ("video", "src"),
    ("source", "src"), ("object", "data"), ("embed", "src"), ("image", "href"), ("use", "href"),
}  # fmt: skip


@cache
def _read(path: Path) -> Node:
    return read_page(path)


def _attributes(page: Node) -> list[tuple[str, str, str]]:
    return [
        (node.name, name, value) for node in page.walk() for name, value in node.attributes.items()
    ]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _meta(page: Node, name: str) -> str:
    return next(
        (
            node.attributes.get("content", "")
            for node in page.find("meta")
            if name in (node.attributes.get("name"), node.attributes.get("http-equiv"))
        ),
        "",
    )


def test_no_page_is_left_out(built_site: Path) -> None:
    """A page that the tests do not know would be checked by nobody."""
    assert set(pages_of(built_site)) == set(EVERY)


@every_page
def test_one_heading_and_a_title_that_says_page_and_trial(built_site: Path, path: str) -> None:
    """A reader with many tabs, or a screen reader, must know at once where they are."""
    page = _read(built_site / path)
    (heading,) = page.find("h1")
    assert heading.words()
    title = page.find("title")[0].words()
    assert title.endswith("NELMAS trial")
    assert len(title) > len(" – NELMAS trial")
    assert 40 <= len(_meta(page, "description")) <= 200


def test_titles_and_descriptions_differ(built_site: Path) -> None:
    """Two pages with the same title cannot be told apart in a list of results."""
    pages = [_read(built_site / path) for path in EVERY]
    assert len({page.find("title")[0].words() for page in pages}) == len(pages)
    assert len({_meta(page, "description") for page in pages}) == len(pages)


@every_page
def test_headings_step_down_one_at_a_time(built_site: Path, path: str) -> None:
    """A gap in the levels makes a listener look for a part that is not there."""
    level = 0
    for node in _read(built_site / path).find("h1", "h2", "h3", "h4"):
        assert int(node.name[1]) <= level + 1, node.words()
        level = int(node.name[1])


@every_page
def test_both_banners_stand_above_the_content(built_site: Path, path: str) -> None:
    """Nobody may read a page of an unapproved site, or of a closed trial, without being told."""
    page = _read(built_site / path)
    names = [" ".join(node.classes) or node.name for node in page.find("aside", "main")]
    assert names[:3] == ["draft-banner", "status-banner", "wrap"]
    draft = page.find(kind="draft-banner")[0].words()
    assert draft == (
        "Draft: not approved by the trial team or an ethics committee; not for recruitment."
    )
    status = page.find(kind="status-banner")[0].words()
    for words in ("Not open yet", "ClinicalTrials.gov", "Nobody has yet compared", "meddatax.com",
                  "14 January 2026", "terminated, with one participant"):  # fmt: skip
        assert words in status, words
    assert _meta(page, "robots") == "noindex"


@every_page
def test_every_page_has_the_same_frame(built_site: Path, path: str) -> None:
    """Help, navigation and footer must be where the reader found them on the page before."""
    page = _read(built_site / path)
    first = page.find("body")[0].find("a")[0]
    assert first.attributes["href"] == "#main"
    assert [node.words() for node in page.find("nav", kind="site-nav")[0].find("a")] == [
        "For patients", "Who can join", "For clinicians", "Pre-check", "About",
    ]  # fmt: skip
    order = [
        node.attributes.get("id") or node.classes[0]
        for node in page.find("header", "main", "section", "footer")
        if {"site-header", "help", "site-footer"} & set(node.classes) or node.name == "main"
    ]
    assert order == ["site-header", "main", "contact", "site-footer"]
    contact = page.find(kind="help")[0].words()
    for words in ("nelmas-trial@imperial.ac.uk", "02033133170", "Do not send", "date of birth",
                  "hospital number", "scans"):  # fmt: skip
        assert words in contact, words
    footer = page.find("footer")[0]
    for words in ("Imperial College London", "NCT05987176", "Privacy", "Accessibility", "Changes",
                  "Version"):  # fmt: skip
        assert words in footer.words(), words
    assert "https://clinicaltrials.gov/study/NCT05987176" in {
        node.attributes.get("href") for node in footer.find("a")
    }


@pytest.mark.parametrize("path", [path for path in EVERY if path.count("/") == 1])
def test_navigation_shows_where_the_reader_is(built_site: Path, path: str) -> None:
    """Exactly one entry is marked on a page of the navigation, and none elsewhere."""
    page = _read(built_site / path)
    marked = [
        node.attributes["href"]
        for node in page.find(kind="site-nav")[0].find("a")
        if node.attributes.get("aria-current") == "page"
    ]
    sections = {"taking-part", "who-can-join", "clinicians", "pre-check", "about"}
    assert marked == (["./"] if path.split("/")[0] in sections else [])


@information_page
def test_nothing_but_this_page_can_be_fetched_or_run(built_site: Path, path: str) -> None:
    """A page of words needs no script and no further request, and its policy allows none."""
    page = _read(built_site / path)
    scripts = page.find("script")
    assert all(node.attributes == {"type": "application/ld+json"} for node in scripts)
    (style,) = page.find("style")
    data = "".join(f"; script-src {_hash(node.text())}" for node in scripts)
    assert _meta(page, "Content-Security-Policy") == (
        f"default-src 'none'; style-src {_hash(style.text())}; img-src data:; "
        f"connect-src 'self'; base-uri 'none'; form-action 'none'{data}"
    )
    for name, attribute, value in _attributes(page):
        assert (name, attribute) not in FETCHING, value
        assert not attribute.startswith("on"), (name, attribute)
        assert attribute != "style", "the policy would not let it through"
    assert "url(" not in style.text()
    assert "@import" not in style.text()
    for link in page.find("link"):
        if link.attributes["rel"] == "icon":
            assert link.attributes["href"].startswith("data:")
        else:
            assert link.attributes["rel"] in {"canonical", "alternate"}


@every_page
def test_ids_are_used_once_and_labels_exist(built_site: Path, path: str) -> None:
    """A label that points nowhere, or to two places, is silence in a screen reader."""
    page = _read(built_site / path)
    ids = [value for _, name, value in _attributes(page) if name == "id"]
    assert len(ids) == len(set(ids))
    for _, name, value in _attributes(page):
        if name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            assert set(value.split()) <= set(ids), value


@every_page
def test_links_and_fragments_lead_somewhere(built_site: Path, path: str) -> None:
    """A dead link is a promise not kept; relative ones must hold under any folder, too."""
    page = _read(built_site / path)
    for node in page.find("a"):
        target = urlsplit(node.attributes["href"])
        if target.scheme:
            assert target.scheme in {"https", "mailto", "tel"}, node.attributes["href"]
            continue
        if path == "404.html":
            assert target.path.startswith("/") or node.attributes["href"].startswith("#")
            found = posixpath.normpath(target.path.lstrip("/") or ".")
        else:
            assert not target.path.startswith("/"), node.attributes["href"]
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.path))
        if not target.path:
            found = path
        assert not found.startswith(".."), node.attributes["href"]
        file = built_site / unquote(found)
        if target.path.endswith("/") or found == ".":
            file = file / "index.html"
        assert file.is_file(), f"{path}: {node.attributes['href']}"
        if target.fragment:
            ids = {other.attributes.get("id") for other in _read(file).walk()}
            assert target.fragment in ids, f"{path}: {node.attributes['href']}"


@every_page
def test_links_say_where_they_lead(built_site: Path, path: str) -> None:
    """Read out of context, a link must still make sense."""
    for node in _read(built_site / path).find("a"):
        words = node.attributes.get("aria-label") or node.words()
        assert words.casefold() not in {"", "here", "click here", "more", "read more", "link"}


def test_all_official_words_stand_letter_by_letter(built_site: Path) -> None:
    """The registry's words are quoted, never edited, wherever all criteria are shown."""
    trial = json.loads((built_site / "trial.json").read_text("utf-8"))
    for path in ("who-can-join", "clinicians/checklist", "how-it-decides", "record"):
        words = _read(built_site / path / "index.html").find("main")[0].words()
        for criterion in trial["criteria"]:
            assert " ".join(criterion["official"].split()) in words, (path, criterion["id"])


def test_each_criterion_has_its_plain_words_and_its_rule(built_site: Path) -> None:
    """What is decided must be shown as it is decided."""
    page = _read(built_site / "how-it-decides/index.html")
    joins = _read(built_site / "who-can-join/index.html")
    for name in CRITERIA:
        (rule,) = [node for node in page.find("section") if node.attributes.get("id") == name]
        assert rule.find("pre")[0].words().startswith(f"{name} is true when")
        (row,) = [node for node in joins.find("li") if node.attributes.get("id") == name]
        assert row.find(kind="plain")[0].words()
        assert row.find(kind="official")[0].words()


def test_every_test_patient_is_published(built_site: Path) -> None:
    """Whoever doubts a finding can look up the case that pins it."""
    patients = read_patients(ROOT)
    assert patients.count >= 250
    for group, cases in patients.groups.items():
        page = rule_path(group) if group in CRITERIA else "how-it-decides/patients/index.html"
        rows = {
            row.find("th")[0].words(): row
            for row in _read(built_site / page).find("tr")
            if row.find("td")
        }
        for case in cases:
            assert case.words in rows[case.id].words().replace("  ", " "), case.id
            if group in CRITERIA and case.finding(group)[0]:
                shown = case.finding(group)[0].replace("unknown", "not known")
                assert rows[case.id].find("td")[1].words().startswith(shown), case.id


def test_what_the_record_leaves_blank_is_said(built_site: Path) -> None:
    """A blank that is passed over in silence reads like an answer."""
    page = _read(built_site / "record/index.html")
    rows = {node.attributes.get("id"): node.words() for node in page.find("div")}
    assert "not stated in the record" in rows["countries"]
    assert "N/A" in rows["principal_investigator"]
    assert "N/A" in rows["principal_investigator_affiliation"]
    assert "no sites locations listed" in rows["sites"]
    patients = _read(built_site / "taking-part/index.html").find("main")[0].words()
    for missing in ("Risks and side effects", "Visits", "travel", "Costs", "how many people",
                    "start or end"):  # fmt: skip
        assert missing in patients, missing


def test_dosing_is_exact(built_site: Path) -> None:
    """A figure that is rounded or dropped could reach a prescription."""
    words = _read(built_site / "clinicians/index.html").find("main")[0].words()
    for figure in ("14.8 GBq (400 mCi)", "7.4 GBq (200 mCi)", "30 minutes", "8 ± 1 weeks",
                   "up to 16 weeks for resolving acute toxicity",
                   "8±1-week intervals"):  # fmt: skip
        assert figure in words, figure


def test_open_readings_are_put_as_questions(built_site: Path) -> None:
    """A clinician must see which words the trial team has still to settle."""
    trial = json.loads((built_site / "trial.json").read_text("utf-8"))
    for path in ("clinicians/index.html", "how-it-decides/index.html"):
        words = _read(built_site / path).find("main")[0].words()
        for criterion in trial["criteria"]:
            for reading in criterion.get("readings", []):
                assert " ".join(reading["question"].split()) in words
                for alternative in reading["alternatives"].values():
                    assert " ".join(alternative.split()) in words


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr) if done.returncode else ""


@pytest.mark.slow
def test_html_validate_finds_nothing(built_site: Path) -> None:
    """Markup that a browser must repair is repaired differently by each browser."""
    files = [str(built_site / path) for path in INFORMATION]
    config = str(ROOT / "tests" / "site" / "htmlvalidate.json")
    command = ROOT / "node_modules" / ".bin" / "html-validate"
    assert _run(str(command), "--config", config, *files) == ""


@pytest.mark.java
@pytest.mark.slow
def test_nu_html_checker_finds_nothing(built_site: Path) -> None:
    """The standard's own checker also knows the rules on ARIA and on CSS."""
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = [str(built_site / path) for path in EVERY]
    found = _run("java", "-jar", str(jar), "--Werror", "--asciiquotes", "--format", "gnu", *files)
    # The pre-check's list of files is data; a browser never asks its policy about it.
    known = re.compile(rf"{PRECHECK}.*Inline script violates Content Security Policy")
    assert [line for line in found.splitlines() if not known.search(line)] == []


def test_precheck_is_one_of_the_pages() -> None:
    """The frame of the pre-check is checked here; what happens in it, in tests/browser."""
    assert PRECHECK in EVERY
