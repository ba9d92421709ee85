"""What to do about an error on a page that words in trial.yaml can cause, by the check's name."""

from __future__ import annotations

_PROMISE = "Say what happens and what is known. Promise nothing, press nobody, decide nothing."

REMEDIES = {
    "sentences_are_short": "Sentences for patients have a limit of 20 words. Split it in two.",
    "patients_can_read_it": (
        "Pages for patients have a limit of grade 6. Use shorter words and sentences."
    ),
    "no_part_is_hard": "Paragraphs have a limit of grade 11. Use shorter words and sentences.",
    "banners_and_help_are_easy": (
        "Texts on every page have a limit of grade 8 and 20 words a sentence. Use shorter words "
        "and sentences."
    ),
    "no_word_promises_or_decides": _PROMISE,
    "quoted_words_do_not_promise": _PROMISE,
    "names_do_not_promise": _PROMISE,
    "spelling_is_british": "Use British spelling.",
    "no_word_stands_twice": "The word is repeated. Remove one.",
    "short_forms_are_told": (
        "A short form must be explained, or be in the glossary. Write the words in full."
    ),
    "days_are_written_out": "Write the day with the month's name, like 31 January 2026.",
    "substance_before_brand": (
        "The brand name can be used once, after the substance. Write the substance's name."
    ),
    "other_languages_are_marked": "Write English. Translations go into trial.po.",
    "nothing_is_left_over": "Write words for readers. Remove the signs.",
    "page_fits_its_budget": (
        "The first answer of a server holds 8 kB, packed. Shorten what is there if you can."
    ),
    "sheets_are_one_page": "The sheet must fit on one page of A4. Shorten what is on it.",
    "nothing_scrolls_sideways": (
        "Words must fit the narrowest screen. Write a long word or address in parts."
    ),
    "links_say_where": "Links of one name must lead to one address. Give two contacts two names.",
}

REMARKS = ("page_fits_its_budget",)
"""Checks that print a note, but do not keep a true word from being published."""

_OTHERS = (
    "No words in trial.yaml should cause this. Report it to whoever looks after the program, with "
    "the name of the check, {}."
)


def remedy(check: str) -> str:
    """Return what to do about an error of a check."""
    return REMEDIES.get(check) or _OTHERS.format(check)
