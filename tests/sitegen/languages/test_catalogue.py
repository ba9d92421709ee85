from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

import build
from sitegen.languages import catalogue, texts
from sitegen.languages.completeness import NotWhole, require_whole
from sitegen.languages.translation_template import NotReadable, problems, template, write_template
from sitegen.model.trial import Trial
from tests.sitegen.pseudo_locales import TRIAL, add_language

PLACE = "criteria.I2.plain"


def _reworded(trial: Trial, old: str, new: str) -> Trial:
    """The trial after an editor has changed the words at PLACE."""
    return texts.map_texts(
        trial, lambda _, place, text: text.replace(old, new) if place == PLACE else text
    )


def _plain(text: str) -> tuple[dict[str, str], set[str]]:
    """What is said at each place, and the places that are marked fuzzy."""
    messages = [m for m in catalogue.read(text).messages if m.words and not m.obsolete]
    said = {message.context: message.said for message in messages}
    return said, {message.context for message in messages if message.fuzzy}


@pytest.fixture
def language(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Edit trial.po of a fresh language; return what is then to be mended in it."""
    folder = add_language(tmp_path / "checkout", "qps")

    def edit(old: str, new: str) -> list[str]:
        file = folder / "trial.po"
        text = file.read_text("utf-8")
        assert re.search(old, text)
        file.write_text(re.sub(old, new, text, count=1), "utf-8")
        return problems(tmp_path / "checkout", TRIAL, "qps")

    return edit


def test_babel_reads_what_is_written_and_the_other_way_round() -> None:
    """No sign may be lost between the build and a translator's tool, and no mark."""
    odd = 'a "b" \\ c\\n\n\td – ü'
    for fuzzy in (False, True):
        message = catalogue.Message("a.1", odd, odd[::-1], fuzzy)
        text = catalogue.write([catalogue.Message("", "", "Language: de\n"), message])
        theirs = read_po(StringIO(text))
        (one,) = (found for found in theirs if found.id)
        assert (one.context, one.id, one.string, one.fuzzy) == ("a.1", odd, odd[::-1], fuzzy)
        written = BytesIO()
        write_po(written, theirs, width=20)
        ours = catalogue.read(written.getvalue().decode()).messages[-1]
        assert dataclasses.replace(ours, line=0) == message


def test_the_reader_agrees_with_babel(tmp_path: Path) -> None:
    """Translators' tools write the file; it must mean to the build what it means to them."""
    file = add_language(tmp_path / "checkout", "qps") / "trial.po"
    with file.open("rb") as opened:
        theirs = {(m.context, m.id, m.string) for m in read_po(opened) if m.id}
    ours = catalogue.read(file.read_text("utf-8"))
    assert {(m.context, m.words, m.said) for m in ours.messages if m.words} == theirs
    assert ours.unreadable == ()


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('msgctxt "criteria.I2.plain"', "#, fuzzy\n\\g<0>", "is marked fuzzy"),
        ('(msgid "You are 18 or older."\n)msgstr .*', '\\1msgstr ""', "is not translated"),
        ('(msgid "You are 18 or older."\n)msgstr .*', '\\1msgstr " "', "is not translated"),
        ('msgid "You are 18 or older."', 'msgid "You are 16 or older."', "made from 'You are 16"),
        ("criteria.I2.plain", "criteria.I2.official", "criteria.I2.plain: 'You are 18"),
        ("criteria.I2.plain", "criteria.I2.official", "I2.official: not words of ours"),
        ("Ýóúú ářéé 18", "Ýóúú ářéé 16", "its numbers are 16, the English ones 18"),
        ('msgctxt "criteria.I2.plain"', 'msgtext "x"\n\\g<0>', "this is no line of a catalogue"),
        ('msgctxt "criteria.I2.plain"', "\\g<0>\n\\g<0>", "this is no line of a catalogue"),
        (
            '(msgctxt "criteria.I2.plain"\n.*\n.*\n)',
            "\\1\n\\1",
            "criteria.I2.plain: stands here twice",
        ),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_place(
    language: Callable[[str, str], list[str]], old: str, new: str, wanted: str
) -> None:
    """A translator finds what to mend by file and string, and a reader never meets half of it."""
    lines = language(old, new)
    assert any(wanted in line for line in lines), lines
    assert len(lines) <= 2
    assert all(line.startswith("site_src/content/qps/trial.po:") for line in lines)


def test_numbers_are_the_same_in_other_digits(language: Callable[[str, str], list[str]]) -> None:
    """Many languages write a decimal comma, and some their own digits."""
    assert language("8.05725 ", "8,05725 ") == []
    assert language("Ýóúú ářéé 18", "Ýóúú ářéé ١٨") == []


def test_all_slips_are_told_together(tmp_path: Path) -> None:
    """Nobody should build once for every string."""
    root = tmp_path / "checkout"
    folder = add_language(root, "qps")
    (folder / "trial.po").write_text(template("", TRIAL, "qps"), "utf-8")
    with pytest.raises(NotWhole) as refusal:
        require_whole(root, TRIAL)
    lines = str(refusal.value).splitlines()
    assert len(lines) == len(texts.ours(TRIAL)) + 1
    (folder / "trial.po").unlink()
    assert len(problems(root, TRIAL, "qps")) == 1


def test_new_words_are_left_to_translate_and_old_ones_kept(tmp_path: Path) -> None:
    """An edit of one sentence must not cost the translator the others, nor pass unseen."""
    file = add_language(tmp_path / "checkout", "qps") / "trial.po"
    before = file.read_text("utf-8")
    edited = _reworded(TRIAL, "older", "over")
    after = template(before, edited, "qps")
    said, fuzzy = _plain(after)
    assert said == _plain(before)[0]
    assert fuzzy == {PLACE}
    assert '#| msgid "You are 18 or older."\nmsgctxt "criteria.I2.plain"' in after
    assert set(_plain(template("", edited, "qps"))[0].values()) == {""}
    assert template(after, edited, "qps") == after
    twice = template(after, _reworded(TRIAL, "older", "above"), "qps")
    assert '#| msgid "You are 18 or older."\nmsgctxt "criteria.I2.plain"' in twice


def test_words_that_lost_their_place_are_kept_as_a_comment(tmp_path: Path) -> None:
    """What was taken out of trial.yaml may come back, and its translation with it."""
    before = (add_language(tmp_path / "checkout", "qps") / "trial.po").read_text("utf-8")
    fewer = dataclasses.replace(TRIAL, changes=())
    without = template(before, fewer, "qps")
    assert "changes." not in "".join(_plain(without)[0])
    assert '#~ msgctxt "changes.2026-11-22.words"' in without
    again, fuzzy = _plain(template(without, TRIAL, "qps"))
    assert again == _plain(before)[0]
    assert fuzzy == {"changes.2026-11-22.words"}


def test_a_translators_notes_and_header_are_kept(tmp_path: Path) -> None:
    """They are hers; the file is brought up to date round them."""
    text = template("", TRIAL, "qps").replace("Language: qps", "Last-Translator: A\\nLanguage: qps")
    text = text.replace(f'msgctxt "{PLACE}"', f'# asked the team\nmsgctxt "{PLACE}"')
    assert template(text, TRIAL, "qps") == text


def test_the_template_is_written_and_counted(tmp_path: Path) -> None:
    """Who starts a language needs one command, and to see how far it is."""
    line = write_template(tmp_path, TRIAL, "qps")
    count = len(texts.ours(TRIAL))
    assert line == (
        f"site_src/content/qps/trial.po: {count} strings, {count} to translate, 0 fuzzy to compare"
    )


@pytest.mark.parametrize("spoilt", [b'msgid "no end\nmsgstr ""\n', b'msgid "\xff"\nmsgstr ""\n'])
def test_a_file_that_nobody_can_read_is_not_written_anew(tmp_path: Path, spoilt: bytes) -> None:
    """What cannot be read would be lost, and it is somebody's work."""
    write_template(tmp_path, TRIAL, "qps")
    file = tmp_path / "site_src" / "content" / "qps" / "trial.po"
    file.write_bytes(file.read_bytes() + spoilt)
    before = file.read_bytes()
    with pytest.raises(NotReadable, match=r"site_src/content/qps/trial\.po:"):
        write_template(tmp_path, TRIAL, "qps")
    assert file.read_bytes() == before
    assert problems(tmp_path, TRIAL, "qps")[0].startswith("site_src/content/qps/trial.po:")


def test_another_encoding_is_told_once(tmp_path: Path) -> None:
    """Every string would be missing too, which would hide the one thing to do."""
    write_template(tmp_path, TRIAL, "qps")
    file = tmp_path / "site_src" / "content" / "qps" / "trial.po"
    file.write_text(file.read_text("utf-8"), "utf-16")
    (line,) = problems(tmp_path, TRIAL, "qps")
    assert "is not UTF-8 text" in line


@pytest.mark.parametrize("code", ["en", "../qps", "QPS", "english"])
def test_no_template_for_what_is_no_language(capsys: pytest.CaptureFixture[str], code: str) -> None:
    """The code becomes a folder's name, and English has its words in trial.yaml."""
    with pytest.raises(SystemExit) as ended:
        build.main(["--language-template", code])
    assert ended.value.code == 2
    assert "is no code of another language" in capsys.readouterr().err
