"""Numbers: each in the official words is a limit or declared not to be one, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from eligibility.definitions import TIMES_ULN
from eligibility.units import UNITS
from sitegen.model.trial import Criterion, Limit, Schedule, Trial
from sitegen.source.messages import Located, Path, must_be_one_of

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:\s?[x×]\s?10\^?\d+)?")
_NAMED = re.compile(
    r"\b(?:[A-Z][A-Za-z]*\d+|\d{1,3}[A-Z][a-z]?(?=[\s-])|(?:[mcdµ]?m|l)[23]|m\^[23])\b"
)
"""Digits that belong to a name or a unit: R0, G3, Ki67, 68Ga, mm3."""

_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}


def check(trial: Trial) -> Iterator[Located]:
    """Check all numbers of the criteria and of the interventions."""
    for place, criterion in enumerate(trial.criteria):
        yield from _limits(("criteria", place), criterion)
        yield from _covered(("criteria", place), criterion)
    for place, intervention in enumerate(trial.interventions):
        if intervention.schedule:
            at: Path = ("interventions", place, "schedule")
            yield from _schedule(at, intervention.schedule, intervention.description)


def _limits(at: Path, criterion: Criterion) -> Iterator[Located]:
    for name, limits in criterion.limits.items():
        if not limits:
            yield (*at, "limits", name), "must not be empty. Add the value of the limit."
        for number, limit in enumerate(limits):
            yield from _limit((*at, "limits", name, number), limit, criterion.official)
    for number, entry in enumerate(criterion.not_limits):
        if entry.printed and not _spans(entry.printed, criterion.official):
            yield (
                (*at, "not_limits", number, "printed"),
                f'"{entry.printed}" is not in the official words. Copy it from there, or remove '
                "this entry.",
            )
    for number, reading in enumerate(criterion.readings):
        if reading.limit and reading.limit not in criterion.limits:
            known = tuple(criterion.limits) or ("none here",)
            yield (
                (*at, "readings", number, "limit"),
                must_be_one_of(reading.limit, known),
            )


def _limit(at: Path, limit: Limit, official: str) -> Iterator[Located]:
    if not limit.printed and not limit.source:
        yield (
            at,
            f'the limit "{limit.value}" must have printed or source. Add printed: as it is in the '
            "official words, or source: where else it is from.",
        )
    if not limit.printed:
        return
    if not _spans(limit.printed, official):
        yield (
            at,
            f'"{limit.printed}" is not in the official words "{official[:80]}". Copy it from '
            "there.",
        )
        return
    number, _, unit = limit.value.partition(" ")
    if number not in _numbers_in(limit.printed):
        yield (
            at,
            f'the number of the value "{limit.value}" must be that of "{limit.printed}". Correct '
            "the value.",
        )
    elif unit and not any(form in limit.printed for form in _spellings(unit)):
        yield (
            at,
            f'the unit of the value "{limit.value}" must be that of "{limit.printed}". Correct '
            "the value.",
        )


def _spellings(unit: str) -> tuple[str, ...]:
    """How official words may print a unit."""
    if unit == TIMES_ULN.strip():
        return ("ULN",)
    return UNITS[unit].spellings if unit in UNITS else (unit,)


def _spans(printed: str, official: str) -> list[tuple[int, int]]:
    """Where the printed text is, not as a part of a longer number or word."""
    pattern = rf"(?<![\w.]){re.escape(printed)}(?!\w|\.\d)"
    return [match.span() for match in re.finditer(pattern, official)]


def _numbers_in(printed: str) -> set[str]:
    found = {re.split(r"\s?[x×]", match[0])[0] for match in _NUMBER.finditer(printed)}
    words = re.findall(r"[A-Za-z]+", printed)
    found |= {_ROMAN[word] for word in words if word in _ROMAN}
    return found | {_WORDS[word.lower()] for word in words if word.lower() in _WORDS}


def _covered(at: Path, criterion: Criterion) -> Iterator[Located]:
    official = criterion.official
    printed = [limit.printed for limits in criterion.limits.values() for limit in limits]
    printed += [entry.printed for entry in criterion.not_limits]
    spans = [match.span() for match in _NAMED.finditer(official)]
    spans += [span for words in printed if words for span in _spans(words, official)]
    for match in _NUMBER.finditer(official):
        if not any(start <= match.start() and match.end() <= end for start, end in spans):
            only = list(criterion.limits)[0:1] if len(criterion.limits) == 1 else []
            yield (
                (*at, "limits", *only),
                f"the number {match[0]} in the official words "
                f'("{_around(official, match.start(), match.end())}") is neither in limits nor in '
                "not_limits. Add it to one of them, with printed: as the official words have it.",
            )


def _around(text: str, start: int, end: int) -> str:
    """Return a part of a text with whole words on both sides of it."""
    before = text[:start].split(" ")[-4:]
    after = text[end:].split(" ")[:3]
    return (" ".join(before) + text[start:end] + " ".join(after)).strip()


_QUOTED_FIGURES = (
    "amount", "amount_also", "total", "total_also", "duration", "interval", "longest_reason"
)  # fmt: skip


def _schedule(at: Path, given: Schedule, description: str) -> Iterator[Located]:
    """Require every figure of a schedule to be in the intervention's description."""
    for name in _QUOTED_FIGURES:
        figure = getattr(given, name)
        pattern = rf"(?<![\w.]){re.escape(figure)}(?![\w]|\.\d)"
        if name == "interval":
            pattern = pattern.removesuffix(r"(?![\w]|\.\d)")
        if figure and not re.search(pattern, description, re.IGNORECASE):
            yield (*at, name), _not_in_description(figure)
    if given.times and given.times not in _numbers_in(description):
        yield (*at, "times"), _not_in_description(given.times)
    for name in ("weeks", "margin_weeks"):
        figure, source = getattr(given, name), given.interval or description
        if figure and (not figure.isdigit() or figure not in _numbers_in(source)):
            yield (
                (*at, name),
                f'expected a whole number from the interval "{source[:80]}", found "{figure}". '
                "Copy it from there.",
            )
    longest = given.longest_weeks
    if longest and not re.search(
        rf"(?<![\d.±]){re.escape(longest)}[ -]weeks?\b", description, re.IGNORECASE
    ):
        yield (*at, "longest_weeks"), _not_in_description(longest)
    yield from _sum(at, given)


def _sum(at: Path, given: Schedule) -> Iterator[Located]:
    """Require the amounts to add up to the total."""
    for total, each in (("total", "amount"), ("total_also", "amount_also")):
        sums = [_leading(getattr(given, name)) for name in (total, each)]
        times = _leading(given.times)
        if given.times.isdigit() and None not in (*sums, times) and sums[0] != sums[1] * times:  # type: ignore[operator]
            yield (
                (*at, "times"),
                f"{given.times} × {getattr(given, each)} does not make the {total} "
                f'"{getattr(given, total)}". Compare them with the description.',
            )


def _leading(text: str) -> Decimal | None:
    match = re.match(r"\d+(?:\.\d+)?", text)
    return Decimal(match[0]) if match else None


def _not_in_description(figure: str) -> str:
    return f'"{figure}" is not in the description. Copy the figure from there.'
