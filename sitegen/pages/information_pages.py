"""Renders the information pages: every page of the table but the pre-check."""

from __future__ import annotations

from sitegen.exports import json_ld
from sitegen.model.site import Files
from sitegen.model.trial import Criterion
from sitegen.pages import diagrams
from sitegen.pages.page_table import PAGES, Page
from sitegen.pages.published_cases import as_found, read_patients
from sitegen.pages.renderer import Place, Renderer, hash_source


def files(renderer: Renderer) -> Files:
    """Render every information page of the site."""
    site = renderer.site
    jsonld = json_ld.jsonld(site)
    shared = {
        "draw": diagrams,
        "timelines": diagrams.timelines(site.words),
        "rule_lines": lambda criterion: site.rules.lines(site.definitions.criteria[criterion.id]),
        "patients": as_found(read_patients(site.rules), site.definitions, site.rules),
        "jsonld": jsonld,
        "words_of": words_of,
    }

    def render(page: Page, path: str, **context: object) -> bytes:
        context |= {**shared, "pdf": page.pdf_name(site.trial.names.short)}
        words = renderer.words(Place(path, site.base_url), page.name, **context)
        return renderer.page(
            path,
            f"pages/{page.name}.html",
            styles=page.styles,
            only_used=True,
            policy={"script-src": hash_source(jsonld)} if page.json_ld else None,
            words=words,
            **context,
        )

    made = {}
    for page in PAGES:
        if page.per_criterion:
            for criterion in site.words.criteria:
                path = page.path_for(criterion.id)
                made[path] = render(page, path, criterion=criterion)
        elif not page.has_script:
            made[page.path] = render(page, page.path)
    return made


def words_of(*criteria: Criterion) -> str:
    """Return everything that the pages on the rules say of these criteria, but the rule itself."""
    return " ".join(
        " ".join(
            (
                criterion.official,
                criterion.plain,
                criterion.judgement,
                *criterion.rejected,
                *(limit.source for limits in criterion.limits.values() for limit in limits),
                *(reading.question for reading in criterion.readings),
                *(words for one in criterion.readings for words in one.alternatives.values()),
            )
        )
        for criterion in criteria
    )
