"""Questions for a trial without a rules package: each criterion is asked in its own words."""

from __future__ import annotations

from dataclasses import replace

from eligibility.definitions import CHECK_DATE
from eligibility.direct import OPTIONS, fact_name
from sitegen.model.trial import Fact, Option, Section, Trial

_KINDS = {"inclusion": "Inclusion criteria", "exclusion": "Exclusion criteria"}
_CHECK = Section("check", "The check")


def with_direct_questions(trial: Trial) -> Trial:
    """Return the trial with one question per criterion, and the date of the check."""
    if trial.rules:
        return trial
    options = tuple(Option(option.value, option.label) for option in OPTIONS)
    facts = [Fact(CHECK_DATE, _CHECK.id, "date", "Date of this check", required="yes")]
    facts += [
        Fact(fact_name(criterion.id), criterion.kind, "option", criterion.official, options=options)
        for criterion in trial.criteria
    ]
    used = {fact.section for fact in facts}
    sections = [_CHECK, *(Section(*kind) for kind in _KINDS.items() if kind[0] in used)]
    return replace(trial, sections=tuple(sections), facts=tuple(facts))
