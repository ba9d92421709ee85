"""No module uses floats, and no rule contains a number."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

import eligibility
import nelmas_rules
from eligibility.definitions import Definitions
from eligibility.json_api import Precheck, read_json
from tests.eligibility.patients import Answers, patients

PACKAGE = Path(nelmas_rules.__file__).parent
MODULES = sorted([*Path(eligibility.__file__).parent.glob("*.py"), *PACKAGE.glob("*.py")])


def floats_in(tree: ast.AST) -> list[str]:
    """Return every place that could create a float."""
    found = []
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{line}: the float {node.value}")
        elif isinstance(node, ast.Name) and node.id in ("float", "complex", "round", "pow"):
            found.append(f"{line}: {node.id}")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            if not is_path(node):
                found.append(f"{line}: true division")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
            found.append(f"{line}: a power")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
            found += [
                f"{line}: {name}"
                for name in names
                if name.split(".")[0]
                in ("math", "cmath", "numpy", "statistics", "random", "fractions", "time")
            ]
        elif isinstance(node, ast.Attribute) and node.attr in (
            *("total_seconds", "timestamp", "today", "now", "utcnow", "fromtimestamp"),
        ):
            found.append(f"{line}: {node.attr}")
    return found


def is_path(node: ast.AST) -> bool:
    """Return whether a division joins parts of a file path."""
    return isinstance(node, ast.BinOp) and "parent" in ast.dump(node.left)


@pytest.mark.parametrize("module", MODULES, ids=[path.name for path in MODULES])
def test_no_module_creates_floats_or_reads_a_clock(module: Path) -> None:
    """In floats, 3 x 1.2 is 3.5999999999999996, which would exclude a bilirubin of 3.6."""
    assert floats_in(ast.parse(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code", ["1.5", "float(x)", "a / b", "a /= b", "a ** b", "import math", "x.total_seconds()"]
)
def test_the_scan_finds_a_float(code: str) -> None:
    """The scan must detect each of these, or its empty result proves nothing."""
    assert floats_in(ast.parse(code)) != []


class Watched(json.JSONEncoder):
    """An encoder that refuses floats."""


def test_no_float_reaches_an_answer_or_the_output(
    monkeypatch: pytest.MonkeyPatch, precheck: Precheck, definitions: Definitions, base: Answers
) -> None:
    """Scanning the source is not enough: values at run time must hold no float either."""
    real = json.dumps

    def watched(value: Any, **options: Any) -> str:
        look_for_floats(value)
        return real(value, **options)

    texts = [real(one) for one in patients(9, 200, definitions, base)]
    monkeypatch.setattr("json.dumps", watched)
    for one in texts:
        precheck.assess(one)


def look_for_floats(value: Any) -> None:
    """Fail when there is a float anywhere below."""
    assert not isinstance(value, float)
    if isinstance(value, dict):
        for key, item in value.items():
            look_for_floats(key)
            look_for_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            look_for_floats(item)


@pytest.mark.parametrize("written", ["8.1", "1e400", "NaN", "-Infinity", "12", "-0.0"])
def test_a_bare_number_is_never_turned_into_a_float(written: str) -> None:
    """A number without quotation marks must be reported exactly as it was written."""
    found = read_json(f'{{"haemoglobin": {written}}}')
    assert not isinstance(found["haemoglobin"], float | int)


@pytest.mark.parametrize("name", ["inclusion.py", "exclusion.py"])
def test_no_rule_contains_a_number(name: str) -> None:
    """Limits belong in trial.yaml, beside the official words they come from."""
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    numbers = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    ]
    assert numbers == []
