"""The program knows no trial: another trial's site, and the program itself, name none of NELMAS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from eligibility.definitions import Definitions
from eligibility.trial_file import read_definitions, rules_of
from sitegen import build
from sitegen.checks.loader import load
from sitegen.model.site import Site
from sitegen.model.trial import Trial
from sitegen.pages import information_pages
from sitegen.pages.page_table import PAGES, paths_of
from sitegen.pages.renderer import Renderer
from sitegen.quality.html_reader import read_page
from tests.conftest import ROOT

TABLETS = ROOT / "tests" / "trials" / "tablets" / "trial.yaml"

OF_NELMAS = re.compile(
    rb"nelmas|\bliver\b|neuroendocrine|dotatate|lutathera|imperial|\bradio(?!s?\b)|gallium|177lu",
    re.IGNORECASE,
)
"""Words of NELMAS. `radio` alone is a kind of button; `radioactive` and `radiotherapy` are not."""

PROGRAM = ("eligibility", "sitegen", "site_src/templates", "site_src/assets", "site_src/content")


def words_of_nelmas(folder: Path) -> Iterator[str]:
    """Say where a folder has words of NELMAS, in names of files too, a line each."""
    for file in sorted(folder.rglob("*")):
        if "__pycache__" in file.parts or not file.is_file():
            continue
        name = file.relative_to(folder).as_posix()
        if found := OF_NELMAS.search(name.encode()):
            yield f"{name}: {found[0].decode()}"
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
            if found := OF_NELMAS.search(line):
                yield f"{name}:{number}: {found[0].decode()}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the trial of tablets."""
    out = tmp_path_factory.mktemp("tablets") / "site"
    asked = ["--trial", str(TABLETS), "--out", str(out), "--base-url", "https://example.org/"]
    assert build.main(asked) == 0
    return out


@pytest.fixture(scope="module")
def trial() -> Trial:
    """Return the trial of tablets."""
    return load(TABLETS, ROOT)


def rendered(trial: Trial) -> dict[str, str]:
    """Render the information pages of a trial with the shared words only."""
    definitions = Definitions.from_trial(asdict(trial))
    rules = rules_of(definitions)
    site = Site(trial, trial, definitions, rules, ROOT, TABLETS.parent, "", False)
    return {path: page.decode() for path, page in information_pages.files(Renderer(site)).items()}


def test_its_site_names_nothing_of_nelmas(site: Path) -> None:
    """With another short name, the site once said NELMAS 127 times on 41 pages."""
    assert list(words_of_nelmas(site)) == []


def test_its_own_name_is_on_every_page(site: Path, trial: Trial) -> None:
    """A page without the trial's name in its title is lost among open tabs."""
    ids = [criterion.id for criterion in trial.criteria]
    for path in paths_of(PAGES, ids):
        (title,) = read_page(site / path).find("title")
        assert title.words().endswith("– ZORBA trial"), path


@pytest.mark.parametrize("folder", [*PROGRAM, "devtools"])
def test_the_program_names_nothing_of_nelmas(folder: str) -> None:
    """The program's own words appear on the site of every trial."""
    assert list(words_of_nelmas(ROOT / folder)) == []


def test_the_search_finds_each_word(tmp_path: Path) -> None:
    """The search must find these words, or its empty result proves nothing."""
    words = ("NELMAS", "a liver", "Neuroendocrine", "177Lu-X", "DOTATATE", "radioactive")
    for word in words:
        (tmp_path / "page.html").write_text(f"<p>{word}</p>", "utf-8")
        assert list(words_of_nelmas(tmp_path)), word
    (tmp_path / "page.html").write_text('<input type="radio" class="radios"> delivered', "utf-8")
    assert list(words_of_nelmas(tmp_path)) == []


def test_each_drug_is_shown_and_only_those_with_weeks_have_a_timeline(site: Path) -> None:
    """Two drugs must not become one, and a picture without figures would be made up."""
    doses = read_page(site / "clinicians" / "index.html").find("blockquote")
    said = [node.words() for node in doses]
    assert "One tablet of 20 mg each day for 28 days." in said
    assert "Two tablets of 5 mg, 2 weeks apart." in said
    page = read_page(site / "taking-part" / "index.html")
    assert len(page.find("svg", kind="weeks")) == 1
    assert "The second dose comes 2 weeks after the first." in page.find("main")[0].words()


def test_three_arms_are_drawn_as_three(site: Path) -> None:
    """The picture splits once for each group."""
    (figure,) = read_page(site / "index.html").find("figure", kind="arms")
    assert len(figure.find("h3")) == 3
    (drawn,) = figure.find("svg", kind="fork")
    assert drawn.find("path")[0].attributes["d"].count("M180") == 3


@pytest.mark.parametrize("arms", [1, 5])
def test_one_arm_or_many_have_no_picture(arms: int, trial: Trial) -> None:
    """One arm splits nothing, and many do not fit beside each other."""
    several = tuple(replace(trial.arms[0], id=f"arm{n}") for n in range(arms))
    pages = rendered(replace(trial, arms=several))
    assert "<figure" not in pages["index.html"]
    assert pages["index.html"].count("You take tablet A each day.") == arms


def test_without_chance_no_page_says_so(trial: Trial) -> None:
    """Only a randomised trial leaves the groups to chance."""
    record = replace(trial.record, purpose="A trial.", official_title="A trial")
    pages = rendered(replace(trial, record=record))
    for path in ("index.html", "taking-part/index.html"):
        assert "hance decides" in rendered(trial)[path]
        assert "hance decides" not in pages[path]


def test_a_trial_without_interventions_has_pages(trial: Trial) -> None:
    """A study that only watches people gives nothing."""
    pages = rendered(replace(trial, interventions=()))
    assert set(pages) == set(rendered(trial))
    assert 'class="timeline"' not in pages["taking-part/index.html"]


def test_blank_fields_of_the_record_are_said_to_be_blank(trial: Trial) -> None:
    """A gap must not look like an answer."""
    record = replace(trial.record, ages="", sex="", phase="", lead_sponsor="", conditions=())
    pages = rendered(replace(trial, record=record))
    assert pages["index.html"].count("not stated in the record") >= 3


def test_a_trials_own_template_and_terms_come_first(tmp_path: Path, trial: Trial) -> None:
    """A trial can change a page or a term without touching the program."""
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "en").mkdir(parents=True)
    own = '{% extends "layout.html" %}{% block main %}<h1>Our own</h1>{% endblock %}'
    (tmp_path / "templates" / "pages" / "about.html").write_text(own, "utf-8")
    (tmp_path / "content" / "en" / "glossary.md").write_text(
        "title: Words\ndescription: Our words.\n\n[arm]\n**arm**\n\nOur meaning.\n\n"
        "[zebra]\n**zebra**\n\nA new term.\n",
        "utf-8",
    )
    definitions = Definitions.from_trial(asdict(trial))
    site = Site(trial, trial, definitions, rules_of(definitions), ROOT, tmp_path, "", False)
    pages = information_pages.files(Renderer(site))
    assert b"<h1>Our own</h1>" in pages["about/index.html"]
    glossary = pages["glossary/index.html"].decode()
    assert "Our meaning." in glossary
    assert "A new term." in glossary
    assert glossary.count("<dt>arm</dt>") == 1
    assert "<dt>sponsor</dt>" in glossary


def test_command_line_and_site_ask_the_same(site: Path) -> None:
    """A trial without a rules package has one set of questions, and one fingerprint."""
    definitions = read_definitions(TABLETS)
    shipped = (site / "pre-check" / "runtime" / "definitions.json").read_text("utf-8")
    assert definitions.to_json() == shipped
    assert "criterion_a1" in definitions.facts
