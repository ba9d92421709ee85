"""Rules for a trial without a rules package: each criterion is asked in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from eligibility.definitions import CHECK_DATE, Criterion, Definitions, Fact, Option
from eligibility.facts import Choice
from eligibility.rules import Rules

OPTIONS = (Option("true", "True of this patient"), Option("false", "Not true of this patient"))


def direct_rules(criteria: Iterable[Criterion]) -> Rules:
    """Return rules in which each criterion is true if its question is answered "true"."""
    return Rules(
        {criterion.id: Choice(fact_name(criterion.id)).is_("true") for criterion in criteria}
    )


def direct_facts(criteria: Iterable[Criterion]) -> tuple[Fact, ...]:
    """Return the date of the check, and the question of each criterion in its official words."""
    return (
        Fact(CHECK_DATE, "date", "Date of this check", required="yes"),
        *(
            Fact(fact_name(criterion.id), "option", criterion.official, OPTIONS)
            for criterion in criteria
        ),
    )


def with_direct_facts(definitions: Definitions) -> Definitions:
    """Return the definitions; without a rules package, with one question per criterion."""
    if definitions.rules:
        return definitions
    facts = direct_facts(definitions.criteria.values())
    return replace(definitions, facts={fact.name: fact for fact in facts})


def fact_name(criterion_id: str) -> str:
    """Return the name of the fact that asks a criterion directly: ``criterion_i1``."""
    return "criterion_" + re.sub(r"[^a-z0-9]+", "_", criterion_id.lower())
