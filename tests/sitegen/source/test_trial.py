from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
import yaml
from pydantic import ConfigDict

from sitegen.checks.wording import BANNED
from sitegen.model.text_kinds import Data, DataOrBlank, fields_of
from sitegen.model.trial import Limit, LimitOrText, Reading, Trial
from sitegen.source import model_reader, strict_yaml
from sitegen.source.json_schema import json_schema
from sitegen.source.model_reader import construct
from tests.sitegen.broken_trials import ROOT, TRIAL


@dataclasses.dataclass(frozen=True)
class Leaf:
    """A small group to read."""

    name: Data
    note: DataOrBlank = ""


@dataclasses.dataclass(frozen=True)
class Tree:
    """A group with every shape in it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: Data
    leaves: tuple[Leaf, ...]
    words: dict[str, Data]
    limits: tuple[LimitOrText, ...] = ()
    best: Leaf | None = None


def read(text: str) -> tuple[Tree, list[str]]:
    """Read a text as a Tree; the problems come as "line: message"."""
    document = strict_yaml.read(text.encode())
    tree: Tree = model_reader.read(Tree, document)
    return tree, [f"{problem.line}: {problem.message}" for problem in document.problems]


def test_shapes_become_dataclasses() -> None:
    """The rest of the build relies on these types."""
    tree, problems = read(
        "title: t\nleaves: [{name: a}, {name: b, note: c}]\nwords: {d: e}\nbest: {name: f}\n"
        'limits: ["5 g/dL", {value: "4 wk"}]\n'
    )
    assert not problems
    assert tree == Tree(
        "t",
        (Leaf("a"), Leaf("b", "c")),
        {"d": "e"},
        (Limit("5 g/dL", "5 g/dL"), Limit("4 wk")),
        Leaf("f"),
    )


def test_all_errors_are_reported_with_their_lines() -> None:
    """Each is an error of its own, and none should wait until another is fixed."""
    _, problems = read(
        "titel: t\nleaves: x\nwords:\n  d: [e]\nbest:\n  name: ''\n  nmae: f\nlimits: [5 g/dL]\n"
    )
    assert sorted(problem.split(":")[0] for problem in problems) == ["1", "2", "4", "6", "7", "8"]
    text = " ".join(problems)
    assert "unknown field titel. Did you mean title?" in text
    assert 'expected a list, found the text "x"' in text
    assert "expected a text, found a list" in text
    assert "must not be blank" in text
    assert "unknown field nmae. Did you mean name?" in text
    assert 'must be in quotation marks. Write "5 g/dL"' in text


def test_a_missing_field_is_reported_where_its_group_begins() -> None:
    """A missing field has no line of its own."""
    _, problems = read("title: t\nleaves:\n  - note: x\nwords: {}\n")
    [problem] = problems
    assert problem.startswith("3: missing required field name")


def test_a_value_that_does_not_fit_becomes_a_blank() -> None:
    """The checks that follow read the whole trial, whatever is wrong with it."""
    tree, _ = read("title: [t]\nleaves: x\nwords: y\nbest: z\n")
    assert tree == Tree("", (), {}, (), Leaf("", ""))
    assert construct(Trial, {}).criteria == ()


def test_a_published_trial_is_read_back() -> None:
    """Checks of a built site read trial.json, in which a blank field is there."""
    document = strict_yaml.read(TRIAL.encode())
    trial: Trial = model_reader.read(Trial, document)
    published = json.loads(json.dumps(dataclasses.asdict(trial)))
    assert construct(Trial, published) == trial


def test_the_schema_for_editors_accepts_the_trial() -> None:
    """An editor must not mark as wrong what the build accepts."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = yaml.load(TRIAL, Loader=yaml.BaseLoader)
    assert not list(validator.iter_errors(data))
    data["record"]["phse"] = data["record"].pop("phase")
    data["criteria"][0]["limits"] = {"age": [""]}
    assert len(list(validator.iter_errors(data))) == 3


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
    """Every dataclass in a type."""
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
    trial: Trial = model_reader.read(Trial, strict_yaml.read(TRIAL.encode()))
    haemoglobin = next(c for c in trial.criteria if c.id == "E8").limits["haemoglobin"]
    assert haemoglobin[0] == Limit("5.0 mmol/L", "5.0 mmol/L", "")


def test_without_a_ruling_there_is_none() -> None:
    """Templates ask `if reading.ruling`; a blank one must not count."""
    assert fields_of(Reading)["ruling"].default() is None


@pytest.mark.parametrize("kind", [Trial, Limit, Reading])
def test_nothing_can_be_changed_after_reading(kind: type) -> None:
    """Every contributor to a build sees the same trial."""
    value = construct(kind, {})
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, next(iter(fields_of(kind))), "x")
