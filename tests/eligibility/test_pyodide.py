"""Pyodide, which browsers run, gives the same findings as this Python, byte for byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eligibility.definitions import Definitions
from eligibility.json_api import Precheck
from tests.conftest import ROOT
from tests.eligibility.case_loader import load
from tests.eligibility.patients import Answers, patients

DRIVER = Path(__file__).with_name("pyodide_driver.mjs")


def in_pyodide(definitions: Definitions, answers: Sequence[str], folder: Path) -> dict[str, Any]:
    """Return what Pyodide finds for each set of answers, all in one process."""
    node = shutil.which("node")
    assert node, "Node not found: run `python3 dev.py install --test`."
    (folder / "definitions.json").write_text(definitions.to_json(), encoding="utf-8")
    (folder / "answers.jsonl").write_text("\n".join(answers), encoding="utf-8")
    subprocess.run(
        [
            *(node, str(DRIVER), str(ROOT)),
            *(
                str(folder / name)
                for name in ("definitions.json", "answers.jsonl", "assessments.json")
            ),
        ],
        check=True,
        timeout=600,
    )
    found: dict[str, Any] = json.loads((folder / "assessments.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.slow(seconds=60)
def test_cases_and_ten_thousand_patients_give_the_same_bytes_in_pyodide(
    definitions: Definitions, precheck: Precheck, base: Answers, tmp_path: Path
) -> None:
    """Findings must not depend on the version of Python.

    One process for all, because Pyodide takes seconds to start.
    """
    cases = [dict(case.answers) for case in load()]
    assert len(cases) >= 500
    everyone = [*cases, *patients(10_000, 10_000, definitions, base)]
    answers = [json.dumps(one) for one in everyone]
    found = in_pyodide(definitions, answers, tmp_path)
    assert found["python"].startswith("3.14")
    expected = [precheck.assess(one) for one in answers]
    pairs = zip(answers, expected, found["assessments"], strict=True)
    assert [given for given, here, there in pairs if here != there] == []
    assert len({json.loads(one)["outcome"] for one in expected if "outcome" in one}) == 4
