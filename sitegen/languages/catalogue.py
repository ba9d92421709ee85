"""One gettext catalogue (a .po file): read it, compare it with the English, bring it up to date."""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from difflib import get_close_matches
from pathlib import Path

import polib

from sitegen.errors import BuildError
from sitegen.languages.extraction import DIRECTION, Message

_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s+)?{_TEXT}|#.*|")
_SYNTAX = (
    "syntax error. Expected msgctxt, msgid or msgstr, each once per entry, "
    "and a text in double quotes."
)
_NUMBER = re.compile(r"\d+(?:[.,٫]\d+)*")
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)")


class CatalogueError(BuildError):
    """A catalogue cannot be read; the message names the file and each line."""


def read(file: Path, name: str) -> polib.POFile:
    """Read a catalogue; `name` is the file's name in messages.

    Raises:
        CatalogueError: it is not UTF-8, or has lines that are not part of a catalogue.
        OSError: the file cannot be read.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(
            f"{name}: byte {error.start} is not UTF-8. Save the file with that encoding."
        ) from error
    if bad := _bad_lines(text):
        raise CatalogueError("\n".join(f"{name}:{number}: {_SYNTAX}" for number in bad))
    try:
        return polib.pofile(text, wrapwidth=0)
    except OSError as error:
        found = re.search(r"line (\d+)", str(error))
        raise CatalogueError(f"{name}:{found[1] if found else 1}: {_SYNTAX}") from error


def _bad_lines(text: str) -> list[int]:
    """The lines that polib would stop at, one at a time, or would read although they are wrong.

    It drops the last letter of a text without a closing quote, and takes a text in a comment of
    old entries (#~) as a part of the entry above.
    """
    bad, was_old = [], False
    for number, line in enumerate(text.splitlines(), 1):
        is_old = line.strip().startswith("#~ ")
        content = line.strip().removeprefix("#~ ").strip()
        if not _LINE.fullmatch(content) or (content.startswith('"') and is_old != was_old):
            bad.append(number)
        was_old = is_old
    return bad


def current(catalogue: polib.POFile) -> list[polib.POEntry]:
    """The entries that are not kept as comments only."""
    return [entry for entry in catalogue if not entry.obsolete]


def problems(
    catalogue: polib.POFile, name: str, messages: Sequence[Message], command: str
) -> Iterator[str]:
    """Say where a catalogue does not translate the messages, a line each.

    Args:
        catalogue: what the file holds.
        name: the file's name.
        messages: the English words that it must translate, and no others.
        command: the command that brings the file up to date.
    """
    entries = current(catalogue)
    by_key = {(entry.msgctxt or "", entry.msgid): entry for entry in entries}
    by_place = {entry.msgctxt: entry for entry in entries if entry.msgctxt}
    forms, header = _plural_forms(catalogue)
    if header:
        yield f"{name}: {header}"
    for message in messages:
        at = f"{message.place}: " if message.place else ""
        if entry := by_key.get((message.place, message.words)):
            found = _entry_problem(entry, message, forms)
            if found:
                yield f"{name}:{entry.linenum}: {at}{found}"
        elif message.place in by_place:
            old = by_place[message.place]
            yield (
                f"{name}:{old.linenum}: {at}translated from {old.msgid!r}, but the English is now "
                f"{message.words!r}. Run {command}, compare the two and remove the fuzzy mark."
            )
        elif message.words != DIRECTION:
            yield f"{name}: {at}no entry for {message.words!r}. Run {command} to add it."
    yield from _unknown(entries, name, messages)


def updated(catalogue: polib.POFile, messages: Sequence[Message], code: str) -> polib.POFile:
    """A catalogue with exactly these messages, for translators; `catalogue` is the old one.

    New words have no translation. Words whose English changed keep their translation, marked
    fuzzy, with the English that it was made from. What is no longer used is kept as a comment.
    """
    new = polib.POFile(wrapwidth=0)
    new.header = catalogue.header or "Edit this file with a gettext editor, such as Poedit."
    new.metadata = {
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
    } | catalogue.metadata
    new.metadata_is_fuzzy = catalogue.metadata_is_fuzzy
    near = _Near(catalogue, messages)
    for message in messages:
        new.append(near.entry_for(message))
    used = {(message.place, message.words) for message in messages}
    places = {message.place for message in messages if message.place}
    for old in catalogue:
        key = (old.msgctxt or "", old.msgid)
        if _has_translation(old) and key not in used and old.msgctxt not in places:
            gone = copy(old)
            gone.obsolete = True
            gone.flags = [flag for flag in old.flags if flag != "fuzzy"]
            gone.previous_msgid = None
            new.append(gone)
    return new


def write_template(file: Path, name: str, messages: Sequence[Message], code: str) -> str:
    """Create or update a catalogue for translators; return a line on what is left to do.

    Raises:
        CatalogueError: the file that is there cannot be read, so it is left as it is.
        OSError: the file cannot be read or written.
    """
    old = read(file, name) if file.exists() else polib.POFile()
    new = updated(old, messages, code)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(str(new), "utf-8", newline="\n")
    entries = current(new)
    untranslated = sum(not _has_translation(entry) for entry in entries)
    fuzzy = sum(entry.fuzzy for entry in entries)
    return f"{name}: {len(entries)} strings, {untranslated} to translate, {fuzzy} fuzzy to compare"


class _Near:
    """Finds the old entry that a message can take its translation from."""

    def __init__(self, catalogue: polib.POFile, messages: Iterable[Message]) -> None:
        entries = list(reversed(catalogue))
        translated = [entry for entry in entries if _has_translation(entry)]
        self._by_key = {(entry.msgctxt or "", entry.msgid): entry for entry in entries}
        self._by_place = {entry.msgctxt: entry for entry in translated if entry.msgctxt}
        self._by_words = {entry.msgid: entry for entry in translated}
        used = {message.words for message in messages}
        self._unused = [entry.msgid for entry in translated if entry.msgid not in used]

    def entry_for(self, message: Message) -> polib.POEntry:
        """The entry of a new catalogue for a message."""
        same = self._by_key.get((message.place, message.words))
        near = same if same and _has_translation(same) else self._close(message)
        notes = same or near
        entry = polib.POEntry(
            msgctxt=message.place or None,
            msgid=message.words,
            msgid_plural=message.plural,
            msgstr_plural={0: "", 1: ""} if message.plural else {},
            comment=message.comment,
            tcomment=notes.tcomment if notes else "",
            occurrences=[(source, "") for source in message.sources],
            flags=["python-format"] if _PLACEHOLDER.search(message.words) else [],
        )
        if message.words == DIRECTION:
            entry.msgstr = "ltr"
        if near is None:
            return entry
        if message.plural and near.msgstr_plural:
            entry.msgstr_plural = dict(near.msgstr_plural)
        elif message.plural:
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, near.msgstr)
        else:
            entry.msgstr = near.msgstr or near.msgstr_plural.get(0, "")
        same_shape = bool(near.msgid_plural) == bool(message.plural)
        if near is not same or near.fuzzy or near.obsolete or not same_shape:
            entry.flags.insert(0, "fuzzy")
            made_from = (near.previous_msgid if near.fuzzy else "") or near.msgid
            entry.previous_msgid = made_from if made_from != message.words else None
        return entry

    def _close(self, message: Message) -> polib.POEntry | None:
        if message.place:
            return self._by_place.get(message.place) or self._by_words.get(message.words)
        close = get_close_matches(message.words, self._unused, 1, 0.7)
        return self._by_words[close[0]] if close else None


def _has_translation(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))


def _entry_problem(entry: polib.POEntry, message: Message, forms: int) -> str:
    """What is wrong with the entry for a message, or ""."""
    said = [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    if bool(message.plural) != bool(said):
        kind = "plural forms" if message.plural else "one text"
        return f"{message.words!r} needs {kind}. Correct msgid_plural and msgstr."
    if not all(text.strip() for text in said or [entry.msgstr]):
        return f"{message.words!r} has no translation. Translate it."
    if entry.fuzzy:
        return f"{message.words!r} is marked fuzzy. Compare it, then remove the mark."
    if said and len(said) != forms:
        return f"{message.words!r} has {len(said)} plural forms, but Plural-Forms says {forms}."
    if message.words == DIRECTION and entry.msgstr not in ("ltr", "rtl"):
        return f"direction is {entry.msgstr!r}. Write ltr or rtl."
    english = message.plural or message.words
    for text in said or [entry.msgstr]:
        if found := _difference("placeholders", _placeholders(text), _placeholders(english)):
            return found
        if not said and (found := _difference("numbers", _numbers(text), _numbers(english))):
            return found
    return ""


def _difference(what: str, here: Counter[str], english: Counter[str]) -> str:
    if here == english:
        return ""
    own, theirs = (", ".join(sorted(each.elements())) or "none" for each in (here, english))
    return f"its {what} are {own}, but the English ones are {theirs}. Use the same {what}."


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


def _numbers(text: str) -> Counter[str]:
    """The numbers in a text, whatever digits and decimal sign the language writes them with."""
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    return Counter(re.sub("[,٫]", ".", number) for number in _NUMBER.findall(digits))


def _plural_forms(catalogue: polib.POFile) -> tuple[int, str]:
    """How many plural forms the language has (2 where the header is silent), and what is wrong."""
    header = catalogue.metadata.get("Plural-Forms")
    if header is None:
        return 2, ""
    found = _FORMS.match(header)
    try:
        if found:
            gettext.c2py(found[2])
            return int(found[1]), ""
    except ValueError:
        pass
    return 2, (
        f"Plural-Forms is {header!r}. Write it as gettext does: nplurals=2; plural=(n != 1);"
    )


def _unknown(entries: list[polib.POEntry], name: str, messages: Sequence[Message]) -> Iterator[str]:
    """Name entries that translate nothing, or the same words as another entry."""
    known = {(message.place, message.words) for message in messages}
    places = {message.place for message in messages if message.place}
    seen: Counter[tuple[str, str]] = Counter((e.msgctxt or "", e.msgid) for e in entries)
    for entry in entries:
        at = f"{name}:{entry.linenum}: "
        key = (entry.msgctxt or "", entry.msgid)
        if seen[key] > 1:
            yield f"{at}{entry.msgctxt or repr(entry.msgid)}: duplicate entry. Keep one."
        elif entry.msgctxt and entry.msgctxt not in places:
            yield (
                f"{at}{entry.msgctxt}: not a text of trial.yaml to translate. Ids, figures and "
                "official words are the same in every language. Delete the entry."
            )
        elif not entry.msgctxt and key not in known:
            yield (
                f"{at}{entry.msgid!r} is no longer used; its English may have changed. Compare "
                "it with the new words, then delete the entry."
            )
