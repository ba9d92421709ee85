"""The story of a build: trial.yaml and site_src/ in, _site/ out. Read main() from top to bottom."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eligibility.definitions import Definitions
from eligibility.trial_file import rules_of
from sitegen import options
from sitegen.checks import content, loader
from sitegen.errors import BuildError
from sitegen.exports import chromium, feed, machine_files, pdf, sitemap
from sitegen.languages import completeness, translate
from sitegen.lookup import Lookup
from sitegen.model import approval
from sitegen.model.site import Files, Site
from sitegen.pages import information_pages, links, render_errors
from sitegen.pages.renderer import Renderer
from sitegen.precheck import bundle, precheck_page
from sitegen.serving import output, server


def main(arguments: Sequence[str] | None = None) -> int:
    """Build a site and, if asked, serve it.

    Exit codes: 0 success, 1 validation failed (the previous site is kept), 2 usage error.
    """
    asked = options.read(arguments)
    try:
        trial = loader.load(asked.trial, asked.root)
        lookup = Lookup(asked.root, asked.trial.absolute().parent)
        content.require_valid(lookup)
        if asked.fingerprints:
            for part, fingerprint in approval.fingerprints(trial, lookup).items():
                print(f"{part}: {fingerprint}")
            return 0
        if code := asked.language_template:
            print(*completeness.write_templates(lookup, trial, code), sep="\n")
            return 0
        completeness.require_complete(lookup, trial)
        language = translate.read_language(
            asked.language, completeness.catalogue_files(lookup, asked.language)
        )
        definitions = Definitions.from_trial(asdict(trial))
        printing = asked.pdf == "yes" or (asked.pdf == "auto" and chromium.find() != "")
        site = Site(
            trial,
            translate.translated(trial, language),
            definitions,
            rules_of(definitions, lookup.trial_folder),
            asked.root,
            lookup.trial_folder,
            asked.base_url,
            asked.release,
            language,
            sheets=printing,
        )
        if site.release:
            approval.require_approval(site.approval)
        prefix = options.prefix_of(site.base_url)
        listening = server.open_server(asked.out, asked.port, prefix) if asked.serve else None
        files = whole_site(site)
        output.replace(asked.out, files)
    except BuildError as error:
        return stop(asked.out, str(error))
    except OSError as error:
        return stop(asked.out, f"{error.filename or asked.out}: {error.strerror or error}")
    print(f"{len(files)} files in {asked.out}", flush=True)
    if listening:
        server.serve(listening, prefix)
    return 0


def whole_site(site: Site) -> Files:
    """Return every file of the site. Nothing is written."""
    bundled = bundle.files(site)
    with render_errors.explained(site.lookup):
        renderer = Renderer(site)
        shown = output.merge(
            [information_pages.files(renderer), precheck_page.files(renderer, bundled)]
        )
    for_machines = output.merge(
        [
            machine_files.files(site),
            sitemap.files(site, shown),
            {"feed.atom": feed.feed(site).encode()},
        ]
    )
    printed = pdf.print_all(site.trial, shown) if site.sheets else {}
    files = output.merge([bundled, shown, for_machines, printed])
    files = output.with_manifest(files)
    links.require_targets(shown, files, site.base_url)
    return files


def stop(out: Path, message: str) -> int:
    """Print an error. The site in the output folder is unchanged."""
    unchanged = f"; {out.name}/ is unchanged" if out.exists() else ""
    print(f"{message}\nNothing was built{unchanged}.", file=sys.stderr)
    return 1


def run() -> None:
    """Run the command line as a program: `trial-site`, or `python3 build.py` in a checkout."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
