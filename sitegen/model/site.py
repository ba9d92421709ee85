"""What every part of a build is given: the trial, the definitions and the options."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eligibility.definitions import Definitions
from eligibility.rules import Rules
from sitegen.model.trial import Trial

Files = dict[str, bytes]
"""Path below the output folder (with "/") to content. Every contributor to a build returns one."""


@dataclass(frozen=True)
class Site:
    """One build of the site; contributors read it and return files, nothing else."""

    trial: Trial
    definitions: Definitions
    rules: Rules
    root: Path
    """The checkout: holds site_src/, nelmas_rules/ and node_modules/."""
    base_url: str
    """Where the site will stand, with a trailing "/", or "" when not given."""
    release: bool
    language: str = "en"
    """The folder of site_src/content/ that the words come from."""
    approved_text: Trial | None = None
    """The English trial, which approval is given for, where `trial` is told in another language."""
    sheets: bool = False
    """Whether the sheets are printed to PDF, so that their pages can link to it."""
