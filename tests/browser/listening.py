"""What a screen reader says: a virtual one reads a copy of the pre-check."""

from __future__ import annotations

import re
from functools import cache

from playwright.sync_api import Page

from tests.conftest import ROOT

_READER = ROOT / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"

_WALK = """async (selector) => {
  const virtual = window.virtualReader;
  const container = document.querySelector(selector);
  if (!container) throw new Error(`nothing to read at ${selector}`);
  await virtual.start({ container });
  const place = async () => [virtual.activeNode, await virtual.lastSpokenPhrase()];
  const [first, words] = await place();
  for (let steps = 0; steps < 3000; steps++) {
    await virtual.next();
    const [at, said] = await place();
    if (at === first && said === words) break;
  }
  const said = await virtual.spokenPhraseLog();
  await virtual.stop();
  return said.slice(0, -1);
}"""

_NOT_SAID = re.compile(r"(end of .*|paragraph|strong|time)")
"""What only the virtual reader says; real ones do not by default."""


@cache
def _reader() -> str:
    """Return the reader as a script, for a copy without policy; the sealed frame refuses it."""
    text = _READER.read_text("utf-8")
    script, count = re.subn(
        r"export\{[^}]*?([\w$]+) as virtual\}", r"window.virtualReader=\1", text
    )
    assert count == 1, "the virtual screen reader has another format"
    return script


def listen(page: Page, *selectors: str) -> str:
    """Return what is said of parts of a page: a phrase per line, an empty line between parts."""
    page.add_script_tag(content=_reader(), type="module")
    page.wait_for_function("window.virtualReader !== undefined")
    return "\n\n".join("\n".join(_part(page, selector)) for selector in selectors) + "\n"


def _part(page: Page, selector: str) -> list[str]:
    said = (" ".join(phrase.split()) for phrase in page.evaluate(_WALK, selector))
    return [phrase for phrase in said if not _NOT_SAID.fullmatch(phrase)]
