"""The same attack in Firefox, which knows other walls and other ways out than Chromium.

What counts as a leak: a request that reaches our server, a name looked up, a socket opened, as
Firefox itself writes them down.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from tests.browser import channels
from tests.browser.altered import NO_RUNTIME
from tests.browser.attack import EVERYTHING, Attack, copy, poisoned_rules, poisoned_worker
from tests.browser.serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
REALMS = ("shell", "frame")


@pytest.fixture(scope="session")
def firefox() -> str:
    """Find Firefox ESR; `dev.py test --with-firefox`, as on the build machine, sees to it."""
    found = shutil.which("firefox-esr")
    if not found:
        pytest.skip("no firefox-esr here; `python3 dev.py test --with-firefox` installs it")
    return found


def attack_in_firefox(plan: Mapping[str, object], scratch: Path) -> str:
    """Carry the plan out and return everything that Firefox wrote about its network."""
    told = {"together": {}, "alone": [], "answers": [], "log": str(scratch / "log"), **plan}
    (scratch / "plan.json").write_text(json.dumps(told), "utf-8")
    done = subprocess.run(
        ["node", "tests/browser/firefox.mjs", scratch / "plan.json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    logs = list(scratch.glob("log*.moz_log"))
    assert logs, "Firefox wrote no log"
    return "".join(log.read_text("utf-8", "replace") for log in logs)


@pytest.mark.parametrize("sealed", [False, True], ids=["control", "sealed"])
def test_channels(firefox: str, built_site: Path, tmp_path: Path, sealed: bool) -> None:
    """A hospital's Firefox must keep answers as well as Chromium does."""
    with serve(tmp_path / "site") as served:
        attack = Attack(served.address)
        changes = poisoned_rules(built_site, attack) | poisoned_worker(built_site, attack)
        copy(built_site, tmp_path / "site", changes, sealed=sealed)
        together = {
            realm: [attack.script(realm, name, code) for name, code in channels.WINDOW.items()]
            for realm in REALMS
        }
        plan = {
            "program": firefox,
            "address": served.address,
            "together": together,
            "answers": [EVERYTHING, *channels.PYTHON],
        }
        seen = attack_in_firefox(plan, tmp_path) + json.dumps(served.requests)
    attack.judge(attack.leaked(seen), served.requests, sealed=sealed, at_least=80)


@pytest.mark.parametrize("sealed", [False, True], ids=["control", "sealed"])
def test_navigation(firefox: str, built_site: Path, tmp_path: Path, sealed: bool) -> None:
    """Firefox has no header that governs connections, so the other walls must hold alone."""
    copy(built_site, tmp_path / "site", NO_RUNTIME, sealed=sealed)
    with serve(tmp_path / "site") as served:
        attack = Attack(served.address)
        realms = REALMS if sealed else ["frame"]
        alone = [
            (realm, attack.script(realm, name, code))
            for realm, (name, code) in product(realms, channels.NAVIGATION.items())
        ]
        plan = {"program": firefox, "address": served.address, "alone": alone}
        seen = attack_in_firefox(plan, tmp_path) + json.dumps(served.requests)
    attack.judge(attack.leaked(seen), served.requests, sealed=sealed, at_least=25)
