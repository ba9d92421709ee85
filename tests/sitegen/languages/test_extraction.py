from __future__ import annotations

from pathlib import Path

from sitegen.languages.extraction import PROGRAM, Message, program_messages, trial_messages
from sitegen.model.status import MONTHS, STATUSES
from tests.conftest import ROOT
from tests.sitegen.pseudo_locales import TRIAL


def _of(folder: Path, template: str) -> tuple[Message, ...]:
    (folder / "page.html").write_text(template, "utf-8")
    return tuple(m for m in trial_messages(TRIAL, folder, ()) if not m.place)


def test_templates_give_their_words(tmp_path: Path) -> None:
    """Quotes, line breaks and macros do not matter; comments and values are not extracted."""
    template = """
    {% macro m(n) %}{{ _('a "b"') }}{{ ngettext("%s week", "%s weeks", n) % n }}{% endmacro %}
    {{ _("one "
         "two") }}{% set x = {"k": _("deep")} %}{{ _(x.k) }}{# _("no") #}
    """
    found = [(message.words, message.plural) for message in _of(tmp_path, template)]
    assert found == [('a "b"', ""), ("%s week", "%s weeks"), ("one two", ""), ("deep", "")]


def test_words_come_once_with_all_files_that_use_them(tmp_path: Path) -> None:
    """A translator translates a word once and can see where it is shown."""
    (tmp_path / "other.html").write_text('{{ _("a") }}', "utf-8")
    (message,) = _of(tmp_path, '{{ _("a") }}{{ _("a") }}')
    name = tmp_path.name
    assert message.sources == (f"{name}/other.html", f"{name}/page.html")


def test_words_written_in_python_are_interface_words() -> None:
    """Every page shows statuses and months."""
    found = {message.words for message in program_messages(ROOT / "site_src" / "templates")}
    for status in STATUSES.values():
        words = {status.title, status.meaning, status.banner, status.home, status.precheck}
        assert words <= found
    assert set(MONTHS) <= found
    assert "Source: %(source)s, dated %(day)s." in found


def test_the_program_has_no_words_of_this_trial() -> None:
    """Its own texts are in trial.po, and interface.po serves every trial."""
    program = program_messages(ROOT / "site_src" / "templates")
    assert not [message for message in program if message.place]
    own = trial_messages(TRIAL, ROOT / "templates", program)
    assert "criteria.I2.plain" in {message.place for message in own}
    assert not {m.words for m in own if not m.place} & {m.words for m in program}
    assert (PROGRAM / "model" / "status.py").is_file()
