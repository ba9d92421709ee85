"""Every text of a trial with its place, and a trial with other words in the same places."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from sitegen.model.text_kinds import TextKind, fields_of
from sitegen.model.trial import Arm, Change, Criterion, Fact, Option, Reading, Section, Trial

NAMED_BY = {
    Arm: "id",
    Section: "id",
    Fact: "name",
    Option: "value",
    Criterion: "id",
    Reading: "id",
    Change: "date",
}
"""In which field an entry of a list has its name; entries of other kinds are counted from 1."""

Retell = Callable[[TextKind, str, str], str]
"""From how a text is told, its place and the text itself to the text that stands there instead."""


class Text(NamedTuple):
    """Words of ours, and where they stand in trial.yaml: `criteria.I1.plain`."""

    place: str
    words: str


def ours(trial: Trial) -> tuple[Text, ...]:
    """All of our words, in the order of trial.yaml; blank ones are left out."""
    found: dict[Text, None] = {}

    def note(told: TextKind, place: str, text: str) -> str:
        if told is TextKind.TRANSLATED and text:
            found[Text(place, text)] = None
        return text

    map_texts(trial, note)
    return tuple(found)


def map_texts(trial: Trial, retell: Retell) -> Trial:
    """The same trial with each text replaced by what `retell` returns for it."""
    changed: Trial = _map_value(Trial, trial, "", retell)
    return changed


def undeclared(kind: Any = Trial, place: str = "") -> Iterator[str]:
    """Name each text field whose type does not say how it is told in another language."""
    kind, told = _taken_apart(kind)
    if kind is str:
        if told is None:
            yield place
        return
    origin = get_origin(kind)
    if origin is dict:
        yield from undeclared(get_args(kind)[1], place)
    elif origin in (tuple, Union, types.UnionType):
        yield from undeclared(get_args(kind)[0], place)
    else:
        for name, field in fields_of(kind).items():
            yield from undeclared(field.type, f"{kind.__name__}.{name}")


def _map_value(kind: Any, value: Any, place: str, retell: Retell) -> Any:
    kind, told = _taken_apart(kind)
    if kind is str:
        return retell(told or TextKind.DATA, place, value)
    inside = get_args(kind)
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(
            _map_value(inside[0], item, f"{place}.{_name(item, number)}", retell)
            for number, item in enumerate(value, 1)
        )
    if origin is dict:
        return {
            name: _map_value(inside[1], item, f"{place}.{name}", retell)
            for name, item in value.items()
        }
    if origin in (Union, types.UnionType):
        return value if value is None else _map_value(inside[0], value, place, retell)
    return kind(
        **{
            name: _map_value(field.type, getattr(value, name), f"{place}.{name}".strip("."), retell)
            for name, field in fields_of(kind).items()
        }
    )


def _name(item: Any, number: int) -> str:
    key = NAMED_BY.get(type(item))
    return str(getattr(item, key)) if key else str(number)


def _taken_apart(kind: Any) -> tuple[Any, TextKind | None]:
    """A type without its notes, and the note that says how a text of that type is told."""
    if get_origin(kind) is not Annotated:
        return kind, None
    bare, *notes = get_args(kind)
    return bare, next((note for note in notes if isinstance(note, TextKind)), None)
