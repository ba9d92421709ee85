from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from eligibility.definitions import Definitions
from nelmas_rules import RULES
from sitegen.checks.loader import load
from sitegen.model.site import Site
from tests import fixtures
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def site() -> Site:
    """Return the trial, for a place below a domain."""
    trial = load(fixtures.FILE, ROOT)
    definitions = Definitions.from_trial(asdict(trial))
    folder, address = fixtures.FILE.parent, "https://example.org/nelmas/"
    return Site(trial, trial, definitions, RULES, ROOT, folder, address, False)


def with_status(site: Site, name: str) -> Site:
    """Return the same site under another status."""
    status = replace(site.trial.status, overall_status=name)
    trial = replace(site.trial, status=status)
    return replace(site, trial=trial, words=trial)
