"""Reports of two engines on the form that are not defects, and why."""

from __future__ import annotations

from sitegen.quality import allowed_reports
from sitegen.quality.allowed_reports import Excepted

EXCEPTIONS = (
    *allowed_reports.EXCEPTIONS,
    Excepted(
        "ibm element_tabbable_unobscured",
        r'^<a data-question="',
        "in a folded list: it is unfolded before it can be reached",
    ),
    Excepted(
        "ibm style_focus_visible",
        r"^<(input|select|textarea|summary|pre)",
        "asked of every border; test_the_focus_is_always_visible looks for the ring",
    ),
    Excepted(
        "ibm input_fields_grouped",
        r"^<(input|select|textarea)",
        "asked of every field; each question is a group with its own name",
    ),
    Excepted(
        "ibm input_label_visible",
        r'^<select [^>]*aria-label="Unit: ',
        "beside the number, and its first choice says: choose the unit",
    ),
    Excepted(
        "ibm input_label_visible",
        r"^<textarea .*id=\"summary\"",
        "its label is above it and linked to it by for; axe finds it",
    ),
    Excepted(
        "H91.Select.Value",
        r'^<select [^>]*class="unit"',
        "no unit is chosen until a person chooses one",
    ),
    Excepted("H85.2", r'^<select [^>]*class="unit"', "two or three units need no groups"),
    Excepted(
        "H71.SameName",
        r'^<form id="answers"',
        "reported for every form; each group of checkboxes is in a fieldset",
    ),
    Excepted(
        "ibm element_attribute_deprecated",
        r"^<ol [^>]*start=",
        "HTML has start: the folded list counts on from the one before it",
    ),
    Excepted(
        "ibm text_sensory_misuse",
        r"^<(pre|textarea|p|li|div|section|h3)\b.*'(left|right|upper|below|above|, )+'",
        "'left' is what remains; 'upper' and 'below' belong to limits, not to places on the page",
    ),
    Excepted(
        ".Abs",
        r"^<(p data-state=|span data-known)",
        "announced, for screen readers alone: there is no colour to see",
    ),
)
