"""Every published case in the page's own Python: Chromium, sealed worker, trimmed library."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from eligibility.json_api import Precheck
from tests.browser.precheck_page import open_precheck
from tests.browser.serving import Served
from tests.eligibility.case_loader import load

pytestmark = pytest.mark.browser

KEEP_WORKER = """
self.Worker = class extends Worker {
  constructor(...given) { super(...given); self.keptWorker = this; }
};
"""
"""Runs before the page's own scripts, so that the test can ask what no form can hold."""

ASK = """(asked) => new Promise((resolve) => {
  const worker = self.keptWorker;
  const found = {};
  worker.addEventListener("message", ({ data }) => {
    if (!String(data.ticket).startsWith("case ")) return;
    found[data.ticket] = data.assessment ?? data.failed;
    if (Object.keys(found).length === Object.keys(asked).length) resolve(found);
  });
  for (const [ticket, answers] of Object.entries(asked)) worker.postMessage({ ticket, answers });
})"""


def test_every_case_gives_the_same_bytes_in_chromium(
    browser: Browser, ready_site: Served, rules: Precheck
) -> None:
    """Answers that no form lets through, such as wrong types, must be answered alike too."""
    asked = {f"case {case.id}": json.dumps(dict(case.answers)) for case in load()}
    found = _ask(browser, ready_site.address, asked)
    assert len(found) >= 500
    assert {name: found[name] for name in asked} == {
        name: rules.assess(answers) for name, answers in asked.items()
    }


def _ask(browser: Browser, address: str, asked: dict[str, str]) -> dict[str, str]:
    """Open the pre-check and ask its worker; repeat if our script ran after the page's own."""
    for _ in range(12):
        context = browser.new_context()
        context.add_init_script(KEEP_WORKER)
        try:
            opened = open_precheck(context.new_page(), address)
            opened.wait_for("ready")
            if opened.frame.evaluate("Boolean(self.keptWorker)"):
                found: dict[str, str] = opened.frame.evaluate(ASK, asked)
                return found
        finally:
            context.close()
    raise AssertionError("the page's worker could not be kept")
