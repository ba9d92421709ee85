"""What machines read: feed, site map, robots.txt, the manifest, the kept record."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from hashlib import sha256

from tests.site.checks.built import Built, meta
from tests.site.places import EVERY
from tests.site.reader import pages_of

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
    for name in ("id", "title", "updated", "author", "author/{http://www.w3.org/2005/Atom}name"):
        if feed.find(ATOM + name) is None:
            yield f"feed.atom: no {name}"
    changes = site.trial["changes"]
    entries = feed.findall(ATOM + "entry")
    said = [
        (entry.findtext(ATOM + "updated"), entry.findtext(ATOM + "content")) for entry in entries
    ]
    if said != [(change["date"] + "T00:00:00Z", change["words"]) for change in changes]:
        yield f"feed.atom: the entries are {said}"
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
    start = min(found, key=len, default="")
    wanted = sorted(start + path.removesuffix("index.html") for path in EVERY if path != "404.html")
    if found != wanted:
        yield f"sitemap.xml: {sorted({*found} ^ {*wanted})}"
    if not start.startswith("https://") or not start.endswith("/"):
        yield f"sitemap.xml: it starts at {start!r}"


def robots_fit_the_approval(site: Built) -> Iterator[str]:
    """A draft is not to be found by searching; an approved site is."""
    home = site.page("index.html")
    draft = meta(home, "robots") == "noindex"
    rules = site.text("robots.txt").splitlines() if site.has("robots.txt") else []
    if rules[:2] != ["User-agent: *", "Disallow: /" if draft else "Allow: /"]:
        yield f"robots.txt: {rules}"


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
    """The copy of the record that is served must hold each official sentence."""
    name = f"record/{site.trial['record']['file']}"
    text = " ".join(site.text(name).split()) if site.has(name) else ""
    for criterion in site.trial["criteria"]:
        if " ".join(criterion["official"].split()) not in text:
            yield f"{name}: {criterion['id']} is not in it"


def no_page_is_left_out(site: Built) -> Iterator[str]:
    """A page that the checks do not know would be checked by nobody."""
    yield from (f"{path}: known or built, not both" for path in {*pages_of(site.folder)} ^ {*EVERY})


CHECKS = (
    no_page_is_left_out,
    feed_is_whole,
    site_map_names_every_page,
    robots_fit_the_approval,
    manifest_names_every_file,
    the_record_is_kept,
)
