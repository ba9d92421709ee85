"""What decides a criterion and what explains it must say the same, setting by setting."""

from __future__ import annotations

from eligibility.answers import read_answers
from eligibility.definitions import Definitions
from eligibility.explanation import Case, Cause, Explanation, Setting
from eligibility.findings import Finding, find
from eligibility.problems import AnswersError
from eligibility.truth import FALSE, TRUE, UNKNOWN
from nelmas_rules import RULES
from tests.eligibility.case_loader import load
from tests.eligibility.patients import Answers, patients


def test_the_truth_is_the_one_that_is_explained(definitions: Definitions, base: Answers) -> None:
    """A page that shows one finding and the reasons for another would be worse than none."""
    told = [*patients(43, 300, definitions, base), *(dict(case.answers) for case in load())]
    seen = set()
    for one in told:
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
            seen.add((criterion.id, agreed))
    assert len(seen) == 3 * len(definitions.criteria)


def test_what_shares_a_judgement_reads_as_if_it_did_not(
    definitions: Definitions, base: Answers
) -> None:
    """The readings of a criterion share what does not depend on them; nobody may notice."""
    for one in patients(44, 100, definitions, base):
        answers = read_answers(definitions, one)
        for criterion in definitions.criteria.values():
            rule, shared = RULES.criteria[criterion.id], dict[int, Explanation]()
            for choice in criterion.choices:
                setting = Setting(definitions, criterion, choice)
                together = rule.explain(Case(setting, answers, shared))
                assert together == rule.explain(Case(setting, answers)), criterion.id


def finding(definitions: Definitions, told: Answers, criterion: str) -> Finding:
    """Return the finding of one criterion."""
    every = find(definitions, RULES, read_answers(definitions, told))
    return next(one for one in every if one.criterion.id == criterion)


def test_readings_that_disagree_need_a_ruling_and_no_fact(
    definitions: Definitions, base: Answers
) -> None:
    """Nothing that can be found out at the desk would settle which reading counts."""
    told = {**base, "ssa_last_date": "2026-03-20"}
    (found,) = (
        one
        for one in find(definitions, RULES, read_answers(definitions, told))
        if one.criterion.id == "E1"
    )
    assert (found.because, found.needs) == (Cause.TEXT_CONFLICT, ())
    assert found.lapses_on is None
    (reading,) = found.readings
    assert reading.findings == {"a": TRUE, "b": FALSE}


def test_a_reading_that_hangs_on_another_one_is_unknown(
    definitions: Definitions, base: Answers
) -> None:
    """Two open questions at once: what one reading means depends on how the other is ruled."""
    told = {
        **base,
        "mri_date": "2026-01-25",
        "liver_resection_date": "2026-02-10",
        "last_surgery_date": "2026-02-10",
        "mri_extrahepatic": ["mesenteric_nodes", "primary_in_place"],
    }
    (found,) = (
        one
        for one in find(definitions, RULES, read_answers(definitions, told))
        if one.criterion.id == "I7"
    )
    by_question = {one.question: dict(one.findings) for one in found.readings}
    assert by_question == {
        "mri_within_4_to_6_weeks": {"a": UNKNOWN, "b": FALSE},
        "mri_mesenteric_nodes": {"a": FALSE, "b": UNKNOWN},
    }
