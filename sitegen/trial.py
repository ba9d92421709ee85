"""The trial as typed data; mirrors trial.yaml name for name.

Every value is text. A field of type `Blank` may be left blank (""); any other text must say
something. A field with a default may be left out. docs/trial-yaml.md explains each name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from sitegen.fields import IN_QUOTATION_MARKS, MAY_BE_BLANK, Shorthand

Blank = Annotated[str, MAY_BE_BLANK]
Measure = Annotated[str, IN_QUOTATION_MARKS]


@dataclass(frozen=True)
class Names:
    """What the trial and its treatment are called."""

    short: str
    substance: str
    brand: str


@dataclass(frozen=True)
class Record:
    """The registry's record, in its own words; what it leaves blank stays blank."""

    trial_id: str
    source: str
    source_url: str
    file: str
    """The record's text, a file in site_src/record/."""
    as_of: Blank
    official_title: str
    purpose: str
    study_type: Blank
    healthy_volunteers: Blank
    ages: Blank
    sex: Blank
    phase: Blank
    lead_sponsor: Blank
    principal_investigator: Blank
    principal_investigator_affiliation: Blank
    agency_class: Blank
    overall_status: Blank
    countries: Blank
    conditions: tuple[str, ...]
    sites_statement: Blank
    sites: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """Another copy of the registry's record that says something else about the status."""

    source: str
    as_of: Blank
    says: str


@dataclass(frozen=True)
class Status:
    """Whether the trial is open, from where and when that is known."""

    overall_status: str
    as_of: Blank
    source: str
    checked_on: Blank
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Arm:
    """One of the groups that chance decides between."""

    id: str
    type: str
    name: str
    official: str
    plain_name: str
    plain: str


@dataclass(frozen=True)
class Intervention:
    """What is given; the figures repeat the dosage for the pictures."""

    type: str
    name: str
    substance: str
    arms: tuple[str, ...]
    dosage: str
    total_activity: str
    total_activity_mci: str
    doses: str
    activity_per_dose: str
    activity_per_dose_mci: str
    infusion: str
    interval: str
    interval_weeks: str
    interval_margin_weeks: str
    interval_longest_weeks: str
    interval_longest_why: str


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    role: str
    name: Blank
    email: Blank
    telephone: Blank


@dataclass(frozen=True)
class Section:
    """A part of the pre-check's form."""

    id: str
    title: str


@dataclass(frozen=True)
class Option:
    """An answer to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class Fact:
    """One thing the pre-check asks."""

    name: str
    section: str
    type: str
    label: str
    hint: Blank = ""
    options: tuple[Option, ...] = ()
    units: tuple[str, ...] = ()
    plausible: Measure = ""
    molar_mass: Measure = ""
    same_unit_as: str = ""
    never: str = ""
    required: str = ""


@dataclass(frozen=True)
class Limit:
    """A limit as the rules use it, and as the official words print it or where else it is from."""

    value: Measure
    printed: str = ""
    source: str = ""


@dataclass(frozen=True)
class NotLimit:
    """A number in the official words that limits nothing."""

    printed: str
    why: str


@dataclass(frozen=True)
class Ruling:
    """The trial team's decision for one reading."""

    reading: str
    by: str
    on: str
    modification: str


@dataclass(frozen=True)
class Reading:
    """A place where the official words can be understood in more than one way."""

    id: str
    question: str
    alternatives: dict[str, str]
    limit: str = ""
    ruling: Ruling | None = None


@dataclass(frozen=True)
class Criterion:
    """One inclusion or exclusion criterion."""

    id: str
    kind: str
    official: str
    plain: str
    changes: str
    limits: dict[str, Annotated[tuple[Limit, ...], Shorthand("value", "printed")]] = field(
        default_factory=dict
    )
    not_limits: tuple[NotLimit, ...] = ()
    readings: tuple[Reading, ...] = ()
    judgement: str = ""
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewPart:
    """Who wrote, checked and approved a part, and the fingerprint of what they approved."""

    written_by: Blank
    checked_by: Blank
    approved_by: Blank
    approved_on: Blank
    ethics_reference: Blank
    fingerprint: Blank


@dataclass(frozen=True)
class Review:
    """The three parts that need approval."""

    public_words: ReviewPart
    criteria: ReviewPart
    readings: ReviewPart


@dataclass(frozen=True)
class Change:
    """What changed on the site on a day."""

    date: str
    words: str


@dataclass(frozen=True)
class Trial:
    """The whole of trial.yaml."""

    format: str
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
