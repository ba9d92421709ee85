from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po

from sitegen import build
from sitegen.languages import catalogue
from sitegen.languages.catalogue import CatalogueError, updated
from sitegen.languages.completeness import (
    TranslationError,
    problems,
    require_complete,
    write_templates,
)
from sitegen.languages.extraction import Message, trial_messages
from sitegen.model.texts import map_texts
from sitegen.model.trial import Trial
from tests.conftest import ROOT
from tests.sitegen.pseudo_locales import TRIAL, add_language, lookup

PLACE = "criteria.I2.plain"


def _reworded(trial: Trial, old: str, new: str) -> Trial:
    """The trial after an editor has changed the words at PLACE."""
    return map_texts(
        trial,
        lambda text: text.words.replace(old, new) if text.place == PLACE else text.words,
    )


def _template(old: str, trial: Trial) -> str:
    """A trial.po brought up to date with a trial."""
    messages = trial_messages(trial, ROOT / "templates", ())
    return str(updated(polib.pofile(old), messages, "qps"))


def _plain(text: str) -> tuple[dict[str, str], set[str]]:
    """The translation of each place, and the places that are marked fuzzy."""
    entries = catalogue.current(polib.pofile(text))
    said = {entry.msgctxt or "": entry.msgstr for entry in entries}
    return said, {entry.msgctxt or "" for entry in entries if entry.fuzzy}


@pytest.fixture
def language(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Edit trial.po of a fresh language; return what is then wrong in it."""
    folder = add_language(tmp_path / "checkout", "qps")

    def edit(old: str, new: str) -> list[str]:
        file = folder / "trial.po"
        text = file.read_text("utf-8")
        assert re.search(old, text)
        file.write_text(re.sub(old, new, text, count=1), "utf-8")
        return problems(lookup(tmp_path / "checkout"), TRIAL, "qps")

    return edit


def test_babel_and_the_program_read_each_others_files(tmp_path: Path) -> None:
    """The build and a translator's tool must not lose characters or fuzzy marks."""
    sample = 'a "b" \\ c\\n\n\td – ü'
    for fuzzy in (False, True):
        old = polib.POFile()
        flags = ["fuzzy"] if fuzzy else []
        old.append(polib.POEntry(msgctxt="a.1", msgid=sample, msgstr=sample[::-1], flags=flags))
        text = str(updated(old, [Message(sample, place="a.1")], "de"))
        theirs = read_po(StringIO(text))
        (one,) = (found for found in theirs if found.id)
        assert (one.context, one.id, one.string, one.fuzzy) == (
            "a.1",
            sample,
            sample[::-1],
            fuzzy,
        )
        written = BytesIO()
        write_po(written, theirs, width=20)
        (tmp_path / "a.po").write_bytes(written.getvalue())
        (ours,) = catalogue.read(tmp_path / "a.po", "a.po")
        assert (ours.msgctxt, ours.msgid, ours.msgstr) == ("a.1", sample, sample[::-1])
        assert ours.fuzzy == fuzzy


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('msgctxt "criteria.I2.plain"', "#, fuzzy\n\\g<0>", "is marked fuzzy"),
        ('(msgid "You are 18 or older."\n)msgstr .*', '\\1msgstr ""', "has no translation"),
        ('(msgid "You are 18 or older."\n)msgstr .*', '\\1msgstr " "', "has no translation"),
        ('msgid "You are 18 or older."', 'msgid "You are 16 or older."', "from 'You are 16"),
        ("criteria.I2.plain", "criteria.I2.official", "criteria.I2.plain: no entry for 'You are"),
        ("criteria.I2.plain", "criteria.I2.official", "I2.official: not a text of trial.yaml"),
        ("Ýóúú ářéé 18", "Ýóúú ářéé 16", "its numbers are 16, but the English ones are 18"),
        ("Ýóúú ářéé 18", "%s 18", "its placeholders are %s, but the English ones are none"),
        ('msgctxt "criteria.I2.plain"', 'msgtext "x"\n\\g<0>', "syntax error"),
        ('msgctxt "criteria.I2.plain"', "\\g<0>\n\\g<0>", "syntax error"),
        ('msgid "You are 18 or older."', 'msgid "You are 18 or older.', "syntax error"),
        (
            '(msgctxt "criteria.I2.plain"\n.*\n.*\n)',
            "\\1\n\\1",
            "criteria.I2.plain: duplicate entry",
        ),
    ],
)
def test_an_error_in_the_file_is_named_with_its_place(
    language: Callable[[str, str], list[str]], old: str, new: str, expected: str
) -> None:
    """A translator needs the file and the string to fix an error."""
    lines = language(old, new)
    assert any(expected in line for line in lines), lines
    assert len(lines) <= 2
    assert all(line.startswith("content/qps/trial.po:") for line in lines)


def test_the_line_of_an_error_is_the_line_of_its_entry(tmp_path: Path) -> None:
    """Editors jump to this line."""
    folder = add_language(tmp_path / "checkout", "qps")
    file = folder / "trial.po"
    lines = file.read_text("utf-8").split("\n")
    at = lines.index(f'msgctxt "{PLACE}"')
    file.write_text("\n".join([*lines[:at], "#, fuzzy", *lines[at:]]), "utf-8")
    (line,) = problems(lookup(tmp_path / "checkout"), TRIAL, "qps")
    assert line.startswith(f"content/qps/trial.po:{at + 1}: {PLACE}: 'You are 18")
    file.write_text("\n".join([*lines[:at], "what", "ever", *lines[at:]]), "utf-8")
    both = problems(lookup(tmp_path / "checkout"), TRIAL, "qps")
    assert [line.split(": ")[0] for line in both] == [
        f"content/qps/trial.po:{at + 1}",
        f"content/qps/trial.po:{at + 2}",
    ]


def test_numbers_are_the_same_in_other_digits(language: Callable[[str, str], list[str]]) -> None:
    """Many languages write a decimal comma, and some their own digits."""
    assert language("8.05725 ", "8,05725 ") == []
    assert language("Ýóúú ářéé 18", "Ýóúú ářéé ١٨") == []


def test_all_errors_are_named_together(tmp_path: Path) -> None:
    """A translator should not need one build for each string."""
    root = tmp_path / "checkout"
    folder = add_language(root, "qps")
    (folder / "trial.po").write_text(_template("", TRIAL), "utf-8")
    with pytest.raises(TranslationError) as refusal:
        require_complete(lookup(root), TRIAL)
    lines = str(refusal.value).splitlines()
    assert len(lines) == len(trial_messages(TRIAL, ROOT / "templates", ())) + 1
    (folder / "trial.po").unlink()
    assert len(problems(lookup(root), TRIAL, "qps")) == 1


def _plural_problems(folder: Path, header: str, forms: str) -> list[str]:
    file = folder / "interface.po"
    text = f'msgid ""\nmsgstr "{header}\\n"\n\nmsgid "%s week"\nmsgid_plural "%s weeks"\n{forms}'
    file.write_text(text, "utf-8")
    messages = [Message("%s week", "%s weeks")]
    return list(catalogue.problems(catalogue.read(file, "i.po"), "i.po", messages, "build"))


TWO = 'msgstr[0] "%s Woche"\nmsgstr[1] "%s Wochen"\n'


@pytest.mark.parametrize(
    ("header", "forms", "expected"),
    [
        ("Plural-Forms: nplurals=3; plural=n%3;", TWO, "has 2 plural forms, but Plural-Forms say"),
        ("Plural-Forms: nplurals=2; plural=n+;", TWO, "i.po: Plural-Forms is"),
        ("Plural-Forms: many", TWO, "i.po: Plural-Forms is"),
        ("Language: de", TWO.replace("%s Wochen", "Wochen"), "its placeholders are none"),
        ("Language: de", TWO.replace("%s Wochen", ""), "has no translation"),
        ("Language: de", 'msgstr "%s Wochen"\n', "needs plural forms"),
    ],
)
def test_plural_forms_are_checked(tmp_path: Path, header: str, forms: str, expected: str) -> None:
    """A number without its form would stop a page, or show the wrong one."""
    assert _plural_problems(tmp_path, "Language: de", TWO) == []
    (line,) = _plural_problems(tmp_path, header, forms)
    assert expected in line


def test_new_words_are_left_to_translate_and_old_ones_kept(tmp_path: Path) -> None:
    """An edit of one sentence must keep the other translations, and must not go unnoticed."""
    file = add_language(tmp_path / "checkout", "qps") / "trial.po"
    before = file.read_text("utf-8")
    edited = _reworded(TRIAL, "older", "over")
    after = _template(before, edited)
    said, fuzzy = _plain(after)
    assert said == _plain(before)[0]
    assert fuzzy == {PLACE}
    assert '#| msgid "You are 18 or older."\nmsgctxt "criteria.I2.plain"' in after
    assert set(_plain(_template("", edited))[0].values()) == {""}
    assert _template(after, edited) == after
    twice = _template(after, _reworded(TRIAL, "older", "above"))
    assert '#| msgid "You are 18 or older."\nmsgctxt "criteria.I2.plain"' in twice


def test_words_that_lost_their_place_are_kept_as_a_comment(tmp_path: Path) -> None:
    """A text that was removed from trial.yaml may come back."""
    before = (add_language(tmp_path / "checkout", "qps") / "trial.po").read_text("utf-8")
    fewer = dataclasses.replace(TRIAL, changes=())
    without = _template(before, fewer)
    assert not [place for place in _plain(without)[0] if place.startswith("changes.")]
    assert '#~ msgctxt "changes.2026-11-22.words"' in without
    again, fuzzy = _plain(_template(without, TRIAL))
    assert again == _plain(before)[0]
    assert fuzzy == {"changes.2026-11-22.words"}


def test_interface_words_that_changed_keep_their_translation() -> None:
    """They have no place to be found by, so the nearest words that are no longer used count."""
    old = polib.POFile()
    old.append(polib.POEntry(msgid="Download the sheet as PDF", msgstr="Blatt als PDF"))
    old.append(polib.POEntry(msgid="Open", msgstr="Offen"))
    new = updated(old, [Message("Download the sheet as a PDF file"), Message("Open")], "de")
    changed, same = catalogue.current(new)
    assert (changed.msgstr, changed.fuzzy) == ("Blatt als PDF", True)
    assert changed.previous_msgid == "Download the sheet as PDF"
    assert (same.msgstr, same.fuzzy) == ("Offen", False)
    (gone,) = (entry for entry in new if entry.obsolete)
    assert gone.msgid == "Download the sheet as PDF"


def test_words_that_got_a_plural_keep_their_translation() -> None:
    """Marked fuzzy, since its forms are new."""
    old = polib.POFile()
    old.append(polib.POEntry(msgid="%s weeks", msgstr="%s Wochen"))
    (entry, *_) = updated(old, [Message("%s weeks", "%s weeks")], "de")
    assert entry.fuzzy
    assert entry.msgstr_plural == {0: "%s Wochen", 1: "%s Wochen"}
    (new,) = updated(polib.POFile(), [Message("%s week", "%s weeks")], "de")
    assert (new.msgid_plural, new.msgstr_plural) == ("%s weeks", {0: "", 1: ""})


def test_a_translators_notes_and_header_are_kept(tmp_path: Path) -> None:
    """They belong to the translator; an update must not change them."""
    text = _template("", TRIAL).replace(
        '"Language: qps\\n"', '"Last-Translator: A\\n"\n"Language: qps\\n"'
    )
    assert "Last-Translator" in text
    text = text.replace(f'msgctxt "{PLACE}"', f'# asked the team\nmsgctxt "{PLACE}"')
    after = _template(text, TRIAL)
    assert "# asked the team\n" in after
    assert polib.pofile(after).metadata["Last-Translator"] == "A"
    assert _template(after, TRIAL) == after


def test_both_templates_are_written_and_counted(tmp_path: Path) -> None:
    """A translator needs one command to start, and must see how much is left to do."""
    root = tmp_path / "checkout"
    add_language(root, "qpr")
    interface, trial = write_templates(lookup(root), TRIAL, "qps")
    count = len(trial_messages(TRIAL, ROOT / "templates", ()))
    assert trial == (
        f"content/qps/trial.po: {count} strings, {count} to translate, 0 fuzzy to compare"
    )
    found = re.fullmatch(
        r"site_src/content/qps/interface\.po: (\d+) strings, (\d+) to translate, 0 .*", interface
    )
    assert found
    assert int(found[1]) == int(found[2]) + 1  # the direction is written: ltr
    text = (root / "site_src" / "content" / "qps" / "interface.po").read_text("utf-8")
    assert 'msgid "direction"\nmsgstr "ltr"' in text
    assert "templates/pages/glossary.html" in text
    assert "#: sitegen/model/status.py" in text
    assert '#, python-format\nmsgid "Source: %(source)s, dated %(day)s."' in text


@pytest.mark.parametrize("damaged", [b'msgid "no end\nmsgstr ""\n', b'msgid "\xff"\nmsgstr ""\n'])
@pytest.mark.parametrize("name", ["content/qps/trial.po", "site_src/content/qps/interface.po"])
def test_a_file_that_cannot_be_read_is_not_overwritten(
    tmp_path: Path, damaged: bytes, name: str
) -> None:
    """Overwriting it would lose a translator's work."""
    root = tmp_path / "checkout"
    add_language(root, "qps")
    (root / name).write_bytes((root / name).read_bytes() + damaged)
    before = {file: file.read_bytes() for file in root.rglob("*.po")}
    with pytest.raises(CatalogueError, match=rf"^{name}:"):
        write_templates(lookup(root), TRIAL, "qps")
    assert {file: file.read_bytes() for file in root.rglob("*.po")} == before
    (line,) = problems(lookup(root), TRIAL, "qps")
    assert line.startswith(f"{name}:")


def test_another_encoding_is_named_once(tmp_path: Path) -> None:
    """Every string would be missing too, which would hide the one thing to do."""
    root = tmp_path / "checkout"
    file = add_language(root, "qps") / "trial.po"
    file.write_text(file.read_text("utf-8"), "utf-16")
    (line,) = problems(lookup(root), TRIAL, "qps")
    assert "is not UTF-8. Save the file with that encoding." in line


@pytest.mark.parametrize("code", ["en", "../qps", "QPS", "english"])
def test_templates_need_a_language_code(capsys: pytest.CaptureFixture[str], code: str) -> None:
    """The code becomes a folder's name, and English has its words in trial.yaml."""
    with pytest.raises(SystemExit) as ended:
        build.main(["--language-template", code])
    assert ended.value.code == 2
    assert "is not the code of another language" in capsys.readouterr().err
