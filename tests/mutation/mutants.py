"""Small changes to a module, one at a time, each of which a test should notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
}
TRUTHS = {"TRUE": "FALSE", "FALSE": "TRUE", "UNKNOWN": "TRUE"}
FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    module: str
    line: int
    change: str
    source: str


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module.

    Comparisons, operators, `and`, `or`, `not` and `~`, conditions, numbers, single words, truths,
    True and False, min, max, any, all, and what is returned. Sentences for people, documentation,
    annotations and assertions are left alone.
    """
    tree = ast.parse(source)
    skipped = _left_alone(tree)
    nodes = list(ast.walk(tree))
    for place, node in enumerate(nodes):
        if id(node) in skipped:
            continue
        for change, replacement in _changes(node):
            mutated = copy.deepcopy(tree)
            target = list(ast.walk(mutated))[place]
            text = ast.unparse(ast.fix_missing_locations(_replace(mutated, target, replacement)))
            yield Mutant(module, getattr(node, "lineno", 0), change, text)


def _left_alone(tree: ast.AST) -> set[int]:
    """Return the nodes that need no test, with everything below them."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        documentation = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if documentation or isinstance(node, ast.Assert | ast.ImportFrom | ast.Import):
            roots.append(node)
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            roots.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            roots += [node.returns] if node.returns else []
            roots += node.decorator_list
        elif isinstance(node, ast.ClassDef):
            roots += [*node.decorator_list, *node.bases]
        elif isinstance(node, ast.JoinedStr):
            roots += [part for part in node.values if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            roots.append(node.format_spec)
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            roots.append(node)  # zip's guard: lists that differ in length stop earlier
    for statement in getattr(tree, "body", ()):
        if isinstance(statement, ast.If) and "__main__" in ast.dump(statement.test):
            roots.append(statement)
        name = statement.targets[0] if isinstance(statement, ast.Assign) else None
        if isinstance(name, ast.Name) and name.id in (
            "Value",
            "Source",
            "Place",
            "Located",
            "ByChoice",
            "Evaluate",
            "ContradictionCheck",
            "Command",
            "Compared",
        ):
            roots.append(statement)
    return {id(below) for root in roots for below in ast.walk(root)}


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield what a node can be changed to, with words for it."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in COMPARISONS[type(node.ops[0])]:
            yield (
                f"{type(node.ops[0]).__name__} to {other.__name__}",
                ast.Compare(node.left, [other()], node.comparators),
            )
    elif isinstance(node, ast.BoolOp):
        other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{type(node.op).__name__} to the other", ast.BoolOp(other_op, node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        yield f"{type(node.op).__name__} dropped", node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        other_operator = OPERATORS[type(node.op)]
        yield (
            f"{type(node.op).__name__} to {other_operator.__name__}",
            ast.BinOp(node.left, other_operator(), node.right),
        )
    elif isinstance(node, ast.IfExp):
        yield "branches swapped", ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.If | ast.While):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield "condition negated", changed
    elif isinstance(node, ast.Return) and node.value and not _is_none(node.value):
        yield "returns None", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        other_name = {**TRUTHS, **FUNCTIONS}.get(node.id)
        if other_name:
            yield f"{node.id} to {other_name}", ast.Name(other_name, ast.Load())
    elif isinstance(node, ast.Continue | ast.Break):
        yield "dropped", ast.Pass()


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} to {not value}", ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} to {value + 1}", ast.Constant(value + 1)
    elif isinstance(value, str) and value and " " not in value:
        yield f"{value!r} changed", ast.Constant(f"{value}X")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _replace(tree: ast.Module, target: ast.AST, replacement: ast.AST) -> ast.Module:
    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return replacement if node is target else self.generic_visit(node)

    return cast("ast.Module", Swap().visit(tree))
