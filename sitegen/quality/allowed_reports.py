"""Reports of checks that we accept: which rule or page, where, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Excepted:
    """An accepted kind of report: only where `HTML | message` matches `where`."""

    rule: str
    where: str
    why: str

    def covers(self, rule: str, html: str, message: str) -> bool:
        """Whether a report is of this kind."""
        return (
            rule.endswith(self.rule)
            and re.search(self.where, f"{html} | {message}", re.IGNORECASE) is not None
        )


EXCEPTIONS = (
    Excepted(
        "ibm aria_content_in_landmark",
        r'^<a href="#main" class="skip">',
        "a skip link is before all landmarks, because it skips them",
    ),
    Excepted(
        "ibm element_tabbable_visible",
        r'^<a href="#main" class="skip">',
        "shown when focused; skip_link_works tests it",
    ),
    Excepted(
        "ibm aria_complementary_label_visible",
        r'class="(draft|status)-banner"',
        "the banner starts with the words of its label; a visible copy would be read twice",
    ),
    Excepted(
        "ibm element_attribute_deprecated",
        r"^<meta content=\"default-src 'none';",
        "HTML allows this http-equiv, and the host of the site cannot set headers",
    ),
    Excepted(
        "ibm element_attribute_deprecated",
        r'^<ol type="a">',
        "HTML allows type where the letters matter: the rules refer to alternatives a and b",
    ),
    Excepted(
        "ibm list_structure_proper",
        r"^<dl",
        "each pair of a description list is in a div, as HTML allows; axe and Nu check it",
    ),
    Excepted(
        "ibm blockquote_cite_exists",
        r"^<blockquote",
        "official words of the record; the page names and links the source in its text",
    ),
    Excepted(
        "ibm text_quoted_correctly",
        r"^<td>",
        "quotation marks around an answer of a test patient, not around a quotation",
    ),
    Excepted(
        "ibm text_sensory_misuse",
        r"'(left|right|upper|top|above|below|above, below|beside|small|tiny|big, small|size)'",
        "reviewed: 'left' is what remains or a side of the heart, 'right' is a legal right, "
        "'upper' is a limit; 'below' and 'above' follow the reading order",
    ),
    Excepted(
        "ibm text_block_heading",
        r"'(Experimental|No Intervention|Other|(Active|Placebo|Sham) Comparator): ",
        "the name of an arm, quoted from the record below its heading",
    ),
    Excepted(
        "ibm heading_markup_misuse",
        r"^<h3",
        "a heading above one official criterion, which is long",
    ),
    Excepted(
        "ibm style_color_misuse",
        r"^<style",
        "reported for every stylesheet; each state has text, and forced colours are tested",
    ),
    Excepted(
        "ibm style_highcontrast_visible",
        r"^<style",
        "reported for every stylesheet; text_contrast_is_high measures it",
    ),
    Excepted(
        "ibm style_viewport_resizable",
        r"^<style",
        "sizes use rem; tested with text at 200 %",
    ),
    Excepted(
        "ibm style_focus_visible",
        r'class="button|<a aria-current',
        "reported for every border; keyboard_reaches_everything tests the ring",
    ),
    Excepted(
        ".Abs",
        r'class="sr"',
        "text for screen readers only has no visible colour",
    ),
    Excepted(
        "Guideline1_4.1_4_10.C32,C31,C33,C38,SCR34,G206",
        r"^(<pre| \|)",
        "printed rules are wrapped; nothing_scrolls_sideways measures it",
    ),
    Excepted(
        "Guideline1_3.1_3_1.H48",
        r"^<p",
        "two or three links in a sentence, in a contact or as buttons are not navigation",
    ),
    Excepted(
        "Guideline1_3.1_3_1.H42",
        r'^<p class="screen"><b>Print this page',
        "an instruction, not a heading",
    ),
)

TITLE_DIFFERS = {
    "index.html": "the title is short; the heading describes the trial in full",
    "taking-part/for-your-doctor/index.html": "the heading also addresses the doctor",
    "clinicians/checklist/index.html": "the heading is that of a printed sheet",
}
"""Pages with different title and main heading, and why."""

NO_PROMISE = {
    "for safety the check was not started": "about the files of the check, not the drug",
}
"""Lower-case texts that contain a banned word without a promise, and why."""
