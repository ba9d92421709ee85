"""The engine's model and the generator's describe the same fields of trial.yaml."""

from __future__ import annotations

import dataclasses

import pytest

from eligibility import definitions
from sitegen.model import trial

SHARED = ("Option", "Fact", "Limit", "Ruling", "Reading", "Criterion")


@pytest.mark.parametrize("name", SHARED)
def test_every_field_of_the_engine_is_a_field_of_trial_yaml(name: str) -> None:
    """The engine ignores what it does not know, so a renamed field would be lost in silence."""
    engine = {field.name for field in dataclasses.fields(getattr(definitions, name))}
    generator = {field.name for field in dataclasses.fields(getattr(trial, name))}
    assert engine <= generator
