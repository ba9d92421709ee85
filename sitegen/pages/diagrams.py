"""The lines of the two pictures, drawn from the trial's own figures; their words stay text.

Words beside a drawing, not in it, grow with the reader's text size, wrap on a phone, are read in
order by a screen reader and can be translated. The drawings stretch to the space they get.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sitegen.model.trial import Intervention, Schedule, Trial


@dataclass(frozen=True)
class Timeline:
    """When the second dose of an intervention may be, in weeks after the first."""

    given: Intervention
    schedule: Schedule
    interval: int
    margin: int
    longest: int
    """The last week to which it can be put off; 0 where nothing is said of that."""

    @property
    def earliest(self) -> int:
        """The first week in which the second dose is due."""
        return self.interval - self.margin

    @property
    def latest(self) -> int:
        """The last week in which it is due, unless it is put off."""
        return self.interval + self.margin

    @property
    def weeks(self) -> int:
        """How long the line is."""
        return max(self.longest, self.latest)


def timelines(trial: Trial) -> tuple[Timeline, ...]:
    """Return a timeline for each intervention that is given more than once, weeks apart."""
    return tuple(
        Timeline(
            given,
            given.schedule,
            interval=int(given.schedule.weeks),
            margin=int(given.schedule.margin_weeks or 0),
            longest=int(given.schedule.longest_weeks or 0),
        )
        for given in trial.interventions
        if given.schedule and given.schedule.weeks and given.schedule.times != "1"
    )


def fork(ways: int, label: str) -> Markup:
    """Draw one line that splits into as many as there are arms."""
    middle = 60 * ways
    branches = "".join(f"M{middle} 0V25H{120 * way + 60}V50" for way in range(ways))
    return _svg("fork", 120 * ways, 50, _path("way", branches), label=label)


def stem() -> Markup:
    """Draw the short line from one step to the next."""
    return _svg("stem", 4, 10, _path("way", "M2 0V10"))


def weeks(line: Timeline, label: str) -> Markup:
    """Draw the first dose, the span of the second, and until when it may be put off."""

    def stretch(kind: str, start: int, end: int) -> Markup:
        return _path(kind, f"M{10 * start + 5} 10h{10 * (end - start)}")

    put_off = (
        [
            stretch("way later", line.latest, line.longest),
            _path("way end", f"M{10 * line.longest + 5} 2v16"),
        ]
        if line.longest > line.latest
        else []
    )
    return _svg(
        "weeks",
        10 * line.weeks + 10,
        20,
        stretch("way", 0, line.earliest),
        *put_off[:1],
        stretch("span", line.earliest, line.latest),
        stretch("dot", 0, 0),
        stretch("dot", line.interval, line.interval),
        *put_off[1:],
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
