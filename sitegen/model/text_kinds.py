"""What dataclasses say about their fields: types, notes, defaults, and a blank of each type."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import MISSING, dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

MAY_BE_BLANK = "may be blank"
IN_QUOTATION_MARKS = "in quotation marks"


class TextKind(Enum):
    """What happens to a text on a page in another language."""

    TRANSLATED = "translated"
    OFFICIAL = "the registry's words: shown in English and marked as English"
    DATA = "an id, a figure, a name or a note nobody sees: the same in every language"


def translatable(words: str) -> str:
    """Mark words as interface words, for translators; the words themselves are unchanged."""
    return words


@dataclass(frozen=True)
class Shorthand:
    """In a list of dataclasses, a bare text may stand for the one that has it in these fields."""

    first: str
    second: str


@dataclass(frozen=True)
class Field:
    """What a dataclass says about one of its fields."""

    type: Any
    optional: bool
    field: dataclasses.Field[Any]

    def default(self) -> Any:
        """The value it has where it is left out."""
        if self.field.default_factory is not MISSING:
            return self.field.default_factory()
        return self.field.default


@cache
def fields_of(kind: type) -> dict[str, Field]:
    """The fields of a dataclass by name, with their types resolved."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        field.name: Field(
            hints[field.name],
            field.default is not MISSING or field.default_factory is not MISSING,
            field,
        )
        for field in dataclasses.fields(kind)
    }


def blank(kind: Any) -> Any:
    """A value of the type that says nothing."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if kind is str:
        return ""
    origin = get_origin(kind)
    if origin is tuple:
        return ()
    if origin is dict:
        return {}
    if origin in (Union, types.UnionType):
        return None
    return kind(**{name: blank(field.type) for name, field in fields_of(kind).items()})
