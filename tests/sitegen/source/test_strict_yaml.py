from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.source import strict_yaml, syntax
from sitegen.source.nodes import plain, walk
from tests.sitegen.broken_trials import TRIAL

GUESSED = """
    0 1 -1 +1 007 0o7 0x1F 0b1 1_000 1.5 .5 1. 1e3 1E-3 12:30 1:02:03.5 .inf -.Inf .nan
    02033133170 2026-01-14 2026-1-4 yes no Yes NO y n Y N true FALSE on Off null ~ Null =
"""


def said(text: str) -> list[tuple[int, str]]:
    """The problems of a text, each with its line."""
    return [(problem.line, problem.message) for problem in strict_yaml.read(text.encode()).problems]


def test_every_value_is_text() -> None:
    """A value that was quoted must arrive as the characters between the quotation marks."""
    read = strict_yaml.read(b'a: "8.0"\nb: {c: "no", d: x}\ne: ["2026-01-14", "", "~"]\n')
    assert read.root is not None
    assert plain(read.root) == {
        "a": "8.0",
        "b": {"c": "no", "d": "x"},
        "e": ["2026-01-14", "", "~"],
    }
    assert not read.problems


def test_the_trial_reads_as_the_command_line_reads_it() -> None:
    """The rules' SHA-256 on the site and on the desk would differ if the data did."""
    read = strict_yaml.read(TRIAL.encode())
    assert read.root is not None
    assert plain(read.root) == yaml.load(TRIAL, Loader=yaml.BaseLoader)


@pytest.mark.parametrize(
    "value",
    GUESSED.split(),
)
def test_what_yaml_would_guess_needs_quotation_marks(value: str) -> None:
    """YAML 1.1 and 1.2 read these as something other than text, and differ in what."""
    assert [line for line, _ in said(f"a: x\nb: {value}\n")] == [2]
    assert not said(f"a: x\nb: \"{value}\"\nc: '{value}'\n")


@given(st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1, max_size=12))
def test_nothing_that_yaml_converts_stays_unquoted(value: str) -> None:
    """The list of guesses above must not be shorter than PyYAML's own."""
    try:
        guess = yaml.safe_load(value)
    except (yaml.YAMLError, ValueError):
        return
    if guess is not None and not isinstance(guess, str | list | dict):
        assert syntax.not_text(value.split(" #")[0].strip().rstrip())


@pytest.mark.parametrize(
    "value",
    ["4 weeks", "18 years", "8±1-week", "N/A", "68Ga-DOTATATE", "1.2.3", "10*9/L", "2026-01",
     "None", "nothing", "a", "I", "x:z", "-5 mmol/L", "1,5", "Yes.", "NO!"],
)  # fmt: skip
def test_words_need_no_quotation_marks(value: str) -> None:
    """A trial team should not have to quote what nobody could misread."""
    assert not said(f"a: {value}\n")


def test_a_second_name_is_named_with_the_line_of_the_first() -> None:
    """YAML keeps the last of two values in silence; the reader must see both."""
    [(line, message)] = said("a: x\nb: w\na: z\n")
    assert line == 3
    assert "first in line 1" in message


def test_one_slip_does_not_hide_another() -> None:
    """A parser stops at the first slip; a trial team wants all of them."""
    text = 'a: "x\nb: 5\nc: x: y\nd: [1\ne:\n  - f: {g: h\n  - f: no\n  - f: "k" l\ni: yes\n'
    assert {line for line, _ in said(text)} == {1, 2, 3, 4, 6, 7, 8, 9}


def test_aliases_stand_for_what_they_mark() -> None:
    """Questions that take yes or no share their options."""
    read = strict_yaml.read(b"a: &k [x, z]\nb: *k\n")
    assert read.root is not None
    assert plain(read.root) == {"a": ["x", "z"], "b": ["x", "z"]}


def test_an_alias_to_a_part_that_fails_is_no_second_problem() -> None:
    """The name is marked in the file; only the part it is in cannot be read."""
    assert [line for line, _ in said("a: {b: &k [x, z]\nc: *k\n")] == [1]


def test_aliases_that_multiply_end_at_once() -> None:
    """A file of 2 kB must not become a billion values."""
    rows = ["a0: &a0 [" + ", ".join("xxxxxxxxx") + "]"]
    rows += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 15)]
    started = time.perf_counter()
    messages = [message for _, message in said("\n".join(rows))]
    assert any("aliases" in message for message in messages)
    assert time.perf_counter() - started < 2


def test_a_chain_of_aliases_ends_at_once() -> None:
    """Depth by aliases would overflow Python's stack in whoever walks the tree."""
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 2000)]
    assert any("deep" in message for _, message in said("\n".join(rows)))


def test_lines_are_those_of_an_editor() -> None:
    """A line separator inside a line would shift every later message."""
    assert [line for line, _ in said("a: x\u2028y\nb: 5\n")] == [1, 2]
    assert [line for line, _ in said("a: x\r\nb: 5\r\n")] == [2]


def test_long_texts_may_take_several_lines() -> None:
    """Official words are long; a folded text must come out as one line."""
    read = strict_yaml.read(b"a: >-\n  one\n  two\n")
    assert read.root is not None
    assert plain(read.root) == {"a": "one two"}
    assert [line for line, _ in said("a: three\n  four\nb: |\n  five\n")] == [1, 3]
    assert [line for line, _ in said("a: >\n  one\n  two\n")] == [1]


def test_every_path_has_the_line_of_its_name() -> None:
    """A message about a value must lead to where it is written."""
    read = strict_yaml.read(b"a:\n  - b: x\n    c:\n      d: y\n")
    assert read.root is not None
    assert dict(walk(read.root))[("a", 0, "c", "d")] == 4


@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(data: bytes) -> None:
    """Whatever is saved as trial.yaml, the build must say what is wrong with it."""
    read = strict_yaml.read(data)
    assert read.root is not None or read.problems


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,? \n\t~0", max_size=60))
def test_no_punctuation_ends_in_a_traceback(text: str) -> None:
    """Slips are made of punctuation, so that is where the parser is tried hardest."""
    read = strict_yaml.read(text.encode())
    assert read.root is not None or read.problems
    rows = text.count("\n") + 1
    assert all(1 <= problem.line <= rows for problem in read.problems)
