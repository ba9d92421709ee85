from __future__ import annotations

import dataclasses
from dataclasses import asdict
from pathlib import Path

import pytest
from jinja2 import Environment

from eligibility.definitions import Definitions
from nelmas_rules import RULES
from sitegen import build
from sitegen.checks import loader
from sitegen.languages import translate
from sitegen.languages.completeness import catalogue_files
from sitegen.languages.translate import MissingTranslationError, read_language, translated
from sitegen.lookup import Lookup
from sitegen.model import approval
from sitegen.model.site import Site
from sitegen.model.text_kinds import Data, OwnText, TextKind
from sitegen.model.texts import Text, map_texts, texts, texts_without_kind
from sitegen.model.trial import Trial
from sitegen.pages.renderer import Renderer
from sitegen.registry.record_text import fold
from tests import fixtures
from tests.conftest import ROOT
from tests.sitegen.pseudo_locales import TRIAL, add_language, lookup, pseudo


@dataclasses.dataclass(frozen=True)
class Added:
    """A group that somebody added to the model of trial.yaml."""

    id: Data
    words: tuple[OwnText, ...]
    names: dict[str, Data]
    note: str = ""


def _site(root: Path, code: str) -> Site:
    trial = loader.load(fixtures.FILE, ROOT)
    language = read_language(code, catalogue_files(lookup(root), code))
    return Site(
        trial=trial,
        words=translated(trial, language),
        definitions=Definitions.from_trial(asdict(trial)),
        rules=RULES,
        root=root,
        trial_folder=root,
        base_url="",
        release=False,
        language=language,
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with a pseudo-locale."""
    root = tmp_path_factory.mktemp("words") / "checkout"
    add_language(root, "qps")
    return root


def test_every_text_has_a_kind() -> None:
    """A text without a kind would stay English in every language, unnoticed."""
    assert list(texts_without_kind(Trial)) == []


def test_a_text_without_a_kind_is_named() -> None:
    """The test above must be able to fail."""
    assert list(texts_without_kind(Added)) == ["Added.note"]


def test_official_texts_are_in_the_record() -> None:
    """Our own words, declared as official, would stay English and be marked as a quotation."""
    record = fold((ROOT / "site_src" / "record" / TRIAL.record.file).read_text("utf-8-sig"))
    official = [text for text in texts(TRIAL) if text.kind is TextKind.OFFICIAL]
    assert len(official) > 50
    assert [text.place for text in official if fold(text.words) not in record] == []


def test_each_text_can_be_found_by_its_path() -> None:
    """Messages about a text name its line, which is looked up by path."""
    (plain,) = (text for text in texts(TRIAL) if text.place == "criteria.I2.plain")
    assert plain.path == ("criteria", 1, "plain")
    assert plain.words == TRIAL.criteria[1].plain


def test_only_our_own_texts_are_translated(checkout: Path) -> None:
    """A translator changes words; ids, figures and the registry's words stay the same."""
    before, after = texts(TRIAL), texts(_site(checkout, "qps").words)
    assert [text.place for text in before] == [text.place for text in after]
    changed = {old.kind for old, new in zip(before, after, strict=True) if old.words != new.words}
    assert changed == {TextKind.TRANSLATED}


def test_approval_and_machines_keep_the_english(checkout: Path) -> None:
    """The English text is approved, and computers read the same data in every language."""
    site = _site(checkout, "qps")
    assert site.trial == TRIAL
    shown = Renderer(site).environment.globals
    assert shown["approval"] == approval.approval(site.trial, lookup(checkout))
    assert shown["trial"] is site.words


def test_a_build_in_another_language_changes_words_only(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules that run, and data for machines, are the same bytes in every language."""
    monkeypatch.chdir(checkout)
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
    assert other == pages | {"feed.atom", "manifest-sha256.txt", "pre-check/service-worker.js"}


def test_a_translation_is_part_of_what_is_approved(tmp_path: Path) -> None:
    """Words that patients read in another language need approval as the English ones do."""
    root = tmp_path / "checkout"
    file = add_language(root, "qps") / "trial.po"
    before = approval.fingerprints(TRIAL, Lookup(ROOT, root))
    file.write_text(file.read_text("utf-8").replace("Ýéšš", "Ñóó"), "utf-8")
    assert (
        approval.fingerprints(TRIAL, Lookup(ROOT, root))["public_words"] != before["public_words"]
    )


@pytest.mark.parametrize("source", ["{{ w }}", "{{ s % w }}", "{{ [w, w] | join('') }}"])
def test_official_words_are_marked_as_english(source: str) -> None:
    """A screen reader with another voice would read them as words of its own language."""
    page = Environment(autoescape=True).from_string(source)
    shown = page.render(w=translate.English("<5.0 mmol/L"), s="printed “%s”")
    assert '<span lang="en" dir="ltr">&lt;5.0 mmol/L</span>' in shown


def test_words_without_a_translation_stop_the_page(checkout: Path) -> None:
    """Gettext shows English where a translation is missing; a page in two languages is wrong."""
    language = read_language("qps", catalogue_files(lookup(checkout), "qps"))
    assert language.gettext("Glossary") == pseudo("Glossary", "qps")
    with pytest.raises(MissingTranslationError, match="content/qps: no translation of 'Glosary'"):
        language.gettext("Glosary")
    with pytest.raises(MissingTranslationError, match="'one'"):
        language.ngettext("one", "many", 3)
    more = map_texts(TRIAL, lambda text: text.words + _more(text))
    with pytest.raises(MissingTranslationError, match="18 or older"):
        translated(more, language)


def _more(text: Text) -> str:
    return " More." if text.place == "criteria.I2.plain" else ""


def test_each_number_takes_the_plural_form_of_its_language(tmp_path: Path) -> None:
    """Many languages have more forms than two, and the catalogue says which number has which."""
    file = tmp_path / "interface.po"
    file.write_text(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"\n\n'
        'msgid "%s week"\nmsgid_plural "%s weeks"\n'
        'msgstr[0] "%s týden"\nmsgstr[1] "%s týdny"\nmsgstr[2] "%s týdnů"\n',
        "utf-8",
    )
    language = read_language("cs", [file])
    shown = [language.ngettext("%s week", "%s weeks", n) % n for n in ("1", "3", "8")]
    assert shown == ["1 týden", "3 týdny", "8 týdnů"]
    english = [translate.ENGLISH.ngettext("%s week", "%s weeks", n) % n for n in (1, 8)]
    assert english == ["1 week", "8 weeks"]


def test_the_trials_own_catalogue_counts_first(tmp_path: Path) -> None:
    """A trial with templates of its own brings the words for them."""
    for name, words in (("trial.po", "Studie"), ("interface.po", "Versuch")):
        entries = f'msgid "Trial"\nmsgstr "{words}"\n\nmsgid "{name}"\nmsgstr "da"\n'
        (tmp_path / name).write_text(entries, "utf-8")
    language = read_language("de", [tmp_path / "trial.po", tmp_path / "interface.po"])
    assert language.gettext("Trial") == "Studie"
    assert language.gettext("interface.po") == "da"


def test_the_english_build_stops_at_a_missing_translation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An editor of trial.yaml must learn at once that a translation is out of date."""
    root = tmp_path / "checkout"
    (add_language(root, "qps") / "trial.po").unlink()
    monkeypatch.chdir(root)
    assert build.main(["--out", str(tmp_path / "site")]) == 1
    assert "content/qps/trial.po: file not found." in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
    assert build.main(["--language-template", "qps"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "site_src/content/qps/interface.po",
        "content/qps/trial.po",
    ]
    assert not (tmp_path / "site").exists()


def test_a_language_without_a_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the languages that there are, and how to start another."""
    with pytest.raises(SystemExit) as ended:
        build.main(["--language", "de", "--out", str(tmp_path / "site")])
    assert ended.value.code == 2
    assert "no folder content/de. Use one of en, or start it" in capsys.readouterr().err
