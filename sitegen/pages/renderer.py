"""Turns templates into pages: one response each, styles inside, nothing else to fetch."""

from __future__ import annotations

import posixpath
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from eligibility import __version__
from eligibility.fingerprint import rules_sha256
from eligibility.units import printed
from sitegen.model import design, status
from sitegen.model.site import Site
from sitegen.pages.css import compact, cut, used_in
from sitegen.pages.glossary import Glossary, read_glossary
from sitegen.pages.markdown import Words, read_words
from sitegen.pages.page_table import FOOTER, NAVIGATION, page_named

INFORMATION_POLICY = {
    "default-src": "'none'",
    "img-src": "data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What a page of words may do: show itself, and nothing more.

It has no script that could connect to anything; 'self' lets a browser's own tools read robots.txt.
"""


_CSS = "put-the-stylesheet-here"
_POLICY = "put-the-policy-here"
"""Placeholders in a rendered page until it is known which rules of the stylesheet it uses."""


@dataclass(frozen=True)
class Place:
    """One page's place in the site, and the way from here to any other page."""

    path: str
    base_url: str

    @property
    def home(self) -> str:
        """The address of this page below the site's root: "" for home, "about/" for the rest."""
        return self.path.removesuffix("index.html")

    def url(self, target: str) -> str:
        """Return the way to a page of this site from this one: "about/", "record/#phase", "".

        The page for "not found" is shown at any address, so its links start at the root.
        """
        page, mark, fragment = target.partition("#")
        if self.path == page_named("not-found").path:
            root = urlsplit(self.base_url).path or "/"
            return root + target
        if mark and page == self.home:
            return mark + fragment
        start = posixpath.dirname(self.path)
        way = posixpath.relpath(page or ".", start or ".")
        if page == "" or page.endswith("/"):
            way += "/"
        return way + mark + fragment

    @property
    def canonical(self) -> str:
        """The page's full address, or "" where the build has no base URL."""
        return self.base_url + self.home if self.base_url else ""

    def is_in(self, section: str) -> bool:
        """Return whether this page is `section` or is below it."""
        return self.home == section or (section != "" and self.home.startswith(section))


class Renderer:
    """The templates of one site and everything that all of its pages show; made once per build."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.language = site.language
        self.environment = Environment(
            loader=FileSystemLoader(site.lookup.folders("templates")),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        trial, say = site.words, self.language.gettext
        self.environment.filters["unbroken"] = _unbroken
        self.environment.filters["inline"] = _inline
        self.environment.filters["printed"] = printed
        self.environment.filters["day"] = lambda day: status.day_in_words(day, say)
        self.environment.globals.update(
            _=say,
            ngettext=self.language.ngettext,
            language=self.language,
            trial=trial,
            site=site,
            inclusion=tuple(c for c in trial.criteria if c.kind == "inclusion"),
            exclusion=tuple(c for c in trial.criteria if c.kind == "exclusion"),
            randomised=design.is_randomised(trial),
            status=status.status_of(trial, say),
            record_status=status.recorded_status(trial, say),
            check=status.check_of(trial, say),
            copies=status.copy_words(trial, say),
            status_source=status.source_words(trial, say),
            approval=site.approval,
            navigation=NAVIGATION,
            footer=FOOTER,
            rules_sha256=rules_sha256(site.definitions, site.rules),
            version=__version__,
        )

    @cached_property
    def glossary(self) -> Glossary:
        """The shared terms and the trial's own, which replace shared ones of the same name."""
        return read_glossary(self._glossary_words)

    @cached_property
    def _glossary_words(self) -> Words:
        page = page_named("glossary")
        own, *shared = self._files(Place(page.path, self.site.base_url), page.name, {})
        for words in shared:
            own.parts.update({k: v for k, v in words.parts.items() if k not in own.parts})
        return own

    @cached_property
    def tagline(self) -> Markup:
        """What kind of trial this is, in a few words beside its name on every page."""
        return self.words(Place("index.html", self.site.base_url), "home").parts["tagline"]

    @cache  # noqa: B019 - a renderer lives as long as its build
    def css(self, *extra: str) -> str:
        """Return the site's stylesheet, and any further ones named below site_src/assets/."""
        folder = self.site.lookup.site_src / "assets"
        sheets = ("site.css", *extra)
        return compact("\n".join((folder / name).read_text("utf-8") for name in sheets))

    def words(self, place: Place, name: str, **context: object) -> Words:
        """Read the words of a page, with its links resolved.

        The trial's own file replaces the shared one. Of the glossary alone both are read, and the
        trial's terms are added or replace those of the same name.
        """
        if name == page_named("glossary").name:
            return self._glossary_words
        return next(self._files(place, name, context))

    def _files(self, place: Place, name: str, context: dict[str, object]) -> Iterator[Words]:
        """Read the words of this name, the trial's own first."""
        kind, file = f"content/{self.language.code}", f"{name}.md"
        for found in self.site.lookup.all(kind, file) or [self.site.lookup.find(kind, file)]:
            yield self._read(place, found, context)

    def _read(self, place: Place, file: Path, context: dict[str, object]) -> Words:
        source = file.read_text("utf-8")
        code = self.environment.compile(source, name=file.name, filename=str(file))
        template = Template.from_code(self.environment, code, dict(self.environment.globals))
        text = template.render(url=place.url, **context)
        return read_words(text, place.url, self.site.lookup.shown(file))

    def page(
        self,
        path: str,
        template: str,
        *,
        styles: tuple[str, ...] = (),
        policy: Mapping[str, str] | None = None,
        only_used: bool = False,
        **context: object,
    ) -> bytes:
        """Render a template as the page at `path`.

        `policy` replaces or adds directives of the content security policy; the hash of the
        page's own styles is always added. With `only_used`, for a page without script, its
        stylesheet has only the rules that touch something on it.
        """
        place = Place(path, self.site.base_url)
        text = self.environment.get_template(template).render(
            place=place,
            url=place.url,
            css=_CSS,
            policy=_POLICY,
            tagline=self.tagline,
            glossary=self.glossary,
            **context,
        )
        css = self.css(*styles)
        if only_used:
            css = cut(css, used_in(text))
        directives = {
            "default-src": "'none'",
            "style-src": hash_source(css),
            **INFORMATION_POLICY,
            **(policy or {}),
        }
        said = "; ".join(f"{name} {value}".strip() for name, value in directives.items())
        text = text.replace(_POLICY, str(escape(said)), 1).replace(_CSS, css, 1)
        return (_tidy(text) + "\n").encode()


def hash_source(text: str) -> str:
    """Name a style or script by its SHA-256, as a content security policy does."""
    return "'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'"


def _tidy(text: str) -> str:
    """Drop indentation and empty lines, which would be sent for nothing; keep <pre> as it is."""
    head, mark, rest = text.partition("<pre")
    lines = (line.strip() for line in head.splitlines())
    out = "\n".join(line for line in lines if line)
    if not mark:
        return out
    inside, end, after = rest.partition("</pre>")
    return out + mark + inside + end + _tidy(after)


def _inline(words: Markup) -> Markup:
    """A part of one paragraph without the paragraph, to be used inside a heading or a list."""
    return Markup(words.strip().removeprefix("<p>").removesuffix("</p>"))


def _unbroken(number: str) -> str:
    """A telephone number that no line breaks: cut in two it is misread."""
    return number.replace(" ", "\u00a0").replace("-", "\u2011")
