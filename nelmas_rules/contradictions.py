"""Answers that contradict one another: warned about, never mended in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nelmas_rules.dates import PartialDate, days_between
from nelmas_rules.definitions import Definitions
from nelmas_rules.facts import Answers
from nelmas_rules.quantity import Quantity, is_above, is_at_least
from nelmas_rules.reading import NEVER
from nelmas_rules.truth import TRUE


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot all be right; the findings stand, each from its own facts."""

    facts: tuple[str, ...]
    message: str


def contradictions_in(definitions: Definitions, answers: Answers) -> Iterator[Contradiction]:
    """Yield each contradiction among the answers, in a fixed order."""
    yield from _grade(definitions, answers)
    for gate, details in _DETAILS.items():
        yield from _details_of_nothing(definitions, answers, gate, details)
    yield from _operations(answers)
    yield from _treatments(answers)
    for fact, option, other, excluded in _CANNOT_BOTH_BE:
        told = answers.values.get(other)
        both = told if isinstance(told, frozenset) else {told}
        if answers.values.get(fact) == option and excluded in both:
            yield Contradiction(
                (fact, other),
                f"{_said(definitions, fact, option)}, but {_said(definitions, other, excluded)}. "
                "Both can hardly be right.",
            )


_DETAILS = {
    "mri_done": ("mri_date", "mri_liver_mets_seen", "mri_extrahepatic"),
    "sstr_done": (
        *("sstr_tracer", "sstr_modality", "sstr_date"),
        *("sstr_liver_mets_seen", "sstr_extrahepatic"),
    ),
    "heart_failure": ("heart_failure_controlled", "nyha_class"),
    "ebrt_given": ("ebrt_marrow_percent",),
}
"""Facts that say more about something, by the fact that says whether there was such a thing."""

_CANNOT_BOTH_BE = (
    ("pregnancy", "positive", "reproductive_potential", "none"),
    ("pregnancy", "positive", "reproductive_potential", "male"),
    ("primary_resection", "before_liver_surgery", "unresectable_remaining", "primary"),
    ("primary_resection", "same_operation", "unresectable_remaining", "primary"),
    ("liver_resection_margin", "R0", "unresectable_remaining", "liver"),
    ("liver_resection_margin", "R1", "unresectable_remaining", "liver"),
    ("primary_site", "unknown_primary", "primary_resection", "before_liver_surgery"),
    ("primary_site", "unknown_primary", "primary_resection", "same_operation"),
    ("histology_confirmed", "no", "liver_mets_on_histology", "yes"),
)
"""An option of one fact that excludes an option of another."""


def _said(definitions: Definitions, fact: str, option: str) -> str:
    asked = definitions.facts[fact]
    return f'"{asked.label}" is answered "{asked.options[option]}"'


def _grade(definitions: Definitions, answers: Answers) -> Iterator[Contradiction]:
    """Hold the reported grade against the Ki-67 and the mitoses; the limits are those of I4."""
    limits = definitions.criteria["I4"].limits
    grade = answers.values.get("grade_reported")
    for fact, limit in (("ki67_percent", "ki67"), ("mitoses_per_2mm2", "mitoses")):
        value = answers.values.get(fact)
        if not isinstance(value, Quantity):
            continue
        higher = {
            "NET_G1": is_at_least(value.span, limits[f"{limit}_grade_2"][0].quantity.span),
            "NET_G2": is_above(value.span, limits[f"{limit}_grade_3"][0].quantity.span),
        }
        if isinstance(grade, str) and higher.get(grade) is TRUE:
            asked = definitions.facts[fact]
            yield Contradiction(
                ("grade_reported", fact),
                f"{_said(definitions, 'grade_reported', grade)}, but {asked.label} "
                f"({value.text()}) belongs to a higher grade. The higher grade counts here.",
            )


def _details_of_nothing(
    definitions: Definitions, answers: Answers, gate: str, details: tuple[str, ...]
) -> Iterator[Contradiction]:
    """Warn of details of something that was answered with no."""
    told = tuple(fact for fact in details if fact in answers.values)
    if answers.values.get(gate) == "no" and told:
        labels = ", ".join(f'"{definitions.facts[fact].label}"' for fact in told)
        yield Contradiction(
            (gate, *told), f"{_said(definitions, gate, 'no')}, but there are answers to {labels}."
        )


def _operations(answers: Answers) -> Iterator[Contradiction]:
    liver = answers.values.get("liver_resection_date")
    last = answers.values.get("last_surgery_date")
    if (
        isinstance(liver, PartialDate)
        and isinstance(last, PartialDate)
        and days_between(last, liver).fewest > 0
    ):
        yield Contradiction(
            ("last_surgery_date", "liver_resection_date"),
            "The liver resection is later than the most recent operation.",
        )


def _treatments(answers: Answers) -> Iterator[Contradiction]:
    given = answers.values.get("prior_treatments_for_net")
    if not isinstance(given, frozenset):
        return
    for fact, found, words in (
        ("ssa_last_date", given & {"somatostatin_analogue"}, "a somatostatin analogue"),
        ("other_treatment_last_date", given - {"somatostatin_analogue"}, "another treatment"),
    ):
        if found and answers.values.get(fact) == NEVER:
            yield Contradiction(
                ("prior_treatments_for_net", fact),
                f'There was {words}, but the date of the last one is "never".',
            )
