"""The table of pages: one row for each page of the site.

Navigation, footer, titles, styles and every list of pages come from it. A new page needs a row
here, a template of the same name in site_src/templates/pages/, and words in site_src/content/en/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from sitegen.model.text_kinds import translatable


class Audience(Enum):
    """Who reads a page; what patients read must be easy."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    ALL = "all"
    """Patients and clinicians: as easy as a page for patients."""


@dataclass(frozen=True)
class Page:
    """One row: a page's address, and everything that other parts of the program ask about it."""

    path: str
    """The file below the output folder; `{criterion}` in it makes one page for each criterion."""
    name: str
    """Its template pages/<name>.html and its words <name>.md, whose `title:` is its title."""
    audience: Audience
    navigation: str = ""
    """Its name in the main navigation; "" where it is not there. The order is that of the rows."""
    footer: str = ""
    """Its name in the footer; "" where it is not there."""
    styles: tuple[str, ...] = ()
    """Stylesheets in site_src/assets/ beyond site.css."""
    json_ld: bool = False
    """Whether it carries the trial's description for search engines: data, not a script."""
    sheet: str = ""
    """For a sheet of paper: what its PDF file is called after the trial's short name."""
    has_script: bool = False
    """Whether it runs script. Only the pre-check does, and it is put together elsewhere."""

    @property
    def address(self) -> str:
        """Its address below the site's root: "" for the first page, "about/" for the rest."""
        return self.path.removesuffix("index.html")

    @property
    def per_criterion(self) -> bool:
        """Whether there is one such page for each criterion."""
        return "{criterion}" in self.path

    def pdf_name(self, short: str) -> str:
        """Return what a sheet's PDF file is called: "abc-checklist.pdf" for the trial ABC."""
        slug = re.sub(r"[^a-z0-9]+", "-", short.casefold()).strip("-")
        return "-".join(filter(None, (slug, f"{self.sheet}.pdf")))

    def path_for(self, criterion: str) -> str:
        """Return the path of the page of one criterion."""
        return self.path.format(criterion=criterion.lower())


PATIENT, CLINICIAN, ALL = Audience.PATIENT, Audience.CLINICIAN, Audience.ALL

PAGES = (
    Page("index.html", "home", ALL, json_ld=True),
    Page("taking-part/index.html", "taking-part", PATIENT, navigation=translatable("For patients")),
    Page(
        "taking-part/for-your-doctor/index.html",
        "for-your-doctor",
        CLINICIAN,
        styles=("sheet.css",),
        sheet="for-your-doctor",
    ),
    Page("who-can-join/index.html", "who-can-join", ALL, navigation=translatable("Who can join")),
    Page(
        "clinicians/index.html", "clinicians", CLINICIAN, navigation=translatable("For clinicians")
    ),
    Page(
        "clinicians/checklist/index.html",
        "checklist",
        CLINICIAN,
        styles=("checklist.css",),
        sheet="checklist",
    ),
    Page(
        "pre-check/index.html",
        "pre-check",
        CLINICIAN,
        navigation=translatable("Pre-check"),
        styles=("precheck/precheck.css",),
        has_script=True,
    ),
    Page("record/index.html", "record", CLINICIAN, footer=translatable("The trial’s record")),
    Page(
        "how-it-decides/index.html",
        "how-it-decides",
        CLINICIAN,
        footer=translatable("How the check decides"),
    ),
    Page("how-it-decides/patients/index.html", "patients", CLINICIAN),
    Page("how-it-decides/{criterion}/index.html", "rule", CLINICIAN),
    Page("glossary/index.html", "glossary", ALL, footer=translatable("Glossary")),
    Page("changes/index.html", "changes", ALL, footer=translatable("Changes")),
    Page("privacy/index.html", "privacy", ALL, footer=translatable("Privacy")),
    Page("accessibility/index.html", "accessibility", ALL, footer=translatable("Accessibility")),
    Page("about/index.html", "about", ALL, navigation=translatable("About")),
    Page("404.html", "not-found", ALL),
)

NAVIGATION = tuple(page for page in PAGES if page.navigation)
FOOTER = tuple(page for page in PAGES if page.footer)
SHEETS = tuple(page for page in PAGES if page.sheet)

_BY_NAME = {page.name: page for page in PAGES}


def page_named(name: str) -> Page:
    """Return the row of this name."""
    return _BY_NAME[name]


def rule_path(criterion: str) -> str:
    """Return the path of the page of one criterion, with its rule and its test patients."""
    return page_named("rule").path_for(criterion)


def paths_of(pages: Iterable[Page], criteria: Iterable[str]) -> Iterator[str]:
    """Yield the paths that these rows make for a trial with these criteria."""
    criteria = tuple(criteria)
    for page in pages:
        if page.per_criterion:
            yield from map(page.path_for, criteria)
        else:
            yield page.path
