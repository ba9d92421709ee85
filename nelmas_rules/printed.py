"""A rule as it is run, printed for people from the same tree that is judged."""

from __future__ import annotations

from nelmas_rules.chosen import Holds, OneOf
from nelmas_rules.definitions import Definitions
from nelmas_rules.elapsed import Elapsed
from nelmas_rules.findings import RULES
from nelmas_rules.measured import Measured


def rule_lines(definitions: Definitions, criterion_id: str) -> list[str]:
    """Return the rule of a criterion, a line each; deeper parts are indented by two spaces."""
    criterion = definitions.criteria[criterion_id]
    lines = RULES[criterion_id].node.lines(criterion)
    return [f"{criterion_id} is true when {lines[0]}", *lines[1:]]


def facts_read(criterion_id: str) -> tuple[str, ...]:
    """Return the facts that a criterion's rule can read, in the order of the rule."""
    names: dict[str, None] = {}
    for node in RULES[criterion_id].walk():
        if isinstance(node, OneOf | Holds):
            names[node.fact] = None
        elif isinstance(node, Measured):
            names.update({name: None for name in (node.fact, node.uln) if name})
        elif isinstance(node, Elapsed):
            names.update({name: None for name in (node.since, node.until) if name})
    return tuple(names)
