"""Where a link leads is what it says: lists of contents, and the criteria by their names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from sitegen.pages.page_table import rule_path
from sitegen.quality.built_site import Built
from sitegen.quality.page_lists import CRITERIA

CRITERION = re.compile(r"([IE]\d+)(?=$|[ :])")


def contents_are_whole(site: Built) -> Iterator[str]:
    """A list of contents names each part of its page, in order, and leads to the part it names."""
    for path in site.information:
        main = site.main(path)
        parts = [
            (f"#{node.attributes['id']}", node.words())
            for node in main.find("h2")
            if node.attributes.get("id", "short-forms") != "short-forms"
        ]
        for nav in main.find("nav"):
            said = [(node.attributes.get("href", ""), node.words()) for node in nav.find("a")]
            if [href for href, _ in said] != [href for href, _ in parts] or any(
                not heading.startswith(words)
                for (_, words), (_, heading) in zip(said, parts, strict=False)
            ):
                yield f"{path}: the contents are {said}, the parts {parts}"


def criteria_lead_to_themselves(site: Built) -> Iterator[str]:
    """Beside the wrong rule, the right number is a trap."""
    for path in site.information:
        own = next((name for name in CRITERIA if rule_path(name) == path), "")
        for node in site.main(path).find("a"):
            href = node.attributes.get("href", "")
            named = CRITERION.match(node.words())
            name = named[1] if named else own
            place, _, fragment = href.partition("#")
            way = posixpath.normpath(posixpath.join(posixpath.dirname(path), place))
            to = fragment or posixpath.basename(way).upper()
            if name and to != name and (named or CRITERION.fullmatch(to)):
                yield f"{path}: {node.words()} leads to {to}"


CHECKS = (contents_are_whole, criteria_lead_to_themselves)
