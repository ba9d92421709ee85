"""The channels that the attack test tries, read from channels.yaml, by where they are tried."""

from __future__ import annotations

from pathlib import Path

import yaml

_ALL: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_suffix(".yaml").read_text("utf-8")
)
_NEEDS_A_PAGE = ("add(", "addSvg(", "anchor(", "document", "parent", "CSS.")

WINDOW = _ALL["window"]
NAVIGATION = _ALL["navigation"]
WORKER = _ALL["worker"] | {
    name: script
    for name, script in WINDOW.items()
    if not any(word in script for word in _NEEDS_A_PAGE)
}
PYTHON = _ALL["python"]
