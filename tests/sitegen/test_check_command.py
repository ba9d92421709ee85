# ruff: noqa: E501 - an edit in one row can be compared with the next
"""The promise of the site: a right edit of trial.yaml needs nothing else, a wrong one is refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from devtools import check
from devtools.advice import REMEDIES
from devtools.lighthouse import approved_for_a_test
from devtools.locate import where, written_in
from sitegen import build, options
from sitegen.model.status import STATUSES
from sitegen.quality.aria_snapshot import outline_is_as_kept
from sitegen.quality.suite import LOOKING, READING, VALIDATING, name_of
from tests import fixtures
from tests.sitegen.broken_trials import ROOT, TRIAL

Edit = tuple[tuple[str, str], ...]

NEWER = 'as_of: "2027-01-20"\n  source: the registry’s page\n  checked_on: "2027-01-25"\n'

RIGHT: dict[str, Edit] = {
    "a new change": (("changes:\n", 'changes:\n  - date: "2027-01-15"\n    words: The words on birth control are easier to read now.\n'),),
    "a change taken away": (("words: First draft of this site.", "words: This site was drafted."),),
    "plain words": (("plain: You are 18 or older.", "plain: You are 18 years old or more."),),
    "a hint": (("hint: The pathologist’s final category. NET", "hint: The last category that the pathologist gave. NET"),),
    "a question, an answer, a part": (
        ("label: Is the diagnosis confirmed", "label: Was the diagnosis confirmed"),
        ("label: Jejunum or ileum", "label: Small bowel (jejunum or ileum)"),
        ("title: Blood tests", "title: Results of blood tests"),
    ),
    "the arms": (
        ("plain_name: Usual care", "plain_name: Usual follow-up"),
        ("plain: You have the usual check-ups after your operation.", "plain: You have your usual check-ups after the operation."),
    ),
    "a new telephone and address": (
        ("nelmas-trial@imperial.ac.uk", "new-office@imperial.ac.uk"),
        ('telephone: "02033133170"', 'telephone: "+44 (0)20 0000-0000"\n    source: the trial office'),
    ),
    "no telephone": (('telephone: "02033133170"', 'telephone: ""'),),
    "no address and no name": (("name: Chynna Pascual", 'name: ""'), ("email: nelmas-trial@imperial.ac.uk", 'email: ""')),
    "one more contact": (("contacts:\n", 'contacts:\n  - role: trial office\n    name: ""\n    email: nelmas-trial@imperial.ac.uk\n    telephone: ""\n'),),
    "the status compared": (('checked_on: ""', 'checked_on: "2026-12-01"'),),
    "no other copy": ((TRIAL[TRIAL.index("  copies:") : TRIAL.index("\n# ---", TRIAL.index("  copies:"))], "  copies: []\n"),),
    "a copy without a day": (('as_of: "2026-01-14"', 'as_of: ""'), ("says: “terminated, with one participant” (that is, stopped early)", "says: “terminated”")),
    "a question to the team": (("question: Does a Ki-67 of exactly 20 % count", "question: Would a Ki-67 of exactly 20 % count"), ("a: No. The words say strictly", "a: No. They say strictly")),
    "a ruling": (("        limit: haemoglobin\n", '        limit: haemoglobin\n        ruling: {reading: b, by: "A Name, principal investigator", on: "2027-01-10", modification: "3"}\n'),),
    "a range": (('"30-250 g/L"', '"25-250 g/L"'),),
    "written and checked": (('public_words: {written_by: "", checked_by: ""', 'public_words: {written_by: "A. Name", checked_by: "B. Name"'),),
    "approved in part": (('criteria: {written_by: "", checked_by: "", approved_by: "", approved_on: ""', 'criteria: {written_by: "", checked_by: "", approved_by: "C. Name", approved_on: "2027-01-10"'),),
    "another way of writing": (("plain: You are 18 or older.", "plain: >-\n      You are 18\n      or older."), ("sex: All\n", '# as it is there\n  sex: "All"\n')),
    **{
        f"{status}": (("overall_status: not_yet_recruiting", f"overall_status: {status}"), (TRIAL[TRIAL.index('as_of: ""\n  source: the copy') : TRIAL.index("  copies:")], NEWER))
        for status in STATUSES
    },
}  # fmt: skip
"""Edits that a trial team may make any day, each by itself."""

WRONG: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "a long sentence": ("plain: You are 18 or older.", "plain: You are 18 years old or older than that on the day on which you sign the form that says that you want to join.",
                        "plain: You are 18 years", ("criteria I2, plain", "24 words", "limit of 20 words", "Split it in two")),
    "a page too hard": ("words: First draft of this site.", "words: Preliminary documentation; organisational authorisation outstanding.",
                        "words: Preliminary", ("changes 2026-11-22, words", "grade", "shorter words")),
    "American spelling": ("words: First draft of this site.", "words: First draft about a tumor.", "words: First", ("tumor", "British")),
    "a press": ("words: First draft of this site.", "words: First draft. Operator up now.", "words: First", ("sign up now", "say what happens")),
    "a word twice": ("plain: You are pregnant.", "plain: You are are pregnant.", "plain: You are are", ("are are", "Remove one")),
    "a short form": ("plain: You are pregnant.", "plain: You had a PQR scan.", "plain: You had a PQR", ("PQR", "in full")),
    "a day in digits": ("words: First draft of this site.", "words: First draft of 3/4/2026.", "words: First", ("3/4/2026", "31 January 2026")),
    "an unknown key": ("    plain: You are pregnant.", "    plane: You are pregnant.", "plane: You", ("plane", "mean plain?")),
    "a number": ('times: "2"', "times: 2", "times: 2", ('"2"', "quotation marks")),
    "an invented status": ("overall_status: not_yet_recruiting", "overall_status: recruiting", "overall_status: recr", ("checked_on", "name the source")),
    "an invented telephone": ("02033133170", "02033133171", 'telephone: "02033133171', ("not the words of the record", "add source:")),
    "an invented criterion": ("official: Pregnancy.", "official: Pregnancy or lactation.", "official: Pregnancy or", ("letter", "record")),
}  # fmt: skip
"""An edit, the text on the line that must be named, and what the message must contain."""


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], tuple[int, str]]:
    """Check a text as trial.yaml; return the exit code and the output."""
    file = tmp_path / "trial.yaml"
    fixtures.link_words(tmp_path)

    def check_it(text: str) -> tuple[int, str]:
        file.write_text(text, "utf-8")
        code = check.main(["--quick", "--trial", str(file)])
        output = capsys.readouterr()
        return code, output.out + output.err

    return check_it


def edited(edit: Edit) -> str:
    """Make an edit in a copy of the trial."""
    text = TRIAL
    for old, new in edit:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_edit_needs_nothing_else(
    name: str, checked: Callable[[str], tuple[int, str]]
) -> None:
    """A team that must fix tests after each edit will stop editing."""
    code, output = checked(edited(RIGHT[name]))
    assert code == 0, output
    assert "No errors in trial.yaml" in output


@pytest.mark.slow
def test_an_approval_and_its_lapse_need_nothing_else(
    tmp_path: Path, checked: Callable[[str], tuple[int, str]]
) -> None:
    """On the day of the approval, nothing else may need a change."""
    whole = approved_for_a_test(fixtures.FILE)
    assert checked(whole)[0] == 0
    assert checked(whole.replace("plain: You are pregnant.", "plain: You expect a child."))[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_edit_is_refused(name: str, checked: Callable[[str], tuple[int, str]]) -> None:
    """Line, what is wrong and what to do: a team has nothing else to go by."""
    old, new, at, words = WRONG[name]
    text = edited(((old, new),))
    line = text.count("\n", 0, text.index(at)) + 1
    code, output = checked(text)
    assert code == 1
    here = [row for row in output.splitlines() if f"trial.yaml:{line}: " in row]
    assert any(all(word in row for word in words) for row in here), output
    assert "Traceback" not in output


@pytest.mark.browser
def test_kept_texts_are_not_held_against_other_words(tmp_path: Path, browser: Browser) -> None:
    """A kept outline is of the words of its day; the check must ask only what is always so."""
    file, site = tmp_path / "trial.yaml", tmp_path / "site"
    fixtures.link_words(tmp_path)
    file.write_text(edited(RIGHT["the arms"]), "utf-8")
    assert build.main(["--trial", str(file), "--out", str(site)]) == 0
    assert outline_is_as_kept in LOOKING
    assert list(check.looked_at(site, browser, ("index.html",))) == []


def test_a_check_that_breaks_is_told(
    checked: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback would tell a trial team nothing, and hide what the other checks found."""

    def broken(_: object) -> list[str]:
        raise KeyError("x")

    monkeypatch.setattr(check, "READING", (broken, READING[0]))
    code, output = checked(TRIAL)
    assert code == 1
    assert "the check crashed: KeyError: 'x'. No words in trial.yaml should cause this." in output


def test_a_remark_keeps_nothing_back(
    checked: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that is some bytes heavier than it might be is no reason to withhold a true status."""

    def page_fits_its_budget(_: object) -> list[str]:
        return ["index.html: 8193 bytes gzip, more than 8192"]

    monkeypatch.setattr(check, "READING", (page_fits_its_budget,))
    code, output = checked(TRIAL)
    assert code == 0
    assert "Note: 8193 bytes gzip, more than 8192 (on index.html). The first answer" in output


def test_remedies_are_of_checks_that_exist() -> None:
    """A remedy under a misspelt name is never read."""
    assert set(REMEDIES) <= {name_of(one) for one in (*READING, *VALIDATING, *LOOKING)}


def test_chance_is_no_place() -> None:
    """A wrong line is worse than none."""
    written = written_in(fixtures.FILE)
    assert where("the title is 'Who can join – NELMAS trial'", written) is None
    found = where("hidden: You have the usual check-ups", written)
    assert found is not None
    assert found.place == "arms control, plain: "


def test_the_trial_in_the_current_folder_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other test names its trial, so none of them would see another default."""
    monkeypatch.chdir(ROOT)
    assert options.read(["--out", str(tmp_path)]).trial == fixtures.LIVE


def test_no_test_can_read_the_trial_that_teams_edit() -> None:
    """A test that did would turn red on the day of a right edit; `dev.py test` has this asked."""
    with pytest.raises(AssertionError, match="words may change any day"):
        fixtures.refuse_the_live_trial("open", (str(fixtures.LIVE), "r", 0))
    fixtures.refuse_the_live_trial("open", (str(fixtures.FILE), "r", 0))


def test_the_trial_that_teams_edit_can_be_published() -> None:
    """The one test of trial.yaml itself: what must hold for any words holds for those it has."""
    asked = [sys.executable, "-m", "devtools.check", "--quick"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
