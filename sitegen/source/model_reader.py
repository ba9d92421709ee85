"""Read a document into the frozen dataclasses of the model, and explain what does not fit."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BeforeValidator, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sitegen.model.text_kinds import NOT_BLANK, fields_of
from sitegen.source.messages import Path, Problem, did_you_mean, shorten
from sitegen.source.strict_yaml import Document, unquoted_problem

MANY_UNKNOWN = 4
"""From this number of unknown fields on, a group is taken to be in the wrong place."""


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The pydantic reader of a type."""
    return TypeAdapter(kind)


def read(kind: Any, document: Document) -> Any:
    """Read a document as a value of the type.

    Problems are added to the document. A part that does not fit is added to `document.lost`, and a
    blank takes its place, so that the rest can still be checked.
    """
    try:
        return adapter(kind).validate_python(document.data)
    except ValidationError as error:
        found = _Errors(kind, document, error.errors(include_url=False))
        document.problems += found.problems()
        return construct(kind, document.data)


class _Errors:
    """Turns pydantic's errors into problems of a document."""

    def __init__(self, kind: Any, document: Document, details: list[ErrorDetails]) -> None:
        self.kind = kind
        self.document = document
        self.details = details

    def problems(self) -> list[Problem]:
        """Explain all errors. An error that only follows from another is left out."""
        lost = self.document.lost
        unknown: dict[Path, list[str]] = {}
        for detail in self.details:
            if detail["type"] == "unexpected_keyword_argument":
                *parent, name = detail["loc"]
                unknown.setdefault(tuple(parent), []).append(str(name))
        misplaced = {path for path, names in unknown.items() if self._misplaced(path, names)}
        found = list(self._misplaced_groups(unknown, misplaced))
        renamed: set[Path] = set()
        for path, names in unknown.items():
            if path not in misplaced:
                for name in names:
                    message, meant = self._unknown(path, name)
                    renamed.add((*path, meant))
                    line = self.document.line((*path, name))
                    found.append(Problem(line, (*path, name), message))
        lost |= misplaced
        for detail in self.details:
            path = self._path(detail)
            if any(path[: len(group)] == group for group in misplaced) or path in lost:
                continue
            if detail["type"] == "missing":
                lost.add(path)
                if path not in renamed:
                    found.append(self._missing(path))
            elif detail["type"] != "unexpected_keyword_argument":
                if detail["type"] == "unquoted" and unquoted_problem(str(detail["input"])):
                    continue  # strict_yaml has reported it
                if detail["type"] != "unquoted":
                    lost.add(path)
                line = self.document.line(path)
                found.append(Problem(line, path, self._misfit(path, detail)))
        return found

    def _path(self, detail: ErrorDetails) -> Path:
        """The path of an error; for a limit in short, that of the whole limit."""
        path = tuple(detail["loc"])
        while detail["type"] != "missing" and path and path not in self.document.lines:
            path = path[:-1]
        return path

    def _fields(self, path: Path) -> dict[str, Any]:
        return dict(fields_of(_bare(_type_at(self.kind, path))))

    def _group(self, path: Path) -> dict[str, Any]:
        value: Any = self.document.data
        for step in path:
            value = value[step]
        return dict(value)

    def _misplaced(self, path: Path, names: list[str]) -> bool:
        """Whether so many names are unknown that the whole group belongs somewhere else."""
        return len(names) >= MANY_UNKNOWN or 2 * len(names) > len(self._group(path)) > 1

    def _misplaced_groups(
        self, unknown: dict[Path, list[str]], misplaced: set[Path]
    ) -> Iterator[Problem]:
        for path in sorted(misplaced, key=str):
            if path and isinstance(path[-1], int) and (*path[:-1], path[-1] - 1) in misplaced:
                continue  # one message for a row of entries
            names = unknown[path]
            yield Problem(
                self.document.line((*path, names[0])),
                path,
                f"unknown fields {', '.join(names[:4])}. Expected {', '.join(self._fields(path))}. "
                "If these lines belong to another part, add its name and a colon above them.",
            )

    def _unknown(self, path: Path, name: str) -> tuple[str, str]:
        """Say that a field is unknown; return also the missing field that was meant, or ""."""
        known = self._fields(path)
        missing = [other for other in known if other not in self._group(path)]
        hint = did_you_mean(name, missing) or did_you_mean(name, known)
        message = f"unknown field {name}.{hint} The fields here are {', '.join(known)}."
        meant = hint.removeprefix(" Did you mean ").rstrip("?")
        return message, meant if meant in missing else ""

    def _missing(self, path: Path) -> Problem:
        name = str(path[-1])
        kind = _type_at(self.kind, path)
        hint = ", or [] for none" if get_origin(_bare(kind)) is tuple else ""
        if _bare(kind) is str and NOT_BLANK not in get_args(kind):
            hint = ', or "" if the record does not say it'
        line = self.document.line(path[:-1])
        message = f"missing required field {name}. Add {name}: and its value{hint}."
        return Problem(line, path[:-1], message)

    def _misfit(self, path: Path, detail: ErrorDetails) -> str:
        """Say what was expected and what was found."""
        found = _in_words(detail["input"])
        match detail["type"]:
            case "string_too_short":
                parent = _bare(_type_at(self.kind, path[:-1]))
                optional = is_dataclass(parent) and self._fields(path[:-1])[str(path[-1])].optional
                return f"must not be blank. Write a text{', or remove the line' * optional}."
            case "unquoted":
                return f'a measure must be in quotation marks. Write "{detail["input"]}".'
            case "string_type":
                return f"expected a text, found {found}. Write one text."
            case "tuple_type":
                return (
                    f"expected a list, found {found}. "
                    "Write each entry after a dash (-), or [] for an empty list."
                )
            case "dict_type":
                return (
                    f"expected names with values, found {found}. "
                    "Write each as name: value on its own line."
                )
            case "dataclass_type":
                return (
                    f"expected the fields {', '.join(self._fields(path))}; found {found}. "
                    "Write each as name: value on its own line."
                )
            case _:
                return f"{detail['msg']}. See docs/trial-yaml.md."


def _in_words(value: Any) -> str:
    if isinstance(value, str):
        return f'the text "{shorten(value)}"' if value else 'a blank text ("")'
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "a group of fields" if value else "an empty group"


def _bare(kind: Any) -> Any:
    """A type without its notes, and without None."""
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        kind = get_args(kind)[0]
    return kind


def _type_at(kind: Any, path: Path) -> Any:
    """The type of the value at a path; of a name that is unknown there, str."""
    for step in path:
        outer = _bare(kind)
        if is_dataclass(outer):
            known = fields_of(outer)  # type: ignore[arg-type]
            kind = known[str(step)].type if step in known else str
        else:
            kind = get_args(outer)[1 if get_origin(outer) is dict else 0]
    return kind


def construct(kind: Any, value: Any) -> Any:
    """Build a value of the type from what fits, unchecked; the rest is left blank."""
    for note in get_args(kind)[1:] if get_origin(kind) is Annotated else ():
        if isinstance(note, BeforeValidator) and not isinstance(value, str | None):
            break
        if isinstance(note, BeforeValidator) and _bare(kind) is not str:
            value = note.func(value)  # type: ignore[call-arg]
    optional = get_origin(kind) in (Union, types.UnionType)
    kind = _bare(kind)
    if kind is str:
        return str(value) if isinstance(value, str) else ""
    if get_origin(kind) is tuple:
        entries = value if isinstance(value, list) else []
        return tuple(construct(get_args(kind)[0], entry) for entry in entries)
    group = value if isinstance(value, dict) else {}
    if get_origin(kind) is dict:
        return {name: construct(get_args(kind)[1], entry) for name, entry in group.items()}
    if optional and value is None:
        return None
    return kind(
        **{
            name: known.default()
            if name not in group and known.optional
            else construct(known.type, group.get(name))
            for name, known in fields_of(kind).items()
        }
    )
