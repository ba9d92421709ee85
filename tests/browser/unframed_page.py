"""Copies page and frame of the pre-check into one page without policy or scripts.

The engines that check accessibility cannot run in the hardened frame.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.precheck_page import PrecheckPage

_SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)
_FRAME = re.compile(r'<iframe class="precheck-frame".*?</iframe>', re.DOTALL)

_FILLED_IN = """() => [...document.querySelectorAll("input, select, textarea")]
  .map(one => [one.checked ?? false, one.value])"""

_FILL_IN = """(states) => {
  const filled = document.querySelectorAll("input, select, textarea");
  if (filled.length !== states.length) throw new Error("the copy is not the page");
  filled.forEach((one, at) => { [one.checked, one.value] = states[at]; });
  document.querySelectorAll(".live-panel").forEach(one => one.removeAttribute("style"));
  for (const one of document.querySelectorAll("body *"))
    if (getComputedStyle(one).display === "none" || one.matches("noscript")) one.remove();
}"""


def copy_into(page: Page, precheck: PrecheckPage) -> None:
    """Copy the pre-check in its present state into another page, without what is hidden."""
    shell = _SCRIPT.sub("", precheck.page.content())
    frame = _SCRIPT.sub("", precheck.frame.content())
    _, _, body = frame.partition('<body class="precheck">')
    inside = f'<div class="precheck">{body.partition("</body>")[0]}</div>'
    whole, count = _FRAME.subn(lambda _: inside, shell)
    assert count == 1
    page.set_content(whole)
    page.evaluate(_FILL_IN, precheck.frame.evaluate(_FILLED_IN))
