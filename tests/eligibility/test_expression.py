"""How the parts of an expression combine: truth, causes, needs and lapse date."""

from __future__ import annotations

from datetime import date

import pytest

from eligibility.answers import read_answers
from eligibility.definitions import Definitions
from eligibility.explanation import Case, Cause, Explanation, Setting
from eligibility.expression import Expression, true_by_definition
from eligibility.facts import limit
from eligibility.truth import FALSE, TRUE, UNKNOWN
from nelmas_rules.vocabulary import (
    ebrt_given,
    ecog,
    since_other_treatment,
    since_surgery,
)
from tests.eligibility.patients import Answers

RECENT = since_surgery < limit("recent")
TREATED = since_other_treatment < limit("recent")
IRRADIATED = ebrt_given.is_("yes")


def explained(definitions: Definitions, expression: Expression, given: Answers) -> Explanation:
    """Explain an expression as if it were E1."""
    answers = read_answers(definitions, {"assessment_date": "2026-03-27", **given})
    criterion = definitions.criteria["E1"]
    return expression.explain(Case(Setting(definitions, criterion, criterion.choices[0]), answers))


BOTH = {"last_surgery_date": "2026-03-10", "other_treatment_last_date": "2026-03-20"}


@pytest.mark.parametrize(
    ("expression", "given", "day"),
    [
        (RECENT, BOTH, date(2026, 4, 7)),
        (RECENT & TREATED, BOTH, date(2026, 4, 7)),
        (RECENT | TREATED, BOTH, date(2026, 4, 17)),
        (RECENT & IRRADIATED, {**BOTH, "ebrt_given": "yes"}, date(2026, 4, 7)),
        (RECENT | IRRADIATED, {**BOTH, "ebrt_given": "yes"}, None),
        (RECENT | IRRADIATED, {**BOTH, "ebrt_given": "no"}, date(2026, 4, 7)),
        (RECENT & IRRADIATED, {**BOTH, "ebrt_given": "no"}, None),
        (RECENT, {"last_surgery_date": "2026-01-01"}, None),
        (RECENT, {}, None),
    ],
)
def test_a_joined_expression_lapses_with_its_deciding_part(
    definitions: Definitions, expression: Expression, given: Answers, day: date | None
) -> None:
    """An "and" lapses with the older date, an "or" with the newer one."""
    assert explained(definitions, expression, given).lapses_on == day


def test_a_settled_expression_has_no_causes_and_no_needs(definitions: Definitions) -> None:
    """Once one part settles it, the facts of the other are no longer needed."""
    given = {"last_surgery_date": "2026-03-10"}
    found = explained(definitions, RECENT | IRRADIATED, given)
    assert (found.truth, found.causes, found.needs) == (TRUE, (), ())
    assert found.facts == ("last_surgery_date", "ebrt_given")
    assert found.why == ("17 days since surgery, fewer than 28",)
    found = explained(definitions, ~RECENT & IRRADIATED, given)
    assert (found.truth, found.causes, found.needs) == (FALSE, (), ())


def test_an_unknown_expression_has_all_causes_and_needs_of_its_unknown_parts(
    definitions: Definitions,
) -> None:
    """A part that is settled needs no further fact."""
    expression = RECENT & IRRADIATED & ecog.is_("0", judgement=("1",), pending=("2",))
    given = {"last_surgery_date": "2026-02", "ecog": "1"}
    found = explained(definitions, expression, given)
    assert found.truth is UNKNOWN
    assert set(found.causes) == {Cause.IMPRECISE, Cause.MISSING, Cause.JUDGEMENT}
    assert found.needs == ("last_surgery_date", "ebrt_given")
    assert len(found.why) == 3
    found = explained(definitions, expression, {**given, "ecog": "2", "ebrt_given": "yes"})
    assert set(found.causes) == {Cause.IMPRECISE, Cause.PENDING}
    found = explained(definitions, ~expression, {**given, "last_surgery_date": "2026-03"})
    assert (found.truth, found.needs) == (UNKNOWN, ("ebrt_given",))


def test_needs_when_another_expression_implies_the_truth(
    definitions: Definitions,
) -> None:
    """The other expression was read, so its fact is listed even if it settles nothing."""
    expression = true_by_definition(RECENT, IRRADIATED)
    read = ("last_surgery_date", "ebrt_given")
    alone = explained(definitions, RECENT, {})
    assert explained(definitions, expression, {"ebrt_given": "no"}) == alone._replace(facts=read)
    both = explained(definitions, expression, {})
    assert (both.needs, both.facts) == (read, read)
    settled = explained(definitions, expression, {"ebrt_given": "yes"})
    assert (settled.truth, settled.needs, settled.facts) == (TRUE, (), read)
    own = explained(
        definitions, expression, {"last_surgery_date": "2026-03-10", "ebrt_given": "no"}
    )
    assert own.facts == ("last_surgery_date",)


def test_joining_three_expressions_gives_one_flat_list() -> None:
    """The printed rule must read like the criterion, without nested brackets."""
    joined = RECENT & TREATED & IRRADIATED
    assert len(joined.node.parts()) == 3
    assert len((RECENT | (TREATED | IRRADIATED)).node.parts()) == 3
    assert len((RECENT & (TREATED | IRRADIATED)).node.parts()) == 2
