"""Inclusion criteria I1 to I8, in the registry's order.

A criterion is true if its own sentence is true of the patient. Sources: the official words in
``trial.yaml``; what they leave open is a reading or a judgement there.
"""

from __future__ import annotations

from eligibility.expression import Expression, depending, true_by_definition
from eligibility.facts import Interval, Several, limit
from nelmas_rules.vocabulary import (
    age,
    consent,
    ecog,
    grade_reported,
    histology_confirmed,
    ki67,
    liver_mets_on_histology,
    margin,
    mitoses,
    mri_done,
    mri_extrahepatic,
    mri_liver_mets_seen,
    mri_to_operation,
    primary_resection,
    primary_site,
    sstr_done,
    sstr_extrahepatic,
    sstr_liver_mets_seen,
    sstr_modality,
    sstr_to_operation,
    sstr_tracer,
)

INCLUSION: dict[str, Expression] = {}
"""The rule of each criterion, by id."""

INCLUSION["I1"] = consent.is_("signed_before_any_study_procedure", pending=("not_yet_asked",))

INCLUSION["I2"] = age >= limit("age")

INCLUSION["I3"] = ecog.is_among(limit("ecog"))

# The grade is the worst of the report, the Ki-67 and the mitoses. A reported grade implies what is
# not known of the other two; without a report, both numbers together give the grade. A number that
# contradicts the report counts, and is a warning besides (contradictions.py).
_reported_grade_1_or_2 = grade_reported.is_("NET_G1", "NET_G2")
_ki67_up_to_grade_2 = ki67 <= limit("ki67_grade_3")
_mitoses_up_to_grade_2 = mitoses <= limit("mitoses_grade_3")
_grade_1_or_2 = (
    true_by_definition(_reported_grade_1_or_2, _ki67_up_to_grade_2 & _mitoses_up_to_grade_2)
    & true_by_definition(_ki67_up_to_grade_2, _reported_grade_1_or_2)
    & true_by_definition(_mitoses_up_to_grade_2, _reported_grade_1_or_2)
)

INCLUSION["I4"] = (
    histology_confirmed.is_("yes")
    & _grade_1_or_2
    & true_by_definition(
        depending("ki67_exactly_20", a=ki67 < limit("ki67"), b=ki67 <= limit("ki67")),
        grade_reported.is_("NET_G1"),
    )
    & primary_site.is_(
        "stomach",
        "duodenum",
        "jejunum_ileum",
        "appendix",
        "colon",
        "rectum",
        "pancreas",
        judgement=("unknown_primary",),
    )
)

INCLUSION["I5"] = margin.is_("R0", "R1", judgement=("RX",)) & liver_mets_on_histology.is_("yes")

_primary_out_by_liver_surgery = primary_resection.is_(
    "before_liver_surgery", "same_operation", judgement=("primary_never_found",)
)

INCLUSION["I6"] = depending(
    "primary_after_liver",
    a=_primary_out_by_liver_surgery,
    b=_primary_out_by_liver_surgery | primary_resection.is_("after_liver_surgery"),
)


def _in_time(interval: Interval) -> Expression:
    """Return that the scan was done before the operation and not too long before."""
    return interval.in_order() & (interval <= limit("furthest"))


def _confined(seen: Several, question: str) -> Expression:
    """Return that a scan showed nothing outside the liver but what the words allow.

    Resectable perihilar nodes and the primary in place are allowed. Whether mesenteric nodes belong
    to a primary in place is an open question; without a primary in place they do not.
    """
    allowed = ("perihilar_nodes_resectable", "primary_in_place")
    with_nodes = (*allowed, "mesenteric_nodes")
    return depending(
        question,
        a=~seen.holds_anything(but=allowed),
        b=~seen.holds_anything(but=with_nodes)
        & (~seen.holds("mesenteric_nodes") | seen.holds("primary_in_place")),
    )


INCLUSION["I7"] = (
    mri_done.is_("yes")
    & depending(
        "mri_within_4_to_6_weeks",
        a=_in_time(mri_to_operation),
        b=_in_time(mri_to_operation) & (mri_to_operation >= limit("nearest")),
    )
    & mri_liver_mets_seen.is_("yes")
    & _confined(mri_extrahepatic, "mri_mesenteric_nodes")
)

INCLUSION["I8"] = (
    sstr_done.is_("yes")
    & depending(
        "sstr_other_imaging",
        a=sstr_tracer.is_("68Ga-DOTATATE") & sstr_modality.is_("PET/CT"),
        b=sstr_done.is_("yes"),
    )
    & _in_time(sstr_to_operation)
    & sstr_liver_mets_seen.is_("yes")
    & _confined(sstr_extrahepatic, "sstr_mesenteric_nodes")
)
