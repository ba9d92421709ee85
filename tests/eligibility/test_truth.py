from __future__ import annotations

from itertools import product

import pytest

from eligibility.truth import FALSE, TRUE, UNKNOWN, Truth, all_of, any_of, settled

TABLE = [
    # one, other, one & other, one | other
    (TRUE, TRUE, TRUE, TRUE),
    (TRUE, FALSE, FALSE, TRUE),
    (TRUE, UNKNOWN, UNKNOWN, TRUE),
    (FALSE, TRUE, FALSE, TRUE),
    (FALSE, FALSE, FALSE, FALSE),
    (FALSE, UNKNOWN, FALSE, UNKNOWN),
    (UNKNOWN, TRUE, UNKNOWN, TRUE),
    (UNKNOWN, FALSE, FALSE, UNKNOWN),
    (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
]

# The tables of three standards, in each one's own notation: and, or, not, one line a pair.
STANDARDS = {
    # ISO/IEC 9075-2 (SQL), boolean value expression, truth tables for AND, OR and NOT.
    "SQL": (
        {"TRUE": TRUE, "FALSE": FALSE, "UNKNOWN": UNKNOWN},
        """
        TRUE    TRUE    TRUE    TRUE
        TRUE    FALSE   FALSE   TRUE
        TRUE    UNKNOWN UNKNOWN TRUE
        FALSE   TRUE    FALSE   TRUE
        FALSE   FALSE   FALSE   FALSE
        FALSE   UNKNOWN FALSE   UNKNOWN
        UNKNOWN TRUE    UNKNOWN TRUE
        UNKNOWN FALSE   FALSE   UNKNOWN
        UNKNOWN UNKNOWN UNKNOWN UNKNOWN
        """,
    ),
    # HL7 Clinical Quality Language 1.5, appendix B, logical operators And, Or and Not.
    "CQL": (
        {"true": TRUE, "false": FALSE, "null": UNKNOWN},
        """
        true  true  true  true
        true  false false true
        true  null  null  true
        false true  false true
        false false false false
        false null  false null
        null  true  null  true
        null  false false null
        null  null  null  null
        """,
    ),
    # HL7 FHIRPath 2.0, Boolean logic, and / or / not(); {} is the empty collection.
    "FHIRPath": (
        {"true": TRUE, "false": FALSE, "{}": UNKNOWN},
        """
        true  true  true  true
        true  false false true
        true  {}    {}    true
        false true  false true
        false false false false
        false {}    false {}
        {}    true  {}    true
        {}    false false {}
        {}    {}    {}    {}
        """,
    ),
}


@pytest.mark.parametrize(("one", "other", "both", "either"), TABLE)
def test_and_and_or_follow_kleenes_table(
    one: Truth, other: Truth, both: Truth, either: Truth
) -> None:
    """Unknown must stay unknown unless the other half settles the result."""
    assert one & other is both
    assert one | other is either


@pytest.mark.parametrize(("one", "other"), [(TRUE, FALSE), (FALSE, TRUE), (UNKNOWN, UNKNOWN)])
def test_not_follows_kleenes_table(one: Truth, other: Truth) -> None:
    """Missing data must not decide anything, so the opposite of unknown is unknown."""
    assert ~one is other


@pytest.mark.parametrize("name", STANDARDS)
def test_the_tables_match_the_standard(name: str) -> None:
    """Readers who know one of these standards can rely on it."""
    notation, table = STANDARDS[name]
    rows = [line.split() for line in table.split("\n") if line.strip()]
    assert len({(row[0], row[1]) for row in rows}) == 9
    for row in rows:
        one, other, both, either = (notation[word] for word in row)
        assert one & other is both
        assert one | other is either
    # NOT in all three: true and false change places, the third stays.
    assert [~truth for truth in notation.values()] == [FALSE, TRUE, UNKNOWN]


@pytest.mark.parametrize("truth", list(Truth))
def test_a_truth_cannot_be_used_as_a_bool(truth: Truth) -> None:
    """`if finding:` would treat unknown as yes or no."""
    with pytest.raises(TypeError, match="is TRUE"):
        bool(truth)
    with pytest.raises(TypeError):
        not truth  # noqa: B018
    with pytest.raises(TypeError):
        any([truth])


def test_joining_many_equals_joining_in_pairs() -> None:
    """A criterion of five parts must follow the same tables as one of two."""
    for one, two, three in product(Truth, repeat=3):
        assert all_of((one, two, three)) is (one & two) & three is one & (two & three)
        assert any_of((one, two, three)) is (one | two) | three is one | (two | three)
        assert ~(one & two) is ~one | ~two
        assert one & two is two & one
    assert all_of(()) is TRUE
    assert any_of(()) is FALSE


def test_settled_converts_a_bool() -> None:
    """A plain yes or no becomes a truth."""
    assert settled(True) is TRUE
    assert settled(False) is FALSE
