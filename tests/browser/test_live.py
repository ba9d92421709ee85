"""The findings so far: shown beside the form while people answer, quietly and always in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import FloatRect

from tests.browser.precheck_page import PrecheckPage
from tests.browser.states import DATE, bring_into
from tests.browser.test_usability import printed_frame, words_of

pytestmark = pytest.mark.browser


def wait_for_live(precheck: PrecheckPage, state: str) -> str:
    """Wait until the findings so far are in a state; return their words."""
    precheck.frame.wait_for_selector(f"#live[data-state={state}]", timeout=10_000)
    return precheck.frame.inner_text("#live")


def test_findings_come_while_answering(precheck: PrecheckPage) -> None:
    """People who answer the decisive question first need not answer forty others."""
    precheck.type_in({**DATE, "age_years": "58"})
    precheck.frame.wait_for_selector("#live:has-text('1 of 25 criteria settled')")
    wait_for_live(precheck, "ask_the_team")
    precheck.type_in({"haemoglobin": "79 g/L"})
    words = wait_for_live(precheck, "not_at_the_moment")
    assert "E8: Haemoglobin" in words
    assert precheck.frame.locator("#live [data-first] li").count() == 3
    assert not precheck.frame.locator("#result").is_visible()
    assert precheck.state == "ready"
    assert precheck.result_text == ""


def test_no_verdict_is_live(precheck: PrecheckPage) -> None:
    """A few words beside a form are read first, so they must not sound like a decision."""
    for state in ("outside", "may-fit", "open"):
        bring_into(precheck, state)
        words = precheck.frame.inner_text("#live")
        assert "Only the trial team can say who can join." in words
        assert "Not open yet." in words
        assert "eligible" not in words.lower()


def test_the_date_is_asked_for_first(precheck: PrecheckPage) -> None:
    """The check needs the date; to ask for it is not an error message."""
    precheck.type_in({"age_years": "58"})
    words = wait_for_live(precheck, "needed")
    assert "Date of this check" in words
    assert not precheck.frame.locator("#problems").is_visible()


def test_no_error_message_while_typing(precheck: PrecheckPage) -> None:
    """Half a number is not an error yet; a complaint at each key is ignored."""
    precheck.type_in(DATE)
    wait_for_live(precheck, "ask_the_team")
    precheck.frame.focus("#haemoglobin")
    precheck.page.keyboard.type("7,")
    precheck.page.wait_for_timeout(500)
    assert precheck.frame.get_attribute("#live", "data-state") == "ask_the_team"
    for _stop in ("unit", "not known", "next question"):
        precheck.page.keyboard.press("Tab")
    assert "Haemoglobin" in wait_for_live(precheck, "problems")


def test_the_field_stays_where_it_is(precheck: PrecheckPage) -> None:
    """A list of problems above the form would move the field that somebody is typing into."""
    bring_into(precheck, "may-fit")
    frame = precheck.frame
    frame.focus("#haemoglobin")
    before = frame.locator("#haemoglobin").bounding_box()
    precheck.page.keyboard.press("Control+A")
    precheck.page.keyboard.type("7,")
    frame.wait_for_selector("#result", state="hidden")
    assert frame.locator("#haemoglobin").bounding_box() == before
    assert not frame.locator("#problems").is_visible()
    assert precheck.state == "ready"


HEARD = """() => {
  const heard = window.heard = [];
  const region = document.getElementById("announcement");
  new MutationObserver(() => {
    const now = region.innerText.trim();
    if (now !== heard.at(-1)) heard.push(now);
  }).observe(region, { attributes: true, characterData: true, childList: true, subtree: true });
}"""


def test_announced_once_and_only_if_new(precheck: PrecheckPage) -> None:
    """A screen reader that speaks after every answer makes the form unusable."""
    frame, page = precheck.frame, precheck.page
    page.wait_for_timeout(1_200)
    frame.evaluate(HEARD)
    precheck.type_in({**DATE, "age_years": "58"})
    page.wait_for_timeout(1_500)
    precheck.type_in({"ecog": "1", "ebrt_given": "no", "diabetes": "no"})
    page.wait_for_timeout(1_500)
    precheck.type_in({"liver_resection_margin": "R2"})
    page.wait_for_timeout(1_500)
    assert frame.evaluate("window.heard") == [
        "Findings are up to date. Some things are still open. 1 of 25 criteria settled.",
        "Findings are up to date. Outside the criteria as they are written."
        " 6 of 25 criteria settled.",
    ]


def test_it_links_to_the_findings(precheck: PrecheckPage) -> None:
    """People must be able to look up the reason for each number."""
    precheck.type_in({**DATE, "haemoglobin": "79 g/L"})
    wait_for_live(precheck, "not_at_the_moment")
    precheck.press("#live a:has-text('E8')")
    precheck.wait_for_focus("finding-E8")
    precheck.press("#live a:has-text('All findings')")
    precheck.wait_for_focus("result-title")
    precheck.press("#live [data-first] li:first-child a")
    precheck.wait_until(
        "(fact) => document.activeElement.closest('[data-fact]')?.dataset.fact === fact",
        precheck.result["ask"][0],
    )


def _still_panel(precheck: PrecheckPage) -> FloatRect:
    """Return where the panel is once it no longer moves."""
    panel = precheck.frame.locator(".live-panel")
    box = None
    for _ in range(10):
        before, box = box, panel.bounding_box()
        if box and box == before:
            return box
        precheck.page.wait_for_timeout(600)
    raise AssertionError("the panel never stops moving")


@pytest.mark.parametrize(("width", "at_the_bottom"), [(1280, False), (768, True), (320, True)])
def test_it_stays_in_sight(precheck: PrecheckPage, width: int, at_the_bottom: bool) -> None:
    """Beside the form on a desktop, at the lower edge of a phone, wherever people scroll."""
    page = precheck.page
    page.set_viewport_size({"width": width, "height": 800})
    precheck.type_in({**DATE, "age_years": "58"})
    wait_for_live(precheck, "ask_the_team")
    for question in ("primary_site", "mri_date", "ecog"):
        precheck.frame.locator(f"#question-{question}").scroll_into_view_if_needed()
        box = _still_panel(precheck)
        top, bottom = box["y"], box["y"] + box["height"]
        assert top >= 0 and bottom <= 801, question
        if at_the_bottom:
            assert bottom == pytest.approx(800, abs=2), question
            assert box["height"] < 120
        else:
            assert box["x"] > precheck.frame.locator("#answers").bounding_box()["width"]  # type: ignore[index]


def test_three_at_once_and_the_rest_folded(precheck: PrecheckPage) -> None:
    """Nobody reads forty questions in a row; on paper nothing unfolds, so all must be there."""
    bring_into(precheck, "open")
    asked = precheck.result["ask"]
    frame = precheck.frame
    assert len(asked) > 30
    assert frame.locator("[data-ask-first] li").count() == 3
    assert frame.locator("[data-ask-rest] li").count() == len(asked) - 3
    assert not frame.locator("[data-ask-rest] li").first.is_visible()
    words, _ = words_of(printed_frame(precheck))
    last = frame.locator("[data-ask-rest] li").last.text_content() or ""
    section = words.partition("What would settle it")[2].partition("What is open")[0]
    assert " ".join(last.split()) in " ".join(section.split())


def test_clearing_clears_it(precheck: PrecheckPage) -> None:
    """The next patient must not see findings on the last one."""
    precheck.type_in({**DATE, "haemoglobin": "79 g/L"})
    wait_for_live(precheck, "not_at_the_moment")
    precheck.clear()
    assert precheck.frame.get_attribute("#live", "data-state") == "empty"
    assert "Haemoglobin" not in (precheck.frame.text_content("#live") or "")
