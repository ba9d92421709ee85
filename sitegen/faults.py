"""Where a template went wrong, for people who edit templates and words."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateError


def explain(error: TemplateError, root: Path) -> str:
    """The file and line of a template's fault as far as they are known, and what it is."""
    sources = root / "site_src"
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file is None:
        for frame in traceback.extract_tb(error.__traceback__):
            if Path(frame.filename).is_relative_to(sources):
                file, line = frame.filename, frame.lineno
    if file is None or not Path(file).is_relative_to(sources):
        return f"site_src/content: {error}; look at the file that was edited last"
    place = Path(file).relative_to(root).as_posix()
    return f"{place}:{line}: {error}; look at this line, or at what it is given"
