from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from eligibility.trial_file import read_definitions
from nelmas_rules import RULES
from tests import fixtures
from tests.eligibility.case_loader import base_answers

Check = Callable[[Mapping[str, Any]], dict[str, Any]]


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    """The definitions of the trial in tests/trial.yaml, which no edit of trial.yaml changes."""
    return read_definitions(fixtures.FILE)


@pytest.fixture(scope="session")
def precheck(definitions: Definitions) -> Precheck:
    """The pre-check of the trial."""
    return Precheck(definitions, RULES)


@pytest.fixture(scope="session")
def check(precheck: Precheck) -> Check:
    """Return a function that assesses answers and parses the JSON it gets back."""
    return lambda answers: json.loads(precheck.assess(json.dumps(answers)))


@pytest.fixture
def base() -> dict[str, Any]:
    """The answers of the base patient, for whom no criterion rules out joining."""
    return base_answers()
