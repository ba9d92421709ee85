from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.source import strict_yaml
from tests.sitegen.broken_trials import TRIAL

CONVERTED = """
    0 1 -1 +1 007 0o7 0x1F 0b1 1_000 1.5 .5 1. 1e3 1E-3 12:30 1:02:03.5 .inf -.Inf .nan
    02033133170 2026-01-14 2026-1-4 yes no Yes NO y n Y N true FALSE on Off null ~ Null =
"""


def problems_of(text: str) -> list[tuple[int, str]]:
    """Return the problems of a text, each with its line."""
    return [(problem.line, problem.message) for problem in strict_yaml.read(text.encode()).problems]


def test_every_value_is_text() -> None:
    """A quoted value is the characters between the quotation marks, nothing else."""
    read = strict_yaml.read(b'a: "8.0"\nb: {c: "no", d: x}\ne: ["2026-01-14", "", "~"]\n')
    assert read.data == {
        "a": "8.0",
        "b": {"c": "no", "d": "x"},
        "e": ["2026-01-14", "", "~"],
    }
    assert not read.problems


def test_the_trial_reads_as_the_command_line_reads_it() -> None:
    """The command line reads trial.yaml without these checks, and must find the same values."""
    read = strict_yaml.read(TRIAL.encode())
    assert read.data == yaml.load(TRIAL, Loader=yaml.BaseLoader)


@pytest.mark.parametrize(
    "value",
    CONVERTED.split(),
)
def test_what_yaml_converts_needs_quotation_marks(value: str) -> None:
    """YAML 1.1 and 1.2 read these as something other than text, and differ in what."""
    assert [line for line, _ in problems_of(f"a: x\nb: {value}\n")] == [2]
    assert not problems_of(f"a: x\nb: \"{value}\"\nc: '{value}'\n")


@given(st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1, max_size=12))
def test_everything_that_yaml_converts_is_refused(value: str) -> None:
    """Our list of what YAML converts must not be shorter than PyYAML's."""
    try:
        guess = yaml.safe_load(value)
    except (yaml.YAMLError, ValueError):
        return
    if guess is not None and not isinstance(guess, str | list | dict):
        assert strict_yaml.unquoted_problem(value.split(" #")[0].strip().rstrip())


@pytest.mark.parametrize(
    "value",
    ["4 weeks", "18 years", "8±1-week", "N/A", "68Ga-DOTATATE", "1.2.3", "10*9/L", "2026-01",
     "None", "nothing", "a", "I", "x:z", "-5 mmol/L", "1,5", "Yes.", "NO!"],
)  # fmt: skip
def test_words_need_no_quotation_marks(value: str) -> None:
    """Text that YAML cannot misread needs no quotation marks."""
    assert not problems_of(f"a: {value}\n")


def test_a_duplicate_field_is_reported_with_the_line_of_the_first() -> None:
    """YAML silently keeps the last of two values."""
    [(line, message)] = problems_of("a: x\nb: w\na: z\n")
    assert line == 3
    assert "first in line 1" in message


def test_all_problems_are_reported_together() -> None:
    """A parser stops at the first error; a trial team needs all of them."""
    text = (
        "a: 5\nb: x # y\nc: {d: no, e: <<}\nf:\n  - {g: h}\n  - |\n    i\nj: ' k'\nj: 2026-01-31\n"
    )
    assert [line for line, _ in problems_of(text)] == [1, 2, 3, 6, 8, 9]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('a: "x\nb: y\nc: "z"\n', 1, "closing quotation mark"),
        ("a: x\nb: [1\nc: z\n", 2, "opens with ["),
        ("a: x\nb: y: z\n", 2, "second colon"),
        ("a:\n  - b: x\n   c: y\n", 3, "does not line up"),
        ("a: x\nb y\nc: z\n", 2, "found no colon"),
        ("a: x\nb: @y\n", 2, "special in YAML"),
        ('a: x\nb: "y\\z"\n', 2, "backslash"),
    ],
)
def test_a_syntax_error_is_explained_where_it_begins(text: str, line: int, words: str) -> None:
    """A parser often notices an error lines below the one to correct."""
    [(at, message)] = problems_of(text)
    assert at == line
    assert words in message


def test_tabs_and_invisible_characters_are_reported_with_a_syntax_error() -> None:
    """They are often its cause."""
    assert [line for line, _ in problems_of("a:\tx\nb: y\u200b\nc: [\n")] == [1, 2, 3]


def test_an_alias_repeats_the_values_of_its_anchor() -> None:
    """Questions that take yes or no share their options."""
    read = strict_yaml.read(b"a: &k [x, z]\nb: *k\n")
    assert read.data == {"a": ["x", "z"], "b": ["x", "z"]}


def test_aliases_that_multiply_are_refused_at_once() -> None:
    """A file of 2 kB must not become a billion values."""
    rows = ["a0: &a0 [" + ", ".join("xxxxxxxxx") + "]"]
    rows += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 15)]
    started = time.perf_counter()
    messages = [message for _, message in problems_of("\n".join(rows))]
    assert any("aliases" in message for message in messages)
    assert time.perf_counter() - started < 2


def test_a_long_chain_of_aliases_is_refused() -> None:
    """Deep nesting through aliases would overflow Python's stack."""
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 2000)]
    assert any("deep" in message for _, message in problems_of("\n".join(rows)))


def test_line_numbers_are_those_of_an_editor() -> None:
    """A line separator inside a line would shift every later message."""
    assert [line for line, _ in problems_of("a: x\u2028y\nb: 5\n")] == [1, 2]
    assert [line for line, _ in problems_of("a: x\r\nb: 5\r\n")] == [2]


def test_a_folded_text_takes_several_lines() -> None:
    """A long text after >- becomes one line; no other text goes over several lines."""
    read = strict_yaml.read(b"a: >-\n  one\n  two\n")
    assert read.data == {"a": "one two"}
    assert [line for line, _ in problems_of("a: three\n  four\nb: |\n  five\n")] == [1, 3]
    assert [line for line, _ in problems_of("a: >\n  one\n  two\n")] == [1]


def test_each_value_has_the_line_of_its_name() -> None:
    """A message about a value must name the line where it is."""
    read = strict_yaml.read(b"a:\n  - b: x\n    c:\n      d: y\n")
    assert read.lines[("a", 0, "c", "d")] == 4


@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(data: bytes) -> None:
    """Any file can be saved as trial.yaml; the build must say what is wrong."""
    read = strict_yaml.read(data)
    assert read.data is not None or read.problems


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,? \n\t~0", max_size=60))
def test_no_punctuation_ends_in_a_traceback(text: str) -> None:
    """Most mistakes in YAML are punctuation."""
    read = strict_yaml.read(text.encode())
    assert read.data is not None or read.problems
    rows = text.count("\n") + 1
    assert all(1 <= problem.line <= rows for problem in read.problems)
