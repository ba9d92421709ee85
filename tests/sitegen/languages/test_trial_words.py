from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from jinja2 import Environment

import build
from eligibility.definitions import Definitions
from nelmas_rules import RULES
from sitegen.checks import loader
from sitegen.languages import texts, translate
from sitegen.model import approval
from sitegen.model.site import Site
from sitegen.model.text_kinds import TextKind
from sitegen.model.trial import Data, OwnText, Trial
from sitegen.pages.renderer import Renderer
from sitegen.registry.record_text import fold
from tests import fixtures
from tests.conftest import ROOT
from tests.sitegen.pseudo_locales import TRIAL, add_language


@dataclasses.dataclass(frozen=True)
class Added:
    """A group that somebody added to trial.yaml."""

    id: Data
    words: tuple[OwnText, ...]
    names: dict[str, Data]
    note: str = ""


def _site(root: Path, code: str) -> Site:
    loaded = loader.load(fixtures.FILE, ROOT)
    return Site(loaded.trial, Definitions.from_trial(loaded.data), RULES, root, "", False, code)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with a language that nobody speaks."""
    root = tmp_path_factory.mktemp("words") / "checkout"
    add_language(root, "qps")
    return root


def test_every_text_says_how_it_is_told() -> None:
    """A text that nobody declared would stay English in every language, unseen."""
    assert list(texts.undeclared(Trial)) == []


def test_an_undeclared_text_is_noticed() -> None:
    """The test above must be able to fail."""
    assert list(texts.undeclared(Added)) == ["Added.note"]


def test_what_is_quoted_stands_in_the_record() -> None:
    """Words of ours declared as the registry's would stay English, and be said to be quoted."""
    record = fold((ROOT / "site_src" / "record" / TRIAL.record.file).read_text("utf-8-sig"))
    elsewhere = []

    def look(told: TextKind, place: str, text: str) -> str:
        if told is TextKind.OFFICIAL and fold(text) not in record:
            elsewhere.append(place)
        return text

    texts.map_texts(TRIAL, look)
    assert elsewhere == []


def test_only_our_words_are_replaced(checkout: Path) -> None:
    """A translator changes words; ids, figures and the registry's words are not hers to change."""
    told = translate.in_its_language(_site(checkout, "qps"))
    before: list[tuple[TextKind, str, str]] = []
    after: list[tuple[TextKind, str, str]] = []
    for trial, noted in ((TRIAL, before), (told.trial, after)):
        texts.map_texts(trial, lambda *one, noted=noted: noted.append(one) or one[2])
    assert [text[:2] for text in before] == [text[:2] for text in after]
    changed = {
        told for (told, _, old), (_, _, new) in zip(before, after, strict=True) if old != new
    }
    assert changed == {TextKind.TRANSLATED}


def test_approval_and_machines_keep_the_english(checkout: Path) -> None:
    """What was approved is the English text; what computers read is one and the same."""
    site = _site(checkout, "qps")
    told = translate.in_its_language(site)
    assert told.approved_text is site.trial
    assert approval.fingerprints(site.trial, checkout) == approval.fingerprints(TRIAL, checkout)
    shown = Renderer(told).environment.globals
    assert shown["approval"] == approval.approval(site.trial, checkout)
    assert shown["trial"] is told.trial


def test_a_build_in_another_language_changes_words_only(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules that run, and what machines read, are the same bytes in every language."""
    monkeypatch.setattr(build, "ROOT", checkout)
    made = {}
    for code in ("en", "qps"):
        assert build.main(["--out", str(tmp_path / code), "--language", code]) == 0
        made[code] = {
            path.relative_to(tmp_path / code).as_posix(): path.read_bytes()
            for path in (tmp_path / code).rglob("*")
            if path.is_file()
        }
    assert made["en"].keys() == made["qps"].keys()
    other = {path for path in made["en"] if made["en"][path] != made["qps"][path]}
    pages = {path for path in made["en"] if path.endswith(".html")}
    assert other == pages | {"manifest-sha256.txt", "pre-check/service-worker.js"}


def test_a_translation_is_part_of_what_is_approved(tmp_path: Path) -> None:
    """Words that patients read in another language need approval as the English ones do."""
    root = tmp_path / "checkout"
    file = add_language(root, "qps") / "trial.po"
    before = approval.fingerprints(TRIAL, root)
    file.write_text(file.read_text("utf-8").replace("Ýéšš", "Ñóó"), "utf-8")
    assert approval.fingerprints(TRIAL, root)["public_words"] != before["public_words"]


@pytest.mark.parametrize("source", ["{{ w }}", "{{ s % w }}", "{{ [w, w] | join('') }}"])
def test_the_registrys_words_are_marked_as_english(source: str) -> None:
    """A screen reader with another voice would read them as words of its own language."""
    page = Environment(autoescape=True).from_string(source)
    shown = page.render(w=translate.English("<5.0 mmol/L"), s="printed “%s”")
    assert '<span lang="en" dir="ltr">&lt;5.0 mmol/L</span>' in shown


def test_the_english_build_stops_at_another_languages_hole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who edits trial.yaml must learn at once that a translation no longer says the same."""
    root = tmp_path / "checkout"
    (add_language(root, "qps") / "trial.po").unlink()
    monkeypatch.setattr(build, "ROOT", root)
    assert build.main(["--out", str(tmp_path / "site")]) == 1
    assert "site_src/content/qps/trial.po: not there" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
    assert build.main(["--language-template", "qps"]) == 0
    assert "strings, " in capsys.readouterr().out
    assert not (tmp_path / "site").exists()
