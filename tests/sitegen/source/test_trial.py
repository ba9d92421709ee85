from __future__ import annotations

import dataclasses
from typing import Annotated

import pytest
import yaml

from sitegen.checks.wording import BANNED
from sitegen.model.text_kinds import MAY_BE_BLANK, Shorthand, blank, fields_of
from sitegen.model.trial import Limit, Reading, Trial
from sitegen.source import strict_yaml
from sitegen.source.model_reader import Reader
from sitegen.source.nodes import Entries
from tests.sitegen.broken_trials import ROOT, TRIAL


@dataclasses.dataclass(frozen=True)
class Leaf:
    """A small group to read."""

    name: str
    note: Annotated[str, MAY_BE_BLANK] = ""


@dataclasses.dataclass(frozen=True)
class Tree:
    """A group with every shape in it."""

    title: str
    leaves: Annotated[tuple[Leaf, ...], Shorthand("name", "note")]
    words: dict[str, str]
    best: Leaf | None = None


def read(text: str) -> tuple[Tree, list[str]]:
    """Read a text as a Tree; the problems come as "line: message"."""
    root = strict_yaml.read(text.encode()).root
    assert isinstance(root, Entries)
    reader = Reader()
    tree: Tree = reader.read(Tree, root, (), 1)
    return tree, [f"{problem.line}: {problem.message}" for problem in reader.problems]


def test_shapes_become_dataclasses() -> None:
    """The rest of the build relies on types, not on luck."""
    tree, problems = read(
        'title: t\nleaves: ["a", {name: b, note: c}]\nwords: {d: e}\nbest: {name: f}\n'
    )
    assert not problems
    assert tree == Tree("t", (Leaf("a", "a"), Leaf("b", "c")), {"d": "e"}, Leaf("f"))


def test_all_misfits_are_reported_with_their_lines() -> None:
    """Each is a slip by itself, and none should wait for another to be mended."""
    _, problems = read("titel: t\nleaves: x\nwords:\n  d: [e]\nbest:\n  name: ''\n  nmae: f\n")
    assert sorted(problem.split(":")[0] for problem in problems) == ["1", "2", "4", "6", "7"]
    said = " ".join(problems)
    assert "write title" in said
    assert 'the text "x" stands here; a list was wanted' in said
    assert "a list stands here; a text was wanted" in said
    assert "blank" in said
    assert "write name" in said


def test_a_missing_name_is_reported_where_its_group_begins() -> None:
    """There is no line to point to, so the group's own line leads there."""
    _, problems = read("title: t\nleaves:\n  - note: x\nwords: {}\n")
    [problem] = problems
    assert problem.startswith("3: name is missing")


def test_a_misfit_leaves_a_blank_of_the_right_shape() -> None:
    """The checks that follow walk the whole trial, whatever is wrong with it."""
    tree, _ = read("title: [t]\nleaves: x\nwords: y\nbest: z\n")
    assert tree == Tree("", (), {}, Leaf("", ""))
    assert blank(Trial).criteria == ()


def names_of(kind: type) -> set[str]:
    """The names a dataclass knows."""
    return set(fields_of(kind))


def test_the_types_mirror_the_file() -> None:
    """Templates, rules and this file must call one thing by one name."""
    data = yaml.load(TRIAL, Loader=yaml.BaseLoader)
    assert set(data) == names_of(Trial)
    hints = {name: field.type for name, field in fields_of(Trial).items()}
    for name, value in data.items():
        kind = hints[name]
        if isinstance(value, dict):
            assert set(value) == names_of(kind), name
        elif isinstance(value, list):
            entry = kind.__args__[0]
            assert set().union(*value) <= names_of(entry), name


def groups(kind: object) -> set[type]:
    """Every dataclass that a type leads to."""
    found = {kind} if isinstance(kind, type) and dataclasses.is_dataclass(kind) else set()
    inner = [field.type for one in found for field in fields_of(one).values()]
    for part in [*inner, *getattr(kind, "__args__", ())]:
        found |= groups(part)
    return found


@pytest.mark.parametrize("kind", sorted(groups(Trial), key=str))
def test_the_reference_explains_every_name(kind: type) -> None:
    """A trial team has nothing but docs/trial-yaml.md to go by."""
    reference = (ROOT / "docs" / "trial-yaml.md").read_text("utf-8")
    for name in fields_of(kind):
        assert f"`{name}`" in reference or f"\n## {name}\n" in reference, name


def test_the_reference_lists_the_words_we_do_not_use() -> None:
    """A refused word should not come as a surprise."""
    reference = (ROOT / "docs" / "trial-yaml.md").read_text("utf-8")
    listed = reference.partition("## Words we do not use")[2]
    assert all(word in listed for word in BANNED)


def test_the_examples_of_the_reference_are_read() -> None:
    """An example that the build refuses would be worse than none."""
    reference = (ROOT / "docs" / "trial-yaml.md").read_text("utf-8")
    for example in reference.split("```yaml\n")[1:]:
        assert not strict_yaml.read(example.partition("```")[0].encode()).problems


def test_a_limit_in_short_is_printed_as_it_is() -> None:
    """`"5.0 mmol/L"` alone says value and print at once."""
    root = strict_yaml.read(TRIAL.encode()).root
    assert root is not None
    trial: Trial = Reader().read(Trial, root, (), 1)
    haemoglobin = next(c for c in trial.criteria if c.id == "E8").limits["haemoglobin"]
    assert haemoglobin[0] == Limit("5.0 mmol/L", "5.0 mmol/L", "")


def test_without_a_ruling_there_is_none() -> None:
    """Templates ask `if reading.ruling`; a blank one must not count."""
    assert fields_of(Reading)["ruling"].default() is None


@pytest.mark.parametrize("kind", [Trial, Limit, Reading])
def test_nothing_can_be_changed_after_reading(kind: type) -> None:
    """Every contributor to a build sees the same trial."""
    value = blank(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, next(iter(fields_of(kind))), "x")
