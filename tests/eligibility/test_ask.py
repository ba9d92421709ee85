"""Which facts are asked next, and which are no longer asked."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.ask import answers_needed, in_form_order, most_decisive, oracles
from eligibility.assessment import Outcome, assess
from eligibility.definitions import Definitions
from eligibility.explanation import Cause
from eligibility.truth import UNKNOWN
from nelmas_rules import RULES
from tests.eligibility.patients import Answers, patients, some_answer

HELD_OPEN_BY = {Cause.JUDGEMENT, Cause.TEXT_CONFLICT, Cause.PENDING}


@pytest.mark.slow
def test_answering_every_question_settles_the_outcome(
    definitions: Definitions,
) -> None:
    """Nothing that more answers could settle may stay unknown once every question is answered."""
    ends = set()
    for oracle in oracles(11, 80, definitions):
        known = {"assessment_date": oracle["assessment_date"]}
        while (assessment := assess(definitions, RULES, known)).ask:
            fact = assessment.ask[0]
            assert fact not in known
            known[fact] = oracle[fact]
        ends.add(assessment.outcome)
        assert assessment.outcome is assess(definitions, RULES, oracle).outcome
        if assessment.outcome is not Outcome.OUTSIDE_CRITERIA:
            causes = {one.because for one in assessment.findings if one.truth is UNKNOWN}
            assert causes <= HELD_OPEN_BY
    assert ends == set(Outcome)


@pytest.mark.slow
def test_the_order_of_ask_needs_fewer_answers_than_form_order(
    definitions: Definitions,
) -> None:
    """Looking answers up takes time, so the most decisive facts are asked first."""
    everyone = list(oracles(12, 60, definitions))
    asked = sum(answers_needed(definitions, one, most_decisive) for one in everyone)
    form = in_form_order(definitions, skipping=False)
    in_order = sum(answers_needed(definitions, one, form) for one in everyone)
    skipped = in_form_order(definitions, skipping=True)
    with_skips = sum(answers_needed(definitions, one, skipped) for one in everyone)
    assert asked * 100 < in_order * 88
    assert asked < with_skips


def test_a_fact_that_is_not_asked_cannot_change_the_outcome(
    definitions: Definitions, base: Answers
) -> None:
    """`ask` leaves a fact out to say that it no longer matters."""
    rng = Random(13)
    checked = 0
    for answers in patients(13, 150, definitions, base):
        assessment = assess(definitions, RULES, answers)
        for name, fact in definitions.facts.items():
            if name in answers or name in assessment.ask:
                continue
            more = assess(definitions, RULES, {**answers, name: some_answer(rng, fact)})
            if len(more.warnings) > len(assessment.warnings):
                continue
            checked += 1
            if assessment.outcome is Outcome.OUTSIDE_CRITERIA:
                assert more.outcome is Outcome.OUTSIDE_CRITERIA
                continue
            assert [one.truth for one in more.findings] == [
                one.truth for one in assessment.findings
            ], (name, answers)
    assert checked > 500


def test_every_fact_asked_is_needed_by_something_unknown(
    definitions: Definitions, base: Answers
) -> None:
    """A question whose answer is not needed wastes time and discloses more than necessary."""
    for answers in patients(14, 200, definitions, base):
        assessment = assess(definitions, RULES, answers)
        needed = {fact for one in assessment.findings for fact in one.needs}
        if assessment.outcome is Outcome.OUTSIDE_CRITERIA:
            assert assessment.ask == ()
        else:
            assert set(assessment.ask) == needed
            assert len(assessment.ask) == len(needed)
        for one in assessment.findings:
            assert not (one.needs and one.truth is not UNKNOWN)
            assert bool(one.needs) == (one.because in (Cause.MISSING, Cause.IMPRECISE)) or (
                one.because in HELD_OPEN_BY and not one.needs
            )


def test_with_nothing_known_a_lasting_criterion_is_asked_first(definitions: Definitions) -> None:
    """If a criterion that can never change rules out joining, no other question is needed."""
    asked = assess(definitions, RULES, {"assessment_date": "2026-03-27"}).ask
    lasting = {
        fact
        for one in assess(definitions, RULES, {"assessment_date": "2026-03-27"}).findings
        if one.criterion.changes == "no"
        for fact in one.needs
    }
    first = asked[: len(lasting)]
    assert set(first) == lasting
    assert asked[0] == "prior_treatments_for_net"


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"haemoglobin": None}, "haemoglobin"),
        ({"haemoglobin": None, "ssa_hypersensitivity": None}, "ssa_hypersensitivity"),
        (
            {"pregnancy": None, "contraception_agreed": None, "reproductive_potential": None},
            "reproductive_potential",
        ),
        ({"ki67_percent": None, "wbc": None}, "ki67_percent"),
        ({"mri_date": None, "creatinine": None}, "mri_date"),
        ({"bilirubin_total": None, "bilirubin_uln": None, "creatinine": None}, "creatinine"),
    ],
)
def test_the_most_decisive_fact_comes_first(
    definitions: Definitions, base: Answers, changes: Answers, first: str
) -> None:
    """The first question is the one whose answer most often settles the outcome."""
    given = {name: answer for name, answer in {**base, **changes}.items() if answer is not None}
    assert assess(definitions, RULES, given).ask[0] == first
