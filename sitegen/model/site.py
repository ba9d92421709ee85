"""What every part of a build is given: the trial, the definitions and the options."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from eligibility.definitions import Definitions
from eligibility.rules import Rules
from sitegen.languages.translate import ENGLISH, Language
from sitegen.lookup import Lookup
from sitegen.model.approval import Approval, approval
from sitegen.model.trial import Trial

Files = dict[str, bytes]
"""Path below the output folder (with "/") to content. Every contributor to a build returns one."""


@dataclass(frozen=True)
class Site:
    """One build of the site; contributors read it and return files, nothing else."""

    trial: Trial
    """The trial in English, as trial.yaml has it: what is approved, and what machines read."""
    words: Trial
    """The trial in the language of the pages; in English, `trial` itself."""
    definitions: Definitions
    rules: Rules
    root: Path
    """The folder of the build: holds node_modules/ and, in a checkout, site_src/."""
    trial_folder: Path
    """The folder of trial.yaml; may hold content/, templates/ and record/ of its own."""
    base_url: str
    """Where the site will stand, with a trailing "/", or "" when not given."""
    release: bool
    language: Language = ENGLISH
    """The language of the pages."""
    sheets: bool = False
    """Whether the sheets are printed to PDF, so that their pages can link to it."""

    @property
    def lookup(self) -> Lookup:
        """Where words, templates and the record are looked up."""
        return Lookup(self.root, self.trial_folder)

    @cached_property
    def approval(self) -> Approval:
        """Whether the trial is approved as it is now. Computed once: it reads all words."""
        return approval(self.trial, self.lookup)
