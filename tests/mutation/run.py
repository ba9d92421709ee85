"""Count how many small changes to the engine and the rules the tests kill.

Run: .venv/bin/python -m tests.mutation.run [quantity.py …] [--every 1] [--jobs 1]

mutmut ignores code outside functions, and the criteria are outside functions, so this is our own
mutator. Each mutant runs in a forked process: first every published case, then pytest on the quick
tests until one fails. Survivors are printed; docs/rules-proof.md says why each is accepted.
Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests import fixtures
from tests.eligibility.case_loader import TestPatient, load
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("eligibility", "nelmas_rules")
LIGHT = (
    "eligibility/test_truth.py",
    "eligibility/test_units.py",
    "eligibility/test_rules_without_a_package.py",
    "eligibility/test_fact_types.py",
    "eligibility/test_explanations.py",
    "nelmas_rules/test_rules_match_trial.py",
    "eligibility/test_parts.py",
    "eligibility/test_expression.py",
    "nelmas_rules/test_printed.py",
    "eligibility/test_evaluate_equals_explain.py",
    "eligibility/test_outcome.py",
)
QUICK = (
    *LIGHT,
    "eligibility/test_exactness.py",
    "eligibility/test_commands.py",
    "eligibility/test_bad_input.py",
    "eligibility/test_ask.py",
    "eligibility/test_invariances.py",
    "eligibility/test_monotonic.py",
)
"""The tests that run, the quickest first."""
FIRST = {
    **dict.fromkeys(("cli.py", "trial_file.py", "summary.py"), "eligibility/test_commands.py"),
    **dict.fromkeys(
        ("answers.py", "fact_types.py", "json_api.py", "problems.py"),
        "eligibility/test_bad_input.py",
    ),
    "consistency.py": "nelmas_rules/test_rules_match_trial.py",
    "expression.py": "eligibility/test_expression.py",
    "direct.py": "eligibility/test_rules_without_a_package.py",
    **dict.fromkeys(
        ("assessment.py", "contradictions.py", "dates.py", "definitions.py", "quantity.py"),
        "eligibility/test_parts.py",
    ),
}
"""The tests that cover a module best; they run first."""
SECONDS = 90
"""Processor time for one mutant; an endless loop counts as killed."""
KILLED, SURVIVED, BY_CASES = 1, 0, 3


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives Python the mutant instead of the module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = mutant.module.removesuffix(".py").replace("/", ".")
        self.file = ROOT / mutant.module

    def find_spec(
        self, fullname: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find just the one module."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.file, loader=self)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave it to Python."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant's source."""
        exec(compile(self.mutant.source, str(self.file), "exec"), vars(module))


def try_out(mutant: Mutant, cases: Sequence[TestPatient], trial: Any, light: bool) -> int:
    """Run the tests against a mutant, in a forked process that exits with the result."""
    sys.meta_path.insert(0, Mutated(mutant))
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    try:
        import json

        from eligibility.definitions import Definitions
        from eligibility.json_api import Precheck
        from nelmas_rules import RULES
        from tests.nelmas_rules.test_cases import actual, expected

        precheck = Precheck(Definitions.from_trial(trial), RULES)
        for case in cases:
            found = json.loads(precheck.assess(json.dumps(dict(case.answers))))
            if actual(found, dict(case.expect)) != expected(dict(case.expect)):
                return BY_CASES
    except BaseException:
        return BY_CASES
    os.environ["TRIAL_SITE_MUTANT"] = "1"
    options = [
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
        "-k",
        "not ucum_lhc and not command_line",
    ]
    name = Path(mutant.module).name
    first = [FIRST[name]] if name in FIRST else []
    order = dict.fromkeys((*first, *LIGHT, *(() if light else QUICK)))
    files = [str(ROOT / "tests" / name) for name in order]
    present = [file for file in files if Path(file).exists()]
    return SURVIVED if pytest.main([*options, *present]) == pytest.ExitCode.OK else KILLED


def result(mutant: Mutant, cases: Sequence[TestPatient], trial: Any, light: bool) -> int:
    """Fork, try the mutant, and return the result; too slow counts as killed."""
    child = os.fork()
    if not child:
        code = KILLED
        try:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            code = try_out(mutant, cases, trial, light)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) or SURVIVED


def chosen(modules: Sequence[str], every: int) -> Iterator[Mutant]:
    """Yield the mutants to try."""
    place = 0
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).glob("*.py")):
        if modules and path.name not in modules:
            continue
        module = path.relative_to(ROOT).as_posix()
        for mutant in mutants(module, path.read_text(encoding="utf-8")):
            if place % every == 0:
                yield mutant
            place += 1


def main() -> None:
    """Try the mutants and print the score by module, and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="only these, such as quantity.py")
    parser.add_argument("--every", type=int, default=1, help="try only every Nth mutant")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument("--light", action="store_true", help="cases and the lightest tests only")
    options = parser.parse_args()
    cases = load()
    trial = yaml.load(fixtures.FILE.read_text("utf-8"), Loader=yaml.BaseLoader)
    start = time.monotonic()
    tried = list(chosen(options.modules, options.every))
    score: dict[str, list[int]] = {}
    with ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda mutant: result(mutant, cases, trial, options.light), tried)
        for mutant, code in zip(tried, results, strict=True):
            counts = score.setdefault(mutant.module, [0, 0, 0])
            counts[0] += 1
            counts[1] += code != SURVIVED
            counts[2] += code == BY_CASES
            sys.stderr.write("." if code != SURVIVED else "s")
            sys.stderr.flush()
            if code == SURVIVED:
                print(f"survived  {mutant.module}:{mutant.line}: {mutant.change}", flush=True)
    print(f"\n{'module':32}{'mutants':>9}{'killed':>9}{'by cases':>10}{'score':>8}")
    totals = [sum(column) for column in zip(*score.values(), strict=True)]
    for module, (all_, killed, by_cases) in [*sorted(score.items()), ("all", tuple(totals))]:
        share = f"{killed / all_:.1%}"
        print(f"{module:32}{all_:>9}{killed:>9}{by_cases:>10}{share:>8}")
    print(f"{time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
