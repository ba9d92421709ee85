"""The command line of a rules package: check, facts, explain, readings, convert."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from eligibility import __version__
from eligibility.definitions import Definitions
from eligibility.fact_types import known_units
from eligibility.fingerprint import rules_sha256
from eligibility.json_api import Precheck
from eligibility.problems import AnswersError, Problem, unreadable
from eligibility.quantity import NumberError, read_written
from eligibility.rules import Rules
from eligibility.summary import summary
from eligibility.trial_file import read_definitions, rules_of
from eligibility.units import UNITS, convert

SIGNIFICANT_DIGITS = 12
"""Digits of a converted value; comparisons never use it."""


def main(rules: Rules | None = None, arguments: Sequence[str] | None = None) -> int:
    """Run one command and return 0, or 2 if there are problems.

    Args:
        rules: the rules to use; None means those that the trial names.
        arguments: the command line.
    """
    program = f"python -m {rules.package}" if rules else "trial-rules"
    options = _parser(program).parse_args(arguments)
    try:
        definitions = read_definitions(options.trial or options.root.joinpath("trial.yaml"))
        rules = rules or rules_of(definitions, options.root)
        text, code = COMMANDS[options.command](definitions, rules, options)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.buffer.write((text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace"))
    return code


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description="Compare answers with a trial's criteria. Gives no advice, decides nothing.",
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of the trial (default: the current folder)",
    )
    parser.add_argument(
        "--trial",
        type=Path,
        metavar="FILE",
        help="trial.yaml, or its definitions in JSON (default: DIR/trial.yaml)",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="assess answers")
    check.add_argument("answers", help="a JSON file of fact names and answers, or - for input")
    check.add_argument("--json", action="store_true", help="print the assessment as JSON")
    facts = commands.add_parser("facts", help="list the facts that can be answered")
    facts.add_argument("--json", action="store_true")
    explain = commands.add_parser("explain", help="show a criterion: words, limits, readings, rule")
    explain.add_argument("criterion", help="such as E8")
    readings = commands.add_parser("readings", help="list the open questions in the official words")
    readings.add_argument("--json", action="store_true")
    converted = commands.add_parser("convert", help="convert a value to another unit")
    converted.add_argument("value", help='such as "8.0 g/dL"')
    converted.add_argument("unit", help="such as mmol/L")
    converted.add_argument("--fact", required=True, help="the fact measured, such as haemoglobin")
    return parser


def _check(definitions: Definitions, rules: Rules, options: argparse.Namespace) -> tuple[str, int]:
    precheck = Precheck(definitions, rules)
    try:
        assessment = precheck.assessment(_answers(options.answers))
    except AnswersError as error:
        shown = error.to_json(definitions.name) if options.json else _problems(error.problems)
        return shown, 2
    if options.json:
        return precheck.to_json(assessment), 0
    return summary(definitions, assessment, precheck.rules_sha256), 0


def _answers(source: str) -> str:
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        message = f"{source} cannot be read ({error.strerror}); check its name"
        raise unreadable("not_json", message) from error
    except UnicodeDecodeError as error:
        raise unreadable("not_json", f"{source} is not UTF-8 text; save it as UTF-8") from error


def _problems(problems: Sequence[Problem]) -> str:
    lines = [f"{problem.fact or 'answers'}: {problem.message}" for problem in problems]
    return "\n".join(["The answers cannot be assessed yet:", *lines])


def _facts(definitions: Definitions, rules: Rules, options: argparse.Namespace) -> tuple[str, int]:
    listed = [
        {
            "name": fact.name,
            "type": fact.type,
            "label": fact.label,
            "options": list(fact.labels),
            "units": fact.units,
            "plausible": fact.plausible_range.text() if fact.plausible_range else None,
            "never": fact.can_be_never,
            "required": fact.is_required,
            "same_unit_as": fact.same_unit_as or None,
        }
        for fact in definitions.facts.values()
    ]
    if options.json:
        return _dump(listed), 0
    lines = []
    for fact in definitions.facts.values():
        kinds = [*fact.labels, *fact.units, *(["never"] if fact.can_be_never else [])]
        lines.append(f"{fact.name} ({fact.type}): {fact.label}")
        within = [f"within {fact.plausible_range.text()}"] if fact.plausible_range else []
        details = [*([" | ".join(kinds)] if kinds else []), *within]
        if details:
            lines.append(f"    {', '.join(details)}")
    return "\n".join(lines), 0


def _explain(
    definitions: Definitions, rules: Rules, options: argparse.Namespace
) -> tuple[str, int]:
    criterion = definitions.criteria.get(options.criterion)
    if criterion is None:
        known = ", ".join(definitions.criteria)
        raise ValueError(f"{options.criterion} is not a criterion; choose one of {known}")
    lines = [
        f"{criterion.id} ({criterion.kind})",
        f"Official words: {criterion.official}",
        f"Plain words: {criterion.plain}",
        f"Changes: {criterion.changes}",
    ]
    for name, limits in criterion.limits.items():
        for limit in limits:
            source = f" ({limit.source})" if limit.source else ""
            lines.append(f"Limit {name}: {limit.value}{source}")
    for question in criterion.readings:
        lines.append(f"Open question {question.id}: {question.question}")
        lines += [f"    {letter}: {words}" for letter, words in question.alternatives.items()]
        if question.ruling:
            lines.append(f"    Ruled: {question.ruling.reading}, {question.ruling.on}")
    if criterion.judgement:
        lines.append(f"Judgement: {criterion.judgement}")
    lines += ["Rule:", *(f"    {line}" for line in rules.lines(criterion))]
    return "\n".join(
        [*lines, f"Rules {__version__}, SHA-256 {rules_sha256(definitions, rules)}"]
    ), 0


def _readings(
    definitions: Definitions, rules: Rules, options: argparse.Namespace
) -> tuple[str, int]:
    listed = [
        {
            "criterion": criterion.id,
            "id": question.id,
            "question": question.question,
            "alternatives": dict(question.alternatives),
            "ruling": None
            if question.ruling is None
            else {
                "reading": question.ruling.reading,
                "by": question.ruling.by,
                "on": question.ruling.on,
                "modification": question.ruling.modification,
            },
        }
        for criterion in definitions.criteria.values()
        for question in criterion.readings
    ]
    if options.json:
        return _dump(listed), 0
    lines = []
    for criterion in definitions.criteria.values():
        for question in criterion.readings:
            lines.append(f"{criterion.id} {question.id}: {question.question}")
            lines += [f"    {letter}: {words}" for letter, words in question.alternatives.items()]
            ruling = question.ruling
            lines.append(
                "    No ruling yet: both readings count."
                if ruling is None
                else f"    Ruled: {ruling.reading}, by {ruling.by}, {ruling.on}, "
                f"modification {ruling.modification}"
            )
    return "\n".join(lines), 0


def _convert(
    definitions: Definitions, rules: Rules, options: argparse.Namespace
) -> tuple[str, int]:
    fact = definitions.facts.get(options.fact)
    if fact is None:
        raise ValueError(f"{options.fact} is not a fact; see `facts`")
    try:
        written = read_written(options.value)
    except NumberError as error:
        raise ValueError(f"{options.value!r} is {error}; write it like 8.0 g/dL") from error
    for unit in (written.unit, options.unit):
        if unit not in UNITS or not unit:
            raise ValueError(f"{unit!r} is not a unit; use one of {known_units()}")
    if written.censored or written.low != written.high:
        raise ValueError("only a single value can be converted")
    number = convert(
        written.low, written.unit, options.unit, fact.grams_per_mole, SIGNIFICANT_DIGITS
    )
    return f"{number} {options.unit}", 0


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


Command = Callable[[Definitions, Rules, argparse.Namespace], tuple[str, int]]

COMMANDS: dict[str, Command] = {
    "check": _check,
    "facts": _facts,
    "explain": _explain,
    "readings": _readings,
    "convert": _convert,
}
