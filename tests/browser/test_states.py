"""The pre-check in each of its states, looked at as every page of words is, and more closely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen.quality.accessibility import AXE, ENGINES, SCHEMES, SPACING
from sitegen.quality.browser_site import REACHABLE, probe
from tests.browser.allowed_reports import EXCEPTIONS
from tests.browser.precheck_page import PrecheckPage
from tests.browser.serving import Served
from tests.browser.states import FAILED, STATES, bring_into, failed_start
from tests.browser.unframed_page import copy_into

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=STATES)
def shown(
    request: pytest.FixtureRequest, browser: Browser, ready_site: Served, precheck: PrecheckPage
) -> Iterator[PrecheckPage]:
    """The pre-check, in one state after the other."""
    if request.param == FAILED:
        with failed_start(browser, ready_site) as failed:
            yield failed
    else:
        bring_into(precheck, request.param)
        yield precheck


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window for copies."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def copy(shown: PrecheckPage, window: Page) -> Page:
    """The state as one page, so that engines can look into it."""
    window.set_viewport_size({"width": 1280, "height": 900})
    window.emulate_media(color_scheme="light", forced_colors="none", contrast="no-preference")
    copy_into(window, shown)
    return window


def test_axe_finds_nothing(copy: Page) -> None:
    """Every rule of axe, AAA and best practice too; what it cannot decide counts as found."""
    copy.add_script_tag(path=str(AXE))
    for scheme in SCHEMES:
        copy.emulate_media(color_scheme=scheme)
        assert copy.evaluate(probe("axe")) == [], scheme


def test_two_more_engines_find_nothing(copy: Page) -> None:
    """Each engine sees what others do not; what is left standing has its reason in one place."""
    for engine in ENGINES:
        copy.add_script_tag(path=str(engine))
    for scheme in SCHEMES:
        copy.emulate_media(color_scheme=scheme)
        found = [tuple(report) for report in copy.evaluate(probe("engines"))]
        left = [" | ".join(r) for r in found if not any(e.covers(*r) for e in EXCEPTIONS)]
        assert not left, "\n".join((scheme, *left))


def test_words_stand_out(copy: Page) -> None:
    """Seven to one on whatever lies behind, in every scheme, for eyes that are tired or old."""
    for scheme in SCHEMES:
        copy.emulate_media(color_scheme=scheme)
        assert copy.evaluate(probe("contrast")) == [], scheme
        copy.emulate_media(color_scheme=scheme, contrast="more")
        assert copy.evaluate(probe("contrast")) == [], f"{scheme}, more contrast"
        copy.emulate_media(color_scheme=scheme, contrast="no-preference", forced_colors="active")
        assert copy.evaluate(probe("contrast")) == [], f"{scheme}, forced colours"
        copy.emulate_media(forced_colors="none")


def test_it_flows(copy: Page) -> None:
    """At 400 % zoom no line may need scrolling sideways, also with wide spacing or big text."""
    for width, style in (
        (320, " "),
        (320, SPACING),
        (640, "html { font-size: 200% !important }"),
        (1280, "html { font-size: 200% !important }"),
    ):
        copy.set_viewport_size({"width": width, "height": 700})
        handle = copy.add_style_tag(content=style)
        for name in ("sideways", "crowded"):
            assert copy.evaluate(probe(name)) == [], f"{name} at {width} with {style}"
        handle.evaluate("style => style.remove()")


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_big_enough(copy: Page, width: int) -> None:
    """A trembling finger needs 44 px; only links within a sentence may be as high as their line."""
    copy.set_viewport_size({"width": width, "height": 800})
    assert copy.evaluate(probe("targets")) == []


STOP = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const bar = document.querySelector(".live-panel").getBoundingClientRect();
  const style = getComputedStyle(at);
  const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  return {
    name: at.id || at.name || at.dataset.act || at.textContent.trim().slice(0, 40),
    top: box.top, bottom: box.bottom, out: at === document.body,
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
"""Each kind of stop at least once under the bar of a phone and beside the column of a desk."""


@pytest.mark.parametrize(("state", "width"), WALKS)
def test_every_stop_is_seen(precheck: PrecheckPage, state: str, width: int) -> None:
    """Whoever goes by keyboard must see where the focus is, and nothing may lie upon it."""
    page, frame = precheck.page, precheck.frame
    page.set_viewport_size({"width": width, "height": 700})
    bring_into(precheck, state)
    frame.evaluate("document.getElementById('assessment_date').focus()")
    faults, stops = [], 0
    for _ in range(frame.locator(REACHABLE).count()):
        page.keyboard.press("Tab")
        stop = _settled_stop(precheck)
        if stop["out"] or not frame.evaluate("document.hasFocus()"):
            break
        stops += 1
        for fault in ("unringed", "covered", "outside"):
            if stop[fault]:
                faults.append(f"{fault}: {stop['name']}")
    assert faults == []
    assert stops > 60


def _settled_stop(precheck: PrecheckPage) -> dict[str, Any]:
    """Look where the focus is, once the bar has had the time to make way."""
    for patience in (30, 200, 800):
        precheck.page.wait_for_timeout(patience)
        stop: dict[str, Any] = precheck.frame.evaluate(STOP)
        start = precheck.page.locator("#precheck-frame").bounding_box()
        assert start
        stop["outside"] = start["y"] + stop["bottom"] <= 0 or start["y"] + stop["top"] >= 700
        if not stop["covered"] and not stop["outside"]:
            break
    return stop


def test_the_probes_see_faults(window: Page) -> None:
    """A check that never fails proves nothing."""
    window.set_viewport_size({"width": 320, "height": 700})
    window.set_content(
        "<title></title><div class='choice'><input type='radio' id='r'><label for='r'>r</label>"
        "</div><p style='width:900px;color:#999;background:#fff'>pale</p>"
    )
    window.add_script_tag(path=str(AXE))
    for name in ("axe", "contrast", "sideways", "targets"):
        assert window.evaluate(probe(name)), name
