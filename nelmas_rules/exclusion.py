"""Exclusion criteria E1 to E17, in the registry's order.

A criterion is true if its own sentence is true of the patient, which rules out joining. Sources:
the official words in ``trial.yaml``; what they leave open is a reading or a judgement there.
"""

from __future__ import annotations

from eligibility.expression import (
    Expression,
    counts_only_if,
    depending,
    false_by_definition,
    true_by_definition,
)
from eligibility.facts import limit
from nelmas_rules.vocabulary import (
    albumin,
    bilirubin,
    contraception_agreed,
    creatinine,
    diabetes,
    ebrt_given,
    ebrt_marrow,
    glucose,
    glucose_was_fasting,
    grade_reported,
    haemoglobin,
    heart_failure,
    heart_failure_controlled,
    ki67,
    margin,
    mitoses,
    nyha,
    platelets,
    pregnancy,
    prior_treatments,
    prothrombin_time,
    reproductive_potential,
    since_liver_resection,
    since_other_treatment,
    since_somatostatin_analogue,
    since_surgery,
    ssa_hypersensitivity,
    unresectable_remaining,
    wbc,
)

EXCLUSION: dict[str, Expression] = {}
"""The rule of each criterion, by id."""

# The last operation cannot lie before the liver resection, so a recent liver resection settles it.
_recent_surgery = true_by_definition(
    since_surgery < limit("recent"), since_liver_resection < limit("recent")
)
_recent_treatment = since_other_treatment < limit("recent")

EXCLUSION["E1"] = depending(
    "analogue_within_4_weeks",
    a=_recent_surgery | _recent_treatment | (since_somatostatin_analogue < limit("recent")),
    b=_recent_surgery | _recent_treatment,
)

EXCLUSION["E2"] = (
    grade_reported.is_("NEC", "NET_G3", judgement=("MiNEN",))
    | (ki67 > limit("ki67_grade_3"))
    | (mitoses > limit("mitoses_grade_3"))
)

EXCLUSION["E3"] = margin.is_("R2", judgement=("RX",))

EXCLUSION["E4"] = unresectable_remaining.holds_anything()

EXCLUSION["E5"] = false_by_definition(
    pregnancy.is_("positive", unanswered=("not_tested",)),
    reproductive_potential.is_("none", "male"),
)

EXCLUSION["E6"] = reproductive_potential.is_("female", "male") & contraception_agreed.is_("no")

# Radiolabelled analogues (PRRT) are not the somatostatin analogues that the words exempt.
EXCLUSION["E7"] = prior_treatments.holds_anything(but=("somatostatin_analogue",))

EXCLUSION["E8"] = haemoglobin < limit("haemoglobin")

EXCLUSION["E9"] = wbc < limit("wbc")

EXCLUSION["E10"] = platelets < limit("platelets")

EXCLUSION["E11"] = bilirubin > limit("bilirubin")

EXCLUSION["E12"] = (albumin < limit("albumin")) & prothrombin_time.is_("abnormal")

_heart_failure_2_to_4 = heart_failure.is_("yes") & nyha.is_among(limit("nyha"))

EXCLUSION["E13"] = depending(
    "controlled_heart_failure",
    a=_heart_failure_2_to_4 & heart_failure_controlled.is_("no"),
    b=_heart_failure_2_to_4,
)

EXCLUSION["E14"] = diabetes.is_("yes") & counts_only_if(
    glucose > limit("glucose"),
    glucose_was_fasting.is_("yes"),
    repeat=("fasting_glucose", "glucose_was_fasting"),
)

EXCLUSION["E15"] = ebrt_given.is_("yes") & (ebrt_marrow > limit("marrow"))

EXCLUSION["E16"] = creatinine > limit("creatinine")

EXCLUSION["E17"] = ssa_hypersensitivity.is_("yes")
