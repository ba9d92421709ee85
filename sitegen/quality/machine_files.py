"""What machines read: feed, site map, robots.txt, the manifest, the kept record."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from hashlib import sha256

from sitegen.pages.page_table import SHEETS
from sitegen.quality.built_site import Built, canonical, meta
from sitegen.quality.html_reader import pages_of
from sitegen.quality.page_lists import EVERY
from sitegen.quality.seal import WORKER, pinned
from tests.conftest import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_is_whole(site: Built) -> Iterator[str]:
    """Readers drop a feed that lacks what Atom requires."""
    try:
        feed = ET.fromstring(site.text("feed.atom"))
    except (OSError, ET.ParseError) as error:
        yield f"feed.atom: {error}"
        return
    if feed.tag != ATOM + "feed":
        yield f"feed.atom: the outermost element is {feed.tag}"
    lang = feed.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    if lang.partition("-")[0] != site.page("index.html").find("html")[0].attributes.get("lang"):
        yield f"feed.atom: it says that it is in {lang}"
    for name in ("id", "title", "updated", "author", "author/{http://www.w3.org/2005/Atom}name"):
        if feed.find(ATOM + name) is None:
            yield f"feed.atom: no {name}"
    changes = site.trial["changes"]
    entries = feed.findall(ATOM + "entry")
    said = [
        tuple(entry.findtext(ATOM + name) for name in ("updated", "title", "content"))
        for entry in entries
    ]
    if said != [(c["date"] + "T00:00:00Z", c["words"], c["words"]) for c in changes]:
        yield f"feed.atom: the entries are {said}"
    base = canonical(site.page("index.html"))
    ways = {(link.get("rel"), link.get("href")) for link in feed.iter(ATOM + "link")}
    if ways - {("alternate", f"{base}changes/"), ("self", f"{base}feed.atom")}:
        yield f"feed.atom: it leads to {ways}"
    ids = [entry.findtext(ATOM + "id") or "" for entry in entries]
    if len(set(ids)) != len(ids) or not all(one.startswith("urn:uuid:") for one in ids):
        yield f"feed.atom: the ids are {ids}"
    if feed.findtext(ATOM + "updated") != max(c["date"] for c in changes) + "T00:00:00Z":
        yield "feed.atom: it was not updated with its newest entry"


def site_map_names_every_page(site: Built) -> Iterator[str]:
    """A page that is not in it is found late or never, and one too many is a dead end."""
    if not site.has("sitemap.xml"):
        return
    try:
        root = ET.fromstring(site.text("sitemap.xml"))
    except ET.ParseError as error:
        yield f"sitemap.xml: {error}"
        return
    found = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    start = canonical(site.page("index.html")) or "an address that the first page does not say: "
    wanted = sorted(start + path.removesuffix("index.html") for path in EVERY if path != "404.html")
    if found != wanted:
        yield f"sitemap.xml: {sorted({*found} ^ {*wanted})}"
    if not start.startswith("https://") or not start.endswith("/"):
        yield f"sitemap.xml: it starts at {start!r}"


def robots_fit_the_approval(site: Built) -> Iterator[str]:
    """A draft is not to be found by searching; an approved site is."""
    home = site.page("index.html")
    draft = meta(home, "robots") == "noindex"
    shut, opened = (f"User-agent: *\n{word}: /\n" for word in ("Disallow", "Allow"))
    if base := canonical(home):
        opened += f"\nSitemap: {base}sitemap.xml\n"
    # What is approved is opened by --release alone, and the pages do not tell.
    if site.text("robots.txt") not in ((shut,) if draft else (shut, opened)):
        yield f"robots.txt: {site.text('robots.txt')!r}"


def manifest_names_every_file(site: Built) -> Iterator[str]:
    """Whoever checks the published files needs the whole list, in the form sha256sum reads."""
    files = {
        path.relative_to(site.folder).as_posix(): path.read_bytes()
        for path in sorted(site.folder.rglob("*"))
        if path.is_file()
    }
    said = files.pop("manifest-sha256.txt", b"").decode().splitlines()
    wanted = [f"{sha256(files[path]).hexdigest()}  {path}" for path in sorted(files)]
    for line in sorted({*said} ^ {*wanted}):
        yield f"manifest-sha256.txt: {line.partition('  ')[2]}"


def the_record_is_kept(site: Built) -> Iterator[str]:
    """The copy of the record that is served is the one that was read, with each sentence in it."""
    name = f"record/{site.trial['record']['file']}"
    text = " ".join(site.text(name).split()) if site.has(name) else ""
    if site.text(name) != (ROOT / "site_src" / name).read_text("utf-8"):
        yield f"{name}: it is not site_src/{name}"
    for criterion in site.trial["criteria"]:
        if " ".join(criterion["official"].split()) not in text:
            yield f"{name}: {criterion['id']} is not in it"


def no_page_is_left_out(site: Built) -> Iterator[str]:
    """A page that the checks do not know would be checked by nobody."""
    yield from (f"{path}: known or built, not both" for path in {*pages_of(site.folder)} ^ {*EVERY})


def _sheets(site: Built) -> set[str]:
    """Return the PDF files that a site of this trial may have."""
    short = site.trial["names"]["short"]
    return {f"{posixpath.dirname(page.path)}/{page.pdf_name(short)}" for page in SHEETS}


def files_are_known(site: Built) -> Iterator[str]:
    """A file that nothing leads to was left behind, or was put there by somebody."""
    known = {
        *EVERY, *_sheets(site), "feed.atom", "robots.txt", "sitemap.xml", "trial.json",
        "manifest-sha256.txt", "fhir/Group.json", "fhir/ResearchStudy.json",
        f"record/{site.trial['record']['file']}", WORKER,
        *(f"pre-check/{name}" for name in pinned(site)["pins"]),
    }  # fmt: skip
    for file in sorted(site.folder.rglob("*")):
        if file.is_file() and (name := file.relative_to(site.folder).as_posix()) not in known:
            yield f"{name}: nobody knows this file"


CHECKS = (
    files_are_known,
    no_page_is_left_out,
    feed_is_whole,
    site_map_names_every_page,
    robots_fit_the_approval,
    manifest_names_every_file,
    the_record_is_kept,
)
