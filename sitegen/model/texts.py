"""Every text of a trial with its place, and the same trial with other texts in those places."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from sitegen.model.text_kinds import TextKind, fields_of
from sitegen.model.trial import Arm, Change, Criterion, Fact, Option, Reading, Section, Trial
from sitegen.source.messages import Path

NAMED_BY = {
    Arm: "id",
    Section: "id",
    Fact: "name",
    Option: "value",
    Criterion: "id",
    Reading: "id",
    Change: "date",
}
"""The field that names an entry of a list; entries of other types are counted from 1."""


@dataclass(frozen=True)
class Text:
    """One text of a trial."""

    path: Path
    """Where it is, by position: ("criteria", 1, "plain")."""
    place: str
    """Where it is, by name: "criteria.I2.plain"."""
    kind: TextKind
    words: str


def texts(trial: Trial) -> tuple[Text, ...]:
    """All texts of a trial, blank ones too, in the order of the model."""
    found: list[Text] = []

    def note(text: Text) -> str:
        found.append(text)
        return text.words

    map_texts(trial, note)
    return tuple(found)


def own_texts(trial: Trial) -> tuple[Text, ...]:
    """The texts that are ours and not the registry's: those that a language translates."""
    return tuple(text for text in texts(trial) if text.kind is TextKind.TRANSLATED and text.words)


def patient_texts(trial: Trial) -> tuple[Text, ...]:
    """What a patient reads: plain words, names of the arms, changes of the site."""
    return tuple(
        text
        for text in texts(trial)
        if text.kind is TextKind.TRANSLATED
        and (text.path[0] in ("arms", "changes") or _is_plain_criterion(text))
    )


def form_texts(trial: Trial) -> tuple[Text, ...]:
    """What the pre-check's form asks."""
    return tuple(
        text
        for text in texts(trial)
        if text.kind is TextKind.TRANSLATED and text.path[0] in ("sections", "facts")
    )


def map_texts(trial: Trial, change: Callable[[Text], str]) -> Trial:
    """The same trial, with each text replaced by what `change` returns for it."""
    changed: Trial = _map_value(Trial, trial, (), "", change)
    return changed


def texts_without_kind(kind: Any = Trial, place: str = "") -> Iterator[str]:
    """Name each text field whose type does not say what another language does with it."""
    kind, text_kind = _unwrap(kind)
    if kind is str:
        if text_kind is None:
            yield place
        return
    origin = get_origin(kind)
    if origin is dict:
        yield from texts_without_kind(get_args(kind)[1], place)
    elif origin in (tuple, Union, types.UnionType):
        yield from texts_without_kind(get_args(kind)[0], place)
    else:
        for name, field in fields_of(kind).items():
            yield from texts_without_kind(field.type, f"{kind.__name__}.{name}")


def _is_plain_criterion(text: Text) -> bool:
    return text.path[0] == "criteria" and text.path[-1] == "plain"


def _map_value(kind: Any, value: Any, path: Path, place: str, change: Callable[[Text], str]) -> Any:
    kind, text_kind = _unwrap(kind)
    if kind is str:
        return change(Text(path, place, text_kind or TextKind.DATA, value))
    inside = get_args(kind)
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(
            _map_value(inside[0], item, (*path, number), f"{place}.{_name(item, number)}", change)
            for number, item in enumerate(value)
        )
    if origin is dict:
        return {
            name: _map_value(inside[1], item, (*path, name), f"{place}.{name}", change)
            for name, item in value.items()
        }
    if origin in (Union, types.UnionType):
        return value if value is None else _map_value(inside[0], value, path, place, change)
    return kind(
        **{
            name: _map_value(
                field.type,
                getattr(value, name),
                (*path, name),
                f"{place}.{name}".strip("."),
                change,
            )
            for name, field in fields_of(kind).items()
        }
    )


def _name(item: Any, number: int) -> str:
    key = NAMED_BY.get(type(item))
    return str(getattr(item, key)) if key else str(number + 1)


def _unwrap(kind: Any) -> tuple[Any, TextKind | None]:
    """A type without its notes, and the kind of text among them."""
    if get_origin(kind) is not Annotated:
        return kind, None
    bare, *notes = get_args(kind)
    return bare, next((note for note in notes if isinstance(note, TextKind)), None)
