"""Questions for a trial without a rules package: each criterion is asked in its own words."""

from __future__ import annotations

from dataclasses import replace

from eligibility import definitions
from eligibility.definitions import CHECK_DATE
from eligibility.direct import direct_facts
from sitegen.model.trial import Fact, Option, Section, Trial

_KINDS = {"inclusion": "Inclusion criteria", "exclusion": "Exclusion criteria"}
_CHECK = Section("check", "The check")


def with_direct_questions(trial: Trial) -> Trial:
    """Return the trial; without a rules package, with one question per criterion."""
    if trial.rules:
        return trial
    criteria = [
        definitions.Criterion(one.id, one.kind, one.official, one.plain, one.changes)
        for one in trial.criteria
    ]
    sections = {CHECK_DATE: _CHECK.id} | {
        fact.name: one.kind
        for one in criteria
        for fact in direct_facts([one])
        if fact.name != CHECK_DATE
    }
    facts = tuple(
        Fact(
            fact.name,
            sections[fact.name],
            fact.type,
            fact.label,
            options=tuple(Option(option.value, option.label) for option in fact.options),
            required=fact.required,
        )
        for fact in direct_facts(criteria)
    )
    used = set(sections.values())
    kinds = (Section(*kind) for kind in _KINDS.items() if kind[0] in used)
    return replace(trial, sections=(_CHECK, *kinds), facts=facts)
