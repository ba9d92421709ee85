"""The stylesheet in each page: what takes something away from somebody has no place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.quality.built_site import Built

MOVING = {"animation", "animation-name", "transition", "transition-property", "scroll-behavior"}
HARMFUL = {
    "direction": "shows parts in another order than they are read",
    "order": "shows parts in another order than they are read",
    "float": "shows parts in another order than they are read",
    "user-select": "keeps words from being copied",
    "-webkit-user-select": "keeps words from being copied",
    "pointer-events": "keeps things from being pressed",
    "text-transform": "shows other words than are written",
    "writing-mode": "turns the words",
    "rotate": "turns the words",
    "zoom": "works against the reader's zoom",
    "font-family": "takes another font than the reader's own",
    "background-image": "puts a picture where no words stand for it",
    "forced-color-adjust": "overrules the colours that the reader chose",
    "touch-action": "keeps fingers from zooming",
    "caret-color": "hides where one types",
    "cursor": "hides the pointer, or says something else than is so",
    "-webkit-text-fill-color": "paints words in a colour that no check of contrast sees",
    "-webkit-text-stroke": "makes letters hard to tell apart",
    "text-shadow": "makes letters hard to tell apart",
    "mask-image": "can cut words off",
    "word-break": "breaks words where nobody would",
    "content-visibility": "hides words",
    "all": "takes everything away, the ring of the focus too",
}
"""Declarations that no sheet of ours needs, and what each takes away."""

ALLOWED_AT = re.compile(
    r"@media (print|screen|\(prefers-color-scheme: ?dark\)|\(prefers-contrast: ?more\)"
    r"|\(forced-colors: ?active\)|\((min|max)-width: ?[\d.]+em\)"
    r"|\(prefers-reduced-motion: ?no-preference\))"
    r"( and \((min|max)-width: ?[\d.]+em\))?"
)
"""Conditions under which the checks look; under another one, nobody would."""
UNSEEN = re.compile(r":(target|visited|first-line|first-letter|empty|has|lang)\b")
"""Parts of selectors that paint words where or when no check looks."""
ONE_WAY = re.compile(
    r"(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b.*|left|right"
    r"|border-(top|bottom)-(left|right)-radius"
)
"""Names of declarations that stay where they are when a page is read from right to left."""


@dataclass(frozen=True)
class Rule:
    """One rule of a stylesheet, with the conditions around it."""

    conditions: str
    selector: str
    declarations: tuple[tuple[str, str], ...]


def rules(css: str, conditions: str = "") -> Iterator[Rule]:
    """Yield a stylesheet's rules; written for sheets without braces in strings."""
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


def stylesheet_takes_nothing_away(site: Built) -> Iterator[str]:
    """Rings, own colours, fonts and sizes of the reader must not be overruled by a style."""
    for path in site.information:
        for style in site.page(path).find("style"):
            for rule in rules(style.text()):
                for name, value in rule.declarations:
                    if problem := _harm(rule, name, value):
                        yield f"{path}: {rule.selector} {{{name}: {value}}} {problem}"


def _harm(rule: Rule, name: str, value: str) -> str:
    if rule.selector.startswith("@"):
        return "" if rule.selector == "@page" else "is a rule that we do not know"
    if rule.conditions and not ALLOWED_AT.fullmatch(rule.conditions):
        return f"stands under {rule.conditions}, which we do not know"
    if UNSEEN.search(rule.selector):
        return "paints words where or when no check looks"
    sides = value.split() if name in ("margin", "padding", "border-width") else []
    if ONE_WAY.fullmatch(name) or (len(sides) == 4 and sides[1] != sides[3]) or (
        name in ("text-align", "clear") and value in ("left", "right")
    ):  # fmt: skip
        return "is on the wrong side where a page is read from right to left"
    fine = ("cursor", "pointer"), ("content-visibility", "visible")
    if name in HARMFUL and (name, value) not in fine:
        return HARMFUL[name]
    if name in MOVING and "prefers-reduced-motion: no-preference" not in rule.conditions.replace(
        ":no", ": no"
    ):
        return "moves for those whom movement makes ill"
    if "gradient(" in value:
        return "puts a picture behind the words"
    if name == "flex-direction" and "reverse" in value:
        return HARMFUL["order"]
    if name == "flex-wrap" and "reverse" in value:
        return HARMFUL["order"]
    if name == "text-align" and value == "justify":
        return "tears holes between the words"
    if name.startswith("outline") and value in ("0", "none", "0px") and rule.selector != (
        "main:focus"
    ):  # fmt: skip
        return "takes the ring away"
    if name in ("font", "font-size", "line-height") and re.search(r"\d(px|vw)\b(?!.*rem)", value):
        return "does not grow with the reader's size of text"
    if name == "content" and re.search(r"[A-Za-z]{2}", re.sub(r"attr\([\w-]+\)", "", value)):
        return "puts words into the style, where no translation and no search finds them"
    if name == "transform" and "rotate" in value:
        return "turns the words"
    if name == "overflow" and value != "visible" and rule.selector != ".sr":
        return "can cut words off"
    if name in ("overflow-x", "overflow-y"):
        return "can cut words off, or hide that something does not fit"
    return ""


def stylesheet_serves_everybody(site: Built) -> Iterator[str]:
    """Dark rooms, tired eyes, paper and small windows each have their part of the sheet."""
    for path in site.information:
        css = "".join(style.text() for style in site.page(path).find("style"))
        squeezed = css.replace(" ", "")
        for part in ("prefers-color-scheme:dark", "prefers-contrast:more", "forced-colors:active",
                     "@mediaprint", ":focus-visible{outline:3px", "color-scheme:lightdark",
                     "details::details-content", "attr(href)"):  # fmt: skip
            wanted = part != "details::details-content" or site.page(path).find("details")
            if wanted and part not in squeezed:
                yield f"{path}: the stylesheet has no {part}"


def paper_has_margins(site: Built) -> Iterator[str]:
    """Most printers leave an edge of 4 mm white, and a hole is punched where there is room."""
    for path in site.information:
        for style in site.page(path).find("style"):
            for rule in rules(style.text()):
                for name, value in rule.declarations if rule.selector.startswith("@page") else ():
                    sides = [re.fullmatch(r"([\d.]+)mm", side) for side in value.split()]
                    if name.startswith("margin") and not all(s and float(s[1]) >= 6 for s in sides):
                        yield f"{path}: the margin of the paper is {value}"
                    if name == "size" and value.lower() != "a4":
                        yield f"{path}: the paper is {value}"


CHECKS = (stylesheet_takes_nothing_away, stylesheet_serves_everybody, paper_has_margins)
