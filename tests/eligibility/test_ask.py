"""What is asked next, and what is no longer asked."""

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


def test_answering_what_is_asked_always_comes_to_an_end(
    definitions: Definitions,
) -> None:
    """Who answers every question must not be left with "unknown" that more answers could settle."""
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


def test_the_order_of_ask_takes_clearly_fewer_answers_than_the_form(
    definitions: Definitions,
) -> None:
    """Looking things up costs time, so what could end the search is asked first."""
    told = list(oracles(12, 60, definitions))
    asked = sum(answers_needed(definitions, one, most_decisive) for one in told)
    form = in_form_order(definitions, skipping=False)
    in_order = sum(answers_needed(definitions, one, form) for one in told)
    skipped = in_form_order(definitions, skipping=True)
    with_skips = sum(answers_needed(definitions, one, skipped) for one in told)
    assert asked * 100 < in_order * 88
    assert asked < with_skips


def test_a_fact_that_is_not_asked_cannot_change_the_outcome(
    definitions: Definitions, base: Answers
) -> None:
    """Leaving a fact out of `ask` says that it no longer matters, so it must not."""
    rng = Random(13)
    checked = 0
    for told in patients(13, 150, definitions, base):
        assessment = assess(definitions, RULES, told)
        for name, fact in definitions.facts.items():
            if name in told or name in assessment.ask:
                continue
            more = assess(definitions, RULES, {**told, name: some_answer(rng, fact)})
            if len(more.warnings) > len(assessment.warnings):
                continue
            checked += 1
            if assessment.outcome is Outcome.OUTSIDE_CRITERIA:
                assert more.outcome is Outcome.OUTSIDE_CRITERIA
                continue
            assert [one.truth for one in more.findings] == [
                one.truth for one in assessment.findings
            ], (name, told)
    assert checked > 500


def test_every_fact_asked_is_needed_by_something_unknown(
    definitions: Definitions, base: Answers
) -> None:
    """A question without a purpose is a burden."""
    for told in patients(14, 200, definitions, base):
        assessment = assess(definitions, RULES, told)
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
    """What no treatment and no waiting can change is worth knowing before anything else."""
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
    ("told", "first"),
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
    definitions: Definitions, base: Answers, told: Answers, first: str
) -> None:
    """The first question is the one most likely to be the last."""
    given = {name: answer for name, answer in {**base, **told}.items() if answer is not None}
    assert assess(definitions, RULES, given).ask[0] == first
