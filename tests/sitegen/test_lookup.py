from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.lookup import Lookup


@pytest.fixture
def lookup(tmp_path: Path) -> Lookup:
    """Two places: the shared words, and those of a trial."""
    for name in ("root/site_src/content/en/a.md", "root/site_src/content/en/b.md",
                 "trial/content/en/a.md", "trial/content/en/.hidden"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return Lookup(tmp_path / "root", tmp_path / "trial")


def test_the_trials_own_file_comes_first(lookup: Lookup) -> None:
    """A trial's words replace the shared ones, file by file."""
    assert lookup.find("content/en", "a.md").read_text() == "trial/content/en/a.md"
    assert lookup.find("content/en", "b.md").read_text() == "root/site_src/content/en/b.md"
    assert len(lookup.all("content/en", "a.md")) == 2


def test_a_missing_file_is_named_where_it_would_be_shared(lookup: Lookup) -> None:
    """The error then names the place where a new file helps every trial."""
    missing = lookup.find("content/en", "c.md")
    assert lookup.shown(missing) == "site_src/content/en/c.md"


def test_all_files_are_found_but_hidden_ones(lookup: Lookup) -> None:
    """Checks of words go through both places."""
    assert [lookup.shown(file) for file in lookup.files("content")] == [
        "content/en/a.md",
        "site_src/content/en/a.md",
        "site_src/content/en/b.md",
    ]


def test_a_trial_beside_site_src_is_looked_up_once(lookup: Lookup) -> None:
    """A trial.yaml at the top level has its folders there."""
    same = Lookup(lookup.root, lookup.root)
    assert same.folders("templates") == ()
    assert len(same.folders("content/en")) == 1
