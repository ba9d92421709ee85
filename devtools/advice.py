"""What to do about a complaint that words in trial.yaml can bring about, by the check's name."""

from __future__ import annotations

_PROMISE = (
    "words that promise nothing, press nobody and decide nothing were wanted; say what happens and "
    "what is known"
)

REMEDIES = {
    "sentences_are_short": (
        "20 words at most were wanted in a sentence that patients read; make two of it"
    ),
    "patients_can_read_it": (
        "grade 6 at most was wanted for a page that patients read; use shorter words and sentences"
    ),
    "no_part_is_hard": (
        "grade 11 at most was wanted in each paragraph; use shorter words and sentences"
    ),
    "banners_and_help_are_easy": (
        "grade 8 and 20 words a sentence at most were wanted in what stands on every page; use "
        "shorter words and sentences"
    ),
    "no_word_promises_or_decides": _PROMISE,
    "quoted_words_do_not_promise": _PROMISE,
    "names_do_not_promise": _PROMISE,
    "spelling_is_british": "British spelling was wanted; spell it so",
    "no_word_stands_twice": "each word was wanted once; take one away",
    "short_forms_are_told": (
        "a short form was wanted with its meaning, or in the glossary; write the words in full"
    ),
    "days_are_written_out": (
        "a day with the month's name was wanted; write it like 31 January 2026"
    ),
    "substance_before_brand": (
        "the brand name was wanted once at most, after the substance; write the substance's name"
    ),
    "other_languages_are_marked": "English was wanted; translations go into trial.po",
    "nothing_is_left_over": "words for readers were wanted; take the signs away",
    "page_fits_its_budget": (
        "8 kB at most, packed, come in the first answer; shorten what stands there if you can"
    ),
    "sheets_are_one_page": "one sheet of A4 was wanted; shorten what stands on it",
    "nothing_scrolls_sideways": (
        "words that fit the narrowest screen were wanted; write a long word or address in parts"
    ),
    "links_say_where": "one name for one address was wanted; give two contacts two names",
}

REMARKS = ("page_fits_its_budget",)
"""Checks whose complaints are told, but are no reason to keep a true word from being published."""

_OTHERS = (
    "no words in trial.yaml should bring this about; tell whoever looks after the program, and "
    "name the check, {}"
)


def remedy(check: str) -> str:
    """Say what was wanted and what to do, of a check's complaint."""
    return REMEDIES.get(check) or _OTHERS.format(check)
