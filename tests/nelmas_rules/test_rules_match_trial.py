"""The official words, limits, readings and rules match each other."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from eligibility import consistency
from eligibility.definitions import Definitions
from nelmas_rules import RULES
from tests import fixtures

ROOT = Path(__file__).parent.parent.parent
# Numerals as the official words write them; NYHA classes are Roman numerals.
NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:x10[0-9])?|\b(?:IV|III|II)\b")
MISSING_JUDGEMENT = "missing field judgement: the rule leaves MiNEN to a clinician. Say so there."
# Names that contain digits but are not amounts, as the official words write them.
NAMES = ("R0 ", "R1 ", "R2 ", "68Ga ", "G3 ", "Ki67")


@pytest.fixture(scope="module")
def trial() -> Any:
    """The whole of tests/trial.yaml, every scalar as text."""
    return yaml.load(fixtures.FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_every_rule_has_a_criterion_and_every_criterion_a_rule(definitions: Definitions) -> None:
    """A criterion without a rule would never be checked."""
    assert list(RULES.criteria) == list(definitions.criteria)
    assert list(RULES.criteria) == [f"I{n}" for n in range(1, 9)] + [f"E{n}" for n in range(1, 18)]


def test_the_trial_matches_the_rules(trial: Any) -> None:
    """Nothing may be missing, and nothing may be unused."""
    assert consistency.problems(trial, RULES) == []


def test_every_number_of_the_official_words_is_a_limit_or_declared_not_one(trial: Any) -> None:
    """A number that no rule uses could be an overlooked limit."""
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


def test_every_limit_that_is_not_printed_has_a_source(trial: Any) -> None:
    """A number that the record does not print must say where it comes from."""
    for criterion in trial["criteria"]:
        for entries in criterion.get("limits", {}).values():
            for entry in entries:
                if isinstance(entry, str):
                    continue
                assert entry.get("printed") or entry.get("source"), criterion["id"]
                assert entry.get("printed", "") in criterion["official"]


def test_the_official_words_are_in_the_record(trial: Any) -> None:
    """Official words are quoted exactly."""
    record = (ROOT / "site_src" / "record" / trial["record"]["file"]).read_text(encoding="utf-8")
    for criterion in trial["criteria"]:
        assert criterion["official"] in record, criterion["id"]


def test_every_reading_is_used_and_has_two_alternatives(
    definitions: Definitions,
) -> None:
    """The site must not show a reading that no rule uses."""
    for criterion in definitions.criteria.values():
        asked = {
            question
            for node in RULES.criteria[criterion.id].walk()
            for question in node.uses().questions
        }
        by_limit = {question.id for question in criterion.readings if question.limit}
        assert asked | by_limit == set(criterion.questions)
        assert all(len(one.alternatives) >= 2 for one in criterion.readings)


def test_a_ruling_settles_its_question(trial: Any, base: dict[str, Any]) -> None:
    """After a ruling, the other reading must not make a finding unknown."""
    from eligibility.assessment import assess

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
        found = assess(definitions, RULES, {**base, "haemoglobin": "80 g/L"})
        (hb,) = [one for one in found.findings if one.criterion.id == "E8"]
        assert hb.truth.value == finding
        assert hb.readings == ()


def test_the_printed_rule_names_every_fact_and_limit_of_the_rule(definitions: Definitions) -> None:
    """The printed rule must match the running rule."""
    for criterion in definitions.criteria.values():
        printed = "\n".join(RULES.lines(criterion))
        assert printed.startswith(f"{criterion.id} is true when ")
        for fact in RULES.criteria[criterion.id].facts:
            assert fact in printed, (criterion.id, fact)
        for node in RULES.criteria[criterion.id].walk():
            for name in node.uses().limits:
                for limit in criterion.limits[name]:
                    assert limit.value.removesuffix(" x ULN") in printed, (criterion.id, name)
        for question in criterion.readings:
            assert question.limit or question.id in printed


def test_every_fact_is_read_by_a_rule(definitions: Definitions) -> None:
    """Asking for what no rule reads would break data minimisation."""
    assert {*RULES.facts, "assessment_date"} == set(definitions.facts)


def fact_of(trial: Any, name: str) -> Any:
    """Return one fact of the trial."""
    return next(fact for fact in trial["facts"] if fact["name"] == name)


def test_a_rule_that_needs_judgement_needs_the_field_judgement(trial: Any) -> None:
    """Without an explanation, an unknown finding would look like an error."""
    place = [criterion["id"] for criterion in trial["criteria"]].index("E2")
    broken = copy.deepcopy(trial)
    del broken["criteria"][place]["judgement"]
    assert consistency.problems(broken, RULES) == [(("criteria", place), MISSING_JUDGEMENT)]


def test_mismatched_facts_and_options_are_reported_with_their_place(trial: Any) -> None:
    """A rule cannot read a fact or an option that does not exist."""
    broken = copy.deepcopy(trial)
    broken["facts"] = [fact for fact in broken["facts"] if fact["name"] != "wbc"]
    assert (("facts",), "missing fact wbc: the rules read it. Add it.") in (
        consistency.problems(broken, RULES)
    )
    broken = copy.deepcopy(trial)
    broken["facts"].append({"name": "shoe_size", "type": "number", "label": "Shoe size"})
    (found,) = consistency.problems(broken, RULES)
    assert found == (
        ("facts", len(trial["facts"])),
        "no rule reads the fact shoe_size. Remove it.",
    )
    broken = copy.deepcopy(trial)
    fact_of(broken, "liver_resection_margin")["options"].pop()
    assert all(
        (place[0], place[2:]) == ("facts", ("options",)) and "needs the option 'RX'" in message
        for place, message in consistency.problems(broken, RULES)
    )
    assert len(consistency.problems(broken, RULES)) == 2


def test_mismatched_limits_and_readings_are_reported_with_their_place(trial: Any) -> None:
    """Two printed limits that differ need a reading, and each reading needs a rule."""

    def broken(identity: str, edit: Any) -> list[Any]:
        changed = copy.deepcopy(trial)
        edit(next(one for one in changed["criteria"] if one["id"] == identity))
        return consistency.problems(changed, RULES)

    at = {one["id"]: ("criteria", number) for number, one in enumerate(trial["criteria"])}
    ((place, message),) = broken("E8", lambda one: one["readings"].clear())
    assert place == (*at["E8"], "limits", "haemoglobin")
    assert "Add a reading with `limit: haemoglobin`" in message
    ((place, message),) = broken(
        "E8", lambda one: one["readings"][0]["alternatives"].update(c="Neither.")
    )
    assert place == (*at["E8"], "limits", "haemoglobin")
    assert "one alternative for each printed limit" in message
    ((place, message),) = broken("E9", lambda one: one["limits"].update(wbc=["2 g/L"]))
    assert place == (*at["E9"], "limits", "wbc")
    ((place, message),) = broken("E9", lambda one: one["limits"].update(wbc=["2 10*9/L", "x"]))
    assert place == (*at["E9"], "limits", "wbc", 1)
    ((place, message),) = broken("E1", lambda one: one["limits"].update(recent=["4 wk", "4 %"]))
    assert place == (*at["E1"], "limits", "recent", 1)
    assert broken("E1", lambda one: one["limits"].update(recent=["28 d"])) == []
    assert broken("E9", lambda one: one["limits"].update(wbc=["2000 /mm3"])) == []
    ((place, message),) = broken("E9", lambda one: one["limits"].update(more=["3 10*9/L"]))
    assert place == (*at["E9"], "limits", "more")
    ((place, message),) = broken(
        "E13", lambda one: one["readings"][0]["alternatives"].update(c="Perhaps.")
    )
    assert place == (*at["E13"], "readings", 0)
    assert message == "the alternatives must be a, b, as in the rule."
    extra = {"id": "x", "question": "?", "alternatives": {"a": "A.", "b": "B."}}
    ((place, message),) = broken("E13", lambda one: one["readings"].append(extra))
    assert place == (*at["E13"], "readings", 1)
    found = broken("E17", lambda one: one.update(id="E18"))
    assert (at["E17"], "E18 has no rule. Write one in nelmas_rules.") in found
    assert (
        ("criteria",),
        "missing criterion E17: nelmas_rules has a rule for it. Add it.",
    ) in found


def test_judgements_are_in_the_definitions(definitions: Definitions) -> None:
    """The page takes the words for judgements and sources from the definitions."""
    judged = {one.id for one in definitions.criteria.values() if one.judgement}
    assert judged == {"I4", "I5", "I6", "E2", "E3"}
    assert definitions.criteria["I4"].limits["ki67_grade_3"][0].source.startswith("WHO")


@pytest.mark.parametrize(
    ("criterion", "edit", "words"),
    [
        ("E8", lambda one: one["limits"].pop("haemoglobin"), "missing limit haemoglobin"),
        ("E8", lambda one: one["readings"].clear(), "the printed limits differ"),
        ("E9", lambda one: one["limits"].update(more=["3 10*9/L"]), "no rule uses the limit more"),
        ("E9", lambda one: one["limits"].update(wbc=["2 g/L"]), "must have a unit such as 10*9/L"),
        ("E9", lambda one: one["limits"].update(wbc=["two"]), "is not a quantity"),
        ("E1", lambda one: one["limits"].update(recent=["4 g/L"]), "is not a time"),
        ("E1", lambda one: one["readings"].clear(), "needs the reading"),
        ("E13", lambda one: one["limits"].update(nyha=["5"]), "needs the option '5'"),
        ("E17", lambda one: one.update(id="E18"), "E18 has no rule"),
        (
            "E17",
            lambda one: one.update(readings=[{"id": "x", "question": "?", "alternatives": {}}]),
            "no rule depends on the reading x",
        ),
    ],
)
def test_differences_between_trial_and_rules_are_reported(
    trial: Any, criterion: str, edit: Any, words: str
) -> None:
    """An edit of trial.yaml that does not match the rules must stop the build."""
    broken = copy.deepcopy(trial)
    edit(next(one for one in broken["criteria"] if one["id"] == criterion))
    assert any(words in message for _, message in consistency.problems(broken, RULES))


def test_one_limit_in_a_wrong_unit_is_reported(trial: Any) -> None:
    """Each of two printed limits must be checked, not just one of them."""
    broken = copy.deepcopy(trial)
    place = [criterion["id"] for criterion in trial["criteria"]].index("E8")
    limits = broken["criteria"][place]["limits"]["haemoglobin"]
    limits[1] = "8 %"
    assert consistency.problems(broken, RULES) == [
        (
            ("criteria", place, "limits", "haemoglobin"),
            "a limit of haemoglobin must have a unit such as g/L.",
        )
    ]
