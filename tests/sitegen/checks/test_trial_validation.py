from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from sitegen import build
from sitegen.checks.loader import TrialError, load
from tests import fixtures
from tests.sitegen.broken_trials import ALL, ROOT, TRIAL, Broken
from tests.snapshots.compare import difference

MESSAGE = re.compile(r"(?P<file>.+?):(?P<line>\d+): (?P<words>.+)")


HOSTILE = (
    (b"", "empty"),
    (b"\xff\xfe\x00", "not UTF-8"),
    (b"format: trial-site/1\nnames: {short: caf\xe9}\n", "trial.yaml:2: byte 0xe9"),
    (b"- a\n- b\n", "name and a colon"),
    (b"just words\n", "name and a colon"),
    (b"a: [" * 100_000, "deep"),
    (b"[" * 400_000, "deep"),
    (b"a: x\n" * 250_000, "limit 1,000,000"),
    (
        b"a: &a [x, x, x, x, x, x, x, x, x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 9))
            for n in range(12)
        ),
        "aliases",
    ),
    (b"a: &a [*a]\n", "inside the values"),
    (b"? [a]\n: b\n", "expected a name"),
    (b"\x00", "NUL"),
    (b"a: \x1b[31m\n", "U+001B"),
)
"""Files that are not a trial, and a part of the message for each."""


def tree(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file below a folder with its content and the time it was written."""
    return {
        path.relative_to(folder).as_posix(): (
            sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def earlier_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder as an earlier build left it."""
    out = tmp_path_factory.mktemp("earlier") / "site"
    out.mkdir()
    (out / "index.html").write_text("the site as it was")
    digest = sha256(b"the site as it was").hexdigest()
    (out / "manifest-sha256.txt").write_text(f"{digest}  index.html\n")
    return out


def messages(error: str) -> list[tuple[int, str]]:
    """The problems that were printed, each with its line."""
    found = [MESSAGE.fullmatch(line) for line in error.splitlines()]
    return [(int(match["line"]), match["words"]) for match in found if match]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_each_mistake_is_found(
    case: Broken, earlier_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A member of the trial team must be able to fix the file from the message alone."""
    file = tmp_path / "trial.yaml"
    file.write_text(case.text(), "utf-8")
    before = tree(earlier_site)
    assert build.main(["--trial", str(file), "--out", str(earlier_site)]) == 1
    error = capsys.readouterr().err
    here = [words for line, words in messages(error) if line == case.line()]
    assert any(all(word in words for word in case.words) for words in here), (
        f"line {case.line()}, expected {case.words}:\n{error}"
    )
    assert tree(earlier_site) == before
    assert error.rstrip().endswith("Nothing was built; site/ is unchanged.")


FIX = re.compile(r"[.?:] [A-Z][^.]*\b|must|remove")
OLD_WORDS = re.compile(r"\b(wanted|mend|stands?|is to be|told|nowhere)\b")


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_one_mistake_gives_few_messages(case: Broken, tmp_path: Path) -> None:
    """Messages about consequences would bury the one that helps. Each says what to do."""
    file = tmp_path / "trial.yaml"
    file.write_text(case.text(), "utf-8")
    with pytest.raises(TrialError) as caught:
        load(file, ROOT)
    assert len(caught.value.lines) <= 6, "\n".join(caught.value.lines)
    for _, message in messages(str(caught.value)):
        assert FIX.search(message), message
        assert message.endswith((".", "?", "--fingerprints")), message
        assert not OLD_WORDS.search(re.sub(r'"[^"]*"', "", message)), message


def test_there_are_enough_mistakes() -> None:
    """Sixty kinds of mistake are required of the loader."""
    assert len({(case.old, case.new) for case in ALL}) >= 60


@pytest.mark.slow
def test_every_message_is_as_in_the_snapshot(tmp_path: Path) -> None:
    """Someone has read each of these messages."""
    files = {f"{case.name}: {case.new!r}": case.text().encode() for case in ALL}
    files |= {f"no trial, {n}": data for n, (data, _) in enumerate(HOSTILE, start=1)}
    file = tmp_path / "trial.yaml"
    shown = []
    for name, data in files.items():
        file.write_bytes(data)
        with pytest.raises(TrialError) as caught:
            load(file, ROOT)
        lines = [re.sub(r"\b(line |yaml:)\d+", r"\1…", line) for line in caught.value.lines[:6]]
        shown.append("\n    ".join([name, *lines]).replace(f"{tmp_path}/", ""))
    assert not difference("messages.txt", "\n".join([*shown, ""]))


def test_the_trial_itself_has_no_problem() -> None:
    """What is found in broken copies must come from the change made to them."""
    assert load(fixtures.FILE, ROOT).record.trial_id == "NCT05987176"


def broken_at(*names: str) -> tuple[str, list[Broken]]:
    """A copy with several mistakes."""
    cases = [case for name in names for case in ALL if case.name == name]
    text = TRIAL
    for case in cases:
        start = text.index(case.after) if case.after else 0
        text = text[:start] + text[start:].replace(case.old, case.new, 1)
    return text, cases


@pytest.mark.parametrize(
    "names",
    [
        ("unquoted limit", "phase", "unknown in a fact", "no such day", "banned word"),
        ("duplicate key", "white space", "missing in an entry", "official, one letter", "email"),
        ("tab inside", "duplicate limit", "text for list", "unit", "limit left out"),
        ("comment swallowed", "merge", "unquoted telephone", "title", "fingerprint"),
        ("empty", "list for text", "option twice", "number not named", "kind"),
    ],
    ids=lambda names: names[0],
)
def test_all_mistakes_are_reported_at_once(names: tuple[str, ...], tmp_path: Path) -> None:
    """Fixing a file with one build per mistake would waste the trial team's time."""
    text, cases = broken_at(*names)
    assert len(cases) == 5
    file = tmp_path / "trial.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(TrialError) as caught:
        load(file, ROOT)
    said = "\n".join(caught.value.lines)
    for case in cases:
        start = text.index(case.after) if case.after else 0
        line = text.count("\n", 0, text.index(case.at, start)) + 1
        assert any(
            at == line and all(word in words for word in case.words) for at, words in messages(said)
        ), f"{case.name}, line {line}:\n{said}"


def test_the_program_exits_with_one(tmp_path: Path) -> None:
    """A script that calls the build must notice the error."""
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL.replace('times: "2"', "times: 2"), "utf-8")
    out = tmp_path / "site"
    ended = subprocess.run(
        [sys.executable, ROOT / "build.py", "--trial", file, "--out", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert not out.exists()
    line = TRIAL.count("\n", 0, TRIAL.index('times: "2"')) + 1
    place = f"trial.yaml:{line}: interventions Lutathera, schedule.times: "
    assert f"{place}expected text, found a number: 2." in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("data", "words"),
    HOSTILE,
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_hostile_files_give_a_message(data: bytes, words: str, tmp_path: Path) -> None:
    """A file that is not a trial gives a message: no traceback, no hang, no full memory."""
    file = tmp_path / "trial.yaml"
    file.write_bytes(data)
    with pytest.raises(TrialError) as caught:
        load(file, ROOT)
    assert any(words in line for line in caught.value.lines), caught.value.lines[:5]


def test_windows_files_are_read(tmp_path: Path) -> None:
    """Notepad writes a byte order mark and two characters at the end of a line."""
    file = tmp_path / "trial.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + TRIAL.replace("\n", "\r\n").encode())
    assert load(file, ROOT) == load(fixtures.FILE, ROOT)


def test_a_record_of_another_form_is_still_searched(tmp_path: Path) -> None:
    """Another registry has no such labels, but its words must be quoted all the same."""
    for name in ("pyproject.toml", "nelmas_rules"):
        (tmp_path / name).symlink_to(ROOT / name)
    folder = tmp_path / "site_src" / "record"
    folder.mkdir(parents=True)
    kept = (ROOT / "site_src" / "record" / "NCT05987176.txt").read_text("utf-8")
    official = [
        line.partition("official: ")[2] for line in TRIAL.splitlines() if "official: " in line
    ]
    values = ["Interventional", "No", "18 Years and Over", "All", "Imperial College London", "N/A"]
    values += ["Other", "Not yet recruiting"]
    rows = [row for row in kept.splitlines() if not row.startswith(("1. ", "Gender", "Phase"))]
    plain = "\n".join(row for row in rows if not row.endswith("Criteria:"))
    (folder / "NCT05987176.txt").write_text("\n".join([plain, *official, *values, "Phase 2"]))
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL, "utf-8")
    assert load(file, tmp_path).record.phase == "Phase 2"
    file.write_text(TRIAL.replace("phase: Phase 2", "phase: Phase 3"), "utf-8")
    with pytest.raises(TrialError, match="phase"):
        load(file, tmp_path)
    file.write_text(TRIAL.replace("official: Pregnancy.", "official: Pregnant women."), "utf-8")
    with pytest.raises(TrialError, match="criteria E5, official"):
        load(file, tmp_path)


def test_a_record_that_is_not_text_is_reported(tmp_path: Path) -> None:
    """A record saved by a word processor cannot be compared."""
    folder = tmp_path / "site_src" / "record"
    folder.mkdir(parents=True)
    (folder / "NCT05987176.txt").write_bytes(b"\xff\xfeN\x00")
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL, "utf-8")
    with pytest.raises(TrialError, match="is not UTF-8 text at byte 0"):
        load(file, tmp_path)
