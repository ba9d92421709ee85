"""Files for machines: feed, site map, robots.txt, manifest and the copy of the record."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from hashlib import sha256

from sitegen.lookup import Lookup
from sitegen.pages.page_table import SHEETS
from sitegen.quality.built_site import BuiltSite, canonical, meta
from sitegen.quality.html_reader import pages_of
from sitegen.quality.security import WORKER, pinned

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_is_complete(site: BuiltSite) -> Iterator[str]:
    """The Atom feed has all required elements and every change."""
    try:
        feed = ET.fromstring(site.text("feed.atom"))
    except (OSError, ET.ParseError) as error:
        yield f"feed.atom: {error}"
        return
    if feed.tag != ATOM + "feed":
        yield f"feed.atom: root element is {feed.tag}"
    lang = feed.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    if lang.partition("-")[0] != site.page("index.html").find("html")[0].attributes.get("lang"):
        yield f"feed.atom: wrong language {lang}"
    for name in ("id", "title", "updated", "author", "author/{http://www.w3.org/2005/Atom}name"):
        if feed.find(ATOM + name) is None:
            yield f"feed.atom: missing {name}"
    changes = site.trial["changes"]
    entries = feed.findall(ATOM + "entry")
    said = [
        tuple(entry.findtext(ATOM + name) for name in ("updated", "title", "content"))
        for entry in entries
    ]
    if said != [(c["date"] + "T00:00:00Z", c["words"], c["words"]) for c in changes]:
        yield f"feed.atom: wrong entries: {said}"
    base = canonical(site.page("index.html"))
    ways = {(link.get("rel"), link.get("href")) for link in feed.iter(ATOM + "link")}
    if ways - {("alternate", f"{base}changes/"), ("self", f"{base}feed.atom")}:
        yield f"feed.atom: wrong links: {ways}"
    ids = [entry.findtext(ATOM + "id") or "" for entry in entries]
    if len(set(ids)) != len(ids) or not all(one.startswith("urn:uuid:") for one in ids):
        yield f"feed.atom: wrong ids: {ids}"
    if feed.findtext(ATOM + "updated") != max(c["date"] for c in changes) + "T00:00:00Z":
        yield "feed.atom: updated is not the date of the newest entry"


def sitemap_names_every_page(site: BuiltSite) -> Iterator[str]:
    """The site map names every page and nothing else."""
    if not site.has("sitemap.xml"):
        return
    try:
        root = ET.fromstring(site.text("sitemap.xml"))
    except ET.ParseError as error:
        yield f"sitemap.xml: {error}"
        return
    found = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    start = canonical(site.page("index.html")) or "(no canonical address) "
    expected = sorted(
        start + path.removesuffix("index.html") for path in site.lists.every if path != "404.html"
    )
    if found != expected:
        yield f"sitemap.xml: differs in {sorted({*found} ^ {*expected})}"
    if not start.startswith("https://") or not start.endswith("/"):
        yield f"sitemap.xml: wrong base address {start!r}"


def robots_txt_matches_approval(site: BuiltSite) -> Iterator[str]:
    """Search engines are kept out of drafts."""
    home = site.page("index.html")
    draft = meta(home, "robots") == "noindex"
    shut, opened = (f"User-agent: *\n{word}: /\n" for word in ("Disallow", "Allow"))
    if base := canonical(home):
        opened += f"\nSitemap: {base}sitemap.xml\n"
    # Only --release opens an approved site, and pages do not show which it is.
    if site.text("robots.txt") not in ((shut,) if draft else (shut, opened)):
        yield f"robots.txt: unexpected content {site.text('robots.txt')!r}"


def manifest_names_every_file(site: BuiltSite) -> Iterator[str]:
    """The manifest lists the SHA-256 of every file, as sha256sum reads it."""
    files = {
        path.relative_to(site.folder).as_posix(): path.read_bytes()
        for path in sorted(site.folder.rglob("*"))
        if path.is_file()
    }
    said = files.pop("manifest-sha256.txt", b"").decode().splitlines()
    expected = [f"{sha256(files[path]).hexdigest()}  {path}" for path in sorted(files)]
    for line in sorted({*said} ^ {*expected}):
        yield f"manifest-sha256.txt: wrong or missing line for {line.partition('  ')[2]}"


def record_copy_is_unchanged(site: BuiltSite) -> Iterator[str]:
    """The published copy of the record is the one the build read."""
    name = site.record
    text = " ".join(site.text(name).split()) if site.has(name) else ""
    lookup = Lookup(site.root, site.trial_folder or site.root)
    kept = lookup.find("record", site.trial["record"]["file"])
    if site.text(name) != kept.read_text("utf-8"):
        yield f"{name}: differs from {lookup.shown(kept)}"
    for criterion in site.trial["criteria"]:
        if " ".join(criterion["official"].split()) not in text:
            yield f"{name}: does not contain {criterion['id']}"


def every_page_is_known(site: BuiltSite) -> Iterator[str]:
    """Every built page is known to these checks, so none goes unchecked."""
    yield from (
        f"{path}: not built, or not known to the checks"
        for path in {*pages_of(site.folder)} ^ {*site.lists.every}
    )


def _sheets(site: BuiltSite) -> set[str]:
    """Return the PDF files that a site of this trial may have."""
    short = site.trial["names"]["short"]
    return {f"{posixpath.dirname(page.path)}/{page.pdf_name(short)}" for page in SHEETS}


def every_file_is_known(site: BuiltSite) -> Iterator[str]:
    """Every built file is known; a stray one was left behind or planted."""
    known = {
        *site.lists.every, *_sheets(site), "feed.atom", "robots.txt", "sitemap.xml", "trial.json",
        "manifest-sha256.txt", "fhir/Group.json", "fhir/ResearchStudy.json",
        site.record, WORKER,
        *(f"pre-check/{name}" for name in pinned(site)["pins"]),
    }  # fmt: skip
    for file in sorted(site.folder.rglob("*")):
        if file.is_file() and (name := file.relative_to(site.folder).as_posix()) not in known:
            yield f"{name}: unknown file"


CHECKS = (
    every_file_is_known,
    every_page_is_known,
    feed_is_complete,
    sitemap_names_every_page,
    robots_txt_matches_approval,
    manifest_names_every_file,
    record_copy_is_unchanged,
)
