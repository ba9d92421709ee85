"""What ``trial.yaml`` says that the rules need: facts, limits, readings and official words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

from nelmas_rules.quantity import Quantity, known_quantity

Text = Mapping[str, Any]

TIMES_ULN = " x ULN"
"""How a limit is written that is a multiple of a laboratory's upper limit of normal."""


@dataclass(frozen=True)
class Fact:
    """One thing the pre-check asks: name, kind of answer, options, units, plausible range."""

    name: str
    type: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    plausible: Quantity | None = None
    molar_mass: Decimal | None = None
    same_unit_as: str = ""
    never: bool = False
    required: bool = False


@dataclass(frozen=True)
class Limit:
    """One printed limit: an option's value, a quantity, or a multiple of the ULN."""

    text: str
    source: str

    @cached_property
    def quantity(self) -> Quantity:
        """The limit as a quantity; of a multiple of the ULN, the number of times."""
        return known_quantity(self.text.removesuffix(TIMES_ULN))

    @lru_cache  # noqa: B019 - the few limits of a trial live as long as the program
    def of(self, molar_mass: Decimal | None) -> Quantity:
        """Return the limit of what has this molar mass."""
        return replace(self.quantity, molar_mass=molar_mass)


@dataclass(frozen=True)
class Ruling:
    """What the trial team decided about a reading: which one counts, by whom and since when."""

    reading: str
    by: str
    on: str
    modification: str


@dataclass(frozen=True)
class ReadingQuestion:
    """A question that the official words leave open, with its admissible readings."""

    id: str
    question: str
    alternatives: Mapping[str, str]
    limit: str = ""
    ruling: Ruling | None = None

    @property
    def admissible(self) -> tuple[str, ...]:
        """The readings that count: all of them, or the one the trial team has ruled."""
        return (self.ruling.reading,) if self.ruling else tuple(self.alternatives)


@dataclass(frozen=True)
class Criterion:
    """One criterion of the record: its words, limits and readings. Its rule is Python."""

    id: str
    kind: str
    official: str
    plain: str
    changes: str
    limits: Mapping[str, tuple[Limit, ...]]
    readings: Mapping[str, ReadingQuestion]
    judgement: str = ""

    @cached_property
    def choices(self) -> tuple[Mapping[str, str], ...]:
        """Every way to choose one admissible reading for each open question, by question."""
        letters = product(*(question.admissible for question in self.readings.values()))
        return tuple(dict(zip(self.readings, chosen, strict=True)) for chosen in letters)

    @cached_property
    def limits_depend(self) -> bool:
        """Whether a reading says which of two printed limits counts."""
        return any(question.limit for question in self.readings.values())

    @property
    def bad(self) -> str:
        """The finding that stands in the way: an inclusion's "false", an exclusion's "true"."""
        return "false" if self.kind == "inclusion" else "true"


@dataclass(frozen=True, eq=False)
class Definitions:
    """Everything the rules read, from one trial."""

    trial: str
    overall_status: str
    facts: Mapping[str, Fact]
    criteria: Mapping[str, Criterion]
    source: Text

    @classmethod
    def from_trial(cls, trial: Text) -> Definitions:
        """Take what the rules need from the whole ``trial.yaml``, read as texts.

        Raises:
            KeyError, TypeError, ValueError: a needed part is wanting or has another form; run
                ``nelmas_rules.consistency.problems`` or the build to have all of them named.
        """
        return cls.from_source(
            {
                "trial": trial["record"]["trial_id"],
                "overall_status": trial["status"]["overall_status"],
                "facts": [_only(fact, _FACT_KEYS) for fact in trial["facts"]],
                "criteria": [_only(item, _CRITERION_KEYS) for item in trial["criteria"]],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Definitions:
        """Read back what ``to_json`` wrote."""
        return cls.from_source(json.loads(text))

    @classmethod
    def from_source(cls, source: Text) -> Definitions:
        """Build from the four keys that are shipped: trial, overall_status, facts, criteria."""
        facts = [_fact(item) for item in source["facts"]]
        criteria = [_criterion(item) for item in source["criteria"]]
        return cls(
            source["trial"],
            source["overall_status"],
            {fact.name: fact for fact in facts},
            {criterion.id: criterion for criterion in criteria},
            source,
        )

    def to_json(self) -> str:
        """Return the definitions as canonical JSON: sorted keys, no spaces, ASCII."""
        return json.dumps(self.source, sort_keys=True, separators=(",", ":"))


_FACT_KEYS = (
    *("name", "type", "label", "options", "units", "plausible"),
    *("molar_mass", "same_unit_as", "never", "required"),
)
_CRITERION_KEYS = (
    *("id", "kind", "official", "plain"),
    *("changes", "limits", "readings", "judgement"),
)


def _only(item: Text, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: item[key] for key in keys if key in item}


def _fact(item: Text) -> Fact:
    molar_mass = item.get("molar_mass")
    mass = Decimal(molar_mass.removesuffix(" g/mol")) if molar_mass else None
    plausible = item.get("plausible")
    return Fact(
        item["name"],
        item["type"],
        item["label"],
        {option["value"]: option["label"] for option in item.get("options", ())},
        tuple(item.get("units", ())),
        known_quantity(plausible, mass) if plausible else None,
        mass,
        item.get("same_unit_as", ""),
        item.get("never") == "yes",
        item.get("required") == "yes",
    )


def _criterion(item: Text) -> Criterion:
    limits = {
        name: tuple(_limit(entry) for entry in entries)
        for name, entries in item.get("limits", {}).items()
    }
    readings = [_reading(entry) for entry in item.get("readings", ())]
    return Criterion(
        item["id"],
        item["kind"],
        item["official"],
        item["plain"],
        item["changes"],
        limits,
        {reading.id: reading for reading in readings},
        item.get("judgement", ""),
    )


def _limit(entry: str | Text) -> Limit:
    if isinstance(entry, str):
        return Limit(entry, "")
    return Limit(entry["value"], entry.get("source", ""))


def _reading(entry: Text) -> ReadingQuestion:
    ruling = entry.get("ruling")
    return ReadingQuestion(
        entry["id"],
        entry["question"],
        dict(entry["alternatives"]),
        entry.get("limit", ""),
        Ruling(ruling["reading"], ruling["by"], ruling["on"], ruling["modification"])
        if ruling
        else None,
    )
