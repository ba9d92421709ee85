"""What to do about an error that words in trial.yaml can cause, by the name of the check."""

from __future__ import annotations

_PROMISE = "Say what happens and what is known; promise nothing and put on no pressure"

ADVICE = {
    "sentences_are_short": "Split it in two",
    "pages_have_an_easy_reading_grade": "Use shorter words and sentences",
    "paragraphs_have_an_easy_reading_grade": "Use shorter words and sentences",
    "banners_and_help_are_easy_to_read": "Use shorter words and sentences",
    "words_do_not_promise": _PROMISE,
    "quotations_do_not_promise": _PROMISE,
    "titles_and_names_do_not_promise": _PROMISE,
    "spelling_is_british": "Use British spelling",
    "words_are_not_repeated": "Delete one of them",
    "abbreviations_are_explained": "Write it in full",
    "dates_are_written_out": "Write it like 31 January 2026",
    "substance_comes_before_brand": "Use the name of the substance",
    "other_languages_are_marked": "Write English here; translations belong in trial.po",
    "template_remains_are_absent": "Delete these characters",
    "page_is_light": "Shorten the texts of this page if you can",
    "sheets_fit_one_page": "Shorten the texts on this sheet",
    "nothing_scrolls_sideways": "Split long words or addresses",
    "links_say_where_they_lead": "Give two contacts two names",
}

WARNINGS = ("page_is_light",)
"""Checks whose errors do not prevent publishing."""


def advice(check: str) -> str:
    """Return what to do about an error of a check."""
    return ADVICE.get(check) or (
        f"No text in trial.yaml should cause this. Report it to the maintainers, with the name of "
        f"the check, {check}"
    )
