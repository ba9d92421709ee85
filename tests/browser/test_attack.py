"""The attack test: from every realm, by every channel, to other hosts and our own; nothing leaves.

First the same attempts run on an unsealed copy and must be seen there, or the test proves nothing.
What counts as a leak: a request that reaches our server, and any trace of the other host's name in
Chromium's own log of its network, which holds look-ups of names and connections, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Playwright

from sitegen.quality.chromium_flags import FLAGS
from tests.browser import channels
from tests.browser.altered import NO_RUNTIME
from tests.browser.attack import Attack, copy, poisoned_rules
from tests.browser.precheck_page import PrecheckPage, find_frame
from tests.browser.serving import Served, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REALMS = ("shell", "frame")
AT_ONCE = 6


@dataclass
class InChromium:
    """Makes the attempts of an attack in one Chromium."""

    attack: Attack
    browser: Browser
    service_workers: Literal["allow", "block"]
    context: BrowserContext = field(init=False)
    beside: list[str] = field(default_factory=list)
    """What was seen but in no log."""

    def __post_init__(self) -> None:
        """Begin as someone who was never here."""
        self.context = self.browser.new_context(service_workers=self.service_workers)

    def forget(self) -> None:
        """Go on as someone new: what an attempt left behind must not change the next."""
        self.context.close()
        self.__post_init__()

    def open(self) -> PrecheckPage:
        """Open a fresh pre-check, type an answer and wait until its shell is sealed."""
        (precheck,) = self.open_many(1)
        return precheck

    def open_many(self, number: int) -> list[PrecheckPage]:
        """Do so several times at once."""
        pages = [self.context.new_page() for _ in range(number)]
        for page in pages:
            page.goto(self.attack.address + "pre-check/", wait_until="commit")
        opened = [find_frame(page) for page in pages]
        for precheck in opened:
            precheck.wait_for("ready", "failed")
            precheck.frame.locator("#age_years").fill("58")
        pages[0].wait_for_timeout(200)
        return opened

    def started(self) -> PrecheckPage:
        """Open a pre-check whose Python runs; on a busy machine its own timer may give up."""
        for _ in range(4):
            precheck = self.open()
            if precheck.state != "failed":
                return precheck
            precheck.page.close()
        pytest.fail("the pre-check did not start, four times over")

    def run(self, target: Any, script: str) -> bool:
        """Make one attempt; that it fails is what is hoped for. Tell whether the page lives on."""
        try:
            target.evaluate(script)
        except Error as error:
            return "crashed" not in str(error) and "closed" not in str(error)
        return True

    def through_windows(self, attempts: Mapping[str, str]) -> None:
        """Make these attempts from the shell and from the frame, all in one page each."""
        for realm in REALMS:
            precheck = self.open()
            for channel, code in attempts.items():
                target = precheck.page if realm == "shell" else precheck.frame
                if not self.run(target, self.attack.script(realm, channel, code)):
                    self.forget()
                    precheck = self.open()
            with suppress(Error):
                precheck.page.wait_for_timeout(1500)
            self.forget()

    def through_navigation(self, realms: Iterable[str], attempts: Mapping[str, str]) -> None:
        """Make these attempts from these realms, each in a page of its own."""
        everything = list(product(realms, attempts.items()))
        for at in range(0, len(everything), AT_ONCE):
            some = everything[at : at + AT_ONCE]
            opened = self.open_many(len(some))
            for precheck, (realm, (channel, code)) in zip(opened, some, strict=True):
                target = precheck.page if realm == "shell" else precheck.frame
                self.run(target, self.attack.script(realm, channel, code))
            opened[0].page.wait_for_timeout(500)
            if len(self.context.pages) > len(opened):
                names = ", ".join(f"{realm}: {channel}" for realm, (channel, _) in some)
                self.beside.append(f"a window was opened by one of {names}")
            self.forget()

    def through_worker(self, attempts: Mapping[str, str]) -> None:
        """Make these attempts from the worker in which Python runs."""
        precheck = self.started()
        (worker,) = [one for one in precheck.page.workers if one.url.startswith("blob:")]
        for channel, code in attempts.items():
            self.run(worker, self.attack.script("worker", channel, code))
        precheck.page.wait_for_timeout(1500)
        self.forget()

    def through_python(self, attempts: Iterable[str]) -> None:
        """Make these attempts from Python: the rules of this copy run what an answer names."""
        precheck = self.started()
        for channel in attempts:
            if precheck.state == "failed":
                precheck.page.close()
                precheck = self.started()
            try:
                precheck.type_in({"age_years": channel})
                precheck.frame.locator("button[type=submit]").click()
                precheck.wait_for("result", "failed", seconds=40)
            except (AssertionError, Error):
                # The attempt was made, and took the worker or the page with it.
                precheck.page.close()
                precheck = self.started()
        precheck.page.wait_for_timeout(1000)
        precheck.page.close()


@contextmanager
def attacking(
    playwright: Playwright,
    chromium: str,
    served: Served,
    log: Path,
    service_workers: Literal["allow", "block"] = "allow",
) -> Iterator[tuple[InChromium, set[str]]]:
    """Give a Chromium to attack in; when the block ends, the set holds what leaked."""
    flags = [*FLAGS, f"--log-net-log={log}"]
    browser = playwright.chromium.launch(executable_path=chromium, args=flags)
    attack = Attack(served.address)
    leaked: set[str] = set()
    try:
        yield InChromium(attack, browser, service_workers), leaked
    finally:
        browser.close()
    seen = json.dumps(served.requests) + "".join(
        line for line in log.read_text("utf-8", "replace").splitlines() if not is_bare(line, served)
    )
    leaked.update(attack.leaked(seen))


def is_bare(line: str, served: Served) -> bool:
    """Tell a connection opened ahead to our own host, which sends nothing and looks no name up."""
    return '"is_preconnect":true' in line and served.address in line


@pytest.mark.parametrize("sealed", [False, True], ids=["control", "sealed"])
def test_navigation(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path, sealed: bool
) -> None:
    """A form that can be made to navigate can be made to tell, if only by the name looked up."""
    copy(built_site, tmp_path / "site", NO_RUNTIME, sealed=sealed)
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attacker, leaked),
    ):
        attacker.through_navigation(REALMS if sealed else ["frame"], channels.NAVIGATION)
    if sealed:
        leaked.update(attacker.beside)
    attacker.attack.judge(leaked, served.requests, sealed=sealed, at_least=25)


@pytest.mark.parametrize("sealed", [False, True], ids=["control", "sealed"])
def test_channels(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path, sealed: bool
) -> None:
    """Script that somehow ran in shell, frame, worker or Python must find every way out walled."""
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attacker, leaked),
    ):
        rules = poisoned_rules(built_site, attacker.attack)
        copy(built_site, tmp_path / "site", rules, sealed=sealed)
        attacker.through_windows(channels.WINDOW)
        attacker.through_worker(channels.WORKER)
        attacker.through_python(channels.PYTHON)
    attacker.attack.judge(leaked, served.requests, sealed=sealed, at_least=80)


FRAME_GOES = {
    "frame: event kept from the wall elsewhere",
    "frame: location",
    "frame: location assign",
    "frame: location https",
    "shell: child location",
    "shell: child replaced",
}
"""What the threat model says is left: Chromium looks a name up before it blocks the navigation."""


@pytest.mark.parametrize("how", ["windows", "navigation"])
def test_without_a_service_worker(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path, how: str
) -> None:
    """Private windows may have none; what holds there must be as the threat model says."""
    copy(built_site, tmp_path / "site", NO_RUNTIME, sealed=True)
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log", "block") as (attacker, leaked),
    ):
        if how == "windows":
            attacker.through_windows(channels.WINDOW)
        else:
            attacker.through_navigation(REALMS, channels.NAVIGATION)
    leaked.update(attacker.beside)
    leaked -= FRAME_GOES if how == "navigation" else set()
    attacker.attack.judge(leaked, served.requests, sealed=True, at_least=0)
