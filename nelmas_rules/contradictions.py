"""Answers that contradict one another. They are warnings: nothing is corrected in silence."""

from __future__ import annotations

from collections.abc import Iterator

from eligibility.answers import Answers
from eligibility.dates import PartialDate, days_between
from eligibility.definitions import Definitions
from eligibility.fact_types import NEVER
from eligibility.quantity import Quantity, is_above, is_at_least
from eligibility.rules import Contradiction
from eligibility.truth import TRUE

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


def _given(definitions: Definitions, fact: str, option: str) -> str:
    asked = definitions.facts[fact]
    return f'"{asked.label}" is answered "{asked.labels[option]}"'


def grade_and_numbers(definitions: Definitions, answers: Answers) -> Iterator[Contradiction]:
    """Compare the reported grade with the Ki-67 and the mitoses; the limits are those of I4."""
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
                f"{_given(definitions, 'grade_reported', grade)}, but {asked.label} "
                f"({value.text()}) belongs to a higher grade. The higher grade counts here.",
            )


def details_of_nothing(definitions: Definitions, answers: Answers) -> Iterator[Contradiction]:
    """Warn about details of something that was answered with no."""
    for question, details in _DETAILS.items():
        answered = tuple(fact for fact in details if fact in answers.values)
        if answers.values.get(question) == "no" and answered:
            labels = ", ".join(f'"{definitions.facts[fact].label}"' for fact in answered)
            yield Contradiction(
                (question, *answered),
                f"{_given(definitions, question, 'no')}, but there are answers to {labels}.",
            )


def operations_in_order(_: Definitions, answers: Answers) -> Iterator[Contradiction]:
    """Warn about a liver resection after the most recent operation."""
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


def treatments_and_dates(_: Definitions, answers: Answers) -> Iterator[Contradiction]:
    """Warn about a treatment that was given, with the date "never"."""
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


def options_that_exclude(definitions: Definitions, answers: Answers) -> Iterator[Contradiction]:
    """Warn about two options that can hardly both be right."""
    for fact, option, other, excluded in _CANNOT_BOTH_BE:
        value = answers.values.get(other)
        chosen = value if isinstance(value, frozenset) else {value}
        if answers.values.get(fact) == option and excluded in chosen:
            yield Contradiction(
                (fact, other),
                f"{_given(definitions, fact, option)}, but {_given(definitions, other, excluded)}. "
                "Both can hardly be right.",
            )


CONTRADICTIONS = (
    grade_and_numbers,
    details_of_nothing,
    operations_in_order,
    treatments_and_dates,
    options_that_exclude,
)
"""The checks, in the order of their warnings."""

LIMITS = {"I4": ("ki67_grade_2", "mitoses_grade_2")}
"""Limits that only these checks use, by criterion."""
