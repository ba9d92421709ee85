"""Count how many answers settle the outcome: in the order of `ask`, and in form order.

Run: .venv/bin/python -m benchmarks.ask [--patients 2000] [--seed 1]

All answers of each patient are known but hidden. The check starts with the date alone and gets one
answer at a time, until no further answer can change the outcome.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from statistics import mean, median

from eligibility.assessment import Assessment, Outcome, assess
from eligibility.definitions import Definitions
from eligibility.trial_file import read_definitions
from nelmas_rules import RULES
from tests.eligibility.case_loader import base_answers
from tests.eligibility.patients import Answers, patient

TRIAL = Path(__file__).parent.parent / "trial.yaml"
SHARES = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Shares of answers that differ from the base patient's; each share is equally frequent."""

Choose = Callable[[Assessment, Mapping[str, object]], str]


def oracles(seed: int, many: int, definitions: Definitions) -> Iterator[Answers]:
    """Yield patients with every answer, mostly without contradictions, and with tests done."""
    rng = Random(seed)
    while many:
        answers = patient(rng, definitions, base_answers(), changed=rng.choice(SHARES))
        answers["glucose_was_fasting"] = "yes"
        if answers["pregnancy"] == "not_tested":
            answers["pregnancy"] = "negative_test"
        if answers["mri_date"] > answers["liver_resection_date"] and rng.random() < 0.9:
            continue
        many -= 1
        yield answers


def most_decisive(assessment: Assessment, _known: Mapping[str, object]) -> str:
    """Return the first of `ask`."""
    return assessment.ask[0]


def in_form_order(definitions: Definitions, *, skipping: bool) -> Choose:
    """Return a function that chooses facts in form order; `skipping` leaves out needless ones."""

    def choose(assessment: Assessment, known: Mapping[str, object]) -> str:
        asked = assessment.ask if skipping else definitions.facts
        return next(fact for fact in definitions.facts if fact in asked and fact not in known)

    return choose


def answers_needed(definitions: Definitions, oracle: Answers, choose: Choose) -> int:
    """Return how many answers settle the outcome, and check that it is the right one."""
    known = {"assessment_date": oracle["assessment_date"]}
    while (assessment := assess(definitions, RULES, known)).ask:
        fact = choose(assessment, known)
        assert fact not in known, f"{fact} is asked again though it is known"
        known[fact] = oracle[fact]
    assert assessment.outcome is assess(definitions, RULES, oracle).outcome
    return len(known) - 1


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    definitions = read_definitions(TRIAL)
    everyone = list(oracles(options.seed, options.patients, definitions))
    outcomes = [assess(definitions, RULES, one).outcome for one in everyone]
    ways: dict[str, Choose] = {
        "as `ask` says": most_decisive,
        "form order, skipping what cannot matter": in_form_order(definitions, skipping=True),
        "form order, everything": in_form_order(definitions, skipping=False),
    }
    print(f"{options.patients} patients, seed {options.seed}; answers given (mean, median)")
    print(f"{'':42}{'all':>14}{'outside':>14}{'others':>14}")
    for name, choose in ways.items():
        counts = [answers_needed(definitions, one, choose) for one in everyone]
        outside = [
            count
            for count, outcome in zip(counts, outcomes, strict=True)
            if outcome is Outcome.OUTSIDE_CRITERIA
        ]
        others = [
            count
            for count, outcome in zip(counts, outcomes, strict=True)
            if outcome is not Outcome.OUTSIDE_CRITERIA
        ]
        cells = [f"{mean(group):.1f}, {median(group):.0f}" for group in (counts, outside, others)]
        print(f"{name:42}" + "".join(f"{cell:>14}" for cell in cells))
    share = sum(outcome is Outcome.OUTSIDE_CRITERIA for outcome in outcomes) / len(outcomes)
    print(f"{share:.0%} of the patients are outside the criteria")


if __name__ == "__main__":
    main()
