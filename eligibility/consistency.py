"""Check that ``trial.yaml`` and the rules fit together: nothing missing, nothing left over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import InvalidOperation
from itertools import chain

from eligibility.definitions import CHECK_DATE, TIMES_ULN, Criterion, Definitions, Source
from eligibility.explanation import Place
from eligibility.quantity import known_quantity
from eligibility.rules import Rules

Located = tuple[Place, str]
"""Where in ``trial.yaml`` (keys and list positions), and what is wrong and what to do."""


def problems(trial: Source, rules: Rules) -> list[Located]:
    """Return every way in which a complete trial with well-formed facts does not fit the rules."""
    if limits := list(_limits(trial)):
        return limits
    definitions = Definitions.from_trial(trial)
    found = _coverage(definitions, rules), _criteria(definitions, rules)
    return list(dict.fromkeys(chain.from_iterable(found)))  # a limit can be used more than once


def _limits(trial: Source) -> Iterator[Located]:
    for place, criterion in enumerate(trial["criteria"]):
        for name, entries in criterion.get("limits", {}).items():
            for number, entry in enumerate(entries):
                text = entry if isinstance(entry, str) else entry["value"]
                at = ("criteria", place, "limits", name, number)
                yield from _quantity(at, text.removesuffix(TIMES_ULN), "8.0 g/dL")


def _quantity(at: Place, text: str, example: str) -> Iterator[Located]:
    try:
        known_quantity(text)
    except (ValueError, InvalidOperation) as error:
        yield at, f"{text!r} is not a quantity ({error}). Write it like {example}."


def _coverage(definitions: Definitions, rules: Rules) -> Iterator[Located]:
    package = rules.package or "the rules package"
    for place, identity in enumerate(definitions.criteria):
        if identity not in rules.criteria:
            yield ("criteria", place), f"{identity} has no rule. Write one in {package}."
    for identity in rules.criteria:
        if identity not in definitions.criteria:
            message = f"missing criterion {identity}: {package} has a rule for it. Add it."
            yield ("criteria",), message
    read = {*rules.facts, CHECK_DATE}
    for place, name in enumerate(definitions.facts):
        if name not in read:
            yield ("facts", place), f"no rule reads the fact {name}. Remove it."
    for name in sorted(read - set(definitions.facts)):
        yield ("facts",), f"missing fact {name}: the rules read it. Add it."


def _criteria(definitions: Definitions, rules: Rules) -> Iterator[Located]:
    places = {name: place for place, name in enumerate(definitions.facts)}
    for place, criterion in enumerate(definitions.criteria.values()):
        if criterion.id not in rules.criteria:
            continue
        at: Place = ("criteria", place)
        for node in rules.criteria[criterion.id].walk():
            for mismatch in node.mismatches(criterion, definitions.facts):
                if mismatch.fact:
                    yield ("facts", places[mismatch.fact], "options"), mismatch.message
                else:
                    yield (*at, *mismatch.place), mismatch.message
        yield from _unused(at, criterion, rules)


def _unused(at: Place, criterion: Criterion, rules: Rules) -> Iterator[Located]:
    """Yield limits and readings that are missing for the rule, or that it does not use."""
    used = [node.uses() for node in rules.criteria[criterion.id].walk()]
    limits = {name for one in used for name in one.limits}
    for name in sorted(limits - set(criterion.limits)):
        yield at, f"missing limit {name}: the rule uses it. Add it below limits."
    limits.update(rules.contradiction_limits.get(criterion.id, ()))
    for name in criterion.limits:
        if name not in limits:
            yield (*at, "limits", name), f"no rule uses the limit {name}. Remove it."
    questions = {question for one in used for question in one.questions}
    questions |= {reading.id for reading in criterion.readings if reading.limit}
    for number, reading in enumerate(criterion.readings):
        if reading.id not in questions:
            message = f"no rule depends on the reading {reading.id}. Remove it."
            yield (*at, "readings", number), message
