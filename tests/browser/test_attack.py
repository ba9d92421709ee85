"""The attack test: from every realm, by every channel, to other hosts and our own; nothing leaves.

First the same attempts run on an unsealed copy and must be seen there, or the test proves nothing.
What counts as a leak: a request that reaches our server, and any trace of the other host's name in
Chromium's own log of its network, which holds look-ups of names and connections, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Playwright

from tests.browser import channels
from tests.browser.altered import NO_RUNTIME, RUNTIME, altered_copy, unsealed
from tests.browser.precheck_page import PrecheckPage, open_precheck
from tests.browser.serving import Served, serve
from tests.chromium import FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OTHER = "leak.test"

PRELUDE = """
const secret = 'answer-TOKEN';
const host = () => 'TOKEN.leak.test';
const url = (scheme = 'http') => `${scheme}://TOKEN.leak.test:9/TOKEN`;
const own = 'OWNclinicians/?TOKEN';
const make = (name) => {
  try { return document.createElement(name) }
  catch { return document.createElementNS('http://www.w3.org/1999/xhtml', name) }
};
const add = (name, properties) => {
  const element = make(name);
  Object.assign(element, properties);
  document.body.append(element);
  return element;
};
const addSvg = (name, attributes) => {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  svg.append(element);
  document.body.append(svg);
};
const anchor = () => document.querySelector('a[href]') ??
  document.querySelector('template').content.querySelector('a').cloneNode();
"""


@dataclass
class Attack:
    """The attempts made so far, and how to name and spot each."""

    address: str
    context: BrowserContext
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, realm: str, channel: str) -> str:
        """Name an attempt so that its traces can be told from all others."""
        token = f"attempt-{len(self.tokens)}-leaks"
        self.tokens[token] = f"{realm}: {channel}"
        return token

    def script(self, realm: str, channel: str, code: str) -> str:
        """Write the JavaScript of one attempt."""
        token = self.token(realm, channel)
        prelude = PRELUDE.replace("TOKEN", token).replace("OWN", self.address)
        body = code if code.startswith("{") else f"void ({code})"
        return f"(() => {{ {prelude} try {{ {body} }} catch (e) {{ return String(e) }} }})()"

    def open(self) -> PrecheckPage:
        """Open a fresh pre-check, type an answer and wait until its shell is sealed."""
        precheck = open_precheck(self.context.new_page(), self.address)
        precheck.wait_for("ready", "failed")
        precheck.frame.locator("#age_years").fill("58")
        precheck.page.wait_for_timeout(200)
        return precheck

    def started(self) -> PrecheckPage:
        """Open a pre-check whose Python runs; on a busy machine its own timer may give up."""
        for _ in range(4):
            precheck = self.open()
            if precheck.state != "failed":
                return precheck
            precheck.page.close()
        pytest.fail("the pre-check did not start, four times over")

    def run(self, target: Any, script: str) -> None:
        """Make one attempt; that it fails is what is hoped for."""
        with suppress(Error):
            target.evaluate(script)

    def through_windows(self, attempts: Mapping[str, str]) -> None:
        """Make these attempts from the shell and from the frame, all in one page each."""
        for realm in ("shell", "frame"):
            precheck = self.open()
            target = precheck.page if realm == "shell" else precheck.frame
            for channel, code in attempts.items():
                self.run(target, self.script(realm, channel, code))
            precheck.page.wait_for_timeout(1500)
            precheck.page.close()

    def through_navigation(self, attempts: Mapping[str, str]) -> None:
        """Make these attempts from the shell and from the frame, each in a page of its own."""
        for realm in ("shell", "frame"):
            for channel, code in attempts.items():
                precheck = self.open()
                target = precheck.page if realm == "shell" else precheck.frame
                self.run(target, self.script(realm, channel, code))
                precheck.page.wait_for_timeout(400)
                precheck.page.close()

    def through_worker(self, attempts: Mapping[str, str]) -> None:
        """Make these attempts from the worker in which Python runs."""
        precheck = self.started()
        (worker,) = [one for one in precheck.page.workers if one.url.startswith("blob:")]
        for channel, code in attempts.items():
            self.run(worker, self.script("worker", channel, code))
        precheck.page.wait_for_timeout(1500)
        precheck.page.close()

    def through_python(self, attempts: Mapping[str, str]) -> None:
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
            except Error:
                # The attempt was made, and took the worker or the page with it.
                precheck.page.close()
                precheck = self.started()
        precheck.page.wait_for_timeout(1000)
        precheck.page.close()


def poisoned_rules(built: Path, attack: Attack) -> bytes:
    """Write rules that run an attack instead of judging, when an answer names it."""
    attempts = {
        channel: f"token = {attack.token('python', channel)!r}\n"
        f"host = token + '.{OTHER}'\nurl = 'http://' + host + ':9/' + token\n"
        f"own = {attack.address!r} + 'clinicians/?' + token\n"
        + "\n".join(part for part in code.split("; "))
        for channel, code in channels.PYTHON.items()
    }
    rules = (built / RUNTIME / "nelmas_rules" / "interface.py").read_text("utf-8")
    door = "    def assess(self, answers_json: str) -> str:\n"
    assert door in rules
    attacking = (
        f"{door}        try:\n"
        f"            exec({attempts!r}.get(json.loads(answers_json).get('age_years'), ''), {{}})\n"
        "        except BaseException:\n            pass\n"
        "        return self._assess(answers_json)\n\n"
    )
    return rules.replace(door, attacking + door.replace("assess", "_assess", 1)).encode()


@contextmanager
def attacking(
    playwright: Playwright, chromium: str, served: Served, log: Path
) -> Iterator[tuple[Attack, set[str]]]:
    """Give an attack; when the block ends, the set holds what leaked."""
    flags = [*FLAGS, f"--log-net-log={log}"]
    browser = playwright.chromium.launch(executable_path=chromium, args=flags)
    attack = Attack(served.address, browser.new_context())
    leaked: set[str] = set()
    try:
        yield attack, leaked
    finally:
        browser.close()
    seen = json.dumps(served.requests) + "".join(
        line for line in log.read_text("utf-8", "replace").splitlines() if not is_bare(line, served)
    )
    leaked.update(name for token, name in attack.tokens.items() if token in seen)


def is_bare(line: str, served: Served) -> bool:
    """Tell a connection opened ahead to our own host, which sends nothing and looks no name up."""
    return '"is_preconnect":true' in line and served.address in line


@pytest.mark.parametrize("sealed", [False, True], ids=["control", "sealed"])
def test_navigation(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path, sealed: bool
) -> None:
    """A form that can be made to navigate can be made to tell, if only by the name looked up."""
    site = (altered_copy if sealed else unsealed)(built_site, tmp_path / "site", NO_RUNTIME)
    with (
        serve(site) as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attack, leaked),
    ):
        attack.through_navigation(channels.NAVIGATION)
    judge(attack, leaked, sealed, at_least=25)


@pytest.mark.parametrize("sealed", [False, True], ids=["control", "sealed"])
def test_channels(
    playwright: Playwright, chromium: str, built_site: Path, tmp_path: Path, sealed: bool
) -> None:
    """Script that somehow ran in shell, frame, worker or Python must find every way out walled."""
    with (
        serve(tmp_path / "site") as served,
        attacking(playwright, chromium, served, tmp_path / "log") as (attack, leaked),
    ):
        rules = {RUNTIME + "nelmas_rules/interface.py": poisoned_rules(built_site, attack)}
        (altered_copy if sealed else unsealed)(built_site, tmp_path / "site", rules)
        attack.through_windows(channels.WINDOW)
        attack.through_worker(channels.WORKER)
        attack.through_python(channels.PYTHON)
    judge(attack, leaked, sealed, at_least=80)


def judge(attack: Attack, leaked: set[str], sealed: bool, at_least: int) -> None:
    """Nothing may leak from the sealed site; from the unsealed, enough must be seen."""
    print(f"{len(leaked)} of {len(attack.tokens)} attempts leaked")
    if sealed:
        assert sorted(leaked) == []
    else:
        missed = sorted(set(attack.tokens.values()) - leaked)
        assert len(leaked) >= at_least, f"the control saw too little; not seen: {missed}"
