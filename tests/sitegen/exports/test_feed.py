from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

from sitegen.exports import feed
from sitegen.model.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_is_complete(site: Site) -> None:
    """Readers drop a feed that lacks what Atom requires."""
    read = ET.fromstring(feed.feed(site))
    for name in ("id", "title", "updated", "author"):
        assert read.find(ATOM + name) is not None, name
    entries = read.findall(ATOM + "entry")
    assert len(entries) == len(site.trial.changes)
    for entry, change in zip(entries, site.trial.changes, strict=True):
        assert entry.findtext(ATOM + "updated") == change.date + "T00:00:00Z"
        assert entry.findtext(ATOM + "content") == change.words
        assert (entry.findtext(ATOM + "id") or "").startswith("urn:uuid:")
        link = entry.find(ATOM + "link")
        assert link is not None
        assert link.get("href") == "https://example.org/nelmas/changes/"
    assert read.findtext(f"{ATOM}author/{ATOM}name") == "the authors of this site"


def test_ids_in_the_feed_stay(site: Site) -> None:
    """A moved site or a new entry must not make readers show everything again."""

    def ids(of: Site) -> list[str | None]:
        return [
            entry.findtext(ATOM + "id")
            for entry in ET.fromstring(feed.feed(of)).iter()
            if entry.tag == ATOM + "entry"
        ]

    newer = replace(site.trial.changes[0], date="2027-01-02", words="Something & <new>.")
    trial = replace(site.trial, changes=(newer, *site.trial.changes))
    later = ids(replace(site, trial=trial, words=trial, base_url="https://example.com/"))
    assert later[1:] == ids(site)
    assert len(set(later)) == len(later)
