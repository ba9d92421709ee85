"""The command line, run in this process so that the mutation tests cover it."""

from __future__ import annotations

import io
import json
import re
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import eligibility
from eligibility.cli import main
from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from nelmas_rules import RULES
from tests import fixtures
from tests.eligibility.patients import Answers, patients
from tests.fixtures import ROOT

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; return its exit code, its output and its error messages."""

    def command(*arguments: str, given: str = "") -> tuple[int, str, str]:
        reader = io.TextIOWrapper(io.BytesIO(given.encode("utf-8", "surrogatepass")))
        monkeypatch.setattr(sys, "stdin", reader)
        capsysbinary.readouterr()
        code = main(RULES, [*fixtures.BUILD, *arguments])
        printed = capsysbinary.readouterr()
        return code, printed.out.decode("utf-8"), printed.err.decode("utf-8")

    return command


def test_check_prints_what_the_python_interface_returns(
    run: Run, precheck: Precheck, definitions: Definitions, base: Answers, tmp_path: Path
) -> None:
    """Browser, tests and command line must give the same result, from a file or a pipe."""
    for number, answers in enumerate(patients(31, 5, definitions, base)):
        text = json.dumps(answers)
        file = tmp_path / f"{number}.json"
        file.write_text("\ufeff" + text, encoding="utf-8")
        assert run("check", "-", "--json", given=text) == (0, precheck.assess(text) + "\n", "")
        assert run("check", str(file), "--json") == (0, precheck.assess(text) + "\n", "")
        assert run("check", "-", given=text) == (0, precheck.summary(text), "")


def test_check_exits_with_2_and_lists_every_problem(run: Run, precheck: Precheck) -> None:
    """A script needs the exit code, and a person needs every message."""
    text = '{"assessment_date": "2026-03-27", "ecog": "9", "haemoglobin": "7,9 g/dL", "x": ""}'
    assert run("check", "-", "--json", given=text) == (2, precheck.assess(text) + "\n", "")
    code, printed, _ = run("check", "-", given=text)
    lines = printed.splitlines()
    assert code == 2
    assert lines[0] == "The answers cannot be assessed yet:"
    assert [line.split(":")[0] for line in lines[1:]] == ["haemoglobin", "ecog", "x"] or sorted(
        line.split(":")[0] for line in lines[1:]
    ) == ["ecog", "haemoglobin", "x"]
    code, printed, _ = run("check", "-", given="{")
    assert (code, printed.splitlines()[1][:9]) == (2, "answers: ")


def test_check_of_an_unreadable_file_gives_a_problem(run: Run, tmp_path: Path) -> None:
    """A wrong file name or encoding is reported in the requested format."""
    file = tmp_path / "latin.json"
    file.write_bytes(b'{"ecog": "\xe9"}')
    for name in (str(file), str(tmp_path / "nowhere.json")):
        code, printed, _ = run("check", name, "--json")
        (problem,) = json.loads(printed)["problems"]
        assert (code, problem["code"], problem["fact"]) == (2, "not_json", "")
        assert name in problem["message"]


def test_facts_lists_every_fact(run: Run, definitions: Definitions) -> None:
    """Another program must be able to build its own form from this list."""
    code, printed, _ = run("facts", "--json")
    listed = {fact["name"]: fact for fact in json.loads(printed)}
    assert code == 0
    assert list(listed) == list(definitions.facts)
    assert listed["haemoglobin"] == {
        "name": "haemoglobin",
        "type": "quantity",
        "label": "Haemoglobin",
        "options": [],
        "units": ["g/L", "g/dL", "mmol/L"],
        "plausible": "30-250 g/L",
        "never": False,
        "required": False,
        "same_unit_as": None,
    }
    assert listed["ssa_last_date"]["never"] is True
    assert listed["assessment_date"]["required"] is True
    assert listed["bilirubin_total"]["same_unit_as"] == "bilirubin_uln"
    assert listed["prothrombin_time"]["options"] == ["normal", "abnormal"]
    assert listed["ecog"]["plausible"] is None
    assert printed.startswith('[\n  {\n    "name": "assessment_date"')
    assert "per 2 mm²" in printed
    lines = run("facts")[1].splitlines()
    assert lines[0] == "assessment_date (date): Date of this check"
    place = lines.index("haemoglobin (quantity): Haemoglobin")
    assert lines[place + 1] == "    g/L | g/dL | mmol/L, within 30-250 g/L"
    place = lines.index("mitoses_per_2mm2 (number): Mitoses per 2 mm², highest reported")
    assert lines[place + 1] == "    within 0-500"
    assert "    never" in lines
    assert "    yes | no" in lines


def test_explain_shows_words_limits_readings_and_rule(run: Run, definitions: Definitions) -> None:
    """Everything about a criterion must be in one place."""
    for criterion in definitions.criteria.values():
        code, printed, _ = run("explain", criterion.id)
        lines = printed.splitlines()
        assert code == 0
        assert lines[0] == f"{criterion.id} ({criterion.kind})"
        assert lines[1] == f"Official words: {criterion.official}"
        assert lines[2] == f"Plain words: {criterion.plain}"
        assert lines[3] == f"Changes: {criterion.changes}"
        for name, limits in criterion.limits.items():
            for limit in limits:
                source = f" ({limit.source})" if limit.source else ""
                assert f"Limit {name}: {limit.value}{source}" in lines
        for question in criterion.readings:
            assert f"Open question {question.id}: {question.question}" in lines
            for letter, words in question.alternatives.items():
                assert f"    {letter}: {words}" in lines
        assert (f"Judgement: {criterion.judgement}" in lines) == bool(criterion.judgement)
        assert f"Rule:\n    {criterion.id} is true when" in printed
        assert re.fullmatch(r"Rules 0\.2\.0, SHA-256 [0-9a-f]{64}", lines[-1])


def test_explain_of_an_unknown_criterion_lists_the_known_ones(run: Run) -> None:
    """A list of the ids helps to correct a wrong one."""
    code, printed, complaint = run("explain", "E18")
    assert (code, printed) == (2, "")
    assert "E18 is not a criterion" in complaint
    assert "I1, I2" in complaint


@pytest.mark.parametrize("arguments", [(), ("check",), ("convert", "1 g/L", "g/dL"), ("x",)])
def test_an_incomplete_command_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    """A command with missing arguments must not run."""
    with pytest.raises(SystemExit) as raised:
        run(*arguments)
    assert raised.value.code == 2


def test_readings_lists_every_open_question(run: Run, definitions: Definitions) -> None:
    """The trial team must be able to see every question that needs its ruling."""
    listed = json.loads(run("readings", "--json")[1])
    asked = [(one.id, q) for one in definitions.criteria.values() for q in one.readings]
    assert [(one["criterion"], one["id"]) for one in listed] == [(name, q.id) for name, q in asked]
    assert all(one["ruling"] is None for one in listed)
    assert set(listed[0]) == {"criterion", "id", "question", "alternatives", "ruling"}
    printed = run("readings")[1]
    for identity, question in asked:
        assert f"{identity} {question.id}: {question.question}\n" in printed
        for letter, words in question.alternatives.items():
            assert f"    {letter}: {words}\n" in printed
    assert printed.count("No ruling yet") == len(asked) == 10


def test_a_ruling_is_shown_with_its_reading(
    run: Run, definitions: Definitions, tmp_path: Path
) -> None:
    """A ruling must always show who made it, when, and in which modification."""
    source = json.loads(definitions.to_json())
    (e8,) = [one for one in source["criteria"] if one["id"] == "E8"]
    ruling = {"reading": "b", "by": "the trial team", "on": "2026-01-31", "modification": "4"}
    e8["readings"][0]["ruling"] = ruling
    file = tmp_path / "definitions.json"
    file.write_text(json.dumps(source), encoding="utf-8")
    trial = ("--trial", str(file))
    listed = {one["id"]: one for one in json.loads(run(*trial, "readings", "--json")[1])}
    assert listed["haemoglobin_limit"]["ruling"] == ruling
    words = "    Ruled: b, by the trial team, 2026-01-31, modification 4\n"
    assert words in run(*trial, "readings")[1]
    assert "    Ruled: b, 2026-01-31\n" in run(*trial, "explain", "E8")[1]
    assert "Ruled" not in run(*trial, "explain", "E16")[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("8.0", "g/L", "--fact", "haemoglobin"), "'' is not a unit"),
        (("8.0 g/L", "", "--fact", "haemoglobin"), "'' is not a unit"),
        (("8.0 g/L", "stone", "--fact", "haemoglobin"), "'stone' is not a unit"),
        (("eight g/L", "g/dL", "--fact", "haemoglobin"), "is not a number"),
        (("8 g/L", "g/dL", "--fact", "hb"), "hb is not a fact"),
        (("<8 g/L", "g/dL", "--fact", "haemoglobin"), "only a single value"),
        (("7-8 g/L", "g/dL", "--fact", "haemoglobin"), "only a single value"),
        (("8 g/L", "%", "--fact", "haemoglobin"), "different things"),
        (("8 g/L", "mmol/L", "--fact", "albumin"), "molar mass"),
    ],
)
def test_an_impossible_conversion_is_explained(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    """A refusal is safer than a wrong figure."""
    code, printed, complaint = run("convert", *arguments)
    assert (code, printed) == (2, "")
    assert words in complaint


def test_convert_prints_twelve_digits(run: Run) -> None:
    """More digits would claim too much precision; fewer could hide differences between limits."""
    answer = run("convert", "8.0 g/dL", "mmol/L", "--fact", "haemoglobin")
    assert answer == (0, "4.96447299016 mmol/L\n", "")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trial.yaml", "a: [", "not a complete trial"),
        ("trial.yaml", "a: b", "not a complete trial"),
        ("trial.json", "{", "not a complete trial"),
        ("trial.json", "[]", "not a complete trial"),
        ("trial.yaml", None, "cannot be read"),
    ],
)
def test_an_unreadable_trial_is_explained(
    run: Run, tmp_path: Path, name: str, content: str | None, words: str
) -> None:
    """Rules must not run without their trial."""
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    code, printed, complaint = run("--trial", str(tmp_path / name), "readings")
    assert (code, printed) == (2, "")
    assert words in complaint


def test_the_summary_has_no_dates_and_every_criterion(
    precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """Dates could identify a patient, so a summary for another hospital has only intervals."""
    for answers in patients(32, 100, definitions, base):
        words = precheck.summary(json.dumps(answers))
        assert not re.search(r"[0-9]{4}-[0-9]{2}", words)
        assert "eligible" not in words.lower()
        for criterion in definitions.criteria.values():
            assert words.count(criterion.official) >= 1
        assert words.endswith(f"SHA-256 {precheck.rules_sha256}\n")


def test_the_summary_gives_reasons(precheck: Precheck, base: Answers) -> None:
    """Nobody can check a finding without its reason."""

    def lines(**changes: object) -> list[str]:
        answers = {
            name: answer for name, answer in {**base, **changes}.items() if answer is not None
        }
        return precheck.summary(json.dumps(answers)).splitlines()

    def about(words: list[str], criterion: str) -> str:
        return next(line.strip() for line in words if line.startswith(f"  {criterion} "))

    opened = "after the check, no time criterion stands in the way."
    assert f"From 1 day {opened}" in lines(last_surgery_date="2026-02-28")
    assert f"From 11 days {opened}" in lines(last_surgery_date="2026-03-10")
    assert not any(
        opened in line for line in lines(last_surgery_date="2026-03-10", ssa_hypersensitivity="yes")
    )
    assert not any(opened in line for line in lines())
    for changes, criterion, words in (
        ({"wbc": None}, "E9", "E9 unknown (not known yet): WBC"),
        ({"wbc": "1-3 10*9/L"}, "E9", "E9 unknown (not precise enough): WBC"),
        ({"liver_resection_margin": "RX"}, "E3", "E3 unknown (a clinician of the trial team must"),
        ({"haemoglobin": "80 g/L"}, "E8", "E8 unknown (the trial's words can be read in two ways)"),
        ({"informed_consent": "not_yet_asked"}, "I1", "I1 unknown (has not happened yet): Written"),
        ({"haemoglobin": "79 g/L"}, "E8", "E8 true: Hb concentration"),
        ({}, "E8", "E8 false: Hb concentration"),
    ):
        assert about(lines(**changes), criterion).startswith(words)
    found = lines(haemoglobin="80 g/L", wbc=None, ecog="3", grade_reported="NET_G1")
    headings = (
        "In the way",
        "Open",
        "Not in the way",
        "Answers that do not agree with one another",
    )
    places = [found.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "  - White blood cells (WBC)" in found
    assert any("Which of the two printed haemoglobin limits counts?" in line for line in found)
    assert any("79 g/L = 7.9 g/dL, below 8.0 g/dL" in line for line in lines(haemoglobin="79 g/L"))


def test_the_version_has_one_place() -> None:
    """A printout names the version; package and changelog must have the same one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {
        "attr": "eligibility.__version__"
    }
    newest = re.findall(r"^## \[(\d.*?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)[0]
    assert newest == eligibility.__version__


def test_a_trial_names_its_rules(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The installed command uses the rules package that the trial names."""
    assert main(RULES, [*fixtures.BUILD, "explain", "E8"]) == 0
    expected = capsysbinary.readouterr()
    assert main(None, [*fixtures.BUILD, "explain", "E8"]) == 0
    assert capsysbinary.readouterr() == expected


@pytest.mark.parametrize(
    "arguments",
    ["facts", "facts --json", "explain E8", "readings", "readings --json"],
)
def test_a_successful_command_exits_with_0(run: Run, arguments: str) -> None:
    """Scripts stop at any other exit code."""
    code, printed, complaint = run(*arguments.split())
    assert (code, complaint) == (0, "")
    assert printed


def test_the_summary_says_when_the_trial_is_not_open(
    definitions: Definitions, base: Answers
) -> None:
    """Nobody should travel to a hospital for a trial that is closed."""
    for status, open_ in (
        ("not_yet_recruiting", False),
        ("terminated", False),
        ("recruiting", True),
    ):
        precheck = Precheck(replace(definitions, overall_status=status), RULES)
        words = precheck.summary(json.dumps(base))
        assert ("The trial is not open" in words) is not open_
        assert ("First look up at ClinicalTrials.gov" in words) is not open_


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ("unknown", "This copy of the trial's record does not say if the trial is open."),
        (
            "not_yet_recruiting",
            "The trial is not open, by this copy of its record: not yet recruiting.",
        ),
    ],
)
def test_the_summary_names_the_status(
    definitions: Definitions, base: Answers, status: str, line: str
) -> None:
    """A code such as not_yet_recruiting is for machines, and unknown is not closed."""
    precheck = Precheck(replace(definitions, overall_status=status), RULES)
    assert line in precheck.summary(json.dumps(base)).splitlines()


def test_the_assessment_keeps_letters_as_they_are(precheck: Precheck, base: Answers) -> None:
    """The bytes are the same everywhere, so escapes would be a change of format."""
    printed = precheck.assess(json.dumps(base))
    assert not printed.isascii()
    assert "\\u" not in printed
