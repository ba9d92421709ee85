"""Remembering findings must make no difference but speed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nelmas_rules import facts
from nelmas_rules.assessment import assess
from nelmas_rules.batch import Batch
from nelmas_rules.definitions import Criterion, Definitions
from nelmas_rules.findings import Finding, find
from nelmas_rules.problems import Problems
from tests.rules.case_loader import load
from tests.rules.patients import Answers, patients


def outcome_of(judge: Callable[[Answers], tuple[Finding, ...]], told: Answers) -> object:
    """Return the findings, or the problems."""
    try:
        return judge(told)
    except Problems as problems:
        return problems.problems


@pytest.mark.parametrize("most", [0, 1, 10_000])
def test_a_batch_finds_what_one_assessment_finds(
    definitions: Definitions, base: Answers, most: int
) -> None:
    """A finding remembered from another patient must be the one this patient would get."""
    batch = Batch(definitions, most)
    told = [*patients(41, 150, definitions, base), *(dict(case.answers) for case in load())]
    for one in [*told, *told[::3]]:
        assert outcome_of(batch.findings, one) == outcome_of(
            lambda given: assess(definitions, given).findings, one
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"haemoglobin": 79},
        {"ecog": True},
        {"x": "1"},
        {"mri_extrahepatic": "bone"},
        {"mri_extrahepatic": ["brain"]},
        {"mri_extrahepatic": [1]},
        {"mri_extrahepatic": [["bone"]]},
        {"ecog": ["0"]},
        {"assessment_date": None},
        {"assessment_date": "2026-01-01"},
        {"bilirubin_uln": "1.2 mg/dL"},
        {"wbc": {"value": "1"}},
    ],
)
def test_a_batch_lets_nothing_through_that_has_problems(
    definitions: Definitions, base: Answers, wrong: dict[str, Any]
) -> None:
    """A patient like a thousand others but for one slip must still be asked again."""
    batch = Batch(definitions)
    batch.findings(base)
    with pytest.raises(Problems):
        batch.findings({**base, **wrong})


def test_a_batch_works_a_finding_out_once(
    definitions: Definitions, base: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Remembering is what it is for."""
    judged: list[str] = []

    def counted(known: Definitions, criterion: Criterion, answers: facts.Answers) -> Finding:
        judged.append(criterion.id)
        return find(known, criterion, answers)

    monkeypatch.setattr("nelmas_rules.batch.find", counted)
    batch = Batch(definitions)
    batch.findings(base)
    assert len(judged) == 25
    batch.findings({**base, "mri_extrahepatic": ("primary_in_place",), "nyha_class": None})
    assert len(judged) == 25
    batch.findings({**base, "haemoglobin": "90 g/L"})
    assert judged[25:] == ["E8"]
    monkeypatch.setattr("nelmas_rules.batch.read_answers", None)
    batch.findings({**base, "haemoglobin": "90 g/L"})
    monkeypatch.undo()
    monkeypatch.setattr("nelmas_rules.batch.find", counted)
    forgetful = Batch(definitions, most=1)
    for haemoglobin in ("90 g/L", "91 g/L", "91 g/L", "90 g/L"):
        forgetful.findings({**base, "haemoglobin": haemoglobin})
    assert judged.count("E8") == 5
