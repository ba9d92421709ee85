# ruff: noqa: E501 - an edit in one row can be compared with the next
"""A correct edit of trial.yaml needs no other change; a wrong one is refused with its line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from devtools import check
from devtools.advice import ADVICE
from devtools.lighthouse import approved_for_a_test
from devtools.locate import where, written_in
from sitegen import options
from sitegen.model.status import STATUSES
from sitegen.quality.built_site import BuiltSite
from sitegen.quality.suite import BROWSER, LAYOUT, READING, VALIDATING, name_of
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
    "no telephone": (('imperial.ac.uk\n    telephone: "02033133170"', 'imperial.ac.uk\n    telephone: ""'),),
    "no address and no name": (("name: Chynna Pascual", 'name: ""'), ('email: nelmas-trial@imperial.ac.uk\n    telephone: "0', 'email: ""\n    telephone: "0')),
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
"""Edits that a trial team may make any day."""

WRONG: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "a long sentence": ("plain: You are 18 or older.", "plain: You are 18 years old or older than that on the day on which you sign the form that says that you want to join.",
                        "plain: You are 18 years", ("criteria I2, plain", "24 words (limit 20)", "Split it in two")),
    "a page too hard": ("words: First draft of this site.", "words: Preliminary documentation; organisational authorisation outstanding.",
                        "words: Preliminary", ("changes 2026-11-22, words", "grade", "shorter words")),
    "American spelling": ("words: First draft of this site.", "words: First draft about a tumor.", "words: First", ("tumor", "British")),
    "a press": ("words: First draft of this site.", "words: First draft. Sign up now.", "words: First", ("sign up now", "Say what happens")),
    "a word twice": ("plain: You are pregnant.", "plain: You are are pregnant.", "plain: You are are", ("are are", "Delete one")),
    "a short form": ("plain: You are pregnant.", "plain: You had a PQR scan.", "plain: You had a PQR", ("PQR", "in full")),
    "a day in digits": ("words: First draft of this site.", "words: First draft of 3/4/2026.", "words: First", ("3/4/2026", "31 January 2026")),
}  # fmt: skip
"""An edit, the text on the line that must be named, and words of the message."""

REFUSED_BY_BUILD: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "an unknown key": ("    plain: You are pregnant.", "    plane: You are pregnant.", "plane: You", ("plane", "mean plain?")),
    "a number": ('times: "2"', "times: 2", "times: 2", ('"2"', "quotation marks")),
    "an invented status": ("overall_status: not_yet_recruiting", "overall_status: recruiting", "overall_status: recr", ("checked_on", "name the source")),
    "an invented telephone": ("02033133170", "02033133171", 'telephone: "02033133171', ("not the words of the record", "add source:")),
    "an invented criterion": ("official: Pregnancy.", "official: Pregnancy or lactation.", "official: Pregnancy or", ("letter", "record")),
}  # fmt: skip
"""The same, of edits after which nothing is built."""


def combined(edits: Iterable[tuple[str, Edit]]) -> dict[str, str]:
    """Make edits in as few copies of the trial as possible; return each text by its edits' names.

    Edits of the same words go into different copies. A run of the command takes seconds, and it
    reports all errors at once.
    """
    copies: dict[str, str] = {}
    for name, edit in edits:
        assert all(old in TRIAL for old, _ in edit), name
        fits = (names for names, text in copies.items() if all(old in text for old, _ in edit))
        names = next(fits, "")
        text = copies.pop(names, TRIAL)
        for old, new in edit:
            text = text.replace(old, new, 1)
        copies[f"{names}, {name}".removeprefix(", ")] = text
    return copies


RIGHT_COPIES = combined(RIGHT.items())


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], tuple[int, str]]:
    """Check a text as trial.yaml; return the exit code and the output."""
    fixtures.link_words(tmp_path)
    file = tmp_path / "trial.yaml"

    def check_it(text: str) -> tuple[int, str]:
        file.write_text(text, "utf-8")
        code = check.main(["--quick", "--trial", str(file)])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return check_it


@pytest.mark.slow
@pytest.mark.parametrize("text", RIGHT_COPIES.values(), ids=RIGHT_COPIES)
def test_correct_edits_pass(text: str, checked: Callable[[str], tuple[int, str]]) -> None:
    """A team that must change tests after each edit would stop updating the site."""
    code, output = checked(text)
    assert code == 0, output
    assert "No problems found in trial.yaml." in output


@pytest.mark.slow
def test_an_approval_and_its_lapse_pass(checked: Callable[[str], tuple[int, str]]) -> None:
    """The day of the approval is the one on which the site must be published."""
    whole = approved_for_a_test(fixtures.FILE)
    assert checked(whole)[0] == 0
    assert checked(whole.replace("plain: You are pregnant.", "plain: You expect a child."))[0] == 0


def _wrong_copies(edits: Iterable[str]) -> dict[str, str]:
    return combined(
        (name, ((old, new),))
        for name, (old, new, _, _) in (WRONG | REFUSED_BY_BUILD).items()
        if name in edits
    )


@pytest.mark.slow
@pytest.mark.parametrize("names", [*_wrong_copies(WRONG), *_wrong_copies(REFUSED_BY_BUILD)])
def test_wrong_edits_are_refused(names: str, checked: Callable[[str], tuple[int, str]]) -> None:
    """Each message has the line, what is wrong and what to do."""
    text = (_wrong_copies(WRONG) | _wrong_copies(REFUSED_BY_BUILD))[names]
    code, output = checked(text)
    assert code == 1
    assert "Traceback" not in output
    for name in names.split(", "):
        _, _, at, words = (WRONG | REFUSED_BY_BUILD)[name]
        line = text.count("\n", 0, text.index(at)) + 1
        here = [one for one in output.splitlines() if f"trial.yaml:{line}: " in one]
        assert any(all(word in one for word in words) for one in here), (name, output)
    if names in _wrong_copies(WRONG):
        assert "before you publish." in output.splitlines()[-1]


@pytest.mark.browser
def test_browser_checks_cover_every_page(built_site: Path) -> None:
    """Each page gets the checks of its layout, and one page of each template gets them all."""
    site = BuiltSite(built_site, ROOT)
    tasks = check.browser_tasks(site)
    assert {path for path, _ in tasks} == {*site.information_pages}
    assert {path for path, checks in tasks if checks is BROWSER} == {*site.sample_pages}
    assert {*LAYOUT} < {*BROWSER}


@pytest.mark.browser
def test_browser_checks_report_errors(built_site: Path, tmp_path: Path) -> None:
    """Errors that only a browser sees reach the report, from whatever thread."""
    site = tmp_path / "site"
    page = "privacy/index.html"
    (site / page).parent.mkdir(parents=True)
    (site / "trial.json").write_bytes((built_site / "trial.json").read_bytes())
    text = (built_site / page).read_text("utf-8")
    (site / page).write_text(text.replace("</style>", "h1{opacity:.5}</style>"), "utf-8")
    reports = check.run_browsers(BuiltSite(site, ROOT))
    assert ("nothing_is_hidden", "see-through: Privacy") in {
        (report.check, report.line.partition(": ")[2]) for report in reports
    }


def test_a_check_that_crashes_is_reported(
    checked: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback would tell a trial team nothing, and hide what other checks found."""

    def broken(_: object) -> list[str]:
        raise KeyError("x")

    monkeypatch.setattr(check, "READING", (broken, READING[0]))
    code, output = checked(TRIAL)
    assert code == 1
    assert "the check crashed: KeyError: 'x'. No text in trial.yaml should cause this." in output
    assert output.endswith("1 error. Fix it before you publish.\n")


def test_a_warning_does_not_prevent_publishing(
    checked: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that is some bytes too heavy is no reason to withhold a true status."""

    def page_is_light(_: object) -> list[str]:
        return ["index.html: page has 8193 bytes after gzip (limit 8192)"]

    monkeypatch.setattr(check, "READING", (page_is_light,))
    code, output = checked(TRIAL)
    assert code == 0
    expected = (
        "Warning: page has 8193 bytes after gzip (limit 8192). Shorten the texts of this page"
    )
    assert expected in output
    assert "(on index.html)" in output


def test_advice_is_for_checks_that_exist() -> None:
    """Advice under a misspelt name is never shown."""
    assert set(ADVICE) <= {name_of(one) for one in (*READING, *VALIDATING, *BROWSER)}


def test_similar_words_are_not_taken_for_a_place() -> None:
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
    """A test that did would fail after a correct edit; `dev.py test` prevents it."""
    with pytest.raises(AssertionError, match="words may change any day"):
        fixtures.refuse_the_live_trial("open", (str(fixtures.LIVE), "r", 0))
    fixtures.refuse_the_live_trial("open", (str(fixtures.FILE), "r", 0))


@pytest.mark.slow
def test_the_trial_that_teams_edit_can_be_published() -> None:
    """Of all tests, only this one reads trial.yaml itself: its words must pass every check."""
    asked = [sys.executable, "-m", "devtools.check", "--quick"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
