"""Official words: the same as in the record, letter by letter. White space does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from difflib import SequenceMatcher

from sitegen.checks.structure import KINDS
from sitegen.model.trial import Contact, Record, Trial
from sitegen.registry.record_text import BELOW, BESIDE, RecordText, difference, fold
from sitegen.source.messages import Located, Path

_PASSAGES = ("official_title", "purpose", "sites_statement")
_EMAIL = re.compile(r"[^@\s<>\",;:]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,}")


def check(trial: Trial, record: RecordText) -> Iterator[Located]:
    """Check every place in trial.yaml that repeats the record."""
    yield from _fields(trial.record, record)
    for place, arm in enumerate(trial.arms):
        yield from _in_record(("arms", place, "official"), arm.official, record)
        yield from _line(("arms", place, "name"), f"{arm.type}: {arm.name}", record)
    for place, given in enumerate(trial.interventions):
        yield from _line(("interventions", place, "name"), f"{given.type}: - {given.name}", record)
        yield from _in_record(("interventions", place, "description"), given.description, record)
        yield from _mentioned(("interventions", place, "substance"), given.substance, record)
        for number, name in enumerate(given.other_names):
            yield from _mentioned(("interventions", place, "other_names", number), name, record)
    yield from _contacts(trial, record)
    yield from _criteria(trial, record)


def _fields(ours: Record, record: RecordText) -> Iterator[Located]:
    for field in fields(Record):
        at: Path = ("record", field.name)
        if field.name in _PASSAGES:
            yield from _in_record(at, getattr(ours, field.name), record)
        elif field.name in BELOW or field.name in BESIDE:
            yield from _labelled(at, getattr(ours, field.name), record)
    known = record.conditions()
    if known is not None and ours.conditions != known:
        yield (
            ("record", "conditions"),
            f"expected {_list(known)} as in the record, found {_list(ours.conditions)}. Copy them "
            "in the record's order.",
        )
    for place, site in enumerate(ours.sites):
        yield from _in_record(("record", "sites", place), site, record)
    if not ours.sites and not ours.sites_statement:
        yield (
            ("record", "sites_statement"),
            "must not be blank while sites is empty. Copy what the record says about sites.",
        )


def _list(values: tuple[str, ...]) -> str:
    return ", ".join(f'"{value}"' for value in values) or "none"


def _labelled(at: Path, value: str, record: RecordText) -> Iterator[Located]:
    name = str(at[-1])
    label = (BELOW.get(name) or BESIDE[name]).rstrip(":")
    there = record.field(name)
    if there is None:
        yield from _in_record(at, value, record)
    elif fold(value) != there:
        has = f'"{there}"' if there else "nothing"
        yield (
            at,
            f'"{value}" differs from the record, which has {has} below "{label}". '
            f'Write {name}: "{there}", or replace the record\'s file with its newer text.',
        )


def _in_record(at: Path, words: str, record: RecordText) -> Iterator[Located]:
    if not words or record.has(words):
        return
    near = record.nearest(words)
    if near:
        yield (
            at,
            f"not the words of the record: {difference(words, near)}. Copy them letter by letter.",
        )
    else:
        yield (
            at,
            f'"{words[:60]}" is not in the record. Copy the passage letter by letter.',
        )


def _line(at: Path, line: str, record: RecordText) -> Iterator[Located]:
    if fold(line) not in record.lines:
        near = record.nearest(line)
        hint = f' The nearest line is "{near}".' if near else ""
        yield (
            at,
            f'type and name give "{line}", which is not a line of the record.{hint} Copy type and '
            "name from the record.",
        )


def _mentioned(at: Path, name: str, record: RecordText) -> Iterator[Located]:
    if name and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", fold(record.text)):
        yield (
            at,
            f'"{name}" is not in the record. Copy a name that is, letter by letter.',
        )


def _contacts(trial: Trial, record: RecordText) -> Iterator[Located]:
    for place, contact in enumerate(trial.contacts):
        at: Path = ("contacts", place)
        if contact.email and not _EMAIL.fullmatch(contact.email):
            yield (
                (*at, "email"),
                f'"{contact.email}" is not an email address like name@example.org. Copy it from '
                "the record.",
            )
        elif contact.email:
            yield from _of_the_record((*at, "email"), contact.email, contact, record)
        if contact.telephone and not _TELEPHONE.fullmatch(contact.telephone):
            yield (
                (*at, "telephone"),
                f'"{contact.telephone}" is not a telephone number. Use digits, spaces and a '
                "leading +.",
            )
        elif contact.telephone:
            yield from _of_the_record((*at, "telephone"), contact.telephone, contact, record)
        yield from _of_the_record((*at, "name"), contact.name, contact, record)
        if not (contact.name or contact.email or contact.telephone):
            yield at, "the contact has no name, email or telephone. Fill in one of them."


def _of_the_record(at: Path, words: str, contact: Contact, record: RecordText) -> Iterator[Located]:
    """Require a contact to be in the record, unless it says where it is from."""
    if not contact.source:
        for place, message in _in_record(at, words, record):
            yield (
                place,
                f"{message.rstrip('.')}. If the record is out of date, add source: with where "
                "the contact is from.",
            )


def _criteria(trial: Trial, record: RecordText) -> Iterator[Located]:
    kinds = _kinds(trial, record)
    for kind in KINDS:
        ours = [
            (place, fold(item.official))
            for place, item in enumerate(trial.criteria)
            if kinds[place] == kind
        ]
        theirs = record.criteria.get(kind)
        if theirs is None:
            for place, official in ours:
                yield from _in_record(("criteria", place, "official"), official, record)
        else:
            yield from _list_of_criteria(kind, ours, theirs)


def _kinds(trial: Trial, record: RecordText) -> list[str]:
    """The kind of each criterion; where it is wrong, that of the record or of the one before."""
    kinds: list[str] = []
    for item in trial.criteria:
        words = fold(item.official)
        recorded = [kind for kind in KINDS if words in (record.criteria.get(kind) or ())]
        declared = [item.kind] if item.kind in KINDS else []
        kinds.append([*declared, *recorded, *kinds[-1:], KINDS[0]][0])
    return kinds


def _list_of_criteria(
    kind: str, ours: list[tuple[int, str]], theirs: tuple[str, ...]
) -> Iterator[Located]:
    """Compare a list with the record's as a whole, so that one missing criterion shifts none."""
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
                f'missing {kind} criterion {number + 1} of the record, "{theirs[number][:60]}". '
                "Add it in the record's order.",
            )


def _too_many(official: str, kind: str, theirs: tuple[str, ...]) -> str:
    if official in theirs:
        return (
            f"these are the words of the record's {kind} {theirs.index(official) + 1}. Move this "
            "criterion to its place in the record's order, or remove it."
        )
    return (
        f"these words are none of the record's {len(theirs)} {kind} criteria. Correct kind, or "
        "remove this criterion."
    )


def _other_words(official: str, kind: str, number: int, theirs: tuple[str, ...]) -> str:
    if official in theirs:
        return (
            f"expected the words of the record's {kind} {number + 1}, found those of {kind} "
            f"{theirs.index(official) + 1}. Put the criteria in the record's order."
        )
    return (
        f"not the words of the record's {kind} {number + 1}: "
        f"{difference(official, theirs[number])}. Copy them letter by letter."
    )
