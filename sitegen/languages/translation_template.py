"""A language's trial.po: whether it holds today's words of trial.yaml, and a new one to fill in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

from sitegen.languages import catalogue
from sitegen.languages.catalogue import Message
from sitegen.languages.texts import Text, ours
from sitegen.model.trial import Trial

_NUMBER = re.compile(r"\d+(?:[.,٫]\d+)*")
_HEADER = "Language: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"


class NotReadable(Exception):
    """A trial.po cannot be brought up to date: something in it would be lost."""


def problems(root: Path, trial: Trial, code: str) -> list[str]:
    """Say what a language lacks of the trial's words, a line each: file, place, how to mend it."""
    name = f"site_src/content/{code}/trial.po"
    update = f"run build.py --language-template {code}"
    if not (root / name).is_file():
        return [f"{name}: not there; {update}, which writes it, and translate it"]
    content, found = _read(root / name, name)
    if found and not content:
        return found
    there = [m for m in catalogue.read(content).messages if m.words and not m.obsolete]
    wanted = ours(trial)
    by_text = {Text(message.context, message.words): message for message in there}
    by_place = {message.context: message for message in there}
    for text in wanted:
        if text in by_text:
            found += [f"{name}:{slip}" for slip in _slips(by_text[text])]
        elif text.place in by_place:
            old = by_place[text.place]
            found.append(
                f"{name}:{old.line}: {text.place}: made from {old.words!r}, and trial.yaml now has "
                f"{text.words!r}; {update}, compare the two, take the mark fuzzy away"
            )
        else:
            found.append(f"{name}: {text.place}: {text.words!r} is not there; {update}")
    return found + [f"{name}:{slip}" for slip in _strangers(there, wanted)]


def template(text: str, trial: Trial, code: str) -> str:
    """The text of a trial.po brought up to date with the trial; `text` is the old one, or "".

    New words have no translation. Where the English changed, the old translation stays, marked
    fuzzy. What has no place any more is kept as a comment.
    """
    old = [message for message in catalogue.read(text).messages if message.words]
    by_text = {Text(message.context, message.words): message for message in reversed(old)}
    by_place = {message.context: message for message in old if message.said}
    by_words = {message.words: message for message in reversed(old) if message.said}
    wanted = ours(trial)
    made = [_carried(text, by_text, by_place, by_words) for text in wanted]
    places = {text.place for text in wanted}
    gone = [
        replace(message, obsolete=True, fuzzy=False)
        for message in old
        if message.said and message.context not in places
    ]
    heads = [message for message in catalogue.read(text).messages if not message.words]
    head = heads[0] if heads else Message("", "", _HEADER.format(code))
    return catalogue.write([head, *made, *gone])


def write_template(root: Path, trial: Trial, code: str) -> str:
    """Write or update a language's trial.po; return a line on what is left to do.

    Raises:
        NotReadable: the file that is there has lines that nobody can read; names each.
        OSError: the file cannot be read or written.
    """
    file = root / "site_src" / "content" / code / "trial.po"
    old, slips = _read(file, file.relative_to(root).as_posix()) if file.exists() else ("", [])
    if slips:
        raise NotReadable("\n".join(slips))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(template(old, trial, code), "utf-8", newline="\n")
    messages = [m for m in catalogue.read(file.read_text("utf-8")).messages if not m.obsolete]
    new = sum(not message.said for message in messages)
    fuzzy = sum(message.fuzzy for message in messages)
    shown = file.relative_to(root).as_posix()
    return f"{shown}: {len(messages) - 1} strings, {new} to translate, {fuzzy} fuzzy to compare"


def _read(file: Path, name: str) -> tuple[str, list[str]]:
    """The text of a file, and a line for each place where it is no catalogue."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        slip = f"{name}: byte {error.start} is not UTF-8 text; save it again with that encoding"
        return "", [slip]
    return text, [
        f"{name}:{line}: this is no line of a catalogue; msgctxt, msgid or msgstr and a text in "
        "quotation marks were wanted, once each; correct it"
        for line in catalogue.read(text).unreadable
    ]


def _carried(
    text: Text,
    by_text: dict[Text, Message],
    by_place: dict[str, Message],
    by_words: dict[str, Message],
) -> Message:
    same = by_text.get(text)
    if same and same.said:
        fuzzy = same.fuzzy or same.obsolete
        return replace(same, obsolete=False, fuzzy=fuzzy, previous=same.previous if fuzzy else "")
    near = by_place.get(text.place) or by_words.get(text.words)
    notes = (same or near or Message("", "", "")).notes
    if near is None:
        return Message(text.place, text.words, "", notes=notes)
    made_from = (near.previous if near.fuzzy else "") or near.words
    before = made_from if made_from != text.words else ""
    return Message(text.place, text.words, near.said, True, previous=before, notes=notes)


def _slips(message: Message) -> list[str]:
    """What is to be mended in a message that belongs here, with its line and place."""
    at = f"{message.line}: {message.context}: "
    if not message.said.strip():
        return [f"{at}{message.words!r} is not translated; translate it"]
    if message.fuzzy:
        return [f"{at}{message.words!r} is marked fuzzy; compare, take the mark away"]
    here, there = _numbers(message.said), _numbers(message.words)
    if here != there:
        said, wanted = (", ".join(sorted(all_of.elements())) or "none" for all_of in (here, there))
        return [f"{at}its numbers are {said}, the English ones {wanted}; write the same"]
    return []


def _strangers(there: list[Message], wanted: tuple[Text, ...]) -> list[str]:
    """Messages that have no place in trial.yaml, or have it twice, with their lines."""
    places = {text.place for text in wanted}
    counted = Counter(Text(message.context, message.words) for message in there)
    found = []
    for message in there:
        at = f"{message.line}: {message.context or message.words}: "
        if message.context not in places:
            found.append(
                f"{at}not words of ours in trial.yaml; ids, figures and the registry's own words "
                "are the same in every language; take it away"
            )
        elif counted[Text(message.context, message.words)] > 1:
            found.append(f"{at}stands here twice; keep one")
    return found


def _numbers(text: str) -> Counter[str]:
    """The numbers in a text, whatever digits and decimal sign the language writes them with."""
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    return Counter(re.sub("[,٫]", ".", number) for number in _NUMBER.findall(digits))
