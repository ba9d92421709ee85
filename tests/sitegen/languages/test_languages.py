from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from eligibility.definitions import Definitions
from nelmas_rules import RULES
from sitegen.checks import loader
from sitegen.languages import translate
from sitegen.languages.completeness import NotWhole, problems, require_whole
from sitegen.model.site import Files, Site
from sitegen.pages import information
from sitegen.pages.test_patients import read_patients
from sitegen.precheck import precheck_page
from sitegen.quality.html_reader import Node, parse, read_page
from sitegen.quality.page_lists import PRECHECK, SEEN
from sitegen.quality.page_lists import RULES as RULE_PAGES
from tests import fixtures
from tests.conftest import ROOT
from tests.sitegen.pseudo_locales import ALPHABETS, TRIAL, add_language

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
    loaded = loader.load(fixtures.FILE, ROOT)
    definitions = Definitions.from_trial(loaded.data)
    site = translate.in_its_language(Site(loaded.trial, definitions, RULES, root, "", False, code))
    return {**information.files(site), **precheck_page.files(site, {})}


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
    """The English words of a page, left to be read or told by a screen reader."""
    page = _not_marked_english(page)
    body = page.find("body")[0].words("pre", "code", "script", "style")
    labels = [
        node.attributes[name]
        for node in page.walk()
        for name in ("aria-label", "alt", "title", "placeholder")
        if name in node.attributes and node.name != "code"
    ]
    told = " | ".join([*(title.words() for title in page.find("title")), body, *labels])
    left = _test_patients().sub(" ", told)
    return sorted(set(re.findall(r"(?<![\w.@/-])[A-Za-z]{3,}(?![\w@/-])", left)) - NAMES)


@pytest.mark.parametrize(("code", "direction"), [("qps", "ltr"), ("qpr", "rtl")])
def test_page_says_its_language(
    built: Callable[[str], Path], checkout: Path, code: str, direction: str
) -> None:
    """A screen reader picks its voice, and a browser the side to start from, by two attributes."""
    require_whole(checkout, TRIAL)
    for path in SEEN:
        (html,) = read_page(built(code) / path).find("html")
        assert html.attributes == {"lang": code, "dir": direction}, path


def test_no_word_of_the_interface_stays_english(built: Callable[[str], Path]) -> None:
    """What is written into a template without _("…") would be English in every language."""
    english = {path: _english(read_page(built("qps") / path)) for path in (*SEEN, *RULE_PAGES)}
    assert {path: words for path, words in english.items() if words} == {}


def test_no_word_of_the_pre_check_stays_english(built: Callable[[str], Path]) -> None:
    """The form with all its questions stands in a frame, which the other pages do not have."""
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
@pytest.mark.parametrize("path", SEEN)
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
        ("interface.po", 'msgid "Glossary"', '#, fuzzy\nmsgid "Glossary"', "'Glossary' is not tr"),
        ("interface.po", 'msgid "Glossary"', 'msgid "Glosary"', "'Glosary' is no interface string"),
        (
            "interface.po",
            'msgid "Glossary"\nmsgstr "',
            'msgid "Glossary"\nmsgstr ""\n#~ "',
            "'Glos",
        ),
        ("about.md", "[verify]", "[verfiy]", "part [verify] is missing"),
        ("about.md", "source: ", "source: 0", "compare the two"),
        ("about.md", "source: ", "was: ", "made from nothing"),
    ],
)
def test_a_hole_or_an_old_translation_stops_the_build(
    tmp_path: Path, name: str, old: str, new: str, words: str
) -> None:
    """Half a page in another language, or last year's rules, is worse than none."""
    folder = add_language(tmp_path / "checkout", "qps")
    assert problems(tmp_path / "checkout", TRIAL, "qps") == []
    _edit(folder / name, old, new)
    with pytest.raises(NotWhole) as refusal:
        require_whole(tmp_path / "checkout", TRIAL)
    assert f"site_src/content/qps/{name}: " in str(refusal.value)
    assert words in str(refusal.value)


def test_a_page_left_out_stops_the_build(tmp_path: Path) -> None:
    """A reader must not meet a page in a language that she cannot read."""
    folder = add_language(tmp_path / "checkout", "qps")
    (folder / "privacy.md").unlink()
    (folder / "interface.po").unlink()
    lines = problems(tmp_path / "checkout", TRIAL, "qps")
    assert [line.partition(": ")[0] for line in lines] == [
        "site_src/content/qps/interface.po",
        "site_src/content/qps/privacy.md",
    ]
