"""Writes the kept texts anew: `python -m tests.snapshots.renew`. Read the difference afterwards."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT
from tests.snapshots.compare import RENEW

COMPARE = (
    "tests/browser/test_states.py::test_a_state_is_spoken_as_in_its_snapshot",
    "tests/sitegen/checks/test_trial_validation.py",
)


def main() -> int:
    """Run the tests that compare, in a way that makes them keep what they find."""
    command = (sys.executable, "-m", "pytest", "-q", *COMPARE)
    environment = os.environ | {RENEW: "yes"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
