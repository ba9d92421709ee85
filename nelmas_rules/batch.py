"""Findings of many patients: the same answers to what a rule reads are judged once.

Laboratories report few different values, so among many patients most findings have been worked out
before. The page assesses one patient and forgets; this remembers until it is let go.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from nelmas_rules.definitions import Definitions
from nelmas_rules.facts import read_answers
from nelmas_rules.findings import Finding, find
from nelmas_rules.printed import facts_read


class Batch:
    """Findings of patient after patient; ``most`` are remembered for each criterion."""

    def __init__(self, definitions: Definitions, most: int = 10_000) -> None:
        self._definitions = definitions
        self._most = most
        self._read = {
            identity: ("assessment_date", *facts_read(identity))
            for identity in definitions.criteria
        }
        self._known: dict[str, dict[Hashable, Finding]] = {name: {} for name in self._read}

    def findings(self, given: Mapping[str, object]) -> tuple[Finding, ...]:
        """Return the finding of every criterion, as ``assess`` does.

        Where all have been worked out before, so has every answer been checked: each fact is read
        by a rule, two facts that must have the same unit by the same one (consistency.py).

        Raises:
            Problems: the answers cannot be assessed; every reason is in it.
        """
        told = {
            name: answer if isinstance(answer, str) else _key(answer)
            for name, answer in given.items()
        }
        keys = [(*map(told.get, facts),) for facts in self._read.values()]
        found = [known.get(key) for known, key in zip(self._known.values(), keys, strict=True)]
        if told.keys() <= self._definitions.facts.keys() and None not in found:
            return tuple(finding for finding in found if finding)
        answers = read_answers(self._definitions, given)
        return tuple(
            finding or self._remember(find(self._definitions, criterion, answers), key)
            for finding, criterion, key in zip(
                found, self._definitions.criteria.values(), keys, strict=True
            )
        )

    def _remember(self, finding: Finding, key: Hashable) -> Finding:
        known = self._known[finding.criterion.id]
        if len(known) >= self._most:
            known.clear()
        known[key] = finding
        return finding


def _key(answer: object) -> Hashable:
    """Return a list of texts in a form that can be looked up; anything else is never the same."""
    if isinstance(answer, list | tuple) and all(isinstance(item, str) for item in answer):
        return frozenset(answer)
    return None if answer is None else object()
