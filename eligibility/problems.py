"""Problems with answers: what is wrong with which fact, and how to fix it."""

from __future__ import annotations

import json
from dataclasses import dataclass

LONGEST_ECHO = 60
"""Characters of an answer that a message repeats."""


@dataclass(frozen=True)
class Problem:
    """One problem: the fact, a code for machines, and what to do about it."""

    fact: str
    code: str
    message: str


class AnswerError(Exception):
    """One answer cannot be read; the message says what is expected."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class AnswersError(Exception):
    """The answers cannot be assessed; ``problems`` holds every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def to_json(self, name: str) -> str:
        """Return the problems in the format ``NAME-problems/1``."""
        return json.dumps(
            {
                "format": f"{name}-problems/1",
                "problems": [
                    {"fact": item.fact, "code": item.code, "message": item.message}
                    for item in self.problems
                ],
            },
            ensure_ascii=False,
            indent=2,
        )


def unreadable(code: str, message: str) -> AnswersError:
    """Return the error for answers that cannot be read at all; it belongs to no single fact."""
    return AnswersError([Problem("", code, message)])


def shorten(text: str) -> str:
    """Return a text that is safe to repeat: cut short, unprintable characters escaped."""
    cut = text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + "…"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)
