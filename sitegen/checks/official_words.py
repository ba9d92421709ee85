"""The registry's own words stand in the record, letter by letter; white space is folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from difflib import SequenceMatcher

from sitegen.checks.structure import KINDS
from sitegen.model.trial import Contact, Record, Trial
from sitegen.registry.record_text import BELOW, BESIDE, RecordText, difference, fold
from sitegen.source.nodes import Path

Finding = tuple[Path, str]

_PASSAGES = ("official_title", "purpose", "sites_statement")
_EMAIL = re.compile(r"[^@\s<>\",;:]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,}")


def check(trial: Trial, record: RecordText) -> Iterator[Finding]:
    """Every place in trial.yaml that repeats the record."""
    yield from _fields(trial.record, record)
    for place, arm in enumerate(trial.arms):
        yield from _stands(("arms", place, "official"), arm.official, record)
        yield from _line(("arms", place, "name"), f"{arm.type}: {arm.name}", record)
    for place, given in enumerate(trial.interventions):
        yield from _line(("interventions", place, "name"), f"{given.type}: - {given.name}", record)
        yield from _stands(("interventions", place, "description"), given.description, record)
        yield from _mentioned(("interventions", place, "substance"), given.substance, record)
        for number, name in enumerate(given.other_names):
            yield from _mentioned(("interventions", place, "other_names", number), name, record)
    yield from _contacts(trial, record)
    yield from _criteria(trial, record)


def _fields(ours: Record, record: RecordText) -> Iterator[Finding]:
    for field in fields(Record):
        at: Path = ("record", field.name)
        if field.name in _PASSAGES:
            yield from _stands(at, getattr(ours, field.name), record)
        elif field.name in BELOW or field.name in BESIDE:
            yield from _labelled(at, getattr(ours, field.name), record)
    known = record.conditions()
    if known is not None and ours.conditions != known:
        yield (
            ("record", "conditions"),
            f"the conditions are {_list(ours.conditions)}; the record has {_list(known)}; "
            "write them as the record does, in its order",
        )
    for place, site in enumerate(ours.sites):
        yield from _stands(("record", "sites", place), site, record)
    if not ours.sites and not ours.sites_statement:
        yield (
            ("record", "sites_statement"),
            "no sites are listed and nothing is said of them; what the record says of sites was "
            "wanted; copy its sentence",
        )


def _list(values: tuple[str, ...]) -> str:
    return ", ".join(f'"{value}"' for value in values) or "none"


def _labelled(at: Path, value: str, record: RecordText) -> Iterator[Finding]:
    name = str(at[-1])
    label = (BELOW.get(name) or BESIDE[name]).rstrip(":")
    there = record.field(name)
    if there is None:
        yield from _stands(at, value, record)
    elif fold(value) != there:
        has = f'"{there}"' if there else "nothing"
        yield (
            at,
            f'{name} is "{value}"; under "{label}" the record has {has}; '
            f'write {name}: "{there}", or replace the record\'s file by its newer text',
        )


def _stands(at: Path, words: str, record: RecordText) -> Iterator[Finding]:
    if not words or record.has(words):
        return
    near = record.nearest(words)
    if near:
        yield (
            at,
            f"these words are not in the record: {difference(words, near)}; "
            "the record's own words were wanted; copy them letter by letter",
        )
    else:
        yield (
            at,
            f'nothing in the record is like "{words[:60]}"; the record\'s own words were '
            "wanted; copy the passage letter by letter",
        )


def _line(at: Path, line: str, record: RecordText) -> Iterator[Finding]:
    if fold(line) not in record.lines:
        near = record.nearest(line)
        has = f'; the nearest line of the record is "{near}"' if near else ""
        yield (
            at,
            f'type and name together make "{line}", which is no line of the record{has}; '
            "copy type and name from the record",
        )


def _mentioned(at: Path, name: str, record: RecordText) -> Iterator[Finding]:
    if name and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", fold(record.text)):
        yield (
            at,
            f'"{name}" stands nowhere in the record; a name that the record uses was wanted; '
            "copy it letter by letter",
        )


def _contacts(trial: Trial, record: RecordText) -> Iterator[Finding]:
    for place, contact in enumerate(trial.contacts):
        at: Path = ("contacts", place)
        if contact.email and not _EMAIL.fullmatch(contact.email):
            yield (
                (*at, "email"),
                f'"{contact.email}" is not an email address; one like name@example.org was '
                "wanted; copy it from the record",
            )
        elif contact.email:
            yield from _of_the_record((*at, "email"), contact.email, contact, record)
        if contact.telephone and not _TELEPHONE.fullmatch(contact.telephone):
            yield (
                (*at, "telephone"),
                f'"{contact.telephone}" is not a telephone number; digits, spaces and a leading + '
                "were wanted; copy it from the record",
            )
        elif contact.telephone:
            yield from _of_the_record((*at, "telephone"), contact.telephone, contact, record)
        yield from _of_the_record((*at, "name"), contact.name, contact, record)
        if not (contact.name or contact.email or contact.telephone):
            yield at, "this contact has no name, email or telephone; one was wanted; fill one in"


def _of_the_record(at: Path, words: str, contact: Contact, record: RecordText) -> Iterator[Finding]:
    """A contact is the record's, unless it says where it is from."""
    if not contact.source:
        for place, message in _stands(at, words, record):
            yield (
                place,
                f"{message}, or, if the record is behind, add source: and say where it is from",
            )


def _criteria(trial: Trial, record: RecordText) -> Iterator[Finding]:
    if any(item.kind not in KINDS for item in trial.criteria):
        return  # nobody can say which list each belongs to
    for kind in KINDS:
        ours = [
            (place, fold(item.official))
            for place, item in enumerate(trial.criteria)
            if item.kind == kind
        ]
        theirs = record.criteria.get(kind)
        if theirs is None:
            for place, official in ours:
                yield from _stands(("criteria", place, "official"), official, record)
        else:
            yield from _list_of_criteria(kind, ours, theirs)


def _list_of_criteria(
    kind: str, ours: list[tuple[int, str]], theirs: tuple[str, ...]
) -> Iterator[Finding]:
    """Hold a whole list against the record's, so that one lost criterion shifts no others."""
    matcher = SequenceMatcher(None, [official for _, official in ours], theirs, autojunk=False)
    for sign, start, end, first, after in matcher.get_opcodes():
        if sign == "equal":
            continue
        pairs = min(end - start, after - first)
        for step in range(pairs):
            place, official = ours[start + step]
            message = _other_words(official, kind, first + step, theirs)
            yield ("criteria", place, "official"), message
        for place, official in ours[start + pairs : end]:
            yield ("criteria", place, "official"), _too_many(official, kind, theirs)
        for number in range(first + pairs, after):
            yield (
                ("criteria",),
                f'{kind} criterion {number + 1} of the record, "{theirs[number][:60]}", is not '
                "here in its place; every criterion of the record was wanted, in its order; add it",
            )


def _too_many(official: str, kind: str, theirs: tuple[str, ...]) -> str:
    if official in theirs:
        return (
            f"these are the words of the record's {kind} {theirs.index(official) + 1}; each was "
            "wanted once and in the record's order; put this criterion in its place, or take it "
            "away"
        )
    return (
        f"these words are none of the record's {len(theirs)} {kind} criteria; only those were "
        "wanted; take this criterion away"
    )


def _other_words(official: str, kind: str, number: int, theirs: tuple[str, ...]) -> str:
    if official in theirs:
        return (
            f"these are the words of the record's {kind} {theirs.index(official) + 1}; those "
            f"of {kind} {number + 1} were wanted; put the criteria in the record's order"
        )
    return (
        f"these are not the words of the record's {kind} {number + 1}: "
        f"{difference(official, theirs[number])}; copy them letter by letter"
    )
