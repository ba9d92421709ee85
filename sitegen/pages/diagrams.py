"""The lines of the two pictures, drawn from the trial's own figures; their words stay text.

Words beside a drawing, not in it, grow with the reader's text size, wrap on a phone, are read in
order by a screen reader and can be translated. The drawings stretch to the space they get.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Doses:
    """When the second infusion may be, in weeks after the first."""

    interval: int
    margin: int
    longest: int

    @property
    def earliest(self) -> int:
        """The first week in which the second infusion is due."""
        return self.interval - self.margin

    @property
    def latest(self) -> int:
        """The last week in which it is due, unless it is put off."""
        return self.interval + self.margin


def fork(ways: int, label: str) -> Markup:
    """Draw one line that splits into as many as there are arms."""
    middle = 60 * ways
    branches = "".join(f"M{middle} 0V25H{120 * way + 60}V50" for way in range(ways))
    return _svg("fork", 120 * ways, 50, _path("way", branches), label=label)


def stem() -> Markup:
    """Draw the short line from one step to the next."""
    return _svg("stem", 4, 10, _path("way", "M2 0V10"))


def weeks(doses: Doses, label: str) -> Markup:
    """Draw the first infusion, the span of the second, and until when it may be put off."""

    def stretch(kind: str, start: int, end: int) -> Markup:
        return _path(kind, f"M{10 * start + 5} 10h{10 * (end - start)}")

    return _svg(
        "weeks",
        10 * doses.longest + 10,
        20,
        stretch("way", 0, doses.earliest),
        stretch("way later", doses.latest, doses.longest),
        stretch("span", doses.earliest, doses.latest),
        stretch("dot", 0, 0),
        stretch("dot", doses.interval, doses.interval),
        _path("way end", f"M{10 * doses.longest + 5} 2v16"),
        label=label,
    )


def _path(kind: str, drawn: str) -> Markup:
    return Markup('<path class="{}" vector-effect="non-scaling-stroke" d="{}"/>').format(
        kind, drawn
    )


def _svg(kind: str, width: int, height: int, *parts: Markup, label: str = "") -> Markup:
    named = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true"')
    )
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" {}>{}</svg>'
    ).format(kind, width, height, named, Markup("").join(parts))
