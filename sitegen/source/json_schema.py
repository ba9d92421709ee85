"""Write the JSON Schema of trial.yaml, with which editors complete names and mark errors.

Run `python3 -m sitegen.source.json_schema > trial.schema.json`, then begin trial.yaml with
`# yaml-language-server: $schema=trial.schema.json`.
"""

from __future__ import annotations

import json
from typing import Any

from sitegen.model.trial import Trial
from sitegen.source.model_reader import adapter


def json_schema() -> dict[str, Any]:
    """The JSON Schema of trial.yaml, draft 2020-12."""
    schema = adapter(Trial).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2))
