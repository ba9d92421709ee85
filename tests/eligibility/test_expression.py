"""How parts of a criterion come together: truth, reason, needs and lapse date."""

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


def judged(definitions: Definitions, expression: Expression, told: Answers) -> Explanation:
    """Judge an expression as if it were E1."""
    answers = read_answers(definitions, {"assessment_date": "2026-03-27", **told})
    criterion = definitions.criteria["E1"]
    return expression.explain(Case(Setting(definitions, criterion, criterion.choices[0]), answers))


BOTH = {"last_surgery_date": "2026-03-10", "other_treatment_last_date": "2026-03-20"}


@pytest.mark.parametrize(
    ("expression", "told", "day"),
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
def test_a_joined_sentence_lapses_with_the_part_that_it_stands_on(
    definitions: Definitions, expression: Expression, told: Answers, day: date | None
) -> None:
    """Both must be recent, so the older one ends it; either may be, so the newer one does."""
    assert judged(definitions, expression, told).lapses_on == day


def test_what_is_settled_names_no_reason_and_needs_nothing(definitions: Definitions) -> None:
    """Once one part settles it, what the other would need is no longer asked."""
    told = {"last_surgery_date": "2026-03-10"}
    found = judged(definitions, RECENT | IRRADIATED, told)
    assert (found.truth, found.causes, found.needs) == (TRUE, (), ())
    assert found.facts == ("last_surgery_date", "ebrt_given")
    assert found.why == ("17 days since surgery, fewer than 28",)
    found = judged(definitions, ~RECENT & IRRADIATED, told)
    assert (found.truth, found.causes, found.needs) == (FALSE, (), ())


def test_what_is_open_names_every_reason_and_need_of_the_open_parts(
    definitions: Definitions,
) -> None:
    """A part that is settled the harmless way has nothing to ask."""
    expression = RECENT & IRRADIATED & ecog.is_("0", judgement=("1",), pending=("2",))
    told = {"last_surgery_date": "2026-02", "ecog": "1"}
    found = judged(definitions, expression, told)
    assert found.truth is UNKNOWN
    assert set(found.causes) == {Cause.IMPRECISE, Cause.MISSING, Cause.JUDGEMENT}
    assert found.needs == ("last_surgery_date", "ebrt_given")
    assert len(found.why) == 3
    found = judged(definitions, expression, {**told, "ecog": "2", "ebrt_given": "yes"})
    assert set(found.causes) == {Cause.IMPRECISE, Cause.PENDING}
    found = judged(definitions, ~expression, {**told, "last_surgery_date": "2026-03"})
    assert (found.truth, found.needs) == (UNKNOWN, ("ebrt_given",))


def test_what_another_sentence_could_not_settle_wants_only_its_own_answer(
    definitions: Definitions,
) -> None:
    """Whatever the other one says: it was looked at, so its fact is among those named."""
    expression = true_by_definition(RECENT, IRRADIATED)
    read = ("last_surgery_date", "ebrt_given")
    alone = judged(definitions, RECENT, {})
    assert judged(definitions, expression, {"ebrt_given": "no"}) == alone._replace(facts=read)
    both = judged(definitions, expression, {})
    assert (both.needs, both.facts) == (read, read)
    settled = judged(definitions, expression, {"ebrt_given": "yes"})
    assert (settled.truth, settled.needs, settled.facts) == (TRUE, (), read)
    own = judged(definitions, expression, {"last_surgery_date": "2026-03-10", "ebrt_given": "no"})
    assert own.facts == ("last_surgery_date",)


def test_joining_more_than_two_makes_one_list() -> None:
    """The printed rule must read like the criterion, not like brackets in brackets."""
    joined = RECENT & TREATED & IRRADIATED
    assert len(joined.node.parts()) == 3
    assert len((RECENT | (TREATED | IRRADIATED)).node.parts()) == 3
    assert len((RECENT & (TREATED | IRRADIATED)).node.parts()) == 2
