"""The Python that the browser runs says the same as the Python on the desk, byte for byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import nelmas_rules
from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from tests.eligibility.case_loader import load
from tests.eligibility.patients import Answers, patients

DRIVER = Path(__file__).parent / "pyodide_driver.mjs"


def in_pyodide(definitions: Definitions, answers: Sequence[str], folder: Path) -> dict[str, Any]:
    """Return what Pyodide says to each set of answers, all in one process."""
    node = shutil.which("node")
    assert node, "Node is missing; `python3 dev.py install --test` brings it"
    (folder / "definitions.json").write_text(definitions.to_json(), encoding="utf-8")
    (folder / "answers.jsonl").write_text("\n".join(answers), encoding="utf-8")
    subprocess.run(
        [
            *(node, str(DRIVER), str(Path(nelmas_rules.__file__).parents[1])),
            *(str(folder / name) for name in ("definitions.json", "answers.jsonl", "said.json")),
        ],
        check=True,
        timeout=600,
    )
    found: dict[str, Any] = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    return found


def test_every_case_gives_the_same_bytes_in_pyodide(
    definitions: Definitions, precheck: Precheck, tmp_path: Path
) -> None:
    """A patient in a browser must be told what the published case says."""
    answers = [json.dumps(dict(case.answers)) for case in load()]
    found = in_pyodide(definitions, answers, tmp_path)
    assert found["python"].startswith("3.14")
    assert found["said"] == [precheck.assess(one) for one in answers]


@pytest.mark.slow
def test_ten_thousand_patients_give_the_same_bytes_in_pyodide(
    definitions: Definitions, precheck: Precheck, base: Answers, tmp_path: Path
) -> None:
    """Two versions of Python must not differ on a patient whom nobody thought of."""
    answers = [json.dumps(one) for one in patients(10_000, 10_000, definitions, base)]
    found = in_pyodide(definitions, answers, tmp_path)
    said = [precheck.assess(one) for one in answers]
    differing = [one for one, other in zip(said, found["said"], strict=True) if one != other]
    assert differing == []
    assert len({json.loads(one)["outcome"] for one in said if "outcome" in one}) == 4
