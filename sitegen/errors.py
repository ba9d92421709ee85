"""The error that stops a build."""

from __future__ import annotations


class BuildError(Exception):
    """The site cannot be built. The message names every place, what is wrong and what to do."""
