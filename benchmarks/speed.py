"""Measure the speed of the rules, next to cql-execution and a plain function, in one run.

Run: .venv/bin/python -m benchmarks.speed [--patients 10000] [--pyodide]

The laboratory criteria (E8 to E12, E14, E16) run on the same made-up patients in cql-execution
(Node; ELM in cql_execution.mjs) and here. The findings of both are compared before any time is
printed. Times are processor time, the best of three passes, so that other load matters less.
cql-execution gets parsed quantities; ours are read from text, with every check of the answers.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from eligibility.answers import Answers, read_answers
from eligibility.assessment import assess
from eligibility.definitions import Definitions
from eligibility.findings import find
from eligibility.json_api import Precheck
from eligibility.trial_file import read_definitions
from eligibility.truth import Truth
from nelmas_rules import RULES
from tests.eligibility.case_loader import base_answers

HERE = Path(__file__).parent
DRIVER = HERE.parent / "tests" / "eligibility" / "pyodide_driver.mjs"
CRITERIA = ("E8", "E9", "E10", "E11", "E12", "E14", "E16")
BloodTests = dict[str, str]


def patients(seed: int, many: int) -> list[BloodTests]:
    """Return blood tests as laboratories report them, one in ten not known."""
    rng = Random(seed)

    def number(low: int, high: int, digits: int = 0) -> str:
        return f"{Decimal(rng.randint(low, high)).scaleb(-digits):f}"

    def one() -> BloodTests:
        answers = {
            "haemoglobin": f"{number(60, 170)} g/L",
            "wbc": f"{number(5, 200, 1)} 10*9/L",
            "platelets": f"{number(20, 500)} 10*9/L",
            "bilirubin_total": f"{number(3, 90)} umol/L",
            "bilirubin_uln": f"{rng.choice((17, 19, 20, 21, 22, 24, 26))} umol/L",
            "albumin": f"{number(20, 50)} g/L",
            "prothrombin_time": rng.choice(("normal", "normal", "abnormal")),
            "creatinine": f"{number(40, 250)} umol/L",
            "diabetes": rng.choice(("no", "no", "yes")),
            "fasting_glucose": f"{number(35, 200, 1)} mmol/L",
            "fasting_glucose_uln": f"{rng.choice(('5.5', '5.6', '5.9', '6.0', '6.1'))} mmol/L",
            "glucose_was_fasting": "yes",
        }
        return {name: answer for name, answer in answers.items() if rng.random() < 0.9}

    return [one() for _ in range(many)]


def laboratory_only(definitions: Definitions) -> Definitions:
    """Return the definitions of the laboratory criteria and their facts."""
    names = set(patients(0, 1)[0]) | set(patients(1, 1)[0]) | {"assessment_date"}
    names |= {name for answers in patients(2, 20) for name in answers}
    source = json.loads(definitions.to_json())
    return Definitions.from_source(
        {
            **source,
            "facts": [fact for fact in source["facts"] if fact["name"] in names],
            "criteria": [one for one in source["criteria"] if one["id"] in CRITERIA],
        }
    )


def plain(answers: Mapping[str, str]) -> list[bool | None]:
    """Evaluate the laboratory criteria directly: one unit, no reasons, readings or checks."""

    def value(name: str) -> Decimal | None:
        text = answers.get(name)
        return None if text is None else Decimal(text.partition(" ")[0])

    def below(name: str, limit: Decimal) -> bool | None:
        number = value(name)
        return None if number is None else number < limit

    def above(name: str, times: int, uln: str) -> bool | None:
        number, upper = value(name), value(uln)
        return None if number is None or upper is None else number > times * upper

    def both(one: bool | None, other: bool | None) -> bool | None:
        if one is False or other is False:
            return False
        return None if one is None or other is None else True

    def equal(name: str, option: str) -> bool | None:
        return None if name not in answers else answers[name] == option

    creatinine = value("creatinine")
    return [
        below("haemoglobin", HB),
        below("wbc", Decimal(2)),
        below("platelets", Decimal(75)),
        above("bilirubin_total", 3, "bilirubin_uln"),
        both(below("albumin", Decimal(30)), equal("prothrombin_time", "abnormal")),
        both(
            both(equal("diabetes", "yes"), equal("glucose_was_fasting", "yes")),
            above("fasting_glucose", 2, "fasting_glucose_uln"),
        ),
        None if creatinine is None else creatinine > CREATININE,
    ]


HB = Decimal(80)
CREATININE = Decimal(150)


def explained(definitions: Definitions, answers: Answers) -> list[tuple[object, ...]]:
    """Evaluate every criterion, with reasons, facts and what would settle it."""
    return [
        (one.truth, one.because, one.explanation, one.facts, one.needs, one.readings, one.lapses_on)
        for one in find(definitions, RULES, answers)
    ]


def best_of_three(run: Callable[[], object]) -> int:
    """Return the nanoseconds of processor time of the fastest of three passes."""
    times = []
    for _ in range(3):
        start = time.process_time_ns()
        run()
        times.append(time.process_time_ns() - start)
    return min(times)


def each(evaluate: Callable[[Any], object], patients: Sequence[Any]) -> int:
    """Return the nanoseconds of evaluating all patients."""

    def run() -> None:
        for one in patients:
            evaluate(one)

    return best_of_three(run)


def node(script: Path, *arguments: Path | str) -> None:
    """Run a script in Node."""
    found = shutil.which("node")
    assert found, "Node is missing; `python3 dev.py install --test` brings it"
    subprocess.run([found, str(script), *map(str, arguments)], check=True)


def by_cql_execution(everyone: list[BloodTests], folder: Path) -> tuple[int, list[dict[str, Any]]]:
    """Return the nanoseconds cql-execution takes, and what it finds."""
    (folder / "patients.json").write_text(json.dumps(everyone), encoding="utf-8")
    node(HERE / "cql_execution.mjs", folder / "patients.json", folder / "found.json")
    found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    return found["microseconds"] * 1000, found["findings"]


def agree(definitions: Definitions, read: list[Answers], theirs: list[dict[str, Any]]) -> None:
    """Stop if the findings of the two engines differ."""
    names: dict[object, Truth] = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}
    for answers, found in zip(read, theirs, strict=True):
        for finding in find(definitions, RULES, answers):
            name = finding.criterion.id
            readings = {names[found[key]] for key in (name, f"{name}a", f"{name}b") if key in found}
            expected = readings.pop() if len(readings) == 1 else Truth.UNKNOWN
            assert finding.truth is expected, (name, answers, found)


def in_pyodide(definitions: Definitions, answers: list[str], folder: Path) -> int:
    """Return the nanoseconds of one whole assessment in Pyodide under Node."""
    (folder / "definitions.json").write_text(definitions.to_json(), encoding="utf-8")
    (folder / "answers.jsonl").write_text("\n".join(answers), encoding="utf-8")
    files = [folder / name for name in ("definitions.json", "answers.jsonl", "assessments.json")]
    node(DRIVER, HERE.parent, *files)
    found = json.loads((folder / "assessments.json").read_text(encoding="utf-8"))
    return int(found["microseconds_each"]) * 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--pyodide", action="store_true", help="one assessment in Pyodide as well")
    options = parser.parse_args()
    definitions = read_definitions(HERE.parent / "trial.yaml")
    laboratory = laboratory_only(definitions)
    everyone = patients(1, options.patients)
    dated = [{"assessment_date": "2026-03-27", **one} for one in everyone]
    many = len(everyone)
    read = [read_answers(laboratory, one) for one in dated]
    with tempfile.TemporaryDirectory() as name:
        theirs, found = by_cql_execution(everyone, Path(name))
        agree(laboratory, read, found)

        def from_text(one: BloodTests) -> object:
            return find(laboratory, RULES, read_answers(laboratory, one))

        measured = [
            ("plain function, from text, no checks", each(plain, everyone)),
            ("nelmas_rules, ready-made values", each(partial(find, laboratory, RULES), read)),
            ("nelmas_rules, from text, checked", each(from_text, dated)),
            ("nelmas_rules, with every reason", each(partial(explained, laboratory), read)),
            ("cql-execution, ready-made values", theirs),
        ]
        print(f"laboratory criteria, {many} patients; the findings of both engines agree")
        print(f"{'':40}{'us a patient':>14}{'times as fast as cql-execution':>33}")
        for words, took in measured:
            print(f"{words:40}{took / many / 1000:>14.1f}{theirs / took:>33.1f}")
        base = base_answers()
        text = json.dumps(base)
        precheck = Precheck(definitions, RULES)
        again = min(best_of_three(lambda: precheck.assess(text)) for _ in range(100))
        inner = min(best_of_three(lambda: assess(definitions, RULES, base)) for _ in range(100))
        print("\none whole assessment, 25 criteria, all answers known")
        print(f"{'from JSON to JSON, CPython':40}{again / 1000:>14.0f} us")
        print(f"{'without the JSON, CPython':40}{inner / 1000:>14.0f} us")
        if options.pyodide:
            took = in_pyodide(definitions, [text] * 500, Path(name))
            print(f"{'from JSON to JSON, Pyodide in Node':40}{took / 1000:>14.0f} us")


if __name__ == "__main__":
    main()
