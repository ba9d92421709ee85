"""The pages that tests are run over, by name; a test proves that no built page is left out."""

from __future__ import annotations

from sitegen.pages.information import PAGES, rule_path

PRECHECK = "pre-check/index.html"

CRITERIA = [f"I{number}" for number in range(1, 9)] + [f"E{number}" for number in range(1, 18)]

RULES = tuple(rule_path(criterion) for criterion in CRITERIA)
"""One page for each criterion, all from one template."""

SEEN = (*(page.path for page in PAGES), rule_path("I4"), rule_path("E8"))
"""Pages opened in a browser: each template once, and the longest page of a shared one."""

INFORMATION = (*(page.path for page in PAGES), *RULES)
"""Pages of words: no script, one response."""

EVERY = (*INFORMATION, PRECHECK)

PATIENT = (
    "index.html",
    "taking-part/index.html",
    "who-can-join/index.html",
    "glossary/index.html",
    "changes/index.html",
    "privacy/index.html",
    "accessibility/index.html",
    "about/index.html",
    "404.html",
)
"""Pages that a patient reads."""
