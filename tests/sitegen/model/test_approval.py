from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sitegen import build
from sitegen.checks.loader import load
from sitegen.lookup import Lookup
from sitegen.model.approval import PARTS, ApprovalError, approval, fingerprints, require_approval
from sitegen.model.trial import Review, ReviewPart, Trial
from tests import fixtures
from tests.sitegen.broken_trials import ROOT, TRIAL

LOOKUP = Lookup(ROOT, fixtures.FILE.parent)


@pytest.fixture(scope="module")
def trial() -> Trial:
    """The trial as it is: approved by nobody."""
    return load(fixtures.FILE, ROOT)


def approve(trial: Trial, lookup: Lookup = LOOKUP) -> Trial:
    """The same trial, approved as it is."""
    now = fingerprints(trial, lookup)
    parts = {
        part: ReviewPart("writer", "checker", "approver", "2026-11-22", "reference", now[part])
        for part in PARTS
    }
    return replace(trial, review=Review(**parts))


def test_nobody_has_approved_the_trial(trial: Trial) -> None:
    """The entries are blank today, and every part must be named as missing."""
    missing = approval(trial, LOOKUP).missing
    assert {line.split(":")[0] for line in missing} == {f"review.{part}" for part in PARTS}
    assert len(missing) == 18


def test_complete_entries_approve(trial: Trial) -> None:
    """Once every entry is complete, nothing else may be needed."""
    assert approval(approve(trial), LOOKUP).approved
    require_approval(approval(approve(trial), LOOKUP))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "field",
    ["written_by", "checked_by", "approved_by", "approved_on", "ethics_reference", "fingerprint"],
)
def test_each_entry_is_needed(part: str, field: str, trial: Trial) -> None:
    """An incomplete approval does not count."""
    approved = approve(trial)
    entry = replace(getattr(approved.review, part), **{field: ""})
    holed = replace(approved, review=replace(approved.review, **{part: entry}))
    [missing] = approval(holed, LOOKUP).missing
    assert part in missing
    assert field in missing


def test_writer_and_checker_differ(trial: Trial) -> None:
    """Nobody sees the mistakes in their own text."""
    approved = approve(trial)
    entry = replace(approved.review.criteria, checked_by="W. riter", written_by="w riter")
    same = replace(approved, review=replace(approved.review, criteria=entry))
    [missing] = approval(same, LOOKUP).missing
    assert "two people" in missing


def edited(trial: Trial, part: str) -> Trial:
    """The trial with one word changed in a part."""
    first = trial.criteria[3]
    if part == "readings":
        reading = replace(first.readings[0], question="Another question?")
        first = replace(first, readings=(reading,))
    elif part == "criteria":
        limits = {**first.limits, "ki67": (replace(first.limits["ki67"][0], value="21 %"),)}
        first = replace(first, limits=limits)
    else:
        return replace(trial, arms=(replace(trial.arms[0], plain="Other words."), trial.arms[1]))
    return replace(trial, criteria=(*trial.criteria[:3], first, *trial.criteria[4:]))


@pytest.mark.parametrize("part", PARTS)
def test_an_edit_makes_the_approval_lapse(part: str, trial: Trial) -> None:
    """An approval is for one text, not for a later one."""
    changed = edited(approve(trial), part)
    [missing] = approval(changed, LOOKUP).missing
    assert missing.startswith(f"review.{part}: the text was edited")
    with pytest.raises(ApprovalError, match="edited after it was approved"):
        require_approval(approval(changed, LOOKUP))


def test_an_edit_of_a_page_makes_the_approval_lapse(trial: Trial, tmp_path: Path) -> None:
    """Patients read the Markdown pages and the templates' words too."""
    copied = Lookup(tmp_path, tmp_path)
    for folder in ("content", "templates"):
        shutil.copytree(ROOT / "site_src" / folder, tmp_path / "site_src" / folder)
    approved = approve(trial, copied)
    assert approval(approved, copied).approved
    page = next((tmp_path / "site_src" / "content").rglob("*.md"))
    before = page.read_text("utf-8")
    page.write_text(before + "\nOne more sentence.\n", "utf-8")
    assert not approval(approved, copied).approved
    page.write_text(before, "utf-8")
    assert approval(approved, copied).approved
    layout = tmp_path / "site_src" / "templates" / "layout.html"
    words = layout.read_text("utf-8")
    layout.write_text(words.replace('_("Skip to the content")', '_("Skip")'), "utf-8")
    assert not approval(approved, copied).approved
    layout.write_text(words.replace("<body>", '<body class="x">'), "utf-8")
    assert approval(approved, copied).approved


def test_comparing_the_status_keeps_the_approval(trial: Trial) -> None:
    """Looking at the registry again must not need an ethics committee."""
    approved = approve(trial)
    status = replace(approved.status, checked_on="2026-12-01", as_of="2026-12-01")
    assert approval(replace(approved, status=status), LOOKUP).approved


def test_a_release_is_refused_and_says_all_that_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft must never be taken for the approved site."""
    out = tmp_path / "site"
    assert build.main([*fixtures.BUILD, "--release", "--out", str(out)]) == 1
    error = capsys.readouterr().err
    assert error.count("is blank") == 18
    assert not out.exists()


def filled_in(folder: Path, part_of: str = "") -> Path:
    """A trial.yaml on disk in which all three parts are approved as they are."""
    file = folder / "trial.yaml"
    fixtures.link_words(folder)
    now = fingerprints(load(fixtures.FILE, ROOT), LOOKUP)
    text = TRIAL
    blank = (
        '{written_by: "", checked_by: "", approved_by: "", approved_on: "", '
        'ethics_reference: "", fingerprint: ""}'
    )
    for part in PARTS:
        entry = (
            '{written_by: "W", checked_by: "C", approved_by: "A", approved_on: "2026-11-22", '
            f'ethics_reference: "R", fingerprint: "{now[part]}"}}'
        )
        assert f"  {part}: {blank}" in text
        text = text.replace(f"  {part}: {blank}", f"  {part}: {entry}")
    file.write_text(text.replace(part_of, part_of + " too") if part_of else text, "utf-8")
    return file


def test_an_approved_release_is_built(tmp_path: Path) -> None:
    """With everything filled in, the draft banner goes and search engines may come."""
    file, out = filled_in(tmp_path), tmp_path / "site"
    address = "https://example.org/nelmas/"
    asked = ["--release", "--trial", str(file), "--out", str(out), "--base-url", address]
    assert build.main(asked) == 0
    home = (out / "index.html").read_text("utf-8")
    assert "draft-banner" not in home.partition("<body>")[2]
    assert "noindex" not in home
    assert "Allow: /" in (out / "robots.txt").read_text("utf-8")


def test_a_release_is_refused_after_an_edit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fingerprint in the file is of the text as it was."""
    file = filled_in(tmp_path, "You are pregnant.")
    assert build.main(["--release", "--trial", str(file), "--out", str(tmp_path / "site")]) == 1
    error = capsys.readouterr().err
    assert "review.public_words: the text was edited" in error
    assert "review.readings" not in error


def test_the_fingerprints_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Approvers must be able to record exactly what they approved."""
    assert build.main([*fixtures.BUILD, "--fingerprints"]) == 0
    printed = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert printed == fingerprints(load(fixtures.FILE, ROOT), LOOKUP)


def test_approval_is_computed_once_per_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each computation reads all words of the site again."""
    calls = []

    def counted(*arguments: Any) -> dict[str, str]:
        calls.append(arguments)
        return fingerprints(*arguments)

    monkeypatch.setattr("sitegen.model.approval.fingerprints", counted)
    assert build.main([*fixtures.BUILD, "--out", str(tmp_path / "site")]) == 0
    assert len(calls) == 1
