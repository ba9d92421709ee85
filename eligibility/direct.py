"""Rules for a trial without a rules package: each criterion is asked in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eligibility.definitions import Criterion, Fact, Option
from eligibility.facts import Choice
from eligibility.rules import Rules

OPTIONS = (Option("true", "True of this patient"), Option("false", "Not true of this patient"))


def direct_rules(criteria: Iterable[Criterion]) -> Rules:
    """Return rules in which each criterion is true if its question is answered so."""
    return Rules(
        {criterion.id: Choice(fact_name(criterion.id)).is_("true") for criterion in criteria}
    )


def direct_facts(criteria: Iterable[Criterion]) -> tuple[Fact, ...]:
    """Return the question of each criterion: its official words, true or not true."""
    return tuple(
        Fact(fact_name(criterion.id), "option", criterion.official, OPTIONS)
        for criterion in criteria
    )


def fact_name(criterion_id: str) -> str:
    """Return the name of the fact that asks a criterion directly: ``criterion_i1``."""
    return "criterion_" + re.sub(r"[^a-z0-9]+", "_", criterion_id.lower())
