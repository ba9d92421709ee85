"""Where the command line finds the trial: ``trial.yaml`` on the desk, JSON anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nelmas_rules.definitions import Definitions


def read_definitions(path: Path) -> Definitions:
    """Read ``trial.yaml`` (needs PyYAML) or the definitions in JSON that the site serves.

    Raises:
        ValueError: the file cannot be read as a trial; the message says what to do.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: cannot be read ({error}); name a file with --trial") from error
    try:
        if path.suffix == ".json":
            return Definitions.from_json(text)
        return Definitions.from_trial(_yaml(text))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"{path}: is not a whole trial ({error}); run the build, which names every problem"
        ) from error


def _yaml(text: str) -> Any:
    """Read YAML with every scalar as text, so that no number can become a float."""
    try:
        import yaml
    except ImportError as error:
        raise ValueError("PyYAML is missing; run `python3 dev.py install` first") from error
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def dump(value: object) -> str:
    """Return JSON for the terminal."""
    return json.dumps(value, ensure_ascii=False, indent=2)
