#!/usr/bin/env python3
"""Builds the site: trial.yaml and site_src/ in, _site/ out. Read main() from top to bottom."""

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
from sitegen.exports import chromium, pdf, structured
from sitegen.languages import completeness, translate
from sitegen.lookup import Lookup
from sitegen.model import approval
from sitegen.model.site import Files, Site
from sitegen.pages import information, links, render_errors
from sitegen.precheck import bundle, precheck_page
from sitegen.serving import output, server

ROOT = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Build as asked; 0: done, 1: something is to be mended and the old site stands, 2: misuse."""
    asked = options.read(arguments, ROOT)
    try:
        loaded = loader.load(asked.trial, ROOT)
        lookup = Lookup(ROOT, asked.trial.parent)
        content.require_sound(ROOT)
        if asked.fingerprints:
            fingerprints = approval.fingerprints(loaded.trial, ROOT, lookup.trial_folder)
            for part, fingerprint in fingerprints.items():
                print(f"{part}: {fingerprint}")
            return 0
        if code := asked.language_template:
            print(*completeness.write_templates(lookup, loaded.trial, code), sep="\n")
            return 0
        completeness.require_complete(lookup, loaded.trial)
        language = translate.read_language(
            asked.language, completeness.catalogue_files(lookup, asked.language)
        )
        definitions = Definitions.from_trial(asdict(loaded.trial))
        printing = asked.pdf == "yes" or (asked.pdf == "auto" and chromium.find() != "")
        site = Site(
            loaded.trial,
            translate.translated(loaded.trial, language),
            definitions,
            rules_of(definitions, asked.trial.parent),
            ROOT,
            lookup.trial_folder,
            asked.base_url,
            asked.release,
            language,
            sheets=printing,
        )
        if site.release:
            approval.require_approval(site.trial, ROOT, site.trial_folder)
        prefix = options.prefix_of(site.base_url)
        listening = server.open_server(asked.out, asked.port, prefix) if asked.serve else None
        files = whole_site(site)
        output.replace(asked.out, files)
    except loader.TrialProblems as problems:
        return stop(*problems.lines, f"{len(problems.lines)} to mend in {asked.trial.name}")
    except (
        BuildError,
        links.LinksToNowhere,
        content.NotSound,
        render_errors.RenderingFault,
        approval.NotApproved,
        pdf.NotPrinted,
        server.PortTaken,
    ) as refusal:
        return stop(str(refusal))
    except OSError as error:
        return stop(f"{error.filename or asked.out}: {error.strerror or error}")
    print(f"{len(files)} files in {asked.out}", flush=True)
    if listening:
        server.serve(listening, prefix)
    return 0


def whole_site(site: Site) -> Files:
    """Every file of the site, from the trial; nothing is written."""
    bundled = bundle.files(site)
    with render_errors.explained(site.root):
        shown = output.merge([information.files(site), precheck_page.files(site, bundled)])
    for_machines = output.merge([structured.files(site), structured.indexes(site, shown)])
    newest = max(change.date for change in site.trial.changes)
    printed = pdf.print_all(shown, newest) if site.sheets else {}
    files = output.merge([bundled, shown, for_machines, printed])
    files = output.with_manifest(files)
    links.require_targets(shown, files, site.base_url)
    return files


def stop(*lines: str) -> int:
    """Say what is to be mended; the site that was there before still is."""
    print(*lines, "Nothing was built; the output folder is as it was.", sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
