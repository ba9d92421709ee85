"""Pictures: drawn lines between real words, each with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.quality.built_site import Built


def pictures_have_words(site: Built) -> Iterator[str]:
    """Who cannot see a picture gets its name, and the same facts as text beside it."""
    for path in site.information:
        page = site.page(path)
        for svg in page.find("svg"):
            label = svg.attributes.get("aria-label", "")
            if svg.attributes.get("aria-hidden") == "true":
                if label or svg.attributes.get("role"):
                    yield f"{path}: a drawing is hidden and named at once: {label}"
            elif svg.attributes.get("role") != "img" or len(label.split()) < 4:
                yield f"{path}: a drawing has no role or no name: {label!r}"
        for figure in page.find("figure"):
            if "arms" in figure.classes and not figure.attributes.get("aria-label"):
                yield f"{path}: the picture of the groups has no name"
            beside = figure.find("ol", "li", kind="") if "timeline" in figure.classes else []
            groups = [node for node in figure.find(kind="node") if node.find("h3")]
            if "timeline" in figure.classes and len(beside) < 4:
                yield f"{path}: the timeline has no words beside it"
            if "arms" in figure.classes and (
                len(groups) != len(site.trial["arms"]) or any(not node.find("p") for node in groups)
            ):
                yield f"{path}: the picture of the groups has no words for each"


def pictures_are_there(site: Built) -> Iterator[str]:
    """Two pages explain with a picture; one that is lost leaves a gap nobody sees in the text."""
    wanted = {"index.html": (1, 2), "taking-part/index.html": (2, 3)}
    for path in site.information:
        page = site.page(path)
        found = (len(page.find("figure")), len(page.find("svg")))
        if found != wanted.get(path, (0, 0)):
            yield f"{path}: {found[0]} pictures of {found[1]} drawings"


STRETCH = re.compile(r"M\s*([\d.]+)[ ,]+[\d.]+\s*h\s*([\d.]+)")


def weeks_are_to_scale(site: Built) -> Iterator[str]:
    """An infusion drawn at another week than is written is what most readers remember."""
    (given,) = site.trial["interventions"]
    schedule = given["schedule"]
    weeks, longest = int(schedule["weeks"]), int(schedule["longest_weeks"])
    for path in site.information:
        for svg in site.page(path).find("svg", kind="weeks"):
            drawn = [
                (line.classes, float(found[1]), float(found[1]) + float(found[2]))
                for line in svg.find("path")
                if (found := STRETCH.match(line.attributes.get("d", "")))
            ]
            dots = [start for kinds, start, _ in drawn if "dot" in kinds][:2]
            end = max((end for *_, end in drawn), default=0)
            if len(dots) < 2 or abs((end - dots[0]) * weeks / longest + dots[0] - dots[1]) > 0.5:
                yield f"{path}: the infusions are drawn at {dots}, and the line ends at {end}"


CHECKS = (
    weeks_are_to_scale,
    pictures_have_words,
    pictures_are_there,
)
