"""The page of the pre-check: a shell that fetches, and in it the sealed frame with the form."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath

from markupsafe import escape

from sitegen.model.site import Files, Site
from sitegen.model.trial import Fact, Section
from sitegen.pages.glossary import Term
from sitegen.pages.page_table import page_named
from sitegen.pages.renderer import Place, Renderer
from sitegen.precheck.bundle import FOLDER
from sitegen.precheck.csp import Policy, frame_policy, sha256_hex, shell_policy, worker_headers

PAGE = page_named("pre-check").path
SERVICE_WORKER = "pre-check/service-worker.js"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".py": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}
STYLES = page_named("pre-check").styles
_LINK = re.compile(r'<a [^>]*href="((?!mailto:|tel:|#)[^"?#]+)')
"""A link to a page, of this site or another; no mail, no telephone."""

UNPINNED = '{ pins: {}, links: [], headers: {}, version: "written in by the build" }'
"""What stands in service-worker.js where the pinned files belong."""
SHELL_SCRIPTS = ("builtins.js", "addresses.js", "hardening.js", "versions.js", "shell.js")
FRAME_SCRIPTS = (
    "builtins.js",
    "addresses.js",
    "hardening.js",
    "answers.js",
    "results.js",
    "live.js",
    "follow.js",
    "paper.js",
    "telling.js",
    "runtime.js",
    "seal.js",
    "asking.js",
    "frame.js",
)

SECONDS = {"slow": 20, "stalled": 60}
"""After how long the page says that it is slow, and after how long without a sign it gives up."""

PRINTED_UNITS = {
    "10*9/L": "×10⁹/L",
    "/mm3": "/mm³",
    "umol/L": "µmol/L",
}
"""How people write the units that UCUM writes otherwise."""


def files(renderer: Renderer, bundled: Files) -> Files:
    """Return the pre-check's page; `bundled` holds the files it will fetch and verify."""
    site = renderer.site
    runtime = {
        path.removeprefix(FOLDER): content
        for path, content in sorted(bundled.items())
        if path.startswith(FOLDER)
    }
    css = renderer.css(*STYLES)
    shell_scripts = _read_scripts(site.root, SHELL_SCRIPTS)
    frame_scripts = _read_scripts(site.root, FRAME_SCRIPTS)
    frame = _frame(renderer, runtime, css, frame_scripts)
    policy = shell_policy((*shell_scripts, *frame_scripts), (css,))
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
    # Scripts and frame go in last, as they are: their bytes are pinned by hash.
    scripts = "\n".join(f"<script>{text}</script>" for text in shell_scripts)
    text = page.decode().replace("[shell scripts]", scripts).replace("[frame]", str(escape(frame)))
    pinned = {PAGE: text.encode(), **bundled}
    return {PAGE: pinned[PAGE], SERVICE_WORKER: _service_worker(site, pinned, policy)}


def _service_worker(site: Site, pinned: Files, policy: Policy) -> bytes:
    """Write the hashes of everything it may serve into the service worker."""
    folder = PAGE.removesuffix("index.html")
    pins = {
        path.removeprefix(folder).removesuffix("index.html"): {
            "sha256": sha256_hex(content),
            "size": len(content),
            "type": TYPES[PurePosixPath(path).suffix],
        }
        for path, content in sorted(pinned.items())
    }
    links = sorted(set(_LINK.findall(pinned[PAGE].decode())))
    told = {"pins": pins, "links": links, "headers": worker_headers(policy)}
    version = sha256_hex(_json(told).encode())[:16]
    (script,) = _read_scripts(site.root, ("service-worker.js",))
    return script.lstrip().replace(UNPINNED, _json({**told, "version": version})).encode()


def _frame(renderer: Renderer, runtime: Files, css: str, scripts: tuple[str, ...]) -> str:
    place = Place(PAGE, renderer.site.base_url)
    return renderer.environment.get_template("precheck/frame.html").render(
        policy=frame_policy(scripts, (css,)),
        css=css,
        scripts=scripts,
        sections=_sections(renderer.site),
        printed_unit=printed_unit,
        url=place.url,
        settings=_json(
            {
                "files": [
                    {"name": name, "sha256": sha256_hex(content)}
                    for name, content in runtime.items()
                ],
                "seconds": SECONDS,
                "units": PRINTED_UNITS,
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


def printed_unit(unit: str) -> str:
    """Return a UCUM unit as people write it."""
    return PRINTED_UNITS.get(unit, unit)


def _sections(site: Site) -> tuple[tuple[Section, tuple[Fact, ...]], ...]:
    return tuple(
        (section, tuple(fact for fact in site.words.facts if fact.section == section.id))
        for section in site.words.sections
    )


def _read_scripts(root: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    folder = root / "site_src" / "assets" / "precheck"
    return tuple("\n" + (folder / name).read_text("utf-8") for name in names)


def _json(value: object) -> str:
    """Return JSON that can stand inside a <script> element."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
