"""Which words need a translation: those of templates, of Python modules and of a trial.yaml."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from sitegen.model.texts import own_texts
from sitegen.model.trial import Trial

PROGRAM = Path(__file__).resolve().parents[1]

FUNCTIONS = ("_", "gettext", "ngettext", "translatable")
"""The calls that mark words to translate, in templates and in Python alike."""

DIRECTION = "direction"
"""The entry of interface.po that says how the language is written: "ltr" or "rtl"."""

_MARKED = re.compile(rf"\b(?:{'|'.join(FUNCTIONS)})\(")


@dataclass(frozen=True)
class Message:
    """English words that a language must translate."""

    words: str
    plural: str = ""
    """The words for more than one, where a number decides; or ""."""
    place: str = ""
    """Where a text of trial.yaml is: "criteria.I2.plain"; "" for words of the interface."""
    comment: str = ""
    """What translators should know."""
    sources: tuple[str, ...] = ()
    """The files that use the words."""


def program_messages(templates: Path) -> tuple[Message, ...]:
    """The words of the interface, the same for every trial; `templates` is the program's folder."""
    direction = Message(
        DIRECTION,
        comment='Write "rtl" for a language that is written from right to left, otherwise "ltr".',
    )
    python = _of_python(sorted(PROGRAM.rglob("*.py")))
    return _joined([direction, *_of_templates(templates), *python])


def trial_messages(trial: Trial, templates: Path, known: Iterable[Message]) -> tuple[Message, ...]:
    """The words of one trial: its own texts, and those of its own templates that are not known.

    Args:
        trial: the English trial.
        templates: the folder of templates beside trial.yaml; it need not exist.
        known: the program's messages, which interface.po translates.
    """
    program = {message.words for message in known}
    texts = [Message(text.words, place=text.place) for text in own_texts(trial)]
    own = [message for message in _of_templates(templates) if message.words not in program]
    return _joined([*texts, *own])


def _of_templates(folder: Path) -> Iterator[Message]:
    for file in sorted(folder.rglob("*.html")):
        source = f"{folder.name}/{file.relative_to(folder).as_posix()}"
        for words in _template_words(file.read_text("utf-8")):
            yield _message(words, source)


def _of_python(files: Iterable[Path]) -> Iterator[Message]:
    for file in files:
        source = file.relative_to(PROGRAM.parent).as_posix()
        for words in _python_words(file.read_text("utf-8")):
            yield _message(words, source)


@cache  # a build asks several times
def _template_words(text: str) -> tuple[tuple[str, ...], ...]:
    calls = (words for _, _, words in extract_from_ast(Environment().parse(text), FUNCTIONS))
    several = ((words,) if isinstance(words, str) else words or () for words in calls)
    found = (tuple(word for word in words if word) for words in several)
    return tuple(words for words in found if words)


@cache
def _python_words(text: str) -> tuple[tuple[str, ...], ...]:
    if not _MARKED.search(text):
        return ()
    calls = [
        [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in FUNCTIONS
    ]
    found = (tuple(word for word in words if isinstance(word, str)) for words in calls)
    return tuple(words for words in found if words)


def _message(words: tuple[str, ...], source: str) -> Message:
    return Message(words[0], words[1] if len(words) > 1 else "", sources=(source,))


def _joined(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Each message once, with all files that use it."""
    joined: dict[tuple[str, str], Message] = {}
    for message in messages:
        key = (message.place, message.words)
        first = joined.setdefault(key, message)
        joined[key] = replace(
            first,
            plural=first.plural or message.plural,
            sources=tuple(dict.fromkeys([*first.sources, *message.sources])),
        )
    return tuple(joined.values())
