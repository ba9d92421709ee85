"""The trial as typed data; mirrors trial.yaml name for name.

Every value is text, and its type says what happens to it on a page in another language: `OwnText`
is ours and is translated; `OfficialText` is quoted from the registry and stays English; `Data` is
the same in every language.
Only a type `…OrBlank` can be blank (""). A field with a default can be left out.
docs/trial-yaml.md explains each name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict

from sitegen.model.text_kinds import (
    Data,
    DataOrBlank,
    Measure,
    OfficialText,
    OfficialTextOrBlank,
    OwnText,
    OwnTextOrBlank,
)


@dataclass(frozen=True)
class Names:
    """What the trial is called."""

    short: Data


@dataclass(frozen=True)
class Record:
    """The registry's record, in its own words; what it leaves blank stays blank."""

    trial_id: Data
    source: Data
    source_url: Data
    file: Data
    """The record's text, a file in site_src/record/."""
    as_of: DataOrBlank
    official_title: OfficialText
    purpose: OfficialText
    study_type: OfficialTextOrBlank
    healthy_volunteers: OfficialTextOrBlank
    ages: OfficialTextOrBlank
    sex: OfficialTextOrBlank
    phase: OfficialTextOrBlank
    lead_sponsor: OfficialTextOrBlank
    principal_investigator: OfficialTextOrBlank
    principal_investigator_affiliation: OfficialTextOrBlank
    agency_class: OfficialTextOrBlank
    overall_status: OfficialTextOrBlank
    countries: OfficialTextOrBlank
    conditions: tuple[OfficialText, ...]
    sites_statement: OfficialTextOrBlank
    sites: tuple[OfficialText, ...]


@dataclass(frozen=True)
class Copy:
    """Another copy of the registry's record that says something else about the status."""

    source: OwnText
    as_of: DataOrBlank
    says: OwnText


@dataclass(frozen=True)
class Status:
    """Whether the trial is open, from where and when that is known."""

    overall_status: Data
    as_of: DataOrBlank
    source: OwnText
    checked_on: DataOrBlank
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Arm:
    """One of the groups that chance decides between."""

    id: Data
    type: OfficialText
    name: OfficialText
    official: OfficialText
    plain_name: OwnText
    plain: OwnText


@dataclass(frozen=True)
class Schedule:
    """The figures of an intervention's description again, for tables and pictures."""

    amount: Data
    """What is given each time: "7.4 GBq"."""
    times: Data
    amount_also: Data = ""
    """The same amount in another unit: "200 mCi"."""
    total: Data = ""
    total_also: Data = ""
    duration: OwnText = ""
    interval: OfficialText = ""
    """The time between two, as the description has it: "8±1-week"."""
    weeks: Data = ""
    margin_weeks: Data = ""
    longest_weeks: Data = ""
    longest_reason: OwnText = ""


@dataclass(frozen=True)
class Intervention:
    """What is given or done; everything but the arms' ids is in the registry's words."""

    type: OfficialText
    name: OfficialText
    arms: tuple[Data, ...]
    description: OfficialText
    substance: OfficialText = ""
    other_names: tuple[OfficialText, ...] = ()
    schedule: Schedule | None = None


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    role: OwnText
    name: DataOrBlank
    email: DataOrBlank
    telephone: DataOrBlank
    source: OwnText = ""
    """Where it is from, if it is newer than the record."""


@dataclass(frozen=True)
class Section:
    """A part of the pre-check's form."""

    id: Data
    title: OwnText


@dataclass(frozen=True)
class Option:
    """An answer to choose."""

    value: Data
    label: OwnText


@dataclass(frozen=True)
class Fact:
    """One thing the pre-check asks."""

    name: Data
    section: Data
    type: Data
    label: OwnText
    hint: OwnTextOrBlank = ""
    options: tuple[Option, ...] = ()
    units: tuple[Data, ...] = ()
    plausible: Measure = ""
    molar_mass: Measure = ""
    same_unit_as: Data = ""
    never: Data = ""
    required: Data = ""


@dataclass(frozen=True)
class Limit:
    """A limit as the rules use it, and as the official words print it or where else it is from."""

    value: Measure
    printed: OfficialText = ""
    source: OwnText = ""


def _limit(value: Any) -> Any:
    """Read `"5.0 mmol/L"` as a limit that is printed as it is."""
    return {"value": value, "printed": value} if isinstance(value, str) else value


LimitOrText = Annotated[Limit, BeforeValidator(_limit, json_schema_input_type=Measure | Limit)]


@dataclass(frozen=True)
class NotLimit:
    """A number in the official words that limits nothing."""

    printed: OfficialText
    why: Data
    """For editors; no page shows it."""


@dataclass(frozen=True)
class Ruling:
    """The trial team's decision for one reading."""

    reading: Data
    by: Data
    on: Data
    modification: Data


@dataclass(frozen=True)
class Reading:
    """A place where the official words can be understood in more than one way."""

    id: Data
    question: OwnText
    alternatives: dict[str, OwnText]
    limit: Data = ""
    ruling: Ruling | None = None


@dataclass(frozen=True)
class Criterion:
    """One inclusion or exclusion criterion."""

    id: Data
    kind: Data
    official: OfficialText
    plain: OwnText
    changes: Data
    limits: dict[str, tuple[LimitOrText, ...]] = field(default_factory=dict)
    not_limits: tuple[NotLimit, ...] = ()
    readings: tuple[Reading, ...] = ()
    judgement: OwnText = ""
    rejected: tuple[OwnText, ...] = ()


@dataclass(frozen=True)
class ReviewPart:
    """Who wrote, checked and approved a part, and the fingerprint of what they approved."""

    written_by: DataOrBlank
    checked_by: DataOrBlank
    approved_by: DataOrBlank
    approved_on: DataOrBlank
    ethics_reference: DataOrBlank
    fingerprint: DataOrBlank


@dataclass(frozen=True)
class Review:
    """The three parts that need approval."""

    public_words: ReviewPart
    criteria: ReviewPart
    readings: ReviewPart


@dataclass(frozen=True)
class Change:
    """What changed on the site on a day."""

    date: Data
    words: OwnText


@dataclass(frozen=True)
class Trial:
    """The whole of trial.yaml."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    format: Data
    names: Names
    record: Record
    status: Status
    arms: tuple[Arm, ...]
    interventions: tuple[Intervention, ...]
    contacts: tuple[Contact, ...]
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    criteria: tuple[Criterion, ...]
    review: Review
    changes: tuple[Change, ...]
    rules: Data = ""
    """The Python package with the rule of each criterion; blank when there is none."""
