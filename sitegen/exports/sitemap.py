"""What tells search engines which pages there are, and whether they may look at them."""

from __future__ import annotations

from xml.sax.saxutils import escape

from sitegen.model.site import Files, Site
from sitegen.pages.page_table import page_named


def files(site: Site, pages: Files) -> Files:
    """Return robots.txt, and sitemap.xml where there is a base URL.

    A site map needs full addresses, so without a base URL there is none. Until the trial is
    approved and the build is a release, search engines are asked to keep out.
    """
    public = site.release and site.approval.approved
    if not public:
        robots = "User-agent: *\nDisallow: /\n"
    elif site.base_url:
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}sitemap.xml\n"
    else:
        robots = "User-agent: *\nAllow: /\n"
    made = {"robots.txt": robots.encode()}
    if site.base_url:
        made["sitemap.xml"] = sitemap(site.base_url, pages).encode()
    return made


def sitemap(base_url: str, pages: Files) -> str:
    """Write the full address of every page, but the one for "not found"."""
    addresses = sorted(
        base_url + path.removesuffix("index.html")
        for path in pages
        if path.endswith(".html") and path != page_named("not-found").path
    )
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )
