"""The facts can be asked: sections, types, options, units and plausible ranges fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from eligibility.units import UNITS
from sitegen.model.trial import Fact, Trial
from sitegen.source.nodes import Path

Finding = tuple[Path, str]

_TYPES = ("option", "options", "date", "partial_date", "number", "whole_number", "quantity")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)-(?P<high>\d+(?:\.\d+)?)(?: (?P<unit>\S+))?")
_MOLAR_MASS = re.compile(r"\d+(?:\.\d+)? g/mol")


def check(trial: Trial) -> Iterator[Finding]:
    """All facts and sections."""
    sections = [section.id for section in trial.sections]
    facts = {fact.name: fact for fact in trial.facts}
    for place, fact in enumerate(trial.facts):
        at: Path = ("facts", place)
        if not _NAME.fullmatch(fact.name) or fact.name.endswith("_unit"):
            yield (
                (*at, "name"),
                f'"{fact.name}" is not a fact\'s name; small letters, digits and _ were wanted, '
                "not ending in _unit; change it here and in the rules",
            )
        if sections and fact.section not in sections:
            yield (
                (*at, "section"),
                f'there is no section "{fact.section}"; one of {", ".join(sections)} was wanted; '
                "correct it, or add the section",
            )
        if fact.type not in _TYPES:
            yield (
                (*at, "type"),
                f'the type "{fact.type}" is not known; one of {", ".join(_TYPES)} was wanted; '
                "correct it",
            )
            continue
        yield from _answers(at, fact)
        yield from _measure(at, fact)
        yield from _partner(at, fact, facts)
    yield from _conventions(facts, trial)
    used = {fact.section for fact in trial.facts}
    for place, section in enumerate(trial.sections):
        if section.id not in used:
            yield (
                ("sections", place),
                f"no fact is in the section {section.id}; at least one was wanted; take the "
                "section away",
            )


def _conventions(facts: dict[str, Fact], trial: Trial) -> Iterator[Finding]:
    """The day of the check is asked; a laboratory's upper limit belongs to a value."""
    day = facts.get("assessment_date")
    if day is None or day.type != "date" or not day.required:
        place = trial.facts.index(day) if day else None
        yield (
            ("facts",) if place is None else ("facts", place),
            "days are counted back from the fact assessment_date; one of the type date with "
            'required: "yes" was wanted; add it',
        )
    partners = {fact.same_unit_as for fact in trial.facts}
    for place, fact in enumerate(trial.facts):
        if fact.name.endswith("_uln") and fact.name not in partners:
            yield (
                ("facts", place),
                f"no fact has same_unit_as: {fact.name}; the value that this upper limit belongs "
                "to was wanted in the same unit; add the line to that fact",
            )


def _answers(at: Path, fact: Fact) -> Iterator[Finding]:
    chosen = fact.type in ("option", "options")
    if chosen and not fact.options:
        yield at, f"a fact of the type {fact.type} has options; none are here; add options"
    if not chosen and fact.options:
        yield (
            (*at, "options"),
            f"a fact of the type {fact.type} has no options; take them away, or make the type "
            "option",
        )
    for number, option in enumerate(fact.options):
        place = (*at, "options", number, "value")
        if not _VALUE.fullmatch(option.value):
            yield (
                place,
                f'"{option.value}" is not an option\'s value; letters, digits and _ . / - were '
                "wanted, without spaces; what people read goes into label",
            )
        if option.value == "none" and fact.type == "options":
            yield (
                place,
                'the value "none" stands for "none of these" in a list; another value was wanted; '
                "take the option away, since the form offers it by itself",
            )
        if option.value in [other.value for other in fact.options[:number]]:
            yield (
                place,
                f'the value "{option.value}" is there twice; each was wanted once; change or take '
                "away one of them",
            )
    for name in ("never", "required"):
        if getattr(fact, name) not in ("", "yes"):
            yield (
                (*at, name),
                f'{name} is "{getattr(fact, name)}"; "yes" was wanted, or no such line; '
                'take it away or write "yes"',
            )
    if fact.never and fact.type not in ("date", "partial_date"):
        yield (*at, "never"), "only dates can be never; take this line away"


def _measure(at: Path, fact: Fact) -> Iterator[Finding]:
    measured = fact.type in ("quantity", "number", "whole_number")
    if not measured:
        for name in ("units", "plausible", "molar_mass", "same_unit_as"):
            if getattr(fact, name):
                yield (
                    (*at, name),
                    f"a fact of the type {fact.type} has no {name}; take the line away",
                )
        return
    if not fact.plausible:
        yield (
            at,
            "this number has no plausible range; one was wanted, since answers outside it are "
            'asked again; add plausible: "30-250 g/L" (or without unit for a plain number)',
        )
    if fact.type == "quantity" and not fact.units:
        yield at, "this quantity has no units; at least one was wanted; add units: [g/L]"
    if fact.type != "quantity" and fact.units:
        yield (*at, "units"), f"the type {fact.type} has no units; make it quantity"
    for number, unit in enumerate(fact.units):
        if unit not in UNITS or not unit:
            known = ", ".join(code for code in UNITS if code)
            yield (
                (*at, "units", number),
                f'the unit "{unit}" is not known; one of {known} was wanted; correct it',
            )
        elif unit in fact.units[:number]:
            yield (*at, "units", number), f'the unit "{unit}" is there twice; take one away'
    yield from _range(at, fact)
    yield from _molar_mass(at, fact)


def _range(at: Path, fact: Fact) -> Iterator[Finding]:
    if not fact.plausible:
        return
    match = _RANGE.fullmatch(fact.plausible)
    example = f"30-250 {fact.units[0]}" if fact.units else "0-120"
    if match is None:
        yield (
            (*at, "plausible"),
            f'"{fact.plausible}" is not a range; the lowest and the highest plausible value were '
            f'wanted; write it like "{example}"',
        )
        return
    if (match["unit"] or "") not in (fact.units or ("",)):
        wanted = " or ".join(fact.units) if fact.units else "no unit"
        yield (
            (*at, "plausible"),
            f'the range "{fact.plausible}" has another unit than the fact; {wanted} was wanted; '
            f'write it like "{example}"',
        )
    if Decimal(match["low"]) >= Decimal(match["high"]):
        yield (
            (*at, "plausible"),
            f'the range "{fact.plausible}" does not go up; the lower number was wanted first; '
            "change the numbers",
        )


def _molar_mass(at: Path, fact: Fact) -> Iterator[Finding]:
    units = [UNITS[unit] for unit in fact.units if unit in UNITS]
    mixed = len({unit.molar for unit in units}) > 1
    if fact.molar_mass and not _MOLAR_MASS.fullmatch(fact.molar_mass):
        yield (
            (*at, "molar_mass"),
            f'"{fact.molar_mass}" is not a molar mass; a number and g/mol were wanted; write it '
            'like "113.120 g/mol"',
        )
    elif mixed and not fact.molar_mass:
        yield (
            (*at, "units"),
            f"the units {', '.join(fact.units)} are in moles and in grams; molar_mass was wanted "
            'to go from one to the other; add it, like molar_mass: "113.120 g/mol"',
        )


def _partner(at: Path, fact: Fact, facts: dict[str, Fact]) -> Iterator[Finding]:
    if not fact.same_unit_as:
        return
    partner = facts.get(fact.same_unit_as)
    if partner is None or partner is fact:
        yield (
            (*at, "same_unit_as"),
            f'"{fact.same_unit_as}" is no other fact; the name of a fact with the same units was '
            "wanted; correct it",
        )
    elif set(partner.units) != set(fact.units):
        yield (
            (*at, "same_unit_as"),
            f"{fact.name} has the units {', '.join(fact.units)}, {partner.name} "
            f"{', '.join(partner.units) or 'none'}; the same were wanted; make them agree",
        )
