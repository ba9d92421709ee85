"""Whether ``trial.yaml`` and the rules belong together: nothing missing, nothing left over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import InvalidOperation
from itertools import chain

from nelmas_rules.chosen import Holds, OneOf
from nelmas_rules.definitions import TIMES_ULN, Criterion, Definitions, Fact, Text
from nelmas_rules.elapsed import Elapsed
from nelmas_rules.expression import Depending
from nelmas_rules.findings import RULES
from nelmas_rules.measured import Measured
from nelmas_rules.printed import facts_read
from nelmas_rules.quantity import known_quantity
from nelmas_rules.reading import READERS
from nelmas_rules.units import UNITS

Place = tuple[str | int, ...]
Found = tuple[Place, str]
"""Where in ``trial.yaml`` (keys and list positions), and what is wrong and what to do."""


def problems(trial: Text) -> list[Found]:
    """Return every way in which a whole, well-shaped ``trial.yaml`` does not fit the rules."""
    single = [*_facts(trial), *_limits(trial)]
    if single:
        return single
    definitions = Definitions.from_trial(trial)
    found = _coverage(trial, definitions), _criteria(definitions)
    return list(dict.fromkeys(chain.from_iterable(found)))  # a limit may be used more than once


def _criteria(definitions: Definitions) -> Iterator[Found]:
    for place, criterion in enumerate(definitions.criteria.values()):
        if criterion.id in RULES:
            yield from _criterion(("criteria", place), criterion, definitions)


def _facts(trial: Text) -> Iterator[Found]:
    names = {fact["name"] for fact in trial["facts"]}
    for place, fact in enumerate(trial["facts"]):
        at: Place = ("facts", place)
        if fact["type"] not in READERS:
            yield (*at, "type"), f"the type {fact['type']!r} is not known; use {', '.join(READERS)}"
        for number, unit in enumerate(fact.get("units", ())):
            if unit not in UNITS:
                known = ", ".join(code for code in UNITS if code)
                yield (*at, "units", number), f"the unit {unit!r} is not known; use one of {known}"
        mass = fact.get("molar_mass")
        if mass:
            yield from _quantity((*at, "molar_mass"), mass.removesuffix(" g/mol"), "16114.5 g/mol")
        if fact.get("plausible"):
            yield from _quantity((*at, "plausible"), fact["plausible"], "30-250 g/L")
        partner = fact.get("same_unit_as")
        if partner and partner not in names:
            yield (*at, "same_unit_as"), f"there is no fact {partner!r}; name one of the facts"
        if not mass and any(UNITS[unit].molar for unit in fact.get("units", ()) if unit in UNITS):
            yield at, "a unit in mol needs the molar mass; add molar_mass, such as 113.120 g/mol"


def _limits(trial: Text) -> Iterator[Found]:
    for place, criterion in enumerate(trial["criteria"]):
        for name, entries in criterion.get("limits", {}).items():
            for number, entry in enumerate(entries):
                text = entry if isinstance(entry, str) else entry["value"]
                at = ("criteria", place, "limits", name, number)
                yield from _quantity(at, text.removesuffix(TIMES_ULN), "8.0 g/dL")


def _quantity(at: Place, text: str, example: str) -> Iterator[Found]:
    try:
        known_quantity(text)
    except (ValueError, InvalidOperation) as error:
        yield at, f"{text!r} is not a quantity ({error}); write it like {example}"


def _coverage(trial: Text, definitions: Definitions) -> Iterator[Found]:
    for place, identity in enumerate(definitions.criteria):
        if identity not in RULES:
            yield ("criteria", place), f"{identity} has no rule; write one in nelmas_rules"
    for identity in RULES:
        if identity not in definitions.criteria:
            yield ("criteria",), f"the rule {identity} has no criterion; add it, with its words"
    read = {fact for identity in RULES for fact in facts_read(identity)} | {"assessment_date"}
    for place, fact in enumerate(trial["facts"]):
        if fact["name"] not in read:
            yield ("facts", place), f"no rule reads the fact {fact['name']}; take it out"
    for name in sorted(read - set(definitions.facts)):
        yield ("facts",), f"the rules read the fact {name}, which is not here; add it"


def _criterion(
    at: tuple[str | int, ...], criterion: Criterion, definitions: Definitions
) -> Iterator[Found]:
    used: set[str] = set()
    asked = {question.id for question in criterion.readings.values() if question.limit}
    for node in RULES[criterion.id].walk():
        limit = getattr(node, "limit", "")
        if limit and limit not in criterion.limits:
            yield (*at,), f"the rule uses the limit {limit}, which is not here; add it to limits"
        used.add(limit)
        if isinstance(node, Depending):
            asked.add(node.question)
            yield from _depending(at, node, criterion)
        if isinstance(node, OneOf | Holds):
            yield from _options(node, criterion, definitions.facts.get(node.fact))
        if isinstance(node, OneOf) and node.judged and not criterion.judgement:
            options = " or ".join(node.judged)
            yield at, f"the rule leaves {options} to a clinician; say so in judgement"
        if isinstance(node, Measured) and limit in criterion.limits:
            fact = definitions.facts.get(node.fact)
            yield from _agreeing((*at, "limits", limit), criterion, node, fact)
        if isinstance(node, Elapsed) and limit in criterion.limits:
            yield from _days((*at, "limits", limit), criterion, limit)
    for name in criterion.limits:
        known_elsewhere = name.endswith("_grade_2")  # read by contradictions.py
        if name not in used and not known_elsewhere:
            yield (*at, "limits", name), f"no rule uses the limit {name}; take it out"
    for number, question in enumerate(criterion.readings.values()):
        if question.id not in asked:
            yield (*at, "readings", number), f"no rule asks the question {question.id}; take it out"


def _depending(at: Place, node: Depending, criterion: Criterion) -> Iterator[Found]:
    question = criterion.readings.get(node.question)
    if question is None:
        yield at, f"the rule depends on the reading {node.question}, which is not here; add it"
    elif set(question.alternatives) != set(node.readings):
        letters = ", ".join(node.readings)
        place = list(criterion.readings).index(node.question)
        yield (
            (*at, "readings", place),
            f"the rule knows the alternatives {letters}; give just these",
        )


def _options(node: OneOf | Holds, criterion: Criterion, fact: Fact | None) -> Iterator[Found]:
    if fact is None:
        return
    options = list(node.options)
    if isinstance(node, OneOf):
        options += [*node.judged, *node.pending, *node.unanswered]
        options += [entry.text for entry in criterion.limits.get(node.limit, ())]
    for option in options:
        if option not in fact.options:
            yield (
                ("facts",),
                f"the rule {criterion.id} uses the option {option!r} of {fact.name}, "
                "which is not here; add it",
            )


def _agreeing(
    at: Place, criterion: Criterion, node: Measured, fact: Fact | None
) -> Iterator[Found]:
    """Require a reading where a limit is printed in units that do not come to the same."""
    if fact is None:
        return
    printed = [entry.quantity for entry in criterion.limits[node.limit]]
    dimension = UNITS[fact.units[0]].dimension if fact.units else "number"
    if not node.uln and any(UNITS[entry.unit].dimension != dimension for entry in printed):
        yield at, f"a limit of {fact.name} must be in a unit like {(*fact.units, 'none')[0]}"
        return
    if node.uln:
        return
    with_mass = [type(q)(q.low, q.high, q.unit, molar_mass=fact.molar_mass) for q in printed]
    try:
        differ = len({quantity.span.low for quantity in with_mass}) > 1
    except ValueError as error:
        yield at, f"{error}; add molar_mass to the fact {fact.name}"
        return
    questions = [q for q in criterion.readings.values() if q.limit == node.limit]
    if differ and not questions:
        yield at, f"the printed limits differ; add a reading with `limit: {node.limit}`"
    if questions and len(questions[0].alternatives) != len(printed):
        yield at, "the reading about this limit needs one alternative for each printed limit"


def _days(at: Place, criterion: Criterion, limit: str) -> Iterator[Found]:
    for number, entry in enumerate(criterion.limits[limit]):
        if UNITS[entry.quantity.unit].dimension != "time":
            yield (*at, number), f"{entry.text!r} is not a time; write it like 4 wk or 28 d"
