"""Facts: sections, types, options, units and plausible ranges fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from eligibility.definitions import CHECK_DATE
from eligibility.fact_types import FACT_TYPES, FactType
from eligibility.units import UNITS
from sitegen.model.trial import Fact, Trial
from sitegen.source.messages import Located, Path, did_you_mean, must_be_one_of

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)-(?P<high>\d+(?:\.\d+)?)(?: (?P<unit>\S+))?")
_MOLAR_MASS = re.compile(r"\d+(?:\.\d+)? g/mol")


def check(trial: Trial) -> Iterator[Located]:
    """Check all facts and sections."""
    sections = [section.id for section in trial.sections]
    facts = {fact.name: fact for fact in trial.facts}
    for place, fact in enumerate(trial.facts):
        at: Path = ("facts", place)
        if not _NAME.fullmatch(fact.name) or fact.name.endswith("_unit"):
            yield (
                (*at, "name"),
                f'"{fact.name}" is not a valid name. Use small letters, digits and _, not ending '
                "in _unit, here and in the rules.",
            )
        if sections and fact.section not in sections:
            yield (*at, "section"), must_be_one_of(fact.section, sections)
        kind = FACT_TYPES.get(fact.type)
        if kind is None:
            yield (*at, "type"), must_be_one_of(fact.type, tuple(FACT_TYPES))
            continue
        yield from _answers(at, fact, kind)
        yield from _measure(at, fact, kind)
        yield from _partner(at, fact, facts)
    yield from _conventions(facts, trial)
    used = {fact.section for fact in trial.facts}
    for place, section in enumerate(trial.sections):
        if section.id not in used:
            yield (
                ("sections", place),
                f"no fact is in the section {section.id}. Remove the section.",
            )


def _conventions(facts: dict[str, Fact], trial: Trial) -> Iterator[Located]:
    """Require the date of the check, and a value for each laboratory's upper limit."""
    day = facts.get(CHECK_DATE)
    if day is None or day.type != "date" or not day.required:
        place = trial.facts.index(day) if day else None
        yield (
            ("facts",) if place is None else ("facts", place),
            f'missing fact {CHECK_DATE} with the type date and required: "yes". The rules count '
            "days back from it. Add it.",
        )
    partners = {fact.same_unit_as for fact in trial.facts}
    for place, fact in enumerate(trial.facts):
        if fact.name.endswith("_uln") and fact.name not in partners:
            yield (
                ("facts", place),
                f"no fact has same_unit_as: {fact.name}. Add that line to the fact that this "
                "upper limit belongs to.",
            )


def _answers(at: Path, fact: Fact, kind: FactType) -> Iterator[Located]:
    if kind.has_options and not fact.options:
        yield at, f"missing field options: the type {fact.type} requires it. Add at least one."
    if not kind.has_options and fact.options:
        yield (
            (*at, "options"),
            f"the type {fact.type} has no options. Remove them, or use the type option.",
        )
    for number, option in enumerate(fact.options):
        place = (*at, "options", number, "value")
        if not _VALUE.fullmatch(option.value):
            yield (
                place,
                f'"{option.value}" is not a valid value. Use letters, digits and _ . / - without '
                "spaces. Write what people read in label.",
            )
        if option.value == "none" and fact.type == "options":
            yield (
                place,
                'the value "none" means "none of these", which the form always offers. '
                "Remove this option.",
            )
        if option.value in [other.value for other in fact.options[:number]]:
            yield (
                place,
                f'duplicate value "{option.value}". Change or remove one of them.',
            )
    for name in ("never", "required"):
        if getattr(fact, name) not in ("", "yes"):
            yield (
                (*at, name),
                f'must be "yes"; found "{getattr(fact, name)}". Write "yes", or remove the line.',
            )
    if fact.never and not kind.is_date:
        yield (*at, "never"), "only a date can have never. Remove the line."


def _measure(at: Path, fact: Fact, kind: FactType) -> Iterator[Located]:
    if not kind.has_range:
        for name in ("units", "plausible", "molar_mass", "same_unit_as"):
            if getattr(fact, name):
                yield (
                    (*at, name),
                    f"the type {fact.type} has no {name}. Remove the line.",
                )
        return
    if not fact.plausible:
        yield (
            at,
            'missing field plausible. Add the range of plausible answers: "30-250 g/L", or "0-120" '
            "for a plain number.",
        )
    if kind.has_units and not fact.units:
        yield at, "missing field units: a quantity requires it. Add at least one: units: [g/L]."
    if not kind.has_units and fact.units:
        yield (*at, "units"), f"the type {fact.type} has no units. Use the type quantity."
    for number, unit in enumerate(fact.units):
        if unit not in UNITS or not unit:
            known = [code for code in UNITS if code]
            yield (*at, "units", number), must_be_one_of(unit, known)
        elif unit in fact.units[:number]:
            yield (*at, "units", number), f'duplicate unit "{unit}". Remove one.'
    yield from _range(at, fact)
    yield from _molar_mass(at, fact)


def _range(at: Path, fact: Fact) -> Iterator[Located]:
    if not fact.plausible:
        return
    match = _RANGE.fullmatch(fact.plausible)
    example = f"30-250 {fact.units[0]}" if fact.units else "0-120"
    if match is None:
        yield (
            (*at, "plausible"),
            f'"{fact.plausible}" is not a range. Write the lowest and the highest plausible value '
            f'like "{example}".',
        )
        return
    if (match["unit"] or "") not in (fact.units or ("",)):
        expected = " or ".join(fact.units) if fact.units else "no unit"
        yield (
            (*at, "plausible"),
            f'the unit of the range "{fact.plausible}" must be {expected}. Write it like '
            f'"{example}".',
        )
    if Decimal(match["low"]) >= Decimal(match["high"]):
        yield (
            (*at, "plausible"),
            f'the range "{fact.plausible}" must begin with the lower number.',
        )


def _molar_mass(at: Path, fact: Fact) -> Iterator[Located]:
    molar = [unit for unit in fact.units if unit in UNITS and UNITS[unit].molar]
    if fact.molar_mass and not _MOLAR_MASS.fullmatch(fact.molar_mass):
        yield (
            (*at, "molar_mass"),
            f'"{fact.molar_mass}" is not a molar mass. Write it like "113.120 g/mol".',
        )
    elif molar and not fact.molar_mass:
        yield (
            (*at, "units"),
            f"missing field molar_mass: the unit {molar[0]} requires it. "
            'Add it, like molar_mass: "113.120 g/mol".',
        )


def _partner(at: Path, fact: Fact, facts: dict[str, Fact]) -> Iterator[Located]:
    if not fact.same_unit_as:
        return
    partner = facts.get(fact.same_unit_as)
    if partner is None or partner is fact:
        yield (
            (*at, "same_unit_as"),
            f'"{fact.same_unit_as}" is not the name of another fact.'
            f"{did_you_mean(fact.same_unit_as, facts)} Name the fact with the same units.",
        )
    elif set(partner.units) != set(fact.units):
        yield (
            (*at, "same_unit_as"),
            f"the units of {fact.name} ({', '.join(fact.units)}) and {partner.name} "
            f"({', '.join(partner.units) or 'none'}) must be the same.",
        )
