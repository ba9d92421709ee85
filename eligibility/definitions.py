"""Facts, limits, readings and criteria, as ``trial.yaml`` writes them.

Every value is text. What the rules need as a number or a mapping is a property, parsed once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

from eligibility.quantity import Quantity, known_quantity

Source = Mapping[str, Any]
"""Part of a trial as nested mappings, lists and texts."""

TIMES_ULN = " x ULN"
"""Ends a limit that is a multiple of a laboratory's upper limit of normal."""

PER_MOLE = " g/mol"

CHECK_DATE = "assessment_date"
"""The fact that holds the date of the check; days are counted to it."""


@dataclass(frozen=True)
class Option:
    """One answer to choose: its value for machines, its label for people."""

    value: str
    label: str


@dataclass(frozen=True)
class Fact:
    """One question of the pre-check: its type, options or units, and plausible range."""

    name: str
    type: str
    label: str
    options: tuple[Option, ...] = ()
    units: tuple[str, ...] = ()
    plausible: str = ""
    molar_mass: str = ""
    same_unit_as: str = ""
    never: str = ""
    required: str = ""

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of each option, by its value."""
        return {option.value: option.label for option in self.options}

    @cached_property
    def plausible_range(self) -> Quantity | None:
        """The lowest and highest plausible value; ``None`` if there is no range."""
        return known_quantity(self.plausible, self.grams_per_mole) if self.plausible else None

    @cached_property
    def grams_per_mole(self) -> Decimal | None:
        """The molar mass in g/mol; ``None`` if there is none."""
        return Decimal(self.molar_mass.removesuffix(PER_MOLE)) if self.molar_mass else None

    @property
    def can_be_never(self) -> bool:
        """Whether "never" is an answer."""
        return self.never == "yes"

    @property
    def is_required(self) -> bool:
        """Whether there is no assessment without this answer."""
        return self.required == "yes"


@dataclass(frozen=True)
class Limit:
    """One printed limit: an option's value, a quantity, or a multiple of the ULN."""

    value: str
    printed: str = ""
    source: str = ""

    @cached_property
    def quantity(self) -> Quantity:
        """The limit as a quantity; for a multiple of the ULN, the factor."""
        return known_quantity(self.value.removesuffix(TIMES_ULN))

    @lru_cache  # noqa: B019 - the few limits of a trial live as long as the program
    def of(self, molar_mass: Decimal | None) -> Quantity:
        """Return the limit for a substance with this molar mass in g/mol."""
        return replace(self.quantity, molar_mass=molar_mass)


@dataclass(frozen=True)
class Ruling:
    """The trial team's decision about an open question: which reading counts, by whom, since when.

    ``modification`` is the protocol amendment that says so.
    """

    reading: str
    by: str
    on: str
    modification: str


@dataclass(frozen=True)
class Reading:
    """A question that the official words leave open, with its admissible readings by letter."""

    id: str
    question: str
    alternatives: Mapping[str, str]
    limit: str = ""
    ruling: Ruling | None = None

    @property
    def admissible(self) -> tuple[str, ...]:
        """The letters that count: all of them, or the one that the trial team chose."""
        return (self.ruling.reading,) if self.ruling else tuple(self.alternatives)


@dataclass(frozen=True)
class Criterion:
    """One criterion of the record: its words, limits and readings. Its rule is in Python."""

    id: str
    kind: str
    official: str
    plain: str
    changes: str
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    judgement: str = ""

    @cached_property
    def questions(self) -> Mapping[str, Reading]:
        """The open questions, by id."""
        return {reading.id: reading for reading in self.readings}

    @cached_property
    def choices(self) -> tuple[Mapping[str, str], ...]:
        """Every way to choose one admissible reading per open question: question id to letter."""
        letters = product(*(reading.admissible for reading in self.readings))
        return tuple(dict(zip(self.questions, chosen, strict=True)) for chosen in letters)

    @cached_property
    def limits_depend(self) -> bool:
        """Whether a reading decides which of several printed limits counts."""
        return any(reading.limit for reading in self.readings)

    @property
    def disqualifying_value(self) -> str:
        """The finding that blocks joining: "false" for an inclusion, "true" for an exclusion."""
        return "false" if self.kind == "inclusion" else "true"


@dataclass(frozen=True, eq=False)
class Definitions:
    """Everything about one trial that the engine reads.

    ``name`` is the trial's short name in small letters; it names the JSON formats. ``rules`` is the
    name of the rules package; blank if each criterion is asked in its own words.
    """

    trial: str
    name: str
    rules: str
    registry: str
    overall_status: str
    facts: Mapping[str, Fact]
    criteria: Mapping[str, Criterion]

    @classmethod
    def from_trial(cls, trial: Source) -> Definitions:
        """Take what the engine needs from the whole of ``trial.yaml``, read as texts.

        Raises:
            KeyError, TypeError, ValueError: a required part is missing or has the wrong form. The
                build reports every such problem with its line.
        """
        return cls.from_source(
            {
                "trial": trial["record"]["trial_id"],
                "name": format_name(trial["names"]["short"]),
                "rules": trial.get("rules", ""),
                "registry": trial["record"]["source"],
                "overall_status": trial["status"]["overall_status"],
                "facts": trial["facts"],
                "criteria": trial["criteria"],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Definitions:
        """Read what ``to_json`` returns."""
        return cls.from_source(json.loads(text))

    @classmethod
    def from_source(cls, source: Source) -> Definitions:
        """Build from the keys of ``to_json``; other keys of facts and criteria are ignored."""
        facts = [_fact(item) for item in source["facts"]]
        criteria = [_criterion(item) for item in source["criteria"]]
        return cls(
            source["trial"],
            source["name"],
            source["rules"],
            source["registry"],
            source["overall_status"],
            {fact.name: fact for fact in facts},
            {criterion.id: criterion for criterion in criteria},
        )

    def to_json(self) -> str:
        """Return the definitions as canonical JSON: sorted keys, no spaces, ASCII."""
        source = {
            "trial": self.trial,
            "name": self.name,
            "rules": self.rules,
            "registry": self.registry,
            "overall_status": self.overall_status,
            "facts": [_without_defaults(fact) for fact in self.facts.values()],
            "criteria": [_without_defaults(criterion) for criterion in self.criteria.values()],
        }
        return json.dumps(source, sort_keys=True, separators=(",", ":"))


def format_name(short: str) -> str:
    """Return a trial's short name as it stands in file formats: "ABC-1 Trial" is "abc-1-trial"."""
    return "-".join(re.findall(r"[a-z0-9]+", short.lower())) or "trial"


def _without_defaults(value: Any) -> Any:
    """Return dataclasses as mappings, without the fields that are blank."""
    if hasattr(value, "__dataclass_fields__"):
        parts = {name: getattr(value, name) for name in value.__dataclass_fields__}
        return {name: _without_defaults(part) for name, part in parts.items() if part}
    if isinstance(value, Mapping):
        return {name: _without_defaults(part) for name, part in value.items()}
    return [_without_defaults(part) for part in value] if isinstance(value, tuple) else value


def _fact(item: Source) -> Fact:
    return Fact(
        item["name"],
        item["type"],
        item["label"],
        tuple(Option(option["value"], option["label"]) for option in item.get("options", ())),
        tuple(item.get("units", ())),
        item.get("plausible", ""),
        item.get("molar_mass", ""),
        item.get("same_unit_as", ""),
        item.get("never", ""),
        item.get("required", ""),
    )


def _criterion(item: Source) -> Criterion:
    return Criterion(
        item["id"],
        item["kind"],
        item["official"],
        item["plain"],
        item["changes"],
        {
            name: tuple(_limit(entry) for entry in entries)
            for name, entries in item.get("limits", {}).items()
        },
        tuple(_reading(entry) for entry in item.get("readings", ())),
        item.get("judgement", ""),
    )


def _limit(entry: str | Source) -> Limit:
    if isinstance(entry, str):
        return Limit(entry, entry)
    return Limit(entry["value"], entry.get("printed", ""), entry.get("source", ""))


def _reading(entry: Source) -> Reading:
    ruling = entry.get("ruling")
    return Reading(
        entry["id"],
        entry["question"],
        dict(entry["alternatives"]),
        entry.get("limit", ""),
        Ruling(ruling["reading"], ruling["by"], ruling["on"], ruling["modification"])
        if ruling
        else None,
    )
