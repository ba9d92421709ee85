"""What can be wrong with a single value as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from sitegen.source import syntax


@dataclass(frozen=True)
class Slip:
    """Something to mend in one value."""

    message: str
    unusable: bool = False
    open_quote: bool = False
    """The value has swallowed what follows, so that later slips may be its doing."""


def slips(event: yaml.ScalarEvent, rows: Sequence[str]) -> Iterator[Slip]:
    """Everything wrong with a value; `rows` are the lines of the text it stands in."""
    if not event.style:
        if message := syntax.not_text(event.value):
            yield Slip(message, unusable=event.value in syntax.NOTHING)
        if _height(event) > 1:
            yield Slip(
                "this text goes on in the next line; each text was wanted on one line; if the next "
                "line is a name or a list entry, mend its colon or its place; if the text is long, "
                "write it after >- on lines of its own",
            )
        if _comment_follows(event, rows):
            yield Slip(
                "the words after # on this line are not read; all of the text was wanted; put "
                "quotation marks round it, or the comment on its own line"
            )
    elif event.style in ("'", '"') and _height(event) > 1:
        yield Slip(
            f"the text that begins with {event.style} does not end on this line; its closing "
            "quotation mark was wanted here; close it, or write a long text after >- on lines of "
            "its own",
            unusable=True,
            open_quote=True,
        )
    elif event.style in ("|", ">") and event.value.endswith("\n"):
        yield Slip(
            "this text ends with the end of a line; only its words were wanted; write "
            f"{event.style}- in place of {event.style}"
        )
    elif event.value != event.value.strip():
        yield Slip(
            "there is white space at the start or end of this text; none was wanted; take it away"
        )


def _comment_follows(event: yaml.ScalarEvent, rows: Sequence[str]) -> bool:
    end = event.end_mark
    rest = rows[end.line][end.column :] if end and event.value else ""
    return re.match(r"\s+#", rest) is not None


def _height(event: yaml.ScalarEvent) -> int:
    start, end = event.start_mark, event.end_mark
    return end.line - start.line + 1 if start and end else 1
