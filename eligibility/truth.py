"""True, false and unknown, with Kleene's strong tables."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """What is known of a sentence about a patient.

    ``&``, ``|`` and ``~`` follow Kleene's strong three-valued logic: false settles ``&``, true
    settles ``|``, whatever the unknown half turns out to be.
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    __hash__ = object.__hash__  # Enum's own is slow, and truths are looked up all the time

    def __and__(self, other: Truth) -> Truth:
        return all_of((self, other))

    def __or__(self, other: Truth) -> Truth:
        return any_of((self, other))

    def __invert__(self) -> Truth:
        return _NEGATED[self]

    def __bool__(self) -> NoReturn:
        """Raise TypeError: an unknown value has no boolean.

        Raises:
            TypeError: always. An ``if`` would have to guess what unknown means.
        """
        raise TypeError(
            f"a truth value (here: {self.value}) has no boolean, because it can be unknown; "
            "compare it: `finding is TRUE`, `finding is FALSE` or `finding is UNKNOWN`"
        )


TRUE = Truth.TRUE
FALSE = Truth.FALSE
UNKNOWN = Truth.UNKNOWN

_NEGATED = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return false if any is false, true if all are true, otherwise unknown; true for none."""
    joined = TRUE
    for truth in truths:
        if truth is FALSE:
            return FALSE
        if truth is UNKNOWN:
            joined = UNKNOWN
    return joined


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return true if any is true, false if all are false, otherwise unknown; false for none."""
    joined = FALSE
    for truth in truths:
        if truth is TRUE:
            return TRUE
        if truth is UNKNOWN:
            joined = UNKNOWN
    return joined


def settled(known: bool) -> Truth:
    """Return the truth value of something that is known."""
    return TRUE if known else FALSE
