"""What checks report and people decided to leave: which rule or page, where, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Excepted:
    """One kind of report left standing: only where `HTML | message` matches `where`."""

    rule: str
    where: str
    why: str

    def covers(self, rule: str, html: str, message: str) -> bool:
        """Tell whether a report is of this kind."""
        return (
            rule.endswith(self.rule)
            and re.search(self.where, f"{html} | {message}", re.IGNORECASE) is not None
        )


EXCEPTIONS = (
    Excepted(
        "ibm aria_content_in_landmark",
        r'^<a href="#main" class="skip">',
        "a skip link stands before all landmarks: it is there to pass them",
    ),
    Excepted(
        "ibm element_tabbable_visible",
        r'^<a href="#main" class="skip">',
        "shown when focused: skip_link_works presses the key and looks",
    ),
    Excepted(
        "ibm aria_complementary_label_visible",
        r'class="(draft|status)-banner"',
        "the banner's first words say the same as its label; a visible copy would be read twice",
    ),
    Excepted(
        "ibm element_attribute_deprecated",
        r"^<meta content=\"default-src 'none';",
        "HTML has this value of http-equiv, and the host of the site can set no headers",
    ),
    Excepted(
        "ibm element_attribute_deprecated",
        r'^<ol type="a">',
        "HTML has type where the letters count: alternatives are called a and b in the rules",
    ),
    Excepted(
        "ibm list_structure_proper",
        r"^<dl",
        "each pair of a description list stands in a div, as HTML allows; axe and Nu check them",
    ),
    Excepted(
        "ibm blockquote_cite_exists",
        r"^<blockquote",
        "the record's official words; the page names and links the source in words",
    ),
    Excepted(
        "ibm text_quoted_correctly",
        r"^<td>",
        "quotation marks around the words that a test patient typed, not around a quotation",
    ),
    Excepted(
        "ibm text_sensory_misuse",
        r"'(left|right|upper|top|above|below|above, below|beside|small|tiny|big, small|size)'",
        "read one by one: 'left' is what remains or is a side of the heart, 'right' a legal one, "
        "'upper' a limit, 'size' a tumour's; 'below' and 'above' follow the order of reading",
    ),
    Excepted(
        "ibm text_block_heading",
        r"'(Experimental: Treatment|No Intervention: Standard of Care) ",
        "the name of an arm, quoted from the record; the heading stands above it",
    ),
    Excepted(
        "ibm heading_markup_misuse",
        r"^<h3",
        "a heading over one official criterion, which is long",
    ),
    Excepted(
        "ibm style_color_misuse",
        r"^<style",
        "asked of every stylesheet; each state has words, and forced colours are tested",
    ),
    Excepted(
        "ibm style_highcontrast_visible",
        r"^<style",
        "asked of every stylesheet; words_stand_out measures it",
    ),
    Excepted(
        "ibm style_viewport_resizable",
        r"^<style",
        "sizes grow with rem and only a little with the window; tested with text at 200 %",
    ),
    Excepted(
        "ibm style_focus_visible",
        r'class="button|<a aria-current',
        "asked of every border; keyboard_reaches_all looks for the ring",
    ),
    Excepted(
        ".Abs",
        r'class="sr"',
        "words for screen readers alone: there is no colour to see",
    ),
    Excepted(
        "Guideline1_4.1_4_10.C32,C31,C33,C38,SCR34,G206",
        r"^(<pre| \|)",
        "rules as run are wrapped; nothing_scrolls_sideways measures it",
    ),
    Excepted(
        "Guideline1_3.1_3_1.H48",
        r"^<p",
        "two or three links in a sentence, in a contact's lines or as buttons: no navigation",
    ),
    Excepted(
        "Guideline1_3.1_3_1.H42",
        r'^<p class="screen"><b>Print this page',
        "an instruction, not the title of what follows",
    ),
)

CALLED_OTHERWISE = {
    "index.html": "a title among others must say what the trial is; the heading says it at length",
    "taking-part/for-your-doctor/index.html": "the heading is read by the doctor, too",
    "clinicians/checklist/index.html": "the heading is that of a sheet of paper",
}
"""Pages whose title and main heading differ, and why."""

NO_PROMISE = {
    "for safety the check was not started": "of the files of the check, not of the drug",
}
"""Words that hold a banned one and promise nothing, in small letters, and why."""
