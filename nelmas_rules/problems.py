"""What is wrong with answers, said so that it can be mended."""

from __future__ import annotations

import json
from dataclasses import dataclass

LONGEST_ECHO = 60
"""Characters of an answer that a message repeats."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: with which fact, of which kind, and what to do about it."""

    fact: str
    code: str
    message: str


class Problems(Exception):
    """The answers cannot be assessed; ``problems`` holds every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def to_json(self) -> str:
        """Return the problems in the format ``nelmas-problems/1``."""
        return json.dumps(
            {
                "format": "nelmas-problems/1",
                "problems": [
                    {"fact": item.fact, "code": item.code, "message": item.message}
                    for item in self.problems
                ],
            },
            ensure_ascii=False,
            indent=2,
        )


def refused(code: str, message: str) -> Problems:
    """Return the problem of answers that cannot be read at all: it lies with no single fact."""
    return Problems([Problem("", code, message)])


def echo(text: str) -> str:
    """Return a text fit to be repeated: cut short, and nothing in it that does not print."""
    cut = text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + "…"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)
