"""JSON in, JSON out: the interface for the command line, the tests and the browser."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from eligibility.assessment import Assessment, assess
from eligibility.definitions import Definitions
from eligibility.findings import Finding
from eligibility.fingerprint import rules_sha256
from eligibility.problems import AnswersError, Problem, shorten, unreadable
from eligibility.rules import Rules
from eligibility.summary import summary

LARGEST = 1_000_000
"""Most characters that are read; a full set of answers has some thousand."""
MOST_BRACKETS = 1_000
"""Most brackets and braces; a full set of answers has a dozen."""


class Precheck:
    """The pre-check of one trial; it can be asked any number of times."""

    def __init__(self, definitions: Definitions, rules: Rules) -> None:
        self.definitions = definitions
        self.rules = rules
        self.rules_sha256 = rules_sha256(self.definitions, rules)

    def both(self, answers_json: str) -> tuple[str, str]:
        """Return the assessment and the referral summary, computed once.

        The first is ``NAME-assessment/1``; or ``NAME-problems/1``, and then the second is empty.
        """
        try:
            assessment = self.assessment(answers_json)
        except AnswersError as error:
            return error.to_json(self.definitions.name), ""
        written = summary(self.definitions, assessment, self.rules_sha256)
        return self.to_json(assessment), written

    def assess(self, answers_json: str) -> str:
        """Return the assessment, ``NAME-assessment/1``, or ``NAME-problems/1``."""
        return self.both(answers_json)[0]

    def summary(self, answers_json: str) -> str:
        """Return the referral summary, or an empty text if the answers have problems."""
        return self.both(answers_json)[1]

    def assessment(self, answers_json: str) -> Assessment:
        """Return the assessment of answers in JSON.

        Raises:
            AnswersError: the text is not JSON, or the answers cannot be assessed.
        """
        return assess(self.definitions, self.rules, read_json(answers_json))

    def to_json(self, assessment: Assessment) -> str:
        """Return an assessment in the format ``NAME-assessment/1``: same answers, same bytes.

        Each criterion has one line.
        """
        open_from = assessment.open_from
        head = _dumps(
            {
                "format": f"{self.definitions.name}-assessment/1",
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


class _RawNumber:
    """A number or constant without quotation marks; it never becomes a float."""

    def __init__(self, text: str) -> None:
        self.text = text


def read_json(text: str) -> dict[str, object]:
    """Read answers in JSON; nothing becomes a float.

    Raises:
        AnswersError: not JSON, not one mapping, a fact given twice, too large or too deep.
    """
    if len(text) > LARGEST:
        raise unreadable("too_large", f"the answers have more than {LARGEST} characters")
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise unreadable("too_large", f"the answers have more than {MOST_BRACKETS} brackets")
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
        counted = Counter(name for name, _ in pairs)
        twice.extend(sorted(shorten(name) for name, times in counted.items() if times > 1))
        return dict(pairs)

    try:
        found = json.loads(
            text,
            object_pairs_hook=mapping,
            parse_int=_RawNumber,
            parse_float=_RawNumber,
            parse_constant=_RawNumber,
        )
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise unreadable("not_json", f"the answers are not JSON{where}") from error
    if not isinstance(found, dict):
        raise unreadable("not_json", 'the answers are not one mapping; write {"fact": "value", …}')
    if twice:
        raise AnswersError(
            [
                Problem(name, "given_twice", f'"{name}" is answered twice; keep one of the answers')
                for name in twice
            ]
        )
    return found
