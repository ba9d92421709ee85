"""Words, limits, readings and rules cannot drift apart."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nelmas_rules import consistency
from nelmas_rules.definitions import Definitions
from nelmas_rules.expression import Depending
from nelmas_rules.findings import RULES
from nelmas_rules.printed import facts_read, rule_lines

ROOT = Path(__file__).parent.parent.parent
# Numerals as the official words write them, Roman ones for the NYHA classes.
NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:x10[0-9])?|\b(?:IV|III|II)\b")
# Names of things, not amounts; each stands in the official words as it is here.
NAMES = ("R0 ", "R1 ", "R2 ", "68Ga ", "G3 ", "Ki67")


@pytest.fixture(scope="module")
def trial() -> Any:
    """The whole of trial.yaml, every scalar as text."""
    return yaml.load((ROOT / "trial.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_every_rule_has_a_criterion_and_every_criterion_a_rule(definitions: Definitions) -> None:
    """A criterion without a rule would never be looked at."""
    assert list(RULES) == list(definitions.criteria)
    assert list(RULES) == [f"I{n}" for n in range(1, 9)] + [f"E{n}" for n in range(1, 18)]


def test_the_trial_fits_the_rules(trial: Any) -> None:
    """Nothing may be missing and nothing left over."""
    assert consistency.problems(trial) == []


def test_every_number_of_the_official_words_is_a_limit_or_declared_not_one(trial: Any) -> None:
    """A number that nobody compares with anything is a criterion half read."""
    for criterion in trial["criteria"]:
        words = criterion["official"]
        for name in NAMES:
            words = words.replace(name, " ")
        for entry in criterion.get("not_limits", ()):
            assert entry["printed"] in words, criterion["id"]
            words = words.replace(entry["printed"], " ")
        for entries in criterion.get("limits", {}).values():
            for entry in entries:
                printed = entry if isinstance(entry, str) else entry.get("printed", "")
                if isinstance(entry, str):
                    assert printed in criterion["official"], (criterion["id"], printed)
                words = words.replace(printed, " ") if printed else words
        assert NUMERAL.findall(words) == [], criterion["id"]


def test_every_limit_without_a_place_in_the_words_has_a_source(trial: Any) -> None:
    """A number that the record does not print must say where it comes from."""
    for criterion in trial["criteria"]:
        for entries in criterion.get("limits", {}).values():
            for entry in entries:
                if isinstance(entry, str):
                    continue
                assert entry.get("printed") or entry.get("source"), criterion["id"]
                assert entry.get("printed", "") in criterion["official"]


def test_the_official_words_are_those_of_the_record(trial: Any) -> None:
    """The trial is quoted, never retold."""
    record = (ROOT / "site_src" / "record" / trial["record"]["file"]).read_text(encoding="utf-8")
    for criterion in trial["criteria"]:
        assert criterion["official"] in record, criterion["id"]


def test_every_reading_is_asked_and_every_question_has_two_answers(
    definitions: Definitions,
) -> None:
    """A reading that no rule follows would be a promise that is not kept."""
    for criterion in definitions.criteria.values():
        asked = {
            node.question for node in RULES[criterion.id].walk() if isinstance(node, Depending)
        }
        by_limit = {question.id for question in criterion.readings.values() if question.limit}
        assert asked | by_limit == set(criterion.readings)
        assert all(len(one.alternatives) >= 2 for one in criterion.readings.values())


def test_a_ruling_leaves_only_its_reading(trial: Any, base: dict[str, Any]) -> None:
    """Once the trial team has ruled, the other reading must not hold anything open."""
    from nelmas_rules.assessment import assess

    for letter, finding in (("a", "true"), ("b", "false")):
        ruled = copy.deepcopy(trial)
        (e8,) = [one for one in ruled["criteria"] if one["id"] == "E8"]
        e8["readings"][0]["ruling"] = {
            "reading": letter,
            "by": "the trial team",
            "on": "2026-01-31",
            "modification": "1",
        }
        definitions = Definitions.from_trial(ruled)
        found = assess(definitions, {**base, "haemoglobin": "80 g/L"})
        (hb,) = [one for one in found.findings if one.criterion.id == "E8"]
        assert hb.truth.value == finding
        assert hb.readings == ()


def test_the_printed_rule_names_every_fact_and_limit_of_the_rule(definitions: Definitions) -> None:
    """What people read must be what runs."""
    for criterion in definitions.criteria.values():
        printed = "\n".join(rule_lines(definitions, criterion.id))
        assert printed.startswith(f"{criterion.id} is true when ")
        for fact in facts_read(criterion.id):
            assert fact in printed, (criterion.id, fact)
        for node in RULES[criterion.id].walk():
            name = getattr(node, "limit", "")
            for limit in criterion.limits.get(name, ()):
                assert limit.text.removesuffix(" x ULN") in printed, (criterion.id, limit.text)
        for question in criterion.readings.values():
            assert question.limit or question.id in printed


def test_every_fact_is_read_by_a_rule(definitions: Definitions) -> None:
    """Asking for what no rule reads would break data minimisation."""
    read = {fact for identity in RULES for fact in facts_read(identity)}
    assert read | {"assessment_date"} == set(definitions.facts)


@pytest.mark.parametrize(
    ("criterion", "mend", "words"),
    [
        ("E8", lambda one: one["limits"].pop("haemoglobin"), "uses the limit haemoglobin"),
        ("E8", lambda one: one["readings"].clear(), "the printed limits differ"),
        ("E9", lambda one: one["limits"].update(more=["3 10*9/L"]), "no rule uses the limit more"),
        ("E9", lambda one: one["limits"].update(wbc=["2 g/L"]), "must be in a unit like 10*9/L"),
        ("E9", lambda one: one["limits"].update(wbc=["two"]), "is not a quantity"),
        ("E1", lambda one: one["limits"].update(recent=["4 g/L"]), "is not a time"),
        ("E1", lambda one: one["readings"].clear(), "depends on the reading"),
        ("E13", lambda one: one["limits"].update(nyha=["5"]), "uses the option '5'"),
        ("E17", lambda one: one.update(id="E18"), "E18 has no rule"),
        (
            "E17",
            lambda one: one.update(readings=[{"id": "x", "question": "?", "alternatives": {}}]),
            "no rule asks the question x",
        ),
    ],
)
def test_drift_between_trial_and_rules_is_named(
    trial: Any, criterion: str, mend: Any, words: str
) -> None:
    """An edit of trial.yaml that the rules do not follow must stop the build with a remedy."""
    broken = copy.deepcopy(trial)
    mend(next(one for one in broken["criteria"] if one["id"] == criterion))
    assert any(words in message for _, message in consistency.problems(broken))
