"""The command line: check, facts, explain, readings, convert, summary."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nelmas_rules import __version__
from nelmas_rules.definitions import Definitions
from nelmas_rules.desk import dump, read_definitions
from nelmas_rules.fingerprint import rules_sha256
from nelmas_rules.interface import Precheck
from nelmas_rules.printed import rule_lines
from nelmas_rules.problems import Problem, Problems, refused
from nelmas_rules.quantity import NotANumber, read_written
from nelmas_rules.summary import summary
from nelmas_rules.units import UNITS, convert

SIGNIFICANT_DIGITS = 12
"""Of a converted value; comparisons never use it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 when there are problems."""
    options = _parser().parse_args(arguments)
    try:
        definitions = read_definitions(options.trial)
        text, code = COMMANDS[options.command](definitions, options)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.buffer.write((text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace"))
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m nelmas_rules",
        description="Hold answers against a trial's criteria. Gives no advice and decides nothing.",
    )
    default = Path(__file__).parent.parent / "trial.yaml"
    parser.add_argument("--trial", type=Path, default=default, help="trial.yaml, or its JSON")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="assess answers")
    check.add_argument("answers", help="a JSON file of fact names and answers, or - for input")
    check.add_argument("--json", action="store_true", help="print the assessment as JSON")
    facts = commands.add_parser("facts", help="list what can be answered")
    facts.add_argument("--json", action="store_true")
    explain = commands.add_parser("explain", help="show a criterion: words, limits, readings, rule")
    explain.add_argument("criterion", help="such as E8")
    readings = commands.add_parser("readings", help="list the open questions in the words")
    readings.add_argument("--json", action="store_true")
    converted = commands.add_parser("convert", help="convert a value to another unit")
    converted.add_argument("value", help='such as "8.0 g/dL"')
    converted.add_argument("unit", help="such as mmol/L")
    converted.add_argument("--fact", required=True, help="what is measured, such as haemoglobin")
    return parser


def _check(definitions: Definitions, options: argparse.Namespace) -> tuple[str, int]:
    precheck = Precheck(definitions.to_json())
    try:
        assessment = precheck.assessment(_answers(options.answers))
    except Problems as found:
        return (found.to_json() if options.json else _problems(found.problems)), 2
    if options.json:
        return precheck.to_json(assessment), 0
    return summary(definitions, assessment, precheck.rules_sha256), 0


def _answers(source: str) -> str:
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        message = f"{source} cannot be read ({error.strerror}); check its name"
        raise refused("not_json", message) from error
    except UnicodeDecodeError as error:
        raise refused("not_json", f"{source} is not UTF-8 text; save it as UTF-8") from error


def _problems(problems: Sequence[Problem]) -> str:
    lines = [f"{problem.fact or 'answers'}: {problem.message}" for problem in problems]
    return "\n".join(["The answers cannot be assessed yet:", *lines])


def _facts(definitions: Definitions, options: argparse.Namespace) -> tuple[str, int]:
    listed = [
        {
            "name": fact.name,
            "type": fact.type,
            "label": fact.label,
            "options": list(fact.options),
            "units": fact.units,
            "plausible": fact.plausible.text() if fact.plausible else None,
            "never": fact.never,
            "required": fact.required,
            "same_unit_as": fact.same_unit_as or None,
        }
        for fact in definitions.facts.values()
    ]
    if options.json:
        return dump(listed), 0
    lines = []
    for fact in definitions.facts.values():
        kinds = [*fact.options, *fact.units, *(["never"] if fact.never else [])]
        lines.append(f"{fact.name} ({fact.type}): {fact.label}")
        within = [f"within {fact.plausible.text()}"] if fact.plausible else []
        details = [*([" | ".join(kinds)] if kinds else []), *within]
        if details:
            lines.append(f"    {', '.join(details)}")
    return "\n".join(lines), 0


def _explain(definitions: Definitions, options: argparse.Namespace) -> tuple[str, int]:
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
            lines.append(f"Limit {name}: {limit.text}{source}")
    for question in criterion.readings.values():
        lines.append(f"Open question {question.id}: {question.question}")
        lines += [f"    {letter}: {words}" for letter, words in question.alternatives.items()]
        if question.ruling:
            lines.append(f"    Ruled: {question.ruling.reading}, {question.ruling.on}")
    if criterion.judgement:
        lines.append(f"Judgement: {criterion.judgement}")
    lines += ["Rule:", *(f"    {line}" for line in rule_lines(definitions, criterion.id))]
    return "\n".join([*lines, f"Rules {__version__}, SHA-256 {rules_sha256(definitions)}"]), 0


def _readings(definitions: Definitions, options: argparse.Namespace) -> tuple[str, int]:
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
        for question in criterion.readings.values()
    ]
    if options.json:
        return dump(listed), 0
    lines = []
    for criterion in definitions.criteria.values():
        for question in criterion.readings.values():
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


def _convert(definitions: Definitions, options: argparse.Namespace) -> tuple[str, int]:
    fact = definitions.facts.get(options.fact)
    if fact is None:
        raise ValueError(f"{options.fact} is not a fact; see `facts`")
    try:
        written = read_written(options.value)
    except NotANumber as error:
        raise ValueError(f"{options.value!r} is {error}; write it like 8.0 g/dL") from error
    for unit in (written.unit, options.unit):
        if unit not in UNITS or not unit:
            known = ", ".join(code for code in UNITS if code)
            raise ValueError(f"{unit!r} is not a unit; use one of {known}")
    if written.censored or written.low != written.high:
        raise ValueError("only a single value can be converted")
    number = convert(written.low, written.unit, options.unit, fact.molar_mass, SIGNIFICANT_DIGITS)
    return f"{number} {options.unit}", 0


COMMANDS = {
    "check": _check,
    "facts": _facts,
    "explain": _explain,
    "readings": _readings,
    "convert": _convert,
}

if __name__ == "__main__":
    sys.exit(main())
