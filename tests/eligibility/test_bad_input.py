"""Any input gives findings or problems in JSON within seconds, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from tests.eligibility.patients import Answers, patients

ROOT = Path(__file__).parent.parent.parent
SECONDS = 5

LONG = "9" * 10_000
UNUSUAL_TEXTS = (
    *("", " ", "\t", "\n", "\x00", "\x7f", "\x1b[31m", "\u202e121 g/L", "\u2066x\u2069", "\ufeff1"),
    *("١٢١ g/L", "１２１ g/L", "²", "½", "Ⅷ", "𝟙𝟚𝟙 g/L", "121\u00a0g/L", "121\u2009g/L", "−5"),
    *("\ud800", "\udc00\ud800", "a\u0301" * 50, "\U0001f9ec" * 99, "<script>alert(1)</script>"),
    *("1e5 g/L", "1E400 g/L", "-1e-400 g/L", "NaN g/L", "sNaN g/L", "Infinity g/L", "-Infinity"),
    *("0x79 g/L", "1_000 g/L", "0b1 g/L", "+79 g/L", ".5 g/dL", "79. g/L", "--79 g/L", "- g/L"),
    *("<", ">", "<>", "<<80 g/L", "<=80 g/L", "80- g/L", "-80 g/L", "80--90 g/L", "80-90-100 g/L"),
    *("<80-90 g/L", ">=8 g/dL", "~80 g/L", "80 g/L g/L", "80 G/L", "80 g / L", "8.0.0 g/dL"),
    *(f"{LONG} g/L", f"0.{LONG} g/L", f"-{LONG} g/L", f"{'0' * 30}79 g/L", "0." + "0" * 38 + "1 %"),
    *("79 " + "x" * 1000, "79" + " " * 1000 + "g/L", "9-" * 5000, "never", "NEVER", "null", "{}"),
    *("0000-01-01", "0001-01-01", "9999-12-31", "9999", "0001", "10000-01-01", "-2026-01-01"),
    *(
        "2026-1-1",
        "2026-00-10",
        "2026-01-00",
        "2026-02-30",
        "2026-W05",
        "20260119",
        "2026-01-19T00",
    ),
    *("2026-01-19Z", "٢٠٢٦-٠١-١٩", "2026‐01‐19", "today", "19.01.2026", "yes ", "Yes", "R０"),
)
UNUSUAL_VALUES: tuple[Any, ...] = (
    *(0, 1, -1, 1.5, 10**400, True, False, [], {}, [[]], [None], [1], [True], ["none", "none"]),
    *({"value": "79 g/L"}, [{"a": 1}], [[["x"]]], ["", "\ud800"], ["bone"] * 500, "x" * 10_000),
)


def result_of(precheck: Precheck, text: str) -> dict[str, Any]:
    """Return the result for a text, and check that it is JSON, encodable and quick."""
    start = time.perf_counter()
    out = precheck.assess(text)
    assert time.perf_counter() - start < SECONDS
    out.encode("utf-8")
    found: dict[str, Any] = json.loads(out)
    assert found["format"] in ("nelmas-assessment/1", "nelmas-problems/1")
    return found


@pytest.mark.parametrize("text", UNUSUAL_TEXTS, ids=lambda text: ascii(text)[:30])
def test_unusual_text_in_any_answer_is_accepted_or_a_problem(
    precheck: Precheck, definitions: Definitions, base: Answers, text: str
) -> None:
    """Text pasted from another system must not crash the program."""
    found = result_of(precheck, json.dumps(dict.fromkeys(definitions.facts, text)))
    refused = {problem["fact"] for problem in found.get("problems", ())}
    for problem in found.get("problems", ()):
        assert problem["fact"] in definitions.facts
        assert problem["code"]
        assert len(problem["message"]) < 600
        assert problem["message"].isprintable()
    taken = {fact: text for fact in definitions.facts if fact not in refused}
    result_of(precheck, json.dumps({**base, **taken}))
    for fact in taken:
        result_of(precheck, json.dumps({**base, fact: text}))


@pytest.mark.parametrize("value", UNUSUAL_VALUES, ids=lambda value: ascii(value)[:30])
def test_an_answer_that_is_not_text_is_accepted_or_a_problem(
    precheck: Precheck, definitions: Definitions, base: Answers, value: Any
) -> None:
    """A program that sends numbers, lists or mappings must learn what is expected."""
    given = {name: value for name in definitions.facts if name != "assessment_date"}
    found = result_of(precheck, json.dumps({"assessment_date": "2026-03-27", **given}))
    refused = {problem["fact"] for problem in found.get("problems", ())}
    taken = set(given) - refused
    assert all(definitions.facts[name].type == "options" for name in taken)
    assert not taken or isinstance(value, list)
    result_of(precheck, json.dumps({**base, **dict.fromkeys(taken, value)}))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "null", "true", "1", '"text"', "[]", "[1, 2]", "{", '{"ecog"', "{'ecog': '0'}"),
        *(
            '{"ecog": "0",}',
            '{"ecog": NaN}',
            '{"ecog": Infinity}',
            '{"ecog": 1e999999}',
            "\ufeff{}",
        ),
        *(
            "{}{}",
            "// no\n{}",
            "\x00",
            "\ud800",
            '{"ecog": "\x01"}',
            '{"ecog": "\\ud800"}',
            "<html>",
        ),
        *("[" * 100_000, '{"a":' * 100_000, '{"ecog": ' + "[" * 900 + "]" * 900 + "}"),
        *('{"ecog": ' + "9" * 900_000 + "}", '{"a": "' + "x" * 10_000_000 + '"}', " " * 10_000_000),
        *('{"ecog": "0", "ecog": "1"}', '{"": ""}', '{"__class__": "x"}', '{"\\u202e": "x"}'),
        *(
            '{"assessment_date": "2026-03-27", "assessment_date": null}',
            '{"' + "k" * 900_000 + '":1}',
        ),
    ],
    ids=lambda text: f"{ascii(text)[:24]}…{len(text)}",
)
def test_input_that_is_not_a_set_of_answers_gives_problems(precheck: Precheck, text: str) -> None:
    """A broken or hostile file must give a message within seconds."""
    found = result_of(precheck, text)
    assert found["format"] == "nelmas-problems/1"
    assert found["problems"]
    assert precheck.summary(text) == ""


def test_a_fact_given_twice_is_named(precheck: Precheck) -> None:
    """The program must not choose between two answers."""
    found = result_of(precheck, '{"assessment_date": "2026-03-27", "ecog": "0", "ecog": "1"}')
    assert [(one["fact"], one["code"]) for one in found["problems"]] == [("ecog", "given_twice")]


def test_a_hundred_thousand_unknown_facts_give_problems(precheck: Precheck) -> None:
    """The facts are listed or the input is refused, and either takes only seconds."""
    many = json.dumps({f"f{n}": "" for n in range(100_000)})
    assert result_of(precheck, many)["format"] == "nelmas-problems/1"
    fewer = json.dumps({f"haemoglobin{n}": "x" for n in range(20_000)})
    assert result_of(precheck, fewer)["problems"]


def test_every_problem_is_listed_at_once(precheck: Precheck, definitions: Definitions) -> None:
    """People must be able to correct all errors in one go."""
    broken = dict.fromkeys(definitions.facts, "\u202e,?")
    found = result_of(precheck, json.dumps(broken))
    assert [one["fact"] for one in found["problems"]] == list(definitions.facts)


def test_unknown_facts_come_with_the_nearest_name(precheck: Precheck, base: Answers) -> None:
    """The right name helps most to correct a misspelt one."""
    for wrong, right in (
        *(("hemoglobin", "haemoglobin"), ("age", "age_years"), ("Ki67_percent", "ki67_percent")),
        *(("creatinin", "creatinine"), ("platelet", "platelets"), ("nyha", "nyha_class")),
    ):
        (problem,) = result_of(precheck, json.dumps({**base, wrong: "x"}))["problems"]
        assert problem["code"] == "unknown_fact"
        assert f'"{right}"' in problem["message"]


@pytest.mark.slow
def test_noise_never_raises(precheck: Precheck, definitions: Definitions, base: Answers) -> None:
    """Random text in a form must never crash the check."""
    rng = Random(66)
    letters = '0123456789.-<>,/ %*gLdmoluN"{}[]:ae\u202e\ud800\x00é٣'
    for answers in patients(66, 1500, definitions, base):
        for _ in range(rng.randrange(4)):
            noise = "".join(rng.choice(letters) for _ in range(rng.randrange(20)))
            answers[rng.choice((*definitions.facts, noise))] = rng.choice((noise, [noise], None))
        text = json.dumps(answers, ensure_ascii=rng.random() < 0.5)
        if rng.random() < 0.3:
            at = rng.randrange(len(text))
            text = text[:at] + rng.choice(letters) + text[at + rng.randrange(3) :]
        result_of(precheck, text)
        precheck.summary(text)


def command(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "nelmas_rules", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "given",
    [
        *(
            b"",
            b"{",
            b"\xff\xfe\x00",
            b"\xef\xbb\xbf{}",
            b"[" * 200_000,
            b'{"ecog": "\xed\xa0\x80"}',
        ),
        *(b'{"a": "' + b"x" * 10_000_000 + b'"}', b'{"assessment_date": "\\ud800"}', b"\x00" * 99),
    ],
    ids=lambda given: f"{given[:12]!r}…{len(given)}",
)
def test_the_command_line_exits_with_2_and_json(given: bytes) -> None:
    """A script that runs the check must be able to read why the input was refused."""
    for options in (("--json",), ()):
        done = command("check", "-", *options, given=given)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr + done.stdout
        if options:
            assert json.loads(done.stdout)["format"] == "nelmas-problems/1"


@pytest.mark.parametrize(
    "arguments",
    [
        *(("check", "no-such-file.json"), ("check", "."), ("explain", "E18"), ("explain", "")),
        *(
            ("convert", "8", "g/L", "--fact", "haemoglobin"),
            ("convert", "x", "g/L", "--fact", "wbc"),
        ),
        *(("convert", "1 g/L", "mmol/L", "--fact", "nothing"), ("--trial", "no.yaml", "readings")),
        *(
            ("convert", "1 g/L", "%", "--fact", "albumin"),
            ("convert", "<1 g/L", "g/dL", "--fact", "wbc"),
        ),
        *(("convert", "1 g/L", "mmol/L", "--fact", "ecog"), ("no-such-command",), ()),
    ],
    ids=" ".join,
)
def test_a_wrong_command_exits_with_2_and_a_message(arguments: tuple[str, ...]) -> None:
    """A mistyped command gives a message, not a traceback."""
    done = command(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert (done.stderr + done.stdout).strip()


def test_a_file_that_cannot_be_read_gives_problems_in_json() -> None:
    """A script that asks for JSON must always get JSON."""
    done = command("check", "no-such-file.json", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["format"] == "nelmas-problems/1"
