"""The changes of the site as an Atom feed, in the site's language."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from sitegen.model.site import Site


def feed(site: Site) -> str:
    """Write the feed.

    Ids are made from the registry's address of the trial and the English words, so they stay the
    same at any address and in any language. Days are given as midnight UTC,
    since only the day is known.
    """
    _ = site.language.gettext
    trial = site.words
    source = trial.record.source_url
    entries = "".join(
        "<entry>\n"
        f"<id>urn:uuid:{uuid5(NAMESPACE_URL, f'{source}#{known.date} {known.words}')}</id>\n"
        f"<title>{escape(change.words)}</title>\n"
        f"<updated>{change.date}T00:00:00Z</updated>\n"
        f'<link rel="alternate" href={quoteattr(site.base_url + "changes/")}/>\n'
        f'<content type="text">{escape(change.words)}</content>\n'
        "</entry>\n"
        for change, known in zip(trial.changes, site.trial.changes, strict=True)
    )
    itself = (
        f'<link rel="self" href={quoteattr(site.base_url + "feed.atom")}/>\n'
        if site.base_url
        else ""
    )
    title = _("%s: changes on this site") % trial.names.short
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(site.language.locale)}>\n'
        f"<id>urn:uuid:{uuid5(NAMESPACE_URL, source)}</id>\n"
        f"<title>{escape(title)}</title>\n"
        f"<updated>{max(change.date for change in trial.changes)}T00:00:00Z</updated>\n"
        f"<author><name>{escape(_('the authors of this site'))}</name></author>\n{itself}"
        f'<link rel="alternate" href={quoteattr(site.base_url + "changes/")}/>\n'
        f"{entries}</feed>\n"
    )
