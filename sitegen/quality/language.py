"""The words: easy, short, British, honest and without remains of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.quality.allowed_reports import NO_PROMISE
from sitegen.quality.built_site import BuiltSite, around
from sitegen.quality.html_reader import Node
from sitegen.quality.readability import WORD, dictionary, grade, sentences

NOT_OURS = ("official", "blockquote", "short-forms", "pre")
"""Quotations of the registry, and lists of abbreviations."""

BANNED = (
    r"new hope", r"safe(ly|ty|r|st)?", r"(in)?effective(ness|ly)?", r"free", r"miracle",
    r"cure[sd]?", r"breakthrough", r"promising", r"proven", r"guarantee\w*", r"life[- ]saving",
    r"world[- ]class", r"cutting[- ]edge", r"risk[- ]free", r"best treatment", r"well[- ]tolerated",
    r"no side effects", r"you qualify", r"screening", r"apply now", r"sign up( now| today)?",
    r"no risks?", r"harmless", r"(gives?|new[- ]found|there is) hope", r"you can join",
    r"enroll? now", r"act now", r"recruiting now", r"places are (few|limited|filling)",
    r"(?<!if the )(?<!that a )(it|this|drug|treatment) (shrinks?|kills?|heals?|works|helps)",
    r"will (help|heal|work|benefit|shrink|stop|live)", r"live longer", r"successful(ly)?",
    r"powerful", r"innovative", r"you (are|seem) (suitable|a match|a (good )?candidate)",
    r"(may|might|could|probably|certainly|definitely|surely) qualify", r"(certain|sure) to",
    r"hurry", r"last chance", r"victims?", r"suffer(s|ing|ers?)?( from)?", r"subjects?",
)  # fmt: skip
"""Words that promise, decide, put on pressure or label people."""

CLAIMS = (r"recruiting", r"(is|now) open", r"open now")
"""What no title may say, since it is kept by search engines after it has stopped being so."""

AMERICAN = re.compile(
    r"\b(tumors?|randomiz\w+|hemoglobin|colors?|colored|centers?|behavior\w*|analyz\w+"
    r"|organiz\w+|recogniz\w+|catalog|fibers?|leukemia|esophag\w+|edema|localiz\w+|favor\w*"
    r"|anemia|diarrhea|pediatric\w*|gynecolog\w+|hospitaliz\w+|stabiliz\w+|minimiz\w+|labor"
    r"|characteriz\w+|summariz\w+|apologiz\w+|realiz\w+|honor\w*|enroll(?=s|ment)\w+|counseling"
    r"|orthopedic\w*|hematolog\w+|estrogens?|ischemi\w+|traveling|canceled|labeled|fulfill"
    r"|defense|fetus\w*|fetal|(milli)?lit(er|ers)|met(er|ers)|gray|aluminum|maneuver\w*|pajamas"
    r"|practicing|licens(e|ed)(?= (from|to))|neighbor\w*|rumor\w*|vapor|traveler|counselor"
    r"|skeptic\w*|judgment|aging|program(?= of)"
    r"|(?!(?:size|prize|seize|capsize)[ds]?\b)[a-z]{2,}iz"
    r"(e|es|ed|er|ers|ing|ation|ations)|[a-z]+lyz(e|es|ed|ing))\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”|World Health Organization")


def pages_have_an_easy_reading_grade(site: BuiltSite) -> Iterator[str]:
    """Pages for patients need at most six years of school."""
    for path in site.patient_pages:
        found = sentences(site.main(path), NOT_OURS)
        if not found:
            yield f"{path}: no sentences found"
        elif grade(found) > 6:
            hardest = max(found, key=lambda sentence: grade([sentence]))
            yield (
                f"{path}: reading grade is {grade(found):.1f} (limit 6). "
                f"Hardest sentence: {hardest.text}"
            )


def paragraphs_have_an_easy_reading_grade(site: BuiltSite) -> Iterator[str]:
    """No single paragraph is hard; an easy page around it does not help."""
    for path in site.patient_pages:
        for node in site.main(path).find("p", "li", "dd"):
            found = sentences(Node("div", {}, [node]), NOT_OURS)
            words = [word for sentence in found for word in sentence.words]
            if len(words) >= 25 and grade(found) > 11:
                start = node.words()[:60]
                yield f"{path}: paragraph has reading grade {grade(found):.1f} (limit 11): {start}"


def sentences_are_short(site: BuiltSite) -> Iterator[str]:
    """Sentences for patients have at most 20 words."""
    for path in site.patient_pages:
        for sentence in sentences(site.main(path), NOT_OURS):
            if len(sentence.words) > 20:
                count = len(sentence.words)
                yield f"{path}: sentence has {count} words (limit 20): {sentence.text}"


def banners_and_help_are_easy_to_read(site: BuiltSite) -> Iterator[str]:
    """Banners and help, which are on every page, are easy to read."""
    for path in site.pages:
        for kind in ("status-banner", "help"):
            for part in site.page(path).find(kind=kind):
                found = sentences(part, ())
                if grade(found) > 8:
                    yield f"{path}: {kind} has reading grade {grade(found):.1f} (limit 8)"
                yield from (
                    f"{path}: sentence has {len(sentence.words)} words (limit 20): {sentence.text}"
                    for sentence in found
                    if len(sentence.words) > 20
                )


MODULES = re.compile(r"\beligibility(/|\.)(?=\w)")
"""Names of the engine's files and modules, which the pre-check lists for the browser."""


def words_do_not_promise(site: BuiltSite) -> Iterator[str]:
    """No word promises an effect, decides for the reader or puts on pressure."""
    for path in site.pages:
        if "eligib" in MODULES.sub("", site.text(path)).casefold():
            yield f"{path}: contains the word 'eligible'"
        words = " ".join(
            body.words("blockquote", "official", "pre", "style", "script", "checklist")
            for page in (site.page(path), site.frame(path))
            for body in page.find("body", "title")
        )
        words = QUOTED.sub("", words).casefold()
        for allowed in (*_official(site), *NO_PROMISE):
            words = words.replace(allowed, "")
        for banned in BANNED:
            if found := re.search(rf"\b{banned}\b", words):
                yield f"{path}: {found[0]!r} in {around(words, *found.span())!r}"


def _official(site: BuiltSite) -> list[str]:
    trial = site.trial
    texts = [criterion["official"] for criterion in trial["criteria"]]
    texts += [text for text in trial["record"].values() if isinstance(text, str) and text]
    texts += [given["description"] for given in trial["interventions"]]
    return sorted((" ".join(t.split()).casefold() for t in texts if len(t) > 20), key=len)[::-1]


def spelling_is_british(site: BuiltSite) -> Iterator[str]:
    """Our words have British spelling; quotations keep their own."""
    official = None
    for path in site.pages:
        if "record" in path:
            continue
        for body in site.page(path).find("body") + site.frame(path).find("body"):
            words = QUOTED.sub("", body.words("blockquote", "official", "pre", "style", "script"))
            if not AMERICAN.search(words):
                continue
            official = official or _official(site)
            folded = words.casefold()
            for text in official:
                folded = folded.replace(text, "")
            for found in AMERICAN.finditer(folded):
                yield f"{path}: {found[0]!r} in {around(folded, *found.span())!r}"


LATIN = re.compile(r"\b(e\.g|i\.e|etc|vs|viz|approx|cf|N\.B|resp)\.", re.IGNORECASE)


def latin_abbreviations_are_absent(site: BuiltSite) -> Iterator[str]:
    """Screen readers spell "e.g." out, and many readers confuse it with "i.e."."""
    for path in site.information_pages:
        words = QUOTED.sub("", site.main(path).words(*NOT_OURS, "checklist"))
        if path == "record/index.html":
            words = " ".join(part.words() for part in site.main(path).find(kind="hint"))
        for found in LATIN.finditer(words):
            yield f"{path}: {words[max(0, found.start() - 30) : found.end()]!r}"


def words_are_not_repeated(site: BuiltSite) -> Iterator[str]:
    """No word is written twice in a row."""
    for path in site.information_pages:
        for node in site.main(path).find("p", "li", "dd"):
            if found := re.search(r"\b([a-z]+) \1\b(?!@)", node.words()):
                yield f"{path}: {found[0]!r} in {around(node.words(), *found.span())!r}"


COMMON = {"the", "a", "of", "and", "to", "in", "is", "or", "for", "that", "not", "it", "you", "on",
          "no", "by", "with", "are", "be", "this", "than", "as", "at", "has", "all"}  # fmt: skip


def other_languages_are_marked(site: BuiltSite) -> Iterator[str]:
    """Text in another language has a lang attribute, so that screen readers pronounce it."""
    for path in site.information_pages:
        for node in site.page(path).find("p", "li", "dd", "h1", "h2", "h3", "td", "figcaption"):
            if any(part.attributes.get("lang") for part in node.walk()):
                continue
            written = WORD.findall(node.words("pre", "code"))
            words = [word.lower() for word in written if not word[1:].isupper()]
            if len(words) < 7:
                continue
            known = sum(word.replace("’", "'") in dictionary() for word in words) / len(words)
            if known < 0.6 and sum(word in COMMON for word in words) / len(words) < 0.15:
                yield f"{path}: text may be in another language: {node.words()[:60]}"


LEFT = re.compile(
    r"\{\{|\}\}|\{%|\*\*|\]\(|â€|Ã|\bTODO\b|\bFIXME\b|lorem ipsum|\bundefined\b|\bNaN\b",
    re.IGNORECASE,
)
BOXES = ("yes", "no", "not known")
ON_SCREEN = re.compile(r"What they mean: glossary$|Print this (sheet|page)\b")
"""Texts that are useful on a screen only."""


def template_remains_are_absent(site: BuiltSite) -> Iterator[str]:
    """No template syntax, broken encoding, comment or TODO is left on a page."""
    for path in site.pages:
        if path in site.information_pages and "<!--" in site.text(path):
            yield f"{path}: HTML comment"
        for page in (site.page(path), site.frame(path)):
            words = " ".join(p.words("pre", "script", "style") for p in page.find("body", "title"))
            for found in LEFT.finditer(words):
                yield f"{path}: {words[max(0, found.start() - 30) : found.end() + 20]!r}"


def hiding_classes_are_used_rarely(site: BuiltSite) -> Iterator[str]:
    """Classes that hide text from screen or paper are used only where intended."""
    for path in site.information_pages:
        for node in site.page(path).walk():
            words = node.words() if {"skip", "sr", "screen"} & {*node.classes} else ""
            skips = node.name == "a" and node.attributes.get("href") == "#main"
            spoken = node.name == "caption" or (node.name == "span" and words in BOXES)
            wrong = {"skip": not skips, "sr": not spoken, "screen": not ON_SCREEN.match(words)}
            for kind in node.classes:
                if wrong.get(kind):
                    yield f"{path}: class {kind} hides {words[:40]!r}"


def marked_languages_are_correct(site: BuiltSite) -> Iterator[str]:
    """Text marked as another language is not English."""
    for path in site.information_pages:
        page = site.page(path)
        own = (page.find("html") or [Node("html")])[0].attributes.get("lang", "")
        for node in page.walk():
            lang = node.attributes.get("lang", own)
            words = [word.lower() for word in WORD.findall(node.words())] if lang != own else []
            if words and sum(word in COMMON for word in words) / len(words) > 0.15:
                yield f"{path}: text marked as {lang} looks English: {node.words()[:50]}"


CHECKS = (
    pages_have_an_easy_reading_grade,
    paragraphs_have_an_easy_reading_grade,
    sentences_are_short,
    banners_and_help_are_easy_to_read,
    words_do_not_promise,
    spelling_is_british,
    words_are_not_repeated,
    latin_abbreviations_are_absent,
    other_languages_are_marked,
    template_remains_are_absent,
    hiding_classes_are_used_rarely,
    marked_languages_are_correct,
)
