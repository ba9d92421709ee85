"""The registry's record as text: its passages, its numbered criteria, its labelled fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

BELOW = {
    "healthy_volunteers": "Accepts Healthy Volunteers",
    "study_type": "Study Type",
    "trial_id": "Trial ID:",
    "phase": "Phase",
    "lead_sponsor": "Lead Sponsor",
    "principal_investigator": "Principal Investigator",
    "agency_class": "Agency Class",
}
"""Fields whose value is below the label and an explanation of it."""

BESIDE = {
    "ages": "Eligible Ages",
    "sex": "Gender",
    "principal_investigator_affiliation": "Principal Investigator Affiliation",
    "overall_status": "Overall Status",
    "countries": "Countries",
}
"""Fields whose value is on the label's own line."""

_HEADINGS = frozenset(
    (
        *BELOW.values(),
        "Study Purpose",
        "Recruitment Criteria",
        "More Inclusion & Exclusion Criteria",
        "Inclusion Criteria:",
        "Exclusion Criteria:",
        "Trial Details",
        "Conditions",
        "Arms & Interventions",
        "Arms",
        "Interventions",
        "Contact Information",
        "Stay Informed & Connected",
    )
)

_LISTS = {"inclusion": "Inclusion Criteria:", "exclusion": "Exclusion Criteria:"}


def fold(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


@dataclass(frozen=True)
class RecordText:
    """The text of one record, as it was taken from the registry."""

    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines that say something, white space folded."""
        return tuple(line for line in map(fold, self.text.splitlines()) if line)

    @cached_property
    def criteria(self) -> dict[str, tuple[str, ...]]:
        """The numbered criteria by kind; empty where the record has no such list."""
        found = {}
        for kind, heading in _LISTS.items():
            if heading in self.lines:
                block = " ".join(self._below(heading))
                found[kind] = tuple(_numbered(block))
        return found

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """Everything that official words may be: a line, what follows its label, a sentence."""
        criteria = {line for heading in _LISTS.values() for line in self._below(heading)}
        whole = dict.fromkeys(line for line in self.lines if line not in criteria)
        for line in list(whole):
            label, colon, rest = line.partition(": ")
            if colon and len(label) <= 20:
                whole[rest] = None
            whole.update(dict.fromkeys(re.split(r"(?<=[.!?]) ", line)))
        for items in self.criteria.values():
            whole.update(dict.fromkeys(items))
        return tuple(whole)

    def field(self, name: str) -> str | None:
        """The value under a field's label, "" where it is blank, None without such a label."""
        if name in BELOW and BELOW[name] in self.lines:
            below = self._below(BELOW[name])
            return below[-1] if len(below) > 1 and not below[-1].endswith(".") else ""
        if name in BESIDE:
            for line in self.lines:
                if line == BESIDE[name] or line.startswith(BESIDE[name] + " "):
                    return line.removeprefix(BESIDE[name]).strip()
        return None

    def conditions(self) -> tuple[str, ...] | None:
        """The conditions under their heading, None without such a heading."""
        if "Conditions" not in self.lines:
            return None
        return tuple(line for line in self._below("Conditions") if not line.endswith("."))

    def has(self, words: str) -> bool:
        """Whether the words are a whole passage of the record, letter by letter."""
        return fold(words) in self.passages

    def nearest(self, words: str) -> str | None:
        """The passage most like these words."""
        found = get_close_matches(fold(words), self.passages, 1, 0.5)
        return found[0] if found else None

    def _below(self, heading: str) -> list[str]:
        below: list[str] = []
        inside = False
        for line in self.lines:
            if line == heading and not inside:
                inside = True
            elif inside and self._is_label(line):
                break
            elif inside:
                below.append(line)
        return below

    def _is_label(self, line: str) -> bool:
        return line in _HEADINGS or any(
            line == label or line.startswith(label + " ") for label in BESIDE.values()
        )


def _numbered(block: str) -> Iterator[str]:
    """Cut "1. … 2. … 3. …" at its numbers, which must come in their order."""
    number, start = 1, re.match(r"1\. ", block)
    position = start.end() if start else 0
    while start:
        number += 1
        start = re.compile(rf" {number}\. ").search(block, position)
        yield block[position : start.start() if start else len(block)].strip()
        position = start.end() if start else position


def difference(here: str, there: str) -> str:
    """Where two texts first part, in words: `here "… <2" but there "… >2"`."""
    here, there = fold(here), fold(there)
    same = next(
        (at for at, (one, other) in enumerate(zip(here, there, strict=False)) if one != other),
        min(len(here), len(there)),
    )
    start = max(0, same - 24)
    lead = "…" if start else ""
    pieces = [_piece(text, start, same, lead) for text in (here, there)]
    return f"from letter {same + 1} on it reads {pieces[0]}, the record {pieces[1]}"


def _piece(text: str, start: int, same: int, lead: str) -> str:
    end = same + 16
    piece = f'"{lead}{text[start:end]}{"…" if end < len(text) else ""}"'
    if same >= len(text):
        return piece + " and ends"
    letter = text[same]
    return piece + (f" (U+{ord(letter):04X})" if ord(letter) > 126 else "")


def is_alike(one: str, other: str) -> bool:
    """Whether two texts are so near that one is meant for the other."""
    return SequenceMatcher(None, fold(one), fold(other)).ratio() > 0.6
