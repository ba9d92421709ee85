from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

from sitegen.exports import sitemap
from sitegen.model.site import Site


def test_the_site_map_names_every_page_but_404(built_site: Path, site: Site) -> None:
    """A page that is not in it is found late or never."""
    pages = {path.relative_to(built_site).as_posix(): b"" for path in built_site.rglob("*.html")}
    made = ET.fromstring(sitemap.files(site, pages)["sitemap.xml"])
    addresses = [element.text or "" for element in made.iter() if element.tag.endswith("}loc")]
    assert addresses == sorted(addresses)
    assert "https://example.org/nelmas/" in addresses
    assert "https://example.org/nelmas/record/" in addresses
    assert len(addresses) == len(pages) - 1
    assert not [address for address in addresses if "404" in address or "index.html" in address]


def test_without_an_address_there_is_no_site_map(site: Site) -> None:
    """A site map needs full addresses."""
    assert "sitemap.xml" not in sitemap.files(replace(site, base_url=""), {})


def test_a_draft_keeps_robots_out(site: Site) -> None:
    """Nobody should find unapproved words by searching."""
    for draft in (site, replace(site, release=True)):
        assert sitemap.files(draft, {})["robots.txt"] == b"User-agent: *\nDisallow: /\n"
