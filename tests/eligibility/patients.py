"""Random patients from a seed: any mix of known, imprecise and unknown answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from eligibility.definitions import Definitions, Fact

Answers = dict[str, Any]

TODAY = date(2026, 3, 27)

# Around every limit of the trial, in the first unit of each fact; other units by conversion.
NEAR = {
    "ki67_percent": ("0", "2.9", "3", "8", "19.9", "20", "20.1", "30", "100"),
    "mitoses_per_2mm2": ("0", "1", "1.9", "2", "5", "20", "20.1", "21", "40"),
    "age_years": ("0", "16", "17", "18", "19", "58", "120"),
    "haemoglobin": ("70", "79", "79.9", "80", "80.5", "80.5725", "81", "121"),
    "wbc": ("1", "1.9", "1.99", "2", "2.1", "6.1"),
    "platelets": ("20", "74", "74.9", "75", "76", "210"),
    "bilirubin_total": ("12", "60", "62.9", "63", "63.1", "80"),
    "bilirubin_uln": ("20", "21", "22"),
    "albumin": ("25", "29", "29.9", "30", "31", "39"),
    "fasting_glucose": ("5.4", "12.1", "12.2", "12.3", "20"),
    "fasting_glucose_uln": ("5.6", "6.1"),
    "ebrt_marrow_percent": ("0", "10", "24.9", "25", "25.1", "60"),
    "creatinine": ("80", "149.9", "150", "150.1", "150.28", "150.29", "200"),
}
# The same laboratory sample in another unit, exactly: multiply by this.
EXACTLY = {
    ("haemoglobin", "g/dL"): Decimal("0.1"),
    ("wbc", "/mm3"): Decimal(1000),
    ("platelets", "/mm3"): Decimal(1000),
    ("albumin", "g/dL"): Decimal("0.1"),
    ("bilirubin_total", "mg/dL"): Decimal("0.0584673"),
    ("bilirubin_uln", "mg/dL"): Decimal("0.0584673"),
    ("creatinine", "mg/dL"): Decimal("0.0113120"),
    ("fasting_glucose", "mg/dL"): Decimal("18.0156"),
    ("fasting_glucose_uln", "mg/dL"): Decimal("18.0156"),
}
DAYS_BACK = (0, 1, 26, 27, 28, 29, 53, 60, 81, 88, 95, 96, 130, 137, 138, 400)


def exact(number: Decimal) -> str:
    """Return a decimal without an exponent."""
    return f"{number:f}"


def in_unit(fact: str, text: str, unit: str) -> str:
    """Return an answer given in the fact's first unit in another unit, exactly."""
    number, _, _ = text.partition(" ")
    times = EXACTLY[fact, unit]
    mark = number[0] if number[0] in "<>" else ""
    ends = number.removeprefix(mark).split("-")
    return f"{mark}{'-'.join(exact(Decimal(end) * times) for end in ends)} {unit}"


def some_quantity(rng: Random, fact: Fact, imprecise: bool) -> str:
    """Return a value near a limit; if imprecise, a range or a censored value."""
    pool = NEAR[fact.name]
    number = rng.choice(pool)
    if imprecise and fact.type != "number":
        kind = rng.randrange(3)
        if kind == 0 and fact.type == "quantity":
            number = "<" + rng.choice(pool[1:])
        elif kind == 1 and fact.type == "quantity":
            number = ">" + rng.choice(pool[:-1])
        else:
            ends = sorted((Decimal(rng.choice(pool)), Decimal(rng.choice(pool))))
            number = "-".join(exact(end) for end in ends)
    return f"{number} {fact.units[0]}" if fact.units else number


def some_date(rng: Random, fact: Fact, imprecise: bool, today: date) -> str:
    """Return a day before the check, its month or its year, or never where that is allowed."""
    if fact.can_be_never and rng.random() < 0.3:
        return "never"
    day = today - timedelta(days=rng.choice(DAYS_BACK))
    return day.isoformat()[: rng.choice((7, 4))] if imprecise else day.isoformat()


def some_answer(rng: Random, fact: Fact, imprecise: float = 0, today: date = TODAY) -> Any:
    """Return any answer the fact allows."""
    vague = rng.random() < imprecise
    if fact.type == "option":
        return rng.choice(tuple(fact.labels))
    if fact.type == "options":
        many = rng.choice((0, 0, 1, 1, 2, 3))
        return sorted(rng.sample(tuple(fact.labels), min(many, len(fact.options))))
    if fact.type in ("partial_date", "date"):
        return some_date(rng, fact, vague, today)
    return some_quantity(rng, fact, vague)


def patient(
    rng: Random,
    definitions: Definitions,
    base: Mapping[str, Any],
    *,
    changed: float,
    known: float = 1,
    imprecise: float = 0,
) -> Answers:
    """Return a patient like `base`, with a share of the answers changed and a share unknown."""
    answers = dict(base)
    for fact in definitions.facts.values():
        if fact.is_required:
            continue
        if fact.name not in answers or rng.random() < changed:
            answers[fact.name] = some_answer(rng, fact, imprecise)
        if rng.random() >= known:
            del answers[fact.name]
    return answers


def patients(
    seed: int, many: int, definitions: Definitions, base: Mapping[str, Any]
) -> Iterator[Answers]:
    """Yield random patients, from almost the base patient to completely different."""
    rng = Random(seed)
    for _ in range(many):
        yield patient(
            rng,
            definitions,
            base,
            changed=rng.choice((0.02, 0.05, 0.2, 0.6, 1)),
            known=rng.choice((0.2, 0.5, 0.8, 0.95, 1)),
            imprecise=rng.choice((0, 0.1, 0.4)),
        )
