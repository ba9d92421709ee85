"""A comparison: how it is made, how it is printed, and how it reads once it was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth

Held = TypeVar("Held")


@dataclass(frozen=True)
class Sign(Generic[Held]):
    """``compare`` holds what is known against a limit; ``holds`` and ``fails`` are for people."""

    compare: Callable[[Held, Held], Truth]
    printed: str
    holds: str
    fails: str

    def words(self, truth: Truth) -> str:
        """Return the comparison as made, in words."""
        return {TRUE: self.holds, FALSE: self.fails, UNKNOWN: "on either side of"}[truth]
