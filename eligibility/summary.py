"""An assessment for people to read: on the terminal, and as a referral summary without names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eligibility import __version__
from eligibility.assessment import Assessment, Outcome
from eligibility.definitions import Definitions
from eligibility.explanation import Cause
from eligibility.findings import Finding
from eligibility.truth import UNKNOWN

OUTCOMES = {
    Outcome.OUTSIDE_CRITERIA: "Outside the criteria as they are written.",
    Outcome.NOT_AT_THE_MOMENT: "Not at the moment: what stands in the way may change.",
    Outcome.ASK_THE_TEAM: "Open: there is something to find out or to ask the trial team.",
    Outcome.MAY_FIT: "Nothing stands in the way so far. Only the trial team can decide.",
}

NEXT = {
    Outcome.OUTSIDE_CRITERIA: "Ask the trial team if you think the check is wrong.",
    Outcome.NOT_AT_THE_MOMENT: "Check again when what stands in the way has changed.",
    Outcome.ASK_THE_TEAM: "Find out what is listed above, or ask the trial team.",
    Outcome.MAY_FIT: "Ask the trial team.",
}

CAUSES = {
    Cause.MISSING: "not known yet",
    Cause.IMPRECISE: "not precise enough",
    Cause.JUDGEMENT: "a clinician of the trial team must judge",
    Cause.TEXT_CONFLICT: "the trial's words can be read in two ways",
    Cause.PENDING: "has not happened yet",
}


def summary(definitions: Definitions, assessment: Assessment, rules_sha256: str) -> str:
    """Return the assessment as plain text: no identifiers, no dates but days from the check."""
    return "\n".join(_lines(definitions, assessment, rules_sha256)) + "\n"


def _lines(definitions: Definitions, assessment: Assessment, rules_sha256: str) -> Iterator[str]:
    yield f"Pre-check against the criteria of {assessment.trial}"
    yield ""
    if definitions.overall_status != "recruiting":
        yield _not_open(definitions.overall_status)
        yield ""
    yield OUTCOMES[assessment.outcome]
    if assessment.open_from and assessment.outcome is not Outcome.OUTSIDE_CRITERIA:
        yield f"From {_in_days(assessment)} after the check, no time criterion stands in the way."
    yield ""
    groups = (
        ("In the way", [f for f in assessment.findings if f.blocks]),
        ("Open", [f for f in assessment.findings if f.truth is UNKNOWN]),
        (
            "Not in the way",
            [f for f in assessment.findings if not f.blocks and f.truth is not UNKNOWN],
        ),
    )
    for heading, findings in groups:
        if findings:
            yield heading
            for finding in findings:
                yield from _finding(finding)
            yield ""
    if assessment.ask:
        labels = [definitions.facts[fact].label for fact in assessment.ask]
        yield "Still to find out, the most decisive first"
        yield from (f"  - {label}" for label in labels)
        yield ""
    if assessment.warnings:
        yield "Answers that do not agree with one another"
        yield from (f"  - {warning.message}" for warning in assessment.warnings)
        yield ""
    yield "What to do next"
    yield f"  - {NEXT[assessment.outcome]}"
    if definitions.overall_status != "recruiting":
        yield f"  - First look up at {definitions.registry} whether the trial is open."
    yield "  - Ask the trial team how to send anything about a patient before you send it."
    yield "  - Do not send names, dates of birth, hospital numbers or scans by email."
    yield ""
    yield "This is not medical advice and decides nothing. The trial team decides."
    yield f"Rules {__version__}, SHA-256 {rules_sha256}"


def _not_open(status: str) -> str:
    if status == "unknown":
        return "This copy of the trial's record does not say if the trial is open."
    return f"The trial is not open, by this copy of its record: {status.replace('_', ' ')}."


def _in_days(assessment: Assessment) -> str:
    assert assessment.open_from is not None
    return _days(assessment.assessment_date, assessment.open_from)


def _days(start: date, end: date) -> str:
    days = (end - start).days
    return f"{days} day" if days == 1 else f"{days} days"


def _finding(finding: Finding) -> Iterator[str]:
    because = f" ({CAUSES[finding.because]})" if finding.because else ""
    yield f"  {finding.criterion.id} {finding.truth.value}{because}: {finding.criterion.official}"
    if finding.explanation:
        yield f"      {finding.explanation}"
    for reading in finding.readings:
        yield f"      Question to the trial team: {reading.words}"
