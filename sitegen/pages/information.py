"""The information pages: which there are, and what each is made of."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.exports import structured
from sitegen.model.site import Files, Site
from sitegen.model.trial import Criterion, Schedule
from sitegen.pages import diagrams
from sitegen.pages.diagrams import Doses
from sitegen.pages.glossary import read_glossary
from sitegen.pages.renderer import Place, Renderer, hash_source
from sitegen.pages.test_patients import as_found, read_patients


@dataclass(frozen=True)
class Page:
    """An information page: its address, and the name of its template and of its words."""

    path: str
    name: str
    styles: tuple[str, ...] = ()
    describes: bool = False
    """Whether it carries the trial's description for search engines: data, not a script."""


PAGES = (
    Page("index.html", "home", describes=True),
    Page("taking-part/index.html", "taking-part"),
    Page("taking-part/for-your-doctor/index.html", "for-your-doctor", ("sheet.css",)),
    Page("who-can-join/index.html", "who-can-join"),
    Page("clinicians/index.html", "clinicians"),
    Page("clinicians/checklist/index.html", "checklist", ("checklist.css",)),
    Page("how-it-decides/index.html", "how-it-decides"),
    Page("how-it-decides/patients/index.html", "patients"),
    Page("record/index.html", "record"),
    Page("glossary/index.html", "glossary"),
    Page("changes/index.html", "changes"),
    Page("privacy/index.html", "privacy"),
    Page("accessibility/index.html", "accessibility"),
    Page("about/index.html", "about"),
    Page("404.html", "not-found"),
)


def files(site: Site) -> Files:
    """Render every information page of the site."""
    renderer = Renderer(site)
    trial = site.words
    treatment = trial.interventions[0]
    schedule = treatment.schedule or Schedule(amount="", times="")
    jsonld = structured.jsonld(site)
    shared = {
        "inclusion": tuple(c for c in trial.criteria if c.kind == "inclusion"),
        "exclusion": tuple(c for c in trial.criteria if c.kind == "exclusion"),
        "treatment": treatment,
        "doses": Doses(
            interval=int(schedule.weeks),
            margin=int(schedule.margin_weeks),
            longest=int(schedule.longest_weeks),
        ),
        "draw": diagrams,
        "rule_lines": lambda criterion: site.rules.lines(site.definitions.criteria[criterion.id]),
        "patients": as_found(read_patients(site.rules), site.definitions, site.rules),
        "jsonld": jsonld,
        "words_of": words_of,
    }
    home = Place("glossary/index.html", site.base_url)
    glossary = read_glossary(renderer.words(home, "glossary"))

    def render(page: Page, **context: object) -> bytes:
        words = renderer.words(Place(page.path, site.base_url), page.name, **shared, **context)
        return renderer.page(
            page.path,
            f"pages/{page.name}.html",
            styles=page.styles,
            only_used=True,
            policy={"script-src": hash_source(jsonld)} if page.describes else None,
            words=words,
            glossary=glossary,
            **shared,
            **context,
        )

    return {page.path: render(page) for page in PAGES} | {
        page.path: render(page, criterion=criterion)
        for criterion in trial.criteria
        for page in [Page(rule_path(criterion.id), "rule")]
    }


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


def rule_path(criterion: str) -> str:
    """Name the page of one criterion, with its test patients."""
    return f"how-it-decides/{criterion.lower()}/index.html"
