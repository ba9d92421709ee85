"""A trial that names no rules package, and one that names a wrong package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eligibility.definitions import Criterion, Definitions
from eligibility.direct import direct_rules, fact_name, with_direct_facts
from eligibility.trial_file import load_rules, open_precheck, rules_of
from nelmas_rules import RULES

CRITERIA = (
    Criterion("Inc-1", "inclusion", "Has a sore knee.", "Your knee hurts.", "may"),
    Criterion("Exc-1", "exclusion", "Takes aspirin.", "You take aspirin.", "no"),
)


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    """A trial of two criteria, without limits, options or rules of its own."""
    criteria = {criterion.id: criterion for criterion in CRITERIA}
    return with_direct_facts(
        Definitions("NCT00000000", "knee", "", "a registry", "recruiting", {}, criteria)
    )


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("true", "false", "may_fit"),
        ("false", "false", "not_at_the_moment"),
        ("true", "true", "outside_criteria"),
        (None, "false", "ask_the_team"),
    ],
)
def test_each_criterion_is_asked_in_its_own_words(
    definitions: Definitions, first: str | None, second: str, outcome: str
) -> None:
    """A trial has a pre-check before anyone writes a rule."""
    precheck = open_precheck(definitions.to_json())
    answers = {"assessment_date": "2026-03-27", "criterion_inc_1": first, "criterion_exc_1": second}
    found = json.loads(precheck.assess(json.dumps(answers)))
    assert (found["format"], found["outcome"]) == ("knee-assessment/1", outcome)
    assert found["ask"] == ([] if first or outcome == "outside_criteria" else ["criterion_inc_1"])
    assert definitions.facts["criterion_inc_1"].label == "Has a sore knee."


def test_a_problem_names_the_format_of_its_trial(definitions: Definitions) -> None:
    """The results of two trials must not be mixed up."""
    found = json.loads(open_precheck(definitions.to_json()).assess("{}"))
    assert found["format"] == "knee-problems/1"


def test_the_rule_is_printed() -> None:
    """The page "How the check decides" shows a rule for these trials, too."""
    rules = direct_rules(CRITERIA)
    assert rules.lines(CRITERIA[0]) == ["Inc-1 is true when criterion_inc_1 is true"]
    assert rules.facts == ("criterion_inc_1", "criterion_exc_1")
    assert fact_name("I1") == "criterion_i1"


def test_the_rules_package_is_found_by_name(definitions: Definitions, tmp_path: Path) -> None:
    """The name in trial.yaml decides, and a package beside trial.yaml needs no installation."""
    assert load_rules("nelmas_rules") is RULES
    assert rules_of(definitions).package == ""
    package = tmp_path / "knee_rules"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from eligibility.rules import Rules\nRULES = Rules({}, package=__name__)\n", "utf-8"
    )
    assert load_rules("knee_rules", tmp_path).package == "knee_rules"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no_such_rules", None, "there is no rules package 'no_such_rules'"),
        ("empty_rules", "", "empty_rules/__init__.py must export RULES"),
        ("odd_rules", "RULES = 1\n", "RULES in odd_rules must be an eligibility.rules.Rules"),
    ],
)
def test_a_wrong_rules_package_is_explained(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    """A trial team that misspells the name must read what to do."""
    if content is not None:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(content, "utf-8")
    with pytest.raises(ValueError, match="ules") as error:
        load_rules(name, tmp_path)
    assert message in str(error.value)
