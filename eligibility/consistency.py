"""Check that ``trial.yaml`` and the rules fit together: nothing missing, nothing left over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import InvalidOperation
from itertools import chain

from eligibility.definitions import CHECK_DATE, PER_MOLE, TIMES_ULN, Criterion, Definitions, Source
from eligibility.explanation import Place
from eligibility.fact_types import FACT_TYPES, known_units
from eligibility.quantity import known_quantity
from eligibility.rules import Rules
from eligibility.units import UNITS

Located = tuple[Place, str]
"""Where in ``trial.yaml`` (keys and list positions), and what is wrong and what to do."""


def problems(trial: Source, rules: Rules) -> list[Located]:
    """Return every way in which a complete, well-formed ``trial.yaml`` does not fit the rules."""
    single = [*_facts(trial), *_limits(trial)]
    if single:
        return single
    definitions = Definitions.from_trial(trial)
    found = _coverage(definitions, rules), _criteria(definitions, rules)
    return list(dict.fromkeys(chain.from_iterable(found)))  # a limit can be used more than once


def _facts(trial: Source) -> Iterator[Located]:
    names = {fact["name"] for fact in trial["facts"]}
    for place, fact in enumerate(trial["facts"]):
        at: Place = ("facts", place)
        if fact["type"] not in FACT_TYPES:
            known = ", ".join(FACT_TYPES)
            yield (*at, "type"), f"unknown type {fact['type']!r}. Use one of {known}."
        for number, unit in enumerate(fact.get("units", ())):
            if unit not in UNITS:
                message = f"unknown unit {unit!r}. Use one of {known_units()}."
                yield (*at, "units", number), message
        mass = fact.get("molar_mass")
        if mass:
            yield from _quantity((*at, "molar_mass"), mass.removesuffix(PER_MOLE), "16114.5 g/mol")
        if fact.get("plausible"):
            yield from _quantity((*at, "plausible"), fact["plausible"], "30-250 g/L")
        partner = fact.get("same_unit_as")
        if partner and partner not in names:
            message = f"unknown fact {partner!r}. Use the name of another fact."
            yield (*at, "same_unit_as"), message
        if not mass and any(UNITS[unit].molar for unit in fact.get("units", ()) if unit in UNITS):
            yield (
                at,
                "missing field molar_mass: a unit in mol needs it. Add it, like 113.120 g/mol.",
            )


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
