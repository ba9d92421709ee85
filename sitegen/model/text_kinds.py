"""What the types of the model say about a text: where it is from, and how it must be written."""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, get_type_hints

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError


class TextKind(Enum):
    """What happens to a text on a page in another language."""

    TRANSLATED = "translated"
    OFFICIAL = "the registry's words: shown in English and marked as English"
    DATA = "an id, a figure, a name or a note nobody sees: the same in every language"


def translatable(words: str) -> str:
    """Mark words as interface words, for translators; the words themselves are unchanged."""
    return words


class Unquoted(str):
    """A text without quotation marks in the file."""

    __slots__ = ()


def _require_quotation_marks(value: object) -> object:
    if isinstance(value, Unquoted):
        raise PydanticCustomError("unquoted", "expected quotation marks")
    return value


NOT_BLANK = Field(min_length=1)
QUOTED = BeforeValidator(_require_quotation_marks)

OwnTextOrBlank = Annotated[str, TextKind.TRANSLATED]
OfficialTextOrBlank = Annotated[str, TextKind.OFFICIAL]
DataOrBlank = Annotated[str, TextKind.DATA]
OwnText = Annotated[OwnTextOrBlank, NOT_BLANK]
OfficialText = Annotated[OfficialTextOrBlank, NOT_BLANK]
Data = Annotated[DataOrBlank, NOT_BLANK]
Measure = Annotated[Data, QUOTED]
"""A number with or without a unit. Its quotation marks keep YAML from converting it."""


@dataclass(frozen=True)
class FieldType:
    """The type of a field of a dataclass, and whether it can be left out."""

    type: Any
    optional: bool
    field: dataclasses.Field[Any]

    def default(self) -> Any:
        """The value of the field where it is left out."""
        if self.field.default_factory is not MISSING:
            return self.field.default_factory()
        return self.field.default


@cache
def fields_of(kind: type) -> dict[str, FieldType]:
    """The fields of a dataclass by name, with their types resolved."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        field.name: FieldType(
            hints[field.name],
            field.default is not MISSING or field.default_factory is not MISSING,
            field,
        )
        for field in dataclasses.fields(kind)
    }
