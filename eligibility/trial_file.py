"""Read a trial's definitions, and import the rules package that it names."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from eligibility.definitions import Definitions
from eligibility.direct import direct_rules, with_direct_facts
from eligibility.json_api import Precheck
from eligibility.rules import Rules


def read_definitions(path: Path) -> Definitions:
    """Read ``trial.yaml`` (needs PyYAML), or the definitions in JSON that the site serves.

    Raises:
        ValueError: the file is not a trial; the message says what to do.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ValueError(f"{path}: cannot be read ({reason}). Name a file with --trial.") from error
    try:
        if path.suffix == ".json":
            return Definitions.from_json(text)
        return with_direct_facts(Definitions.from_trial(_read_yaml(text)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"{path}: not a complete trial ({error}). Run the build: it lists every problem."
        ) from error


def _read_yaml(text: str) -> Any:
    """Read YAML with every scalar as text, so that no number becomes a float."""
    try:
        import yaml
    except ImportError as error:
        raise ValueError("PyYAML is missing. Run `python3 dev.py install` first.") from error
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def open_precheck(definitions_json: str) -> Precheck:
    """Return the pre-check of a trial from its definitions; the browser starts here.

    Raises:
        ValueError: the rules package cannot be used.
    """
    definitions = Definitions.from_json(definitions_json)
    return Precheck(definitions, rules_of(definitions))


def rules_of(definitions: Definitions, folder: Path | None = None) -> Rules:
    """Return the rules that a trial names; without a name, rules that ask each criterion directly.

    Args:
        definitions: the trial.
        folder: where to look for the rules package first; else where Python finds packages.

    Raises:
        ValueError: the rules package cannot be used.
    """
    if not definitions.rules:
        return direct_rules(definitions.criteria.values())
    return load_rules(definitions.rules, folder)


def load_rules(package: str, folder: Path | None = None) -> Rules:
    """Import a rules package and return its ``RULES``.

    Raises:
        ValueError: there is no such package, or it exports no ``RULES``.
    """
    if folder and str(folder.resolve()) not in sys.path:
        sys.path.insert(0, str(folder.resolve()))
    try:
        rules = import_module(package).RULES
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise ValueError(
            f"there is no rules package {package!r} beside trial.yaml or installed. "
            "Correct the name, or remove the line to ask each criterion in its own words."
        ) from error
    except AttributeError as error:
        raise ValueError(f"{package}/__init__.py must export RULES.") from error
    if not isinstance(rules, Rules):
        raise ValueError(f"RULES in {package} must be an eligibility.rules.Rules.")
    return rules
