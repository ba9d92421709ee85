"""Which pages a built site must have, from the table of pages and the criteria of the trial."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.pages import page_table
from sitegen.pages.page_table import PAGES, Audience, page_named, paths_of

PRECHECK = page_named("pre-check").path
NAVIGATION = {page.navigation: page.path for page in page_table.NAVIGATION}
"""Entries of the main navigation, in order, with their pages."""
FOOTER = {page.footer: page.path for page in page_table.FOOTER}
"""Entries of the footer, in order, with their pages."""
SHEETS = tuple(page.path for page in page_table.SHEETS)
"""Pages that are printed and filled in by hand."""

_INFORMATION = tuple(page for page in PAGES if not page.has_script)


@dataclass(frozen=True)
class PageLists:
    """The pages of a site, by their paths below its folder."""

    templates: tuple[str, ...]
    """Information pages that exist once."""
    rules: tuple[str, ...]
    """One page per criterion, all from one template."""
    patient: tuple[str, ...]
    """Pages for patients, which must be easy to read."""

    @property
    def information(self) -> tuple[str, ...]:
        """Pages of words: no script, one response."""
        return self.templates + self.rules

    @property
    def every(self) -> tuple[str, ...]:
        """All pages."""
        return (*self.information, PRECHECK)


def page_lists(criteria: Iterable[str]) -> PageLists:
    """List the pages of a trial with these criteria."""
    return PageLists(
        templates=tuple(page.path for page in _INFORMATION if not page.per_criterion),
        rules=tuple(map(page_table.rule_path, criteria)),
        patient=tuple(
            paths_of((page for page in PAGES if page.audience is not Audience.CLINICIAN), ())
        ),
    )
