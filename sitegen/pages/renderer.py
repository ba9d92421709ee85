"""Templates to pages: one response each, styles inside, nothing else to fetch."""

from __future__ import annotations

import posixpath
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import escape

from eligibility.fingerprint import rules_sha256
from eligibility.units import printed
from sitegen.model import approval, status
from sitegen.model.site import Site
from sitegen.pages.css import compact, cut, used_in
from sitegen.pages.markdown import Words, read_words

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
"""Stand in a rendered page until it is known which rules it uses."""


@dataclass(frozen=True)
class Place:
    """One page's place in the site; knows the way from here to any other page."""

    path: str
    base_url: str

    @property
    def home(self) -> str:
        """The address of this page below the site's root: "" for home, "about/" for the rest."""
        return self.path.removesuffix("index.html")

    def url(self, target: str) -> str:
        """Say where a page of this site is, relative to this one: "about/", "record/#phase", "".

        The page for "not found" is shown at any address, so its links start at the root.
        """
        page, mark, fragment = target.partition("#")
        if self.path == "404.html":
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
        """The page's full address, or "" where the build was not told one."""
        return self.base_url + self.home if self.base_url else ""

    def is_in(self, section: str) -> bool:
        """Tell whether this page is `section` or stands below it."""
        return self.home == section or (section != "" and self.home.startswith(section))


class Renderer:
    """The templates of one site, with what every page shows already at hand."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.language = site.language
        self.environment = Environment(
            loader=FileSystemLoader(site.root / "site_src" / "templates"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        trial, say = site.words, self.language.gettext
        self.environment.filters["unbroken"] = _unbroken
        self.environment.filters["printed"] = printed
        self.environment.filters["day"] = lambda day: status.day_in_words(day, say)
        self.environment.globals.update(
            _=say,
            ngettext=self.language.ngettext,
            language=self.language,
            trial=trial,
            site=site,
            status=status.status_of(trial, say),
            check=status.check_of(trial, say),
            copies=status.copy_words(trial, say),
            status_source=status.source_words(trial, say),
            approval=approval.approval(site.trial, site.root, site.trial_folder),
            rules_sha256=rules_sha256(site.definitions, site.rules),
            version=_version(site),
        )

    @cache  # noqa: B019 - a renderer lives as long as its build
    def css(self, *extra: str) -> str:
        """Return the site's stylesheet, and any further ones named below site_src/assets/."""
        folder = self.site.root / "site_src" / "assets"
        sheets = ("site.css", *extra)
        return compact("\n".join((folder / name).read_text("utf-8") for name in sheets))

    def words(self, place: Place, name: str, **context: object) -> Words:
        """Read the Markdown of a page from site_src/content/, its terms and links made ready."""
        file = self.site.root / "site_src" / "content" / self.language.code / f"{name}.md"
        source = file.read_text("utf-8")
        code = self.environment.compile(source, name=file.name, filename=str(file))
        template = Template.from_code(self.environment, code, dict(self.environment.globals))
        text = template.render(url=place.url, **context)
        shown = file.relative_to(self.site.root).as_posix()
        return read_words(text, place.url, shown)

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
            place=place, url=place.url, css=_CSS, policy=_POLICY, **context
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


def _version(site: Site) -> str:
    project: dict[str, Any] = tomllib.loads((site.root / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


def _unbroken(number: str) -> str:
    """A telephone number that no line breaks: cut in two it is misread."""
    return number.replace(" ", "\u00a0").replace("-", "\u2011")
