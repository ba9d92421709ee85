"""The pre-check in each of its states: accessibility, contrast, layout, keyboard, screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen.quality.accessibility import AXE, ENGINES, SCHEMES, SPACING
from sitegen.quality.browser_site import REACHABLE, probe
from tests.browser.allowed_reports import EXCEPTIONS
from tests.browser.listening import listen
from tests.browser.precheck_page import PrecheckPage
from tests.browser.serving import Served
from tests.browser.states import FAILED, STATES, bring_into, failed_start
from tests.browser.unframed_page import copy_into
from tests.conftest import ROOT
from tests.snapshots.compare import RENEW, difference

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest) -> str:
    """Each state in turn; all tests of a state run before the next one is opened."""
    return str(request.param)


@pytest.fixture(scope="module")
def shown(
    state: str, browser: Browser, ready_site: Served, started: Callable[[], PrecheckPage]
) -> Iterator[PrecheckPage]:
    """The pre-check in this state."""
    if state == FAILED:
        with failed_start(browser, ready_site) as failed:
            yield failed
    else:
        precheck = started()
        precheck.page.set_viewport_size({"width": 1280, "height": 720})
        bring_into(precheck, state)
        yield precheck
        precheck.reset()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window for copies; it ignores policies, so that engines can run in it."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def test_a_state_is_accessible(shown: PrecheckPage, window: Page) -> None:
    """Three engines, contrast, zoom and targets find nothing wrong with the state.

    All look at one copy, because the sealed frame lets no engine in.
    """
    window.set_viewport_size({"width": 1280, "height": 900})
    window.emulate_media(color_scheme="light", forced_colors="none", contrast="no-preference")
    copy_into(window, shown)
    for engine in (AXE, *ENGINES):
        window.add_script_tag(path=str(ROOT / engine))
    problems = [*_in_every_scheme(window), *_at_every_size(window)]
    assert not problems, "\n".join(problems)


def _in_every_scheme(copy: Page) -> Iterator[str]:
    """Run axe with every rule, two more engines, and our contrast of seven to one."""
    for scheme in SCHEMES:
        copy.emulate_media(color_scheme=scheme)
        yield from (f"axe, {scheme}: {line}" for line in copy.evaluate(probe("axe")))
        for report in copy.evaluate(probe("engines")):
            if not any(allowed.covers(*report) for allowed in EXCEPTIONS):
                yield f"{scheme}: {' | '.join(report)}"
        yield from (f"{scheme}: {line}" for line in copy.evaluate(probe("contrast")))
        copy.emulate_media(contrast="more")
        yield from (f"{scheme}, more contrast: {line}" for line in copy.evaluate(probe("contrast")))
        copy.emulate_media(contrast="no-preference", forced_colors="active")
        yield from (
            f"{scheme}, forced colours: {line}" for line in copy.evaluate(probe("contrast"))
        )
        copy.emulate_media(forced_colors="none")
    copy.emulate_media(color_scheme="light")


def _at_every_size(copy: Page) -> Iterator[str]:
    """Look for lines that scroll sideways, at zoom, with wide spacing and with big text.

    Targets are at least 44 px; only links in a sentence may be as high as their line.
    """
    big = "html { font-size: 200% !important }"
    for width, style in ((320, " "), (320, SPACING), (640, big), (1280, big)):
        copy.set_viewport_size({"width": width, "height": 700})
        handle = copy.add_style_tag(content=style)
        for name in ("sideways", "crowded"):
            found = copy.evaluate(probe(name))
            yield from (f"{name} at {width} with {style}: {line}" for line in found)
        handle.evaluate("style => style.remove()")
    for width in (320, 1280):
        copy.set_viewport_size({"width": width, "height": 800})
        yield from (f"targets at {width}: {line}" for line in copy.evaluate(probe("targets")))


FORM = ("#seal", "#answers", "#live")
RESULT = ("#live", "#announcement", ".outcome", "[data-group=stands]", "[data-ask]")
OPEN = ("[data-group=open]", "section[aria-labelledby=take-along]")

PARTS: dict[str, tuple[str, ...]] = {
    "empty": FORM,
    "errors": ("#problems", "[data-fact=age_years]", "[data-fact=haemoglobin]", *RESULT[:2]),
    "outside": RESULT,
    "not-at-the-moment": (*RESULT, *OPEN),
    "open": (*RESULT, "[data-criterion=I7]"),
    "may-fit": (*RESULT[:3], "[data-criterion=I7]", "[data-criterion=E16]"),
    FAILED: ("#start", "#seal"),
}
"""What the snapshots hold of each state: what is new in it; form and criteria only once."""


def test_a_state_is_spoken_as_in_its_snapshot(
    shown: PrecheckPage, window: Page, state: str
) -> None:
    """A change in speech is easily missed, so a person must read it before it is accepted."""
    shown.page.wait_for_timeout(1_100)  # announcements wait until nothing changes any more
    parts = [part for part in PARTS[state] if shown.frame.locator(part).first.is_visible()]
    roles = (shown.frame.locator(part).first.aria_snapshot() for part in parts)
    changed = difference(f"roles/{state}.txt", "\n\n".join(roles) + "\n")
    window.goto("about:blank")
    window.set_viewport_size({"width": 1280, "height": 720})
    copy_into(window, shown)
    changed += difference(f"spoken/{state}.txt", listen(window, *parts))
    assert changed == "", f"{changed}\n\nIf this is meant: python -m tests.snapshots.renew"


def test_a_snapshot_that_differs_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that never differs proves nothing."""
    monkeypatch.delenv(RENEW, raising=False)
    assert difference("roles/not-kept.txt", "- button\n") != ""


STOP = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const bar = document.querySelector(".live-panel").getBoundingClientRect();
  const style = getComputedStyle(at);
  const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  return {
    name: at.id || at.name || at.dataset.act || at.textContent.trim().slice(0, 40),
    top: box.top, bottom: box.bottom, out: at === document.body || !document.hasFocus(),
    unringed: style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2,
    covered: !(at === top || at.contains(top) || top?.contains(at) || top?.control === at)
      || !at.closest(".live-panel") && bar.height > 0 && bar.top < box.bottom
      && bar.bottom > box.top && bar.left < box.right && bar.right > box.left,
  };
}"""


WALKS = (
    ("empty", 320),
    ("errors", 320),
    ("not-at-the-moment", 320),
    ("errors", 1280),
    ("open", 1280),
)
"""Each kind of focus stop at least once with the bar of a phone and with the desktop's column."""


@pytest.mark.parametrize(("state", "width"), WALKS)
def test_the_focus_is_always_visible(precheck: PrecheckPage, state: str, width: int) -> None:
    """People who use a keyboard must see where the focus is; nothing may cover it."""
    page, frame = precheck.page, precheck.frame
    page.set_viewport_size({"width": width, "height": 700})
    bring_into(precheck, state)
    frame.evaluate("document.getElementById('assessment_date').focus()")
    faults, stops = [], 0
    for _ in range(frame.locator(REACHABLE).count()):
        page.keyboard.press("Tab")
        stop = _settled_stop(precheck)
        if stop["out"]:
            break
        stops += 1
        for fault in ("unringed", "covered", "outside"):
            if stop[fault]:
                faults.append(f"{fault}: {stop['name']}")
    assert faults == []
    assert stops > 60


def _settled_stop(precheck: PrecheckPage) -> dict[str, Any]:
    """Return where the focus is, once the bar has had time to move away."""
    for milliseconds in (30, 200, 800):
        precheck.page.wait_for_timeout(milliseconds)
        stop: dict[str, Any] = precheck.frame.evaluate(STOP)
        start = precheck.page.locator("#precheck-frame").bounding_box()
        assert start
        stop["outside"] = start["y"] + stop["bottom"] <= 0 or start["y"] + stop["top"] >= 700
        if not stop["covered"] and not stop["outside"]:
            break
    return stop


def test_the_probes_detect_defects(window: Page) -> None:
    """A check that never fails proves nothing."""
    window.set_viewport_size({"width": 320, "height": 700})
    window.set_content(
        "<title></title><div class='choice'><input type='radio' id='r'><label for='r'>r</label>"
        "</div><p style='width:900px;color:#999;background:#fff'>pale</p>"
    )
    window.add_script_tag(path=str(ROOT / AXE))
    for name in ("axe", "contrast", "sideways", "targets"):
        assert window.evaluate(probe(name)), name
