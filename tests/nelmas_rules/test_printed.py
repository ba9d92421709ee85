"""The printed rule, word for word, for one criterion of each kind of expression."""

from __future__ import annotations

from textwrap import dedent

import pytest

from eligibility.definitions import Definitions
from nelmas_rules import RULES

PRINTED = {
    "I1": """
        I1 is true when informed_consent is signed_before_any_study_procedure
        (not_yet_asked: not happened yet)
        """,
    "I2": "I2 is true when age_years >= 18",
    "I3": "I3 is true when ecog is 0 or 1",
    "I4": """
        I4 is true when all of:
          histology_confirmed is yes
          grade_reported is NET_G1 or NET_G2
            or, where that is not known, when all of:
              ki67_percent <= 20 %
              mitoses_per_2mm2 <= 20
          ki67_percent <= 20 %
            or, where that is not known, when grade_reported is NET_G1 or NET_G2
          mitoses_per_2mm2 <= 20
            or, where that is not known, when grade_reported is NET_G1 or NET_G2
          depending on the reading (ki67_exactly_20):
            reading a: ki67_percent < 20 %
            reading b: ki67_percent <= 20 %
            or, where that is not known, when grade_reported is NET_G1
          primary_site is stomach or duodenum or jejunum_ileum or appendix or colon or rectum
          or pancreas (unknown_primary: for a clinician to judge)
        """,
    "I5": """
        I5 is true when all of:
          liver_resection_margin is R0 or R1 (RX: for a clinician to judge)
          liver_mets_on_histology is yes
        """,
    "I7": """
        I7 is true when all of:
          mri_done is yes
          depending on the reading (mri_within_4_to_6_weeks):
            reading a: all of:
              mri_date is not after liver_resection_date
              days from mri_date to liver_resection_date <= 6 wk
            reading b: all of:
              mri_date is not after liver_resection_date
              days from mri_date to liver_resection_date <= 6 wk
              days from mri_date to liver_resection_date >= 4 wk
          mri_liver_mets_seen is yes
          depending on the reading (mri_mesenteric_nodes):
            reading a: not: mri_extrahepatic holds anything other than perihilar_nodes_resectable,
            primary_in_place
            reading b: all of:
              not: mri_extrahepatic holds anything other than perihilar_nodes_resectable,
              primary_in_place, mesenteric_nodes
              any of:
                not: mri_extrahepatic holds mesenteric_nodes
                mri_extrahepatic holds primary_in_place
        """,
    "E1": """
        E1 is true when depending on the reading (analogue_within_4_weeks):
          reading a: any of:
            days from last_surgery_date to assessment_date < 4 wk
              or, where that is not known, when
              days from liver_resection_date to assessment_date < 4 wk
            days from other_treatment_last_date to assessment_date < 4 wk
            days from ssa_last_date to assessment_date < 4 wk
          reading b: any of:
            days from last_surgery_date to assessment_date < 4 wk
              or, where that is not known, when
              days from liver_resection_date to assessment_date < 4 wk
            days from other_treatment_last_date to assessment_date < 4 wk
        """,
    "E4": "E4 is true when unresectable_remaining holds anything",
    "E5": """
        E5 is true when pregnancy is positive (not_tested: not known yet)
          but false, where that is not known, when reproductive_potential is none or male
        """,
    "E7": """
        E7 is true when prior_treatments_for_net holds anything other than somatostatin_analogue
        """,
    "E8": "E8 is true when haemoglobin < 5.0 mmol/L (reading a) or 8.0 g/dL (reading b)",
    "E11": "E11 is true when bilirubin_total > 3 x bilirubin_uln",
    "E14": """
        E14 is true when all of:
          diabetes is yes
          fasting_glucose > 2 x fasting_glucose_uln
            counts only when glucose_was_fasting is yes
        """,
}


def words(text: str) -> list[str]:
    """Return the words, so that line breaks do not matter."""
    return text.split()


@pytest.mark.parametrize("criterion", PRINTED)
def test_a_printed_rule_matches_the_running_rule(definitions: Definitions, criterion: str) -> None:
    """Readers must be able to check a rule without knowing Python."""
    printed = RULES.lines(definitions.criteria[criterion])
    expected = dedent(PRINTED[criterion]).strip()
    assert words("\n".join(printed)) == words(expected)


def test_parts_are_indented_below_their_heading(definitions: Definitions) -> None:
    """Only indentation shows which parts belong together."""

    def depths(criterion: str) -> list[int]:
        lines = RULES.lines(definitions.criteria[criterion])
        return [len(line) - len(line.lstrip(" ")) for line in lines]

    assert depths("I7") == [0, 2, 2, 4, 6, 6, 4, 6, 6, 6, 2, 2, 4, 4, 6, 6, 8, 8]
    assert depths("E14") == [0, 2, 2, 4]


def test_the_facts_of_a_rule_are_listed_once_and_in_order() -> None:
    """The page lists the facts beside each criterion."""
    assert RULES.criteria["E11"].facts == ("bilirubin_total", "bilirubin_uln")
    assert RULES.criteria["E12"].facts == ("albumin", "prothrombin_time")
    assert RULES.criteria["E7"].facts == ("prior_treatments_for_net",)
    assert RULES.criteria["I8"].facts[:3] == ("sstr_done", "sstr_tracer", "sstr_modality")
    assert RULES.criteria["E1"].facts == (
        *("last_surgery_date", "liver_resection_date"),
        *("other_treatment_last_date", "ssa_last_date"),
    )
