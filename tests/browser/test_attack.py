"""The attack: through every channel, to other hosts and to our own; nothing may leak.

`dev.py test` makes every attempt on the sealed site: windows from both realms, navigation from the
frame, which holds the answers. `dev.py attack` also runs test_attack_whole.py: navigation from the
shell, without a service worker, and the whole control.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser import channels
from tests.browser.altered import NO_RUNTIME
from tests.browser.attack import copy, poisoned_rules
from tests.browser.attack_in_chromium import REALMS, attacking
from tests.browser.serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=80)]


def test_no_channel_leaks(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path
) -> None:
    """A script that is injected into shell, frame, worker or Python must not reach a network."""
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attacker, leaked),
    ):
        rules = poisoned_rules(built_site, attacker.attack)
        copy(built_site, tmp_path / "site", rules, sealed=True)
        attacker.through_windows(REALMS, channels.WINDOW)
        attacker.through_worker(channels.WORKER)
        attacker.through_python(channels.PYTHON)
    attacker.attack.judge(leaked, served.requests, sealed=True, at_least=0)


def test_no_navigation_leaks(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path
) -> None:
    """A form that can be made to navigate leaks, if only by the name that is looked up."""
    copy(built_site, tmp_path / "site", NO_RUNTIME, sealed=True)
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attacker, leaked),
    ):
        attacker.through_navigation(["frame"], channels.NAVIGATION)
    leaked.update(attacker.beside)
    attacker.attack.judge(leaked, served.requests, sealed=True, at_least=0)


def test_leaks_are_seen_without_the_seal(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path
) -> None:
    """The attack must detect leaks of an unsealed copy, or its empty result proves nothing.

    Of 295 attempts 121 leaked on 27 November 2026; the others no network log can show.
    """
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attacker, leaked),
    ):
        rules = poisoned_rules(built_site, attacker.attack)
        copy(built_site, tmp_path / "site", rules, sealed=False)
        attacker.through_windows(["frame"], channels.WINDOW)
        attacker.through_worker(channels.WORKER)
        attacker.through_python(islice(channels.PYTHON, 6))
        attacker.through_navigation(["frame"], dict(islice(channels.NAVIGATION.items(), 6)))
    attacker.attack.judge(leaked, served.requests, sealed=False, at_least=60)
