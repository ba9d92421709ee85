"""The parts of the attack that take minutes: `python3 dev.py attack`, each week by itself.

The core, which `dev.py test` runs, is test_attack.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser import channels
from tests.browser.altered import NO_RUNTIME
from tests.browser.attack import copy, poisoned_rules
from tests.browser.attack_in_chromium import REALMS, attacking
from tests.browser.serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=80), pytest.mark.attack]


@pytest.mark.parametrize(("realm", "sealed"), [("frame", False), ("shell", True)])
def test_navigation(
    playwright: Playwright,
    chromium: str,
    built_site: Path,
    tmp_path: Path,
    realm: str,
    sealed: bool,
) -> None:
    """Navigation leaks from an unsealed frame, and not from a sealed shell."""
    copy(built_site, tmp_path / "site", NO_RUNTIME, sealed=sealed)
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attacker, leaked),
    ):
        attacker.through_navigation([realm], channels.NAVIGATION)
    if sealed:
        leaked.update(attacker.beside)
    attacker.attack.judge(leaked, served.requests, sealed=sealed, at_least=25)


def test_most_channels_leak_without_the_seal(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path
) -> None:
    """The whole control: an attempt that never leaks anywhere would prove nothing."""
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attacker, leaked),
    ):
        rules = poisoned_rules(built_site, attacker.attack)
        copy(built_site, tmp_path / "site", rules, sealed=False)
        attacker.through_windows(REALMS, channels.WINDOW)
        attacker.through_worker(channels.WORKER)
        attacker.through_python(channels.PYTHON)
    attacker.attack.judge(leaked, served.requests, sealed=False, at_least=80)


FRAME_GOES = {
    "frame: event kept from the wall elsewhere",
    "frame: location",
    "frame: location assign",
    "frame: location https",
    "shell: child location",
    "shell: child replaced",
}
"""The remaining leaks in the threat model: Chromium looks a name up before it blocks navigation."""


@pytest.mark.parametrize("how", ["windows", "navigation"])
def test_without_a_service_worker(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path, how: str
) -> None:
    """Private windows may have none; then nothing may leak but what the threat model names."""
    copy(built_site, tmp_path / "site", NO_RUNTIME, sealed=True)
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log", "block") as (attacker, leaked),
    ):
        if how == "windows":
            attacker.through_windows(REALMS, channels.WINDOW)
        else:
            attacker.through_navigation(REALMS, channels.NAVIGATION)
    leaked.update(attacker.beside)
    leaked -= FRAME_GOES if how == "navigation" else set()
    attacker.attack.judge(leaked, served.requests, sealed=True, at_least=0)
