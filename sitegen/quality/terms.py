"""Special words: short forms told in full, and a whole glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.quality.built_site import Built, around
from sitegen.quality.language import NOT_OURS
from sitegen.quality.readability import WORD

LIKE_WORDS = {
    "NELMAS": "the trial's own name; the record does not say what it stands for",
    "ID": "a word of its own",
    "A4": "a size of paper",
    "AAA": "a level of a standard",
    "PDF": "better known than its full form",
    "SHA": "part of a name",
    "DOTATATE": "part of a name",
    "DOTATOC": "part of a name",
    "DOTANOC": "part of a name",
    "DOTA": "part of a name",
    "TATE": "part of a name",
    "II": "a number",
    "III": "a number",
    "IV": "a number",
    "GBQ": "the record's own spelling of GBq",
}


def substance_before_brand(site: Built) -> Iterator[str]:
    """A trial tests a substance; a brand name sells one."""
    (given,) = site.trial["interventions"]
    brand, substance = given["name"], given["substance"]
    for path in site.patient:
        words = site.main(path).words(*NOT_OURS)
        if words.count(brand) > 1:
            yield f"{path}: the brand stands {words.count(brand)} times"
        if brand in words and substance not in words.split(brand)[0]:
            yield f"{path}: the brand stands before the substance"


def short_forms_are_told(site: Built) -> Iterator[str]:
    """A short form that is not explained shuts a reader out."""
    for path in site.information:
        main = site.main(path)
        listed = {
            node.words()
            for part in main.find(kind="short-forms") + main.find(kind="terms")
            for node in part.find("dt")
        }
        text = main.words("short-forms", "pre", "hash")
        used = re.findall(r"(?<![\w-])(?:[A-Z][A-Z0-9]+|GBq|mCi|Hb)s?(?!\w)", text)
        for short in dict.fromkeys(word.removesuffix("s") for word in used):
            if short in LIKE_WORDS or short in listed or re.fullmatch(r"(NCT|[IE])\d+", short):
                continue
            told = _in_full(short, text) or re.search(rf"\b{short} ?\(([a-z]|[A-Z][a-z])", text)
            linked = any(
                node.words() == short and "glossary/#" in node.attributes.get("href", "")
                for node in main.find("a")
            )
            if not told and not linked:
                place = text.index(short)
                beside = around(text, place, place + len(short))
                yield f"{path}: {short!r} is not told in full in {beside!r}"


def _in_full(short: str, text: str) -> bool:
    """Tell whether a text has "magnetic resonance imaging (MRI)": its letters, in their order."""
    letters = r"\b" + "[^()]*".join(short.casefold())
    before = rf"((?:\S+\s+){{1,{len(short) + 2}}})\({short}[,)]"
    return any(
        re.search(letters, found.casefold()) is not None for found in re.findall(before, text)
    )


def glossary_is_whole(site: Built) -> Iterator[str]:
    """A term told twice is told in two ways; one never used is noise; one not told is a wall."""
    if "glossary/index.html" not in site.every:
        return
    main = site.main("glossary/index.html")
    rows = [node for node in main.find("div") if node.find("dt")]
    terms = [row.find("dt")[0].words() for row in rows]
    folded = [term.casefold() for term in terms]
    if folded != sorted(set(folded)):
        yield f"the glossary is out of order, or tells a term twice: {terms}"
    whole = Built(site.folder)
    rest = " ".join(
        whole.page(path).words() for path in whole.every if path != "glossary/index.html"
    ).casefold().replace("dota-tate", "dotatate").replace("68ga ", "68ga-")  # fmt: skip
    meanings = main.words("dt").casefold()
    for term, row in zip(terms, rows, strict=True):
        stem = term.casefold().replace("randomised", "randomi").replace("ki-67", "ki").rstrip("s")
        if stem not in rest and stem not in meanings:
            yield f"glossary: {term} is used nowhere"
        if len(WORD.findall(" ".join(part.words() for part in row.find("dd")))) < 3:
            yield f"glossary: {term} is not told"
    shorts = {
        node.words()
        for path in whole.information
        for part in whole.main(path).find(kind="short-forms")
        for node in part.find("dt")
    }
    yield from (f"glossary: {short} is not told" for short in sorted(shorts - {*terms}))


def short_forms_agree(site: Built) -> Iterator[str]:
    """One short form has one meaning: lists and glossary tell it in the same words."""
    meant = {
        row.find("dt")[0].words(): row.find(kind="full")[0].words()
        for row in site.main("glossary/index.html").find("div")
        if row.find("dt") and row.find(kind="full")
    }
    for path in site.information:
        for row in [
            r for part in site.main(path).find(kind="short-forms") for r in part.find("div")
        ]:
            short, full = (" ".join(n.words() for n in row.find(name)) for name in ("dt", "dd"))
            if short and meant.get(short) != full:
                yield f"{path}: {short} is {full!r}, in the glossary {meant.get(short)!r}"


def terms_lead_to_themselves(site: Built) -> Iterator[str]:
    """A word that leads to the meaning of another misleads twice."""
    rows = {
        row.attributes.get("id"): row.words().casefold()
        for row in site.main("glossary/index.html").find("div")
        if row.find("dt")
    }
    for path in site.information:
        for node in site.main(path).find("a", kind="term"):
            place = node.attributes.get("href", "").partition("#")[2]
            word = node.words().casefold().replace("randomized", "randomised").rstrip("s")
            if word not in rows.get(place, ""):
                yield f"{path}: {node.words()} leads to {place}"


CHECKS = (
    short_forms_agree,
    terms_lead_to_themselves,
    substance_before_brand,
    short_forms_are_told,
    glossary_is_whole,
)
