from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from eligibility.definitions import Definitions
from nelmas_rules import RULES
from sitegen.checks import loader
from sitegen.languages.completeness import (
    TranslationError,
    catalogue_files,
    languages,
    problems,
    require_complete,
)
from sitegen.languages.translate import read_language, translated
from sitegen.model.site import Files, Site
from sitegen.pages import information_pages
from sitegen.pages.page_table import rule_path
from sitegen.pages.published_cases import read_patients
from sitegen.pages.renderer import Renderer
from sitegen.precheck import precheck_page
from sitegen.quality.html_reader import Node, parse, read_page
from sitegen.quality.page_lists import PRECHECK
from tests import fixtures
from tests.conftest import ROOT
from tests.sitegen.pseudo_locales import ALPHABETS, TRIAL, add_language, lookup, page_words

SAMPLE = (*fixtures.PAGES.templates, rule_path("I4"), rule_path("E8"))
"""One page of each template."""

NARROW = (ROOT / "sitegen" / "quality" / "probes" / "sideways.js").read_text("utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with two more languages."""
    root = tmp_path_factory.mktemp("languages") / "checkout"
    for code in ALPHABETS:
        add_language(root, code)
    return root


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The information pages in a language, built once."""
    done: dict[str, Path] = {}

    def build(code: str) -> Path:
        if code not in done:
            done[code] = tmp_path_factory.mktemp(code)
            for name, content in _pages(checkout, code).items():
                file = done[code] / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        return done[code]

    return build


def _pages(root: Path, code: str) -> Files:
    trial = loader.load(fixtures.FILE, ROOT)
    definitions = Definitions.from_trial(dataclasses.asdict(trial))
    language = read_language(code, catalogue_files(lookup(root), code))
    words = translated(trial, language)
    site = Site(trial, words, definitions, RULES, root, root, "", False, language)
    renderer = Renderer(site)
    return {**information_pages.files(renderer), **precheck_page.files(renderer, {})}


def _test_patients() -> re.Pattern[str]:
    """Who the test patients are, which is English in every language."""
    read = read_patients(RULES)
    words = {patient.words for group in read.groups.values() for patient in group} | {read.base}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(re.escape(" ".join(text.split())) for text in longest_first))


def _not_marked_english(node: Node) -> Node:
    """The same element without what says of itself that it is English."""
    inside = [
        _not_marked_english(part) if isinstance(part, Node) else part
        for part in node.inside
        if not isinstance(part, Node) or part.attributes.get("lang") != "en"
    ]
    return Node(node.name, node.attributes, inside)


def _english(page: Node) -> list[str]:
    """The English words of a page that readers see or a screen reader speaks."""
    page = _not_marked_english(page)
    body = page.find("body")[0].words("pre", "code", "script", "style")
    labels = [
        node.attributes[name]
        for node in page.walk()
        for name in ("aria-label", "alt", "title", "placeholder")
        if name in node.attributes and node.name != "code"
    ]
    words = " | ".join([*(title.words() for title in page.find("title")), body, *labels])
    left = _test_patients().sub(" ", words)
    return sorted(set(re.findall(r"(?<![\w.@/-])[A-Za-z]{3,}(?![\w@/-])", left)) - NAMES)


@pytest.mark.parametrize(("code", "direction"), [("qps", "ltr"), ("qpr", "rtl")])
def test_page_says_its_language(
    built: Callable[[str], Path], checkout: Path, code: str, direction: str
) -> None:
    """A screen reader picks its voice, and a browser the side to start from, by two attributes."""
    require_complete(lookup(checkout), TRIAL)
    for path in SAMPLE:
        (html,) = read_page(built(code) / path).find("html")
        assert html.attributes == {"lang": code, "dir": direction}, path


def test_no_word_of_the_interface_stays_english(built: Callable[[str], Path]) -> None:
    """What is written into a template without _("…") would be English in every language."""
    english = {
        path: _english(read_page(built("qps") / path)) for path in fixtures.PAGES.information
    }
    assert {path: words for path, words in english.items() if words} == {}


def test_no_word_of_the_pre_check_stays_english(built: Callable[[str], Path]) -> None:
    """The form with all its questions is in a frame, which the other pages do not have."""
    page = read_page(built("qps") / PRECHECK)
    (frame,) = (node for node in page.walk() if node.attributes.get("srcdoc"))
    assert _english(page) == []
    assert _english(parse(frame.attributes["srcdoc"])) == []


NAMES = {"NELMAS", "Lutathera", "ClinicalTrials", "Chynna", "Pascual"} | {
    "GBq",
    "mCi",
    "ULN",
    "mmol",
    "umol",
}
"""The same in every language: names and units."""


@pytest.mark.browser
@pytest.mark.parametrize("path", SAMPLE)
def test_page_flows_from_right_to_left(
    browser: Browser, built: Callable[[str], Path], path: str
) -> None:
    """Longer words from the other side must still fit the narrowest screen."""
    context = browser.new_context(
        bypass_csp=True, viewport={"width": 320, "height": 640}, java_script_enabled=True
    )
    try:
        page = context.new_page()
        page.goto((built("qpr") / path).as_uri())
        assert page.evaluate(NARROW) == []
        assert page.evaluate("document.scrollingElement.scrollLeft") == 0
    finally:
        context.close()


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("interface.po", 'msgid "Glossary"', '#, fuzzy\nmsgid "Glossary"', "'Glossary' is marked"),
        ("interface.po", 'msgid "Glossary"', 'msgid "Glosary"', "'Glosary' is no longer used"),
        ("interface.po", 'msgid "Glossary"', 'msgid "Glosary"', "no entry for 'Glossary'"),
        ("interface.po", 'msgid "Glossary"', 'msgid "Glossary', "syntax error"),
        (
            "interface.po",
            'msgid "Glossary"\nmsgstr "',
            'msgid "Glossary"\nmsgstr ""\n# "',
            "'Glossary' has no",
        ),
        (
            "interface.po",
            'msgid "Glossary"\nmsgstr "',
            'msgid "Glossary"\nmsgstr ""\n#~ "',
            "syntax error",
        ),
        ("interface.po", 'msgstr "ltr"', 'msgstr "left"', "direction is 'left'. Write ltr or rtl."),
        ("about.md", "[verify]", "[verfiy]", "missing part [verify]"),
        ("about.md", "source: ", "source: 0", "Compare the two"),
        ("about.md", "source: ", "was: ", "translated from no version"),
    ],
)
def test_a_gap_or_an_old_translation_stops_the_build(
    tmp_path: Path, name: str, old: str, new: str, words: str
) -> None:
    """Readers must not see a page that is half translated or out of date."""
    root = tmp_path / "checkout"
    add_language(root, "qps")
    assert problems(lookup(root), TRIAL, "qps") == []
    _edit(root / "site_src" / "content" / "qps" / name, old, new)
    with pytest.raises(TranslationError) as refusal:
        require_complete(lookup(root), TRIAL)
    lines = [line for line in str(refusal.value).splitlines() if words in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"site_src/content/qps/{name}:")


def test_a_missing_file_stops_the_build(tmp_path: Path) -> None:
    """A reader must not meet a page in a language that she cannot read."""
    root = tmp_path / "checkout"
    add_language(root, "qps")
    folder = root / "site_src" / "content" / "qps"
    (folder / "privacy.md").unlink()
    (folder / "interface.po").unlink()
    lines = problems(lookup(root), TRIAL, "qps")
    assert [line.partition(": ")[0] for line in lines] == [
        "site_src/content/qps/interface.po",
        "site_src/content/qps/privacy.md",
    ]


def test_words_beside_the_trial_count_first(tmp_path: Path) -> None:
    """A trial says some things in its own way, in each of its languages."""
    root = tmp_path / "checkout"
    add_language(root, "qps")
    own = root / "content"
    english = "title: A\ndescription: B\n\n[verify]\nC\n"
    (own / "en").unlink(missing_ok=True)
    (own / "en").mkdir()
    (own / "en" / "about.md").write_text(english, "utf-8")
    (line,) = [
        line
        for line in problems(lookup(root), TRIAL, "qps")
        if line.partition(":")[0][-8:] == "about.md"
    ]
    assert "site_src/content/qps/about.md: translated from version" in line
    assert "of content/en/about.md" in line
    (own / "qps" / "about.md").write_text(page_words(english, "qps"), "utf-8")
    assert not [line for line in problems(lookup(root), TRIAL, "qps") if "about.md" in line]
    (own / "qpr").mkdir()
    assert languages(lookup(root)) == ["en", "qpr", "qps"]


def test_both_glossaries_are_translated(tmp_path: Path) -> None:
    """The site joins the trial's terms and the shared ones, so neither may be missing."""
    root = tmp_path / "checkout"
    add_language(root, "qps")
    own = root / "content"
    (own / "en").unlink()  # a link to the trial's own words, which must stay
    (own / "en").mkdir()
    (own / "qps" / "glossary.md").unlink()
    english = "title: A\ndescription: B\n\n[arm]\n**arm**\n\nA group.\n"
    (own / "en" / "glossary.md").write_text(english, "utf-8")
    (line,) = [line for line in problems(lookup(root), TRIAL, "qps") if "glossary.md" in line]
    assert line == "content/qps/glossary.md: file not found. Translate content/en/glossary.md."
    (own / "qps" / "glossary.md").write_text(page_words(english, "qps"), "utf-8")
    (root / "site_src" / "content" / "qps" / "glossary.md").unlink()
    (line,) = [line for line in problems(lookup(root), TRIAL, "qps") if "glossary.md" in line]
    assert line.startswith("site_src/content/qps/glossary.md: file not found.")


def test_words_of_the_trials_own_templates_are_in_its_catalogue(tmp_path: Path) -> None:
    """Another trial, which shares interface.po, does not have them."""
    root = tmp_path / "checkout"
    add_language(root, "qps")
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "own.html").write_text('{{ _("Odd") }}{{ _("Glossary") }}', "utf-8")
    (line,) = problems(lookup(root), TRIAL, "qps")
    assert line.startswith("content/qps/trial.po: no entry for 'Odd'.")
