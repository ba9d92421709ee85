"""Where a template or a page's words went wrong, for people who edit templates and words."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError

from sitegen.checks import content
from sitegen.pages.markdown import NoSuchPart


class RenderingFault(Exception):
    """A page could not be made; the message says where and why, and what to do."""


@contextmanager
def explained(root: Path) -> Iterator[None]:
    """Say where in words or templates an error lies; errors that lie elsewhere pass as they are.

    Raises:
        RenderingFault: names file, line, slip and remedy; every place that Jinja cannot read.
    """
    try:
        yield
    except RenderingFault:
        raise
    except Exception as error:
        said = _explain(error, root)
        if said is None:
            raise
        raise said from error


def _explain(error: Exception, root: Path) -> RenderingFault | None:
    if isinstance(error, NoSuchPart):
        return RenderingFault(str(error))
    if lines := list(content.template_problems(root)):
        return RenderingFault("\n".join([*lines, f"{len(lines)} to mend in site_src"]))
    place = _place(error, root)
    if not place and not isinstance(error, TemplateError):
        return None
    return RenderingFault(f"{place or 'site_src/templates'}: {content.advice(error)}")


def _place(error: Exception, root: Path) -> str:
    """The file and line below site_src/ that was at work last, or ""."""
    sources = (root / "site_src").resolve()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_absolute() and file.resolve().is_relative_to(sources):
            return f"site_src/{file.resolve().relative_to(sources).as_posix()}:{frame.lineno}"
    return ""
