"""The page of the pre-check: a shell that fetches, and in it the sealed frame with the form."""

from __future__ import annotations

import json

from markupsafe import escape

from eligibility.fact_types import FACT_TYPES
from eligibility.units import UNITS
from sitegen.model.site import Files, Site
from sitegen.model.trial import Fact, Section
from sitegen.pages.glossary import Term
from sitegen.pages.page_table import page_named
from sitegen.pages.renderer import Place, Renderer
from sitegen.precheck import bundle, service_worker
from sitegen.precheck.csp import frame_policy, sha256_hex, shell_policy
from sitegen.precheck.scripts import bundle_script

PAGE = page_named("pre-check").path
STYLES = page_named("pre-check").styles
SECONDS = {"slow": 20, "stalled": 60}
"""After how long the page says that it is slow, and after how long without progress it gives up."""


def files(renderer: Renderer, bundled: Files) -> Files:
    """Return the pre-check's page and service worker. `bundled` holds the files that they pin."""
    site = renderer.site
    runtime = {
        path.removeprefix(bundle.FOLDER): content
        for path, content in sorted(bundled.items())
        if path.startswith(bundle.FOLDER)
    }
    css = renderer.css(*STYLES)
    shell_script = "\n" + bundle_script(site.root, "shell.js")
    frame_script = "\n" + bundle_script(site.root, "frame.js")
    frame = _frame(renderer, runtime, css, frame_script)
    policy = shell_policy((shell_script, frame_script), (css,))
    page = renderer.page(
        PAGE,
        "precheck/page.html",
        styles=STYLES,
        words=renderer.words(Place(PAGE, site.base_url), page_named("pre-check").name),
        short=_short_forms(renderer),
        policy=policy,
        public_files=_json(
            [
                {
                    "name": name,
                    "url": f"runtime/{name}?{sha256_hex(content)[:16]}",
                    "size": len(content),
                }
                for name, content in runtime.items()
            ]
        ),
    )
    # Script and frame go in last and unchanged: their bytes are pinned by hash.
    text = page.decode().replace("[shell script]", f"<script>{shell_script}</script>")
    page = text.replace("[frame]", str(escape(frame))).encode()
    worker = service_worker.service_worker(site.root, PAGE, {PAGE: page, **bundled}, policy)
    return {PAGE: page, service_worker.PATH: worker}


def _frame(renderer: Renderer, runtime: Files, css: str, script: str) -> str:
    place = Place(PAGE, renderer.site.base_url)
    return renderer.environment.get_template("precheck/frame.html").render(
        policy=frame_policy((script,), (css,)),
        css=css,
        script=script,
        sections=_sections(renderer.site),
        fact_types=FACT_TYPES,
        url=place.url,
        settings=_json(
            {
                "files": [
                    {"name": name, "sha256": sha256_hex(content)}
                    for name, content in runtime.items()
                ],
                "seconds": SECONDS,
                "units": {
                    unit.code: unit.printed for unit in UNITS.values() if unit.printed != unit.code
                },
            }
        ),
    )


def _short_forms(renderer: Renderer) -> tuple[Term, ...]:
    """The short forms that the form and the findings use."""
    trial = renderer.site.words
    asked = (
        text
        for fact in trial.facts
        for text in (fact.label, fact.hint, *(option.label for option in fact.options))
    )
    return renderer.glossary.short_forms(
        "SHA-256", *asked, *(criterion.official for criterion in trial.criteria)
    )


def _sections(site: Site) -> tuple[tuple[Section, tuple[Fact, ...]], ...]:
    return tuple(
        (section, tuple(fact for fact in site.words.facts if fact.section == section.id))
        for section in site.words.sections
    )


def _json(value: object) -> str:
    """Return JSON that can stand inside a <script> element."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
