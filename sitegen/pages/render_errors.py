"""Says in which file and line of words or templates an error is, and how to fix it."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError

from sitegen.checks import content
from sitegen.errors import BuildError
from sitegen.lookup import Lookup


class RenderError(BuildError):
    """A page cannot be rendered; the message names the file, the line and the fix."""


@contextmanager
def explained(lookup: Lookup) -> Iterator[None]:
    """Turn errors in words and templates into messages for editors; others pass unchanged.

    Raises:
        RenderError: names file, line, error and fix; all places that Jinja cannot read.
    """
    try:
        yield
    except BuildError:
        raise
    except Exception as error:
        explained_error = _explain(error, lookup)
        if explained_error is None:
            raise
        raise explained_error from error


def _explain(error: Exception, lookup: Lookup) -> RenderError | None:
    if lines := list(content.template_problems(lookup)):
        return RenderError("\n".join([*lines, f"{len(lines)} errors in words and templates"]))
    place = _place(error, lookup)
    if not place and not isinstance(error, TemplateError):
        return None
    return RenderError(f"{place or 'site_src/templates'}: {content.advice(error)}")


def _place(error: Exception, lookup: Lookup) -> str:
    """The file and line of words or templates that ran last, or ""."""
    sources = {
        file.resolve(): file for kind in ("content", "templates") for file in lookup.files(kind)
    }
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_absolute() and (found := sources.get(file.resolve())):
            return f"{lookup.shown(found)}:{frame.lineno}"
    return ""
