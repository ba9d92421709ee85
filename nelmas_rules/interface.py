"""Text in, text out: the one door through which command line, tests and browser ask."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from nelmas_rules.assessment import Assessment, assess
from nelmas_rules.definitions import Definitions
from nelmas_rules.findings import Finding
from nelmas_rules.fingerprint import rules_sha256
from nelmas_rules.problems import Problem, Problems, echo, refused
from nelmas_rules.summary import summary

LARGEST = 1_000_000
"""Characters of answers that are read; a full set has some thousand."""
MOST_BRACKETS = 1_000
"""Brackets and braces in the answers; a full set has a dozen."""


class Precheck:
    """The pre-check of one trial, ready to be asked any number of times."""

    def __init__(self, definitions_json: str) -> None:
        self.definitions = Definitions.from_json(definitions_json)
        self.rules_sha256 = rules_sha256(self.definitions)

    def both(self, answers_json: str) -> tuple[str, str]:
        """Return the assessment and the referral summary, worked out once.

        The first is ``nelmas-assessment/1``; or ``nelmas-problems/1``, and the second is empty.
        """
        try:
            assessment = self.assessment(answers_json)
        except Problems as problems:
            return problems.to_json(), ""
        written = summary(self.definitions, assessment, self.rules_sha256)
        return self.to_json(assessment), written

    def assess(self, answers_json: str) -> str:
        """Return the assessment, ``nelmas-assessment/1``, or ``nelmas-problems/1``."""
        return self.both(answers_json)[0]

    def summary(self, answers_json: str) -> str:
        """Return the referral summary, or the empty text where the answers have problems."""
        return self.both(answers_json)[1]

    def assessment(self, answers_json: str) -> Assessment:
        """Return the assessment of answers in JSON.

        Raises:
            Problems: the text is not JSON, or the answers cannot be assessed.
        """
        return assess(self.definitions, read_json(answers_json))

    def to_json(self, assessment: Assessment) -> str:
        """Return an assessment in the format ``nelmas-assessment/1``: same answers, same bytes.

        One line a criterion.
        """
        open_from = assessment.open_from
        head = _dumps(
            {
                "format": "nelmas-assessment/1",
                "trial": assessment.trial,
                "rules_sha256": self.rules_sha256,
                "assessment_date": assessment.assessment_date.isoformat(),
                "outcome": assessment.outcome.value,
                "open_from": open_from.isoformat() if open_from else None,
                "ask": assessment.ask,
                "warnings": [
                    {"facts": warning.facts, "message": warning.message}
                    for warning in assessment.warnings
                ],
            }
        )
        criteria = ",\n".join(_dumps(_criterion(finding)) for finding in assessment.findings)
        return f'{head[:-1]}, "criteria": [\n{criteria}\n]}}'


_dumps = json.JSONEncoder(ensure_ascii=False).encode


def _criterion(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.criterion.id,
        "kind": finding.criterion.kind,
        "finding": finding.truth.value,
        "because": finding.because.value if finding.because else None,
        "changes": finding.criterion.changes,
        "lapses_on": finding.lapses_on.isoformat() if finding.lapses_on else None,
        "needs": finding.needs,
        "readings": [
            {
                "id": reading.question,
                "question": reading.words,
                "findings": {letter: truth.value for letter, truth in reading.findings.items()},
            }
            for reading in finding.readings
        ],
        "facts": finding.facts,
        "explanation": finding.explanation,
    }


class _Bare:
    """A number or constant that was written without quotation marks; never turned into a float."""

    def __init__(self, text: str) -> None:
        self.text = text


def read_json(text: str) -> dict[str, object]:
    """Read answers in JSON without making a float of anything.

    Raises:
        Problems: not JSON, not one mapping, a fact given twice, too large or too deep.
    """
    if len(text) > LARGEST:
        raise refused("too_large", f"the answers have more than {LARGEST} characters")
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise refused("too_large", f"the answers have more than {MOST_BRACKETS} brackets")
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
        counted = Counter(name for name, _ in pairs)
        twice.extend(sorted(echo(name) for name, times in counted.items() if times > 1))
        return dict(pairs)

    try:
        found = json.loads(
            text,
            object_pairs_hook=mapping,
            parse_int=_Bare,
            parse_float=_Bare,
            parse_constant=_Bare,
        )
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise refused("not_json", f"the answers are not JSON{where}") from error
    if not isinstance(found, dict):
        raise refused("not_json", 'the answers are not one mapping; write {"fact": "value", …}')
    if twice:
        raise Problems(
            [
                Problem(name, "given_twice", f'"{name}" is answered twice; keep one of the answers')
                for name in twice
            ]
        )
    return found
