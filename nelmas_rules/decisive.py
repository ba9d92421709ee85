"""How decisive a fact is: how many of its answers settle a criterion that cannot change.

What people answer is not known here, so every answer counts alike. It only orders what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from nelmas_rules.dates import PartialDate
from nelmas_rules.definitions import Definitions, Fact
from nelmas_rules.facts import Answers
from nelmas_rules.findings import deciders
from nelmas_rules.printed import facts_read
from nelmas_rules.reading import Value

SOME_DAY = date(2000, 1, 1)


@lru_cache(maxsize=8)
def chances_to_settle(definitions: Definitions) -> Mapping[tuple[str, str], int]:
    """Return, by lasting criterion and fact, how many answers in a thousand put it in the way.

    Each answer is tried with nothing else known.
    """
    chances = {}
    for criterion, decide in deciders(definitions):
        if criterion.changes != "no":
            continue
        for name in facts_read(criterion.id):
            answers = _answers(definitions.facts[name])
            settling = [
                answer
                for answer in answers
                if decide(Answers(SOME_DAY, {name: answer})).value == criterion.bad
            ]
            chances[criterion.id, name] = 1000 * len(settling) // max(len(answers), 1)
    return chances


def _answers(fact: Fact) -> tuple[Value, ...]:
    """Return an answer of each kind: every option, or the two ends of what is plausible."""
    if fact.type == "option":
        return tuple(fact.options)
    if fact.type == "options":
        return (frozenset(), *(frozenset({option}) for option in fact.options))
    if fact.plausible:
        return (fact.plausible.at(fact.plausible.low), fact.plausible.at(fact.plausible.high))
    return (PartialDate(SOME_DAY, SOME_DAY),)
