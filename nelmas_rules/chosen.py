"""Leaves of the tree: sentences about an option that was chosen, or about a list of them."""

from __future__ import annotations

from dataclasses import dataclass

from nelmas_rules.definitions import Criterion
from nelmas_rules.expression import Expression
from nelmas_rules.facts import Answers
from nelmas_rules.judging import Case, Cause, Decide, Judged, Setting
from nelmas_rules.reading import Value
from nelmas_rules.truth import FALSE, TRUE, UNKNOWN, Truth, settled


@dataclass(frozen=True)
class OneOf:
    """The chosen option is one of ``options`` or of the options named by ``limit``.

    ``judged`` options are for a clinician, ``pending`` ones have not happened yet, and
    ``unanswered`` ones are as good as no answer; every other option makes the sentence false.
    """

    fact: str
    options: tuple[str, ...] = ()
    limit: str = ""
    judged: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    def decide(self, setting: Setting) -> Decide:
        """Look the option up in a table; no answer and what is not for the rule are unknown."""
        left_open: tuple[str | None, ...] = (None, *self.judged, *self.pending, *self.unanswered)
        table: dict[Value | None, Truth] = dict.fromkeys(left_open, UNKNOWN)
        table.update(dict.fromkeys(self._wanted(setting.criterion), TRUE))
        fact = self.fact
        return lambda answers: table.get(answers.values.get(fact), FALSE)

    def judge(self, case: Case) -> Judged:
        """Say what was chosen."""
        chosen = case.value(self.fact)
        if chosen is None:
            return case.missing(self.fact)
        assert isinstance(chosen, str)
        options = case.setting.definitions.facts[self.fact].options
        why, read = (f"{case.label(self.fact)}: {options[chosen]}",), (self.fact,)
        if chosen in self.judged:
            return Judged(UNKNOWN, why, read, (Cause.JUDGEMENT,))
        if chosen in self.pending:
            return Judged(UNKNOWN, why, read, (Cause.PENDING,))
        if chosen in self.unanswered:
            return Judged(UNKNOWN, why, read, (Cause.MISSING,), read)
        return Judged(settled(chosen in self._wanted(case.setting.criterion)), why, read)

    def _wanted(self, criterion: Criterion) -> tuple[str, ...]:
        if self.limit:
            return tuple(limit.text for limit in criterion.limits[self.limit])
        return self.options

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def lines(self, criterion: Criterion) -> list[str]:
        """Print the options, and those that are not for the rule to decide."""
        text = f"{self.fact} is {' or '.join(self._wanted(criterion))}"
        for options, words in (
            (self.judged, "for a clinician to judge"),
            (self.pending, "not happened yet"),
            (self.unanswered, "not known yet"),
        ):
            if options:
                text += f" ({' or '.join(options)}: {words})"
        return [text]


@dataclass(frozen=True)
class Holds:
    """The list holds one of ``options``, or, with ``beyond``, anything that is not among them."""

    fact: str
    options: tuple[str, ...]
    beyond: bool = False

    def decide(self, setting: Setting) -> Decide:
        """Look into the list."""

        def decided(answers: Answers) -> Truth:
            ticked = answers.values.get(self.fact)
            return settled(self._found(ticked)) if isinstance(ticked, frozenset) else UNKNOWN

        return decided

    def judge(self, case: Case) -> Judged:
        """Say what is in the list."""
        ticked = case.value(self.fact)
        if ticked is None:
            return case.missing(self.fact)
        assert isinstance(ticked, frozenset)
        options = case.setting.definitions.facts[self.fact].options
        named = [label for option, label in options.items() if option in ticked]
        why = (f"{case.label(self.fact)}: {', '.join(named) or 'none'}",)
        return Judged(settled(self._found(ticked)), why, (self.fact,))

    def _found(self, ticked: frozenset[str]) -> bool:
        return bool(ticked.difference(self.options) if self.beyond else ticked & set(self.options))

    def parts(self) -> tuple[Expression, ...]:
        """Return nothing: a leaf."""
        return ()

    def lines(self, criterion: Criterion) -> list[str]:
        """Print what is looked for in the list."""
        if not self.beyond:
            return [f"{self.fact} holds {' or '.join(self.options)}"]
        apart = f" other than {', '.join(self.options)}" if self.options else ""
        return [f"{self.fact} holds anything{apart}"]
