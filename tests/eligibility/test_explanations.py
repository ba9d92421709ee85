"""Explanations show the comparison as it was made, in the unit that was entered."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from eligibility.definitions import Definitions
from eligibility.quantity import read_written
from eligibility.units import EXACT, factor
from tests.eligibility.conftest import Check
from tests.eligibility.patients import Answers, patients


def explained(check: Check, answers: Answers, criterion: str) -> str:
    """Return the explanation of a criterion."""
    found = check({name: answer for name, answer in answers.items() if answer is not None})
    words: str = next(one["explanation"] for one in found["criteria"] if one["id"] == criterion)
    return words


@pytest.mark.parametrize(
    ("criterion", "changes", "words"),
    [
        ("E8", {"haemoglobin": "79 g/L"}, "79 g/L = 7.9 g/dL, below 8.0 g/dL"),
        ("E8", {"haemoglobin": "7.9 g/dL"}, "7.9 g/dL, below 8.0 g/dL"),
        (
            "E8",
            {"haemoglobin": "80 g/L"},
            "reading a: 80 g/L, about 4.964 mmol/L, below 5.0 mmol/L; "
            "reading b: 80 g/L = 8 g/dL, not below 8.0 g/dL",
        ),
        ("E8", {"haemoglobin": "5.0 mmol/L"}, "5.0 mmol/L, not below 5.0 mmol/L"),
        ("E9", {"wbc": "2 10*9/L"}, "2 10*9/L, not below 2 10*9/L"),
        ("E9", {"wbc": "1999 /mm3"}, "1999 /mm3, below 2000 /mm3"),
        ("E10", {"platelets": "74999 /mm3"}, "74999 /mm3 = 74.999 10*9/L, below 75 10*9/L"),
        ("E11", {"bilirubin_total": "63 umol/L"}, "63 umol/L, not above 3 x 21 umol/L = 63 umol/L"),
        (
            "E11",
            {"bilirubin_total": "3.7 mg/dL", "bilirubin_uln": "1.2 mg/dL"},
            "3.7 mg/dL, above 3 x 1.2 mg/dL = 3.6 mg/dL",
        ),
        (
            "E12",
            {"albumin": "29 g/L", "prothrombin_time": "abnormal"},
            "29 g/L = 2.9 g/dL, below 3.0 g/dL",
        ),
        ("E16", {"creatinine": "151 umol/L"}, "151 umol/L, above 150 umol/L"),
        ("E16", {"creatinine": "1.6968 mg/dL"}, "1.6968 mg/dL, not above 1.7 mg/dL"),
        ("E15", {"ebrt_given": "yes", "ebrt_marrow_percent": "25 %"}, "25 %, not above 25 %"),
        ("E1", {"last_surgery_date": "2026-02-28"}, "27 days since surgery, fewer than 28"),
        ("E1", {"last_surgery_date": "2026-03-26"}, "1 day since surgery, fewer than 28"),
        ("I2", {"age_years": "17"}, "17, below 18"),
        ("I2", {"age_years": "17-18"}, "17-18, on either side of 18"),
        ("I4", {"ki67_percent": "20 %"}, "20 %"),
        ("I4", {"ki67_percent": "25 %"}, "25 %, above 20 %"),
        (
            "I7",
            {"mri_done": None},
            "Was an MRI done before the liver operation: not known",
        ),
        ("I7", {"mri_date": "2025-12-21"}, "43 days from the MRI to the operation, more than 42"),
        ("E8", {"haemoglobin": None}, "Haemoglobin: not known"),
        ("E14", {"diabetes": None, "fasting_glucose": "20 mmol/L"}, "Diabetes: not known"),
        ("E17", {"ssa_hypersensitivity": "yes"}, "somatostatin analogues: Yes"),
        ("E7", {"prior_treatments_for_net": []}, "metastatic NET: none"),
        (
            "E4",
            {"unresectable_remaining": ["liver", "primary"]},
            "In the liver, The primary tumour",
        ),
        ("E1", {"ssa_last_date": "never", "other_treatment_last_date": "never"}, ": never"),
        ("I7", {"mri_date": "2026-02-03"}, "-1 days from the MRI to the operation, fewer than 0"),
        (
            "I7",
            {"mri_date": "2026-02", "liver_resection_date": "2026-02"},
            "-27 to 27 days from the MRI to the operation, on either side of 0",
        ),
        ("E8", {"haemoglobin": "79-81 g/L"}, "79-81 g/L, on either side of"),
        ("E8", {"haemoglobin": "<80 g/L"}, "<80 g/L, below"),
    ],
)
def test_the_comparison_is_shown_as_it_was_made(
    check: Check, base: Answers, criterion: str, changes: Answers, words: str
) -> None:
    """People must be able to check a finding by hand."""
    found = explained(check, {**base, **changes}, criterion)
    assert words in found
    assert found.endswith(words) or criterion not in ("E7", "E14", "E17")


COMPARED = re.compile(
    r"(?P<value>[0-9.]+)(?: (?P<unit>[a-zA-Z%/0-9*]+))?(?P<about>, about | = )"
    r"(?P<same>[0-9.]+) (?P<other>[a-zA-Z%/0-9*]+), (?P<words>below|not below|above|not above) "
    r"(?P<limit>[0-9.]+) (?P<limit_unit>[a-zA-Z%/0-9*]+)"
)


def test_every_printed_comparison_is_true(
    check: Check, definitions: Definitions, base: Answers
) -> None:
    """Rounding must never move a figure to the other side of the limit."""
    compared = 0
    for answers in patients(21, 400, definitions, base):
        changed = dict(answers)
        for name, unit, times in (
            ("haemoglobin", "mmol/L", "0.0620559"),
            ("creatinine", "mg/dL", "0.0113"),
        ):
            value = read_written(answers.get(name, f"100 {unit}"))
            if not value.censored and value.low == value.high:
                changed[name] = f"{value.low * Decimal(times):f} {unit}"
        for given in (answers, changed):
            found = check(given)
            for one in found.get("criteria", ()):
                fact = {"E8": "haemoglobin", "E16": "creatinine", "E12": "albumin"}.get(one["id"])
                if fact is None:
                    continue
                mass = definitions.facts[fact].grams_per_mole
                for match in COMPARED.finditer(one["explanation"]):
                    shown, limit = Decimal(match["same"]), Decimal(match["limit"])
                    holds = {
                        "below": shown < limit,
                        "not below": shown >= limit,
                        "above": shown > limit,
                        "not above": shown <= limit,
                    }
                    assert match["other"] == match["limit_unit"]
                    assert holds[match["words"]], one["explanation"]
                    have = EXACT.multiply(Decimal(match["value"]), factor(match["unit"], mass))
                    same = EXACT.multiply(shown, factor(match["other"], mass))
                    if match["about"] == " = ":
                        assert have == same, one["explanation"]
                    else:
                        assert abs(have - same) * 1000 <= have, one["explanation"]
                    compared += 1
    assert compared > 300


def test_every_finding_has_a_reason(check: Check, definitions: Definitions, base: Answers) -> None:
    """Nobody can check a finding without its reason."""
    for answers in patients(22, 150, definitions, base):
        found = check(answers)
        for one in found.get("criteria", ()):
            assert one["explanation"]
            assert one["facts"] == sorted(set(one["facts"]))
            assert set(one["facts"]) <= set(definitions.facts)
            assert (one["because"] is None) == (one["finding"] != "unknown")
