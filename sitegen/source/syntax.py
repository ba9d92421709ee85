"""What YAML makes of a text, said in words: guesses, slips of punctuation, characters."""

from __future__ import annotations

import re

import yaml

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

_YES_NO = re.compile(r"(?i:y|yes|n|no|true|false|on|off)\Z")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt ].*)?\Z")
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o[0-7]+|0x[0-9a-fA-F_]+"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|\.(?i:inf))\Z|\.(?i:nan)\Z"
)

TAB_WORDS = "there is a tab"

_NAMED_CHARACTERS = {
    "\ufeff": "a byte order mark",
    "\u200b": "a zero-width space",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\x85": "a next-line character",
    "\x00": "a NUL character",
    **dict.fromkeys(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "a character that turns the direction of writing",
    ),
}
_ODD = re.compile(
    "[" + "".join(_NAMED_CHARACTERS) + "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
)


def not_text(value: str) -> str:
    """Say why a value without quotation marks would not stay text, or ""."""
    if value in NOTHING:
        what = f"{value} stands for nothing" if value else "the value is missing"
        return f'{what}; text was wanted; write "" to leave it blank'
    if _YES_NO.match(value):
        kind = "true or false"
    elif _DATE.match(value):
        kind = "a date of its own making"
    elif _NUMBER.match(value):
        kind = "a number"
    elif value == "=":
        kind = "a mark of its own"
    else:
        return ""
    return (
        f"{value} has no quotation marks, so YAML may read it as {kind}; text was wanted; "
        f'put quotation marks round it: "{value}"'
    )


def clean(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Take out what no editor shows; return the text and a problem for each line with such."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems: list[tuple[int, str]] = []
    rows = text.split("\n")
    for number, row in enumerate(rows, 1):
        if "\t" in row:
            problems.append(
                (
                    number,
                    f"{TAB_WORDS} on this line; spaces were wanted; put two spaces in its place",
                )
            )
        if message := invisible(row):
            problems.append((number, message))
        if re.match(r" *\u00a0", row):
            problems.append(
                (
                    number,
                    "this line begins with a no-break space (U+00A0); an "
                    "ordinary space was wanted; delete the start of the line and type "
                    "it again",
                )
            )
        if problems and problems[-1][0] == number:
            row = _ODD.sub("", row).replace("\t", "  ")
            rows[number - 1] = re.sub(r"^[ \u00a0]+", lambda match: " " * len(match[0]), row)
    return "\n".join(rows), problems


def invisible(row: str) -> str:
    """Say which character that no editor shows stands in a line, or ""."""
    if not (odd := _ODD.search(row)):
        return ""
    name = _NAMED_CHARACTERS.get(odd[0], "a control character")
    return (
        f"there is {name} (U+{ord(odd[0]):04X}), which no editor shows, before "
        f"{row[odd.end() : odd.end() + 12]!r}; plain text was wanted; delete it and type that "
        "place again"
    )


_ADVICE = (
    (
        "mapping values are not allowed",
        "there is a second colon, or the line is indented too far",
        "one name, a colon and one value",
        "put quotation marks round the whole value, or line the name up with the names above it",
    ),
    (
        "could not find expected ':'",
        "this line has no colon followed by a space",
        "a name, a colon, a space and a value",
        "put the colon in, or indent the line if it goes on with the text above",
    ),
    (
        "unexpected end of stream",
        "the quotation mark on this line is never closed",
        "a second one at the end of the text",
        "close it",
    ),
    (
        "expected ',' or ']'",
        "the list that opens with [ on this line is not closed, or a comma is missing in it",
        "[one, two]",
        "close it with ], put commas between the entries, and quotation marks round an entry that "
        "has a comma, colon or bracket in it",
    ),
    (
        "expected ',' or '}'",
        "the group that opens with { on this line is not closed, or a comma is missing in it",
        "{name: value, name: value}",
        "close it with }, put commas between the entries, and quotation marks round a value that "
        "has a comma, colon or bracket in it",
    ),
    (
        "unknown escape character",
        "a backslash in double quotation marks begins something YAML does not know",
        "the text as it is",
        "use single quotation marks round this text",
    ),
    (
        "that cannot start any token",
        "the value begins with a character that means something else in YAML",
        "text",
        "put quotation marks round the whole value",
    ),
    (
        "sequence entries are not allowed",
        "a list entry (-) begins where none can",
        "each entry of a list on a line of its own, all lined up",
        "line it up with the entry above, or put quotation marks round a text that begins with -",
    ),
    (
        "but found '-'",
        "a list entry (-) begins where a name was due",
        "the entries of a list lined up under each other, the names too",
        "line it up with the entry above, or take the - away",
    ),
    (
        "expected <block end>",
        "this line does not line up with those above it, or words follow a closing quotation mark",
        "names of one group lined up, and each text wholly inside its quotation marks",
        "indent it like its neighbours, or move the quotation mark to the end",
    ),
    (
        "anchor or alias",
        "a value begins with & or *, which mean something else in YAML",
        "text",
        "put quotation marks round the whole value",
    ),
    (
        "while scanning an a",
        "a value begins with & or *, which mean something else in YAML",
        "text",
        "put quotation marks round the whole value",
    ),
)


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line of a slip, counted from 1, and what to do about it."""
    problem = str(getattr(error, "problem", "") or error)
    context = str(getattr(error, "context", "") or "")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened and ("flow" in context or "quoted" in context or "simple key" in context):
        mark = opened
    line = mark.line if mark else 0
    rows = text.split("\n")
    while line > 0 and (line >= len(rows) or not rows[line].strip()):
        line -= 1
    for sign, what, wanted, mend in _ADVICE:
        if sign in problem or sign in context:
            return line + 1, f"{what}; {wanted} was wanted; {mend}"
    return line + 1, (
        f"YAML cannot read this line ({problem}); a name, a colon and a value was "
        "wanted; compare it with its neighbours"
    )
