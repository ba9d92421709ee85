"""The stylesheet of each page: it takes nothing away from any reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sitegen.quality.built_site import BuiltSite

MOVING = {"animation", "animation-name", "transition", "transition-property", "scroll-behavior"}
HARMFUL = {
    "direction": "changes the reading order",
    "order": "changes the reading order",
    "float": "changes the reading order",
    "user-select": "prevents copying",
    "-webkit-user-select": "prevents copying",
    "pointer-events": "disables clicks",
    "text-transform": "changes the text",
    "writing-mode": "rotates text",
    "rotate": "rotates text",
    "zoom": "interferes with the reader's zoom",
    "font-family": "overrides the reader's font",
    "background-image": "adds an image without a text alternative",
    "forced-color-adjust": "overrides the colours that the reader chose",
    "touch-action": "disables zooming",
    "caret-color": "hides the text cursor",
    "cursor": "changes the pointer",
    "-webkit-text-fill-color": "sets a text colour that contrast checks cannot see",
    "-webkit-text-stroke": "makes letters hard to read",
    "text-shadow": "makes letters hard to read",
    "mask-image": "can cut off text",
    "word-break": "breaks words in the wrong place",
    "content-visibility": "hides text",
    "all": "resets everything, focus ring included",
}
"""Properties that must not be used, and why."""

ALLOWED_AT = re.compile(
    r"@media (print|screen|\(prefers-color-scheme: ?dark\)|\(prefers-contrast: ?more\)"
    r"|\(forced-colors: ?active\)|\((min|max)-width: ?[\d.]+em\)"
    r"|\(prefers-reduced-motion: ?no-preference\))"
    r"( and \((min|max)-width: ?[\d.]+em\))?"
)
"""Conditions covered by the browser checks."""
UNSEEN = re.compile(r":(target|visited|first-line|first-letter|empty|has|lang)\b")
"""Selectors that no browser check covers."""
ONE_WAY = re.compile(
    r"(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b.*|left|right"
    r"|border-(top|bottom)-(left|right)-radius"
)
"""Physical properties, which are wrong in right-to-left pages."""


@dataclass(frozen=True)
class Rule:
    """One rule of a stylesheet, with its conditions (@media)."""

    conditions: str
    selector: str
    declarations: tuple[tuple[str, str], ...]


def rules(css: str, conditions: str = "") -> Iterator[Rule]:
    """Yield the rules of a stylesheet that has no braces in strings."""
    place = 0
    while (start := css.find("{", place)) != -1:
        head = css[place:start].rpartition("}")[2].rpartition(";")[2].strip()
        depth, end = 1, start + 1
        while depth and end < len(css):
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        body = css[start + 1 : end - 1]
        if "{" in body:
            yield from rules(body, f"{conditions} {head}".strip())
        else:
            parts = (part.partition(":") for part in body.split(";") if ":" in part)
            said = tuple((name.strip().lower(), value.strip()) for name, _, value in parts)
            yield Rule(conditions, head, said)
        place = end


@lru_cache(maxsize=64)
def _rules(css: str) -> tuple[Rule, ...]:
    return tuple(rules(css))


def stylesheet_respects_the_reader(site: BuiltSite) -> Iterator[str]:
    """Styles do not overrule focus rings, colours, fonts or sizes of the reader."""
    for path in site.information_pages:
        for style in site.page(path).find("style"):
            for rule in _rules(style.text()):
                for name, value in rule.declarations:
                    if problem := _harm(rule, name, value):
                        yield f"{path}: {rule.selector} {{{name}: {value}}} {problem}"


def _harm(rule: Rule, name: str, value: str) -> str:
    if rule.selector.startswith("@"):
        return "" if rule.selector == "@page" else "is an unknown at-rule"
    if rule.conditions and not ALLOWED_AT.fullmatch(rule.conditions):
        return f"is inside the unknown condition {rule.conditions}"
    if UNSEEN.search(rule.selector):
        return "uses a selector that no check covers"
    sides = value.split() if name in ("margin", "padding", "border-width") else []
    if ONE_WAY.fullmatch(name) or (len(sides) == 4 and sides[1] != sides[3]) or (
        name in ("text-align", "clear") and value in ("left", "right")
    ):  # fmt: skip
        return "is wrong in right-to-left pages (use a logical property)"
    fine = ("cursor", "pointer"), ("content-visibility", "visible")
    if name in HARMFUL and (name, value) not in fine:
        return HARMFUL[name]
    if name in MOVING and "prefers-reduced-motion: no-preference" not in rule.conditions.replace(
        ":no", ": no"
    ):
        return "animates for readers who prefer reduced motion"
    if "gradient(" in value:
        return "puts an image behind text"
    if name == "flex-direction" and "reverse" in value:
        return HARMFUL["order"]
    if name == "flex-wrap" and "reverse" in value:
        return HARMFUL["order"]
    if name == "text-align" and value == "justify":
        return "justifies text"
    if name.startswith("outline") and value in ("0", "none", "0px") and rule.selector != (
        "main:focus"
    ):  # fmt: skip
        return "removes the focus ring"
    if name in ("font", "font-size", "line-height") and re.search(r"\d(px|vw)\b(?!.*rem)", value):
        return "does not scale with the reader's text size"
    if name == "content" and re.search(r"[A-Za-z]{2}", re.sub(r"attr\([\w-]+\)", "", value)):
        return "puts text into the stylesheet, where it cannot be translated or searched"
    if name == "transform" and "rotate" in value:
        return "rotates text"
    if name == "overflow" and value != "visible" and rule.selector != ".sr":
        return "can cut off text"
    if name in ("overflow-x", "overflow-y"):
        return "can cut off text or hide that it does not fit"
    return ""


def stylesheet_supports_every_medium(site: BuiltSite) -> Iterator[str]:
    """Styles cover dark mode, high contrast, forced colours, print and small windows."""
    for path in site.information_pages:
        css = "".join(style.text() for style in site.page(path).find("style"))
        squeezed = css.replace(" ", "")
        for part in ("prefers-color-scheme:dark", "prefers-contrast:more", "forced-colors:active",
                     "@mediaprint", ":focus-visible{outline:3px", "color-scheme:lightdark",
                     "details::details-content", "attr(href)"):  # fmt: skip
            expected = part != "details::details-content" or site.page(path).find("details")
            if expected and part not in squeezed:
                yield f"{path}: stylesheet has no {part}"


def print_has_margins(site: BuiltSite) -> Iterator[str]:
    """Printed pages are A4 with margins of at least 6 mm."""
    for path in site.information_pages:
        for style in site.page(path).find("style"):
            for rule in _rules(style.text()):
                for name, value in rule.declarations if rule.selector.startswith("@page") else ():
                    sides = [re.fullmatch(r"([\d.]+)mm", side) for side in value.split()]
                    if name.startswith("margin") and not all(s and float(s[1]) >= 6 for s in sides):
                        yield f"{path}: print margin is {value}"
                    if name == "size" and value.lower() != "a4":
                        yield f"{path}: paper size is {value}"


CHECKS = (
    stylesheet_respects_the_reader,
    stylesheet_supports_every_medium,
    print_has_margins,
)
