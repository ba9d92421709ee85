"""Updates the snapshots: `python -m tests.snapshots.renew`. Read the difference afterwards."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT
from tests.snapshots.compare import RENEW

TESTS = (
    "tests/browser/test_states.py::test_a_state_is_spoken_as_in_its_snapshot",
    "tests/sitegen/checks/test_trial_validation.py",
    "tests/sitegen/quality/test_built_site.py::test_browser_check_finds_nothing"
    "[aria_snapshot_is_unchanged]",
)


def main() -> int:
    """Run the tests that compare snapshots, in the mode that writes them."""
    command = (sys.executable, "-m", "pytest", "-q", *TESTS)
    environment = os.environ | {RENEW: "yes"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
