"""Evaluating a criterion and explaining it must give the same truth under every reading."""

from __future__ import annotations

from eligibility.answers import read_answers
from eligibility.definitions import Definitions
from eligibility.explanation import Case, Cause, Explanation, Setting
from eligibility.findings import find
from eligibility.problems import AnswersError
from eligibility.truth import FALSE, TRUE, UNKNOWN
from nelmas_rules import RULES
from tests.eligibility.case_loader import load
from tests.eligibility.patients import Answers, patients


def test_evaluate_and_explain_give_the_same_truth(definitions: Definitions, base: Answers) -> None:
    """A page must not show one finding with the reasons for another."""
    everyone = [*patients(43, 300, definitions, base), *(dict(case.answers) for case in load())]
    found = set()
    for one in everyone:
        try:
            answers = read_answers(definitions, one)
        except AnswersError:
            continue
        for one_finding in find(definitions, RULES, answers):
            criterion, rule = one_finding.criterion, RULES.criteria[one_finding.criterion.id]
            truths = set()
            for choice in criterion.choices:
                setting = Setting(definitions, criterion, choice)
                judged = rule.explain(Case(setting, answers))
                assert rule.node.evaluate(setting)(answers) is judged.truth, (criterion.id, choice)
                truths.add(judged.truth)
            agreed = truths.pop() if len(truths) == 1 else UNKNOWN
            assert one_finding.truth is agreed, criterion.id
            assert (one_finding.because is not None) is (agreed is UNKNOWN), criterion.id
            found.add((criterion.id, agreed))
    assert len(found) == 3 * len(definitions.criteria)


def test_sharing_explanations_between_readings_changes_nothing(
    definitions: Definitions, base: Answers
) -> None:
    """What does not depend on a reading is explained once, only to save time."""
    for one in patients(44, 100, definitions, base):
        answers = read_answers(definitions, one)
        for criterion in definitions.criteria.values():
            rule, shared = RULES.criteria[criterion.id], dict[int, Explanation]()
            for choice in criterion.choices:
                setting = Setting(definitions, criterion, choice)
                together = rule.explain(Case(setting, answers, shared))
                assert together == rule.explain(Case(setting, answers)), criterion.id


def test_readings_that_disagree_need_no_further_fact(
    definitions: Definitions, base: Answers
) -> None:
    """Only a ruling of the trial team can settle which reading counts."""
    given = {**base, "ssa_last_date": "2026-03-20"}
    (found,) = (
        one
        for one in find(definitions, RULES, read_answers(definitions, given))
        if one.criterion.id == "E1"
    )
    assert (found.because, found.needs) == (Cause.TEXT_CONFLICT, ())
    assert found.lapses_on is None
    (reading,) = found.readings
    assert reading.findings == {"a": TRUE, "b": FALSE}


def test_a_reading_that_depends_on_another_is_unknown(
    definitions: Definitions, base: Answers
) -> None:
    """With two open questions, the finding of one reading can depend on the other ruling."""
    given = {
        **base,
        "mri_date": "2026-01-25",
        "liver_resection_date": "2026-02-10",
        "last_surgery_date": "2026-02-10",
        "mri_extrahepatic": ["mesenteric_nodes", "primary_in_place"],
    }
    (found,) = (
        one
        for one in find(definitions, RULES, read_answers(definitions, given))
        if one.criterion.id == "I7"
    )
    by_question = {one.question: dict(one.findings) for one in found.readings}
    assert by_question == {
        "mri_within_4_to_6_weeks": {"a": UNKNOWN, "b": FALSE},
        "mri_mesenteric_nodes": {"a": FALSE, "b": UNKNOWN},
    }
