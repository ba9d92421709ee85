"""Abbreviations and the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.quality.built_site import BuiltSite, around
from sitegen.quality.language import NOT_OURS
from sitegen.quality.readability import WORD

LIKE_WORDS = {
    "ID": "a word of its own",
    "A4": "a size of paper",
    "AAA": "a level of a standard",
    "PDF": "better known than its full form",
    "SHA": "part of a name",
    "II": "a number",
    "III": "a number",
    "IV": "a number",
}


def substance_comes_before_brand(site: BuiltSite) -> Iterator[str]:
    """A page names the substance first and a brand at most once."""
    for given in site.trial["interventions"]:
        brand, substance = given["name"], given["substance"]
        if not substance or brand == substance:
            continue
        for path in site.patient_pages:
            words = site.main(path).words(*NOT_OURS)
            if words.count(brand) > 1:
                yield f"{path}: brand {brand} occurs {words.count(brand)} times (limit 1)"
            if brand in words and substance not in words.split(brand)[0]:
                yield f"{path}: brand {brand} comes before the substance"


def _names(site: BuiltSite) -> set[str]:
    """Return names of this trial and its drugs, and parts of compounds such as DOTA-TATE."""
    trial = site.trial
    texts = [trial["names"]["short"], trial["record"]["trial_id"], *site.criterion_ids]
    for given in trial["interventions"]:
        texts += [given["name"], given["substance"], given["description"], *given["other_names"]]
    for criterion in trial["criteria"]:
        texts += re.findall(r"\b[A-Z0-9]+-[A-Z0-9]+\b", criterion["official"])
    return {part for text in texts for part in re.findall(r"\w+", text)}


def abbreviations_are_explained(site: BuiltSite) -> Iterator[str]:
    """Each abbreviation is explained on its page or links to the glossary."""
    names = _names(site)
    for path in site.information_pages:
        main = site.main(path)
        listed = {
            node.words()
            for part in main.find(kind="short-forms") + main.find(kind="terms")
            for node in part.find("dt")
        }
        text = main.words("short-forms", "pre", "hash")
        used = re.findall(r"(?<![\w-])(?:[A-Z][A-Z0-9]+|GBq|mCi|Hb)s?(?!\w)", text)
        for short in dict.fromkeys(word.removesuffix("s") for word in used):
            if short in LIKE_WORDS or short in names or short in listed:
                continue
            explained = _in_full(short, text) or re.search(
                rf"\b{short} ?\(([a-z]|[A-Z][a-z])", text
            )
            linked = any(
                node.words() == short and "glossary/#" in node.attributes.get("href", "")
                for node in main.find("a")
            )
            if not explained and not linked:
                place = text.index(short)
                beside = around(text, place, place + len(short))
                yield f"{path}: abbreviation {short!r} is not explained in {beside!r}"


def _in_full(short: str, text: str) -> bool:
    """Whether a text has e.g. "magnetic resonance imaging (MRI)": its letters in order."""
    letters = r"\b" + "[^()]*".join(short.casefold())
    before = rf"((?:\S+\s+){{1,{len(short) + 2}}})\({short}[,)]"
    return any(
        re.search(letters, found.casefold()) is not None for found in re.findall(before, text)
    )


def glossary_is_complete(site: BuiltSite) -> Iterator[str]:
    """The glossary is sorted and complete, and explains each term once."""
    if "glossary/index.html" not in site.pages:
        return
    main = site.main("glossary/index.html")
    rows = [node for node in main.find("div") if node.find("dt")]
    terms = [row.find("dt")[0].words() for row in rows]
    folded = [term.casefold() for term in terms]
    if folded != sorted(set(folded)):
        yield f"glossary is not sorted, or repeats a term: {terms}"
    whole = site.whole
    for term, row in zip(terms, rows, strict=True):
        if len(WORD.findall(" ".join(part.words() for part in row.find("dd")))) < 3:
            yield f"glossary: {term} has no explanation"
    shorts = {
        node.words()
        for path in whole.information_pages
        for part in whole.main(path).find(kind="short-forms")
        for node in part.find("dt")
    }
    yield from (f"glossary: {short} is missing" for short in sorted(shorts - {*terms}))


def abbreviations_are_consistent(site: BuiltSite) -> Iterator[str]:
    """An abbreviation has the same meaning on every page."""
    meant = {
        row.find("dt")[0].words(): row.find(kind="full")[0].words()
        for row in site.main("glossary/index.html").find("div")
        if row.find("dt") and row.find(kind="full")
    }
    for path in site.information_pages:
        for row in [
            r for part in site.main(path).find(kind="short-forms") for r in part.find("div")
        ]:
            short, full = (" ".join(n.words() for n in row.find(name)) for name in ("dt", "dd"))
            if short and meant.get(short) != full:
                yield f"{path}: {short} is {full!r}, but {meant.get(short)!r} in the glossary"


def terms_link_to_their_meaning(site: BuiltSite) -> Iterator[str]:
    """A linked term leads to its own entry in the glossary."""
    rows = {
        row.attributes.get("id"): row.words().casefold()
        for row in site.main("glossary/index.html").find("div")
        if row.find("dt")
    }
    for path in site.information_pages:
        for node in site.main(path).find("a", kind="term"):
            place = node.attributes.get("href", "").partition("#")[2]
            word = node.words().casefold().replace("randomized", "randomised").rstrip("s")
            if word not in rows.get(place, ""):
                yield f"{path}: term {node.words()!r} links to {place}"


CHECKS = (
    abbreviations_are_consistent,
    terms_link_to_their_meaning,
    substance_comes_before_brand,
    abbreviations_are_explained,
    glossary_is_complete,
)
