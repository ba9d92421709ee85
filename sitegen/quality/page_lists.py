"""The lists of pages that the checks go through, from the table of pages."""

from __future__ import annotations

from sitegen.pages.page_table import PAGES, Audience, page_named, paths_of, rule_path

PRECHECK = page_named("pre-check").path

CRITERIA = [f"I{number}" for number in range(1, 9)] + [f"E{number}" for number in range(1, 18)]

RULES = tuple(rule_path(criterion) for criterion in CRITERIA)
"""One page for each criterion, all from one template."""

_WORDS = tuple(page for page in PAGES if not page.has_script)

SEEN = tuple(paths_of(_WORDS, ("I4", "E8")))
"""Pages opened in a browser: each template once, and the longest page of a shared one."""

INFORMATION = tuple(paths_of(_WORDS, CRITERIA))
"""Pages of words: no script, one response."""

EVERY = (*INFORMATION, PRECHECK)

PATIENT = tuple(
    paths_of((page for page in PAGES if page.audience is not Audience.CLINICIAN), CRITERIA)
)
"""Pages that a patient reads."""
