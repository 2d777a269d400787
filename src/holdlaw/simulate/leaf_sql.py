"""Each test of a law as SQL over the columns of a request: its value, and what an unknown waits for."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from holdlaw.core.conditions import ChoiceTest, ClockTest, FactTest, Leaf, SearchWindow
from holdlaw.core.truth import Truth
from holdlaw.policybook.forms import Form
from holdlaw.policybook.questions import Questions
from holdlaw.simulate.derived import VALUE_BITS
from holdlaw.simulate.laws import Span
from holdlaw.simulate.layout import NO, UNKNOWN, YES
from holdlaw.simulate.three import NUMBERS, Nulls, any_of, one_of, stated, texts

_VALUE = (1 << VALUE_BITS) - 1


@frozen
class Writer:
    """Writes tests as SQL. `over`: the column that says whether a clock is over, by the clock's own key."""

    questions: Questions
    forms: Mapping[str, Form]
    nulls: Nulls
    over: Mapping[str, str]
    there: frozenset[str]

    def code(self, leaf: Leaf, span: Span) -> str:
        """Write a test as a number: its value, and above it the fields that an unknown waits for."""
        plain = self._plain(leaf, span)
        searched = leaf.window is not None and "search_done_at" in self.there
        return self._within(leaf.window, plain) if leaf.window and searched else plain

    def value(self, leaf: Leaf, span: Span) -> str:
        """Write the value of a test alone."""
        code = self.code(leaf, span)
        return code if span.derived(leaf) is None else f"(({code}) & {_VALUE})"

    def clock(self, name: str, span: Span) -> str:
        """Write whether a clock is over; a clock that columns cannot count is unknown."""
        return self.over.get(span.timed[name].key, str(UNKNOWN))

    def _plain(self, leaf: Leaf, span: Span) -> str:
        derived = span.derived(leaf)
        if derived is not None:
            return derived.column
        match leaf.test:
            case FactTest(fact) if fact in self.questions.facts:
                return stated(fact, leaf.unknowns.of(fact), self.nulls)
            case FactTest(fact):
                return str(NUMBERS[leaf.unknowns.of(fact)])
            case ChoiceTest(choice):
                return self._choice(leaf.test, leaf.unknowns.of(choice))
            case ClockTest(clock):
                return self.clock(clock, span)
            case _:
                raise AssertionError(leaf.test)

    def _choice(self, test: ChoiceTest, meaning: Truth) -> str:
        match test.choice:
            case "asks":
                return any_of([self._asks(act) for act in sorted(test.allowed)])
            case "duties":
                known = sorted(test.allowed & set(self.questions.choices["duties"].options))
                columns = [f"({stated(f'duty_{duty}', meaning, self.nulls)})" for duty in known]
                return any_of(columns or [str(NO)])
            case "agency":
                return self._agency(test.allowed, meaning)
            case choice:
                return one_of(choice, test.allowed, meaning, self.nulls)

    def _asks(self, act: str) -> str:
        """Write whether the request asks for an act: as it says, or else as its form does."""
        asking = [name for name, form in self.forms.items() if act in {a.value for a in form.asks}]
        other = [name for name, form in self.forms.items() if form.asks and name not in asking]
        return (
            f"(CASE WHEN asks_{act} IS NOT NULL THEN asks_{act} WHEN form IN {texts(asking)} THEN {YES} "
            f"WHEN form IN {texts(other)} THEN {NO} ELSE {UNKNOWN} END)"
        )

    def _agency(self, allowed: frozenset[str], meaning: Truth) -> str:
        """Write whether an agency sent the request: as it says, or else as its form does."""
        sent = {name: form.sender for name, form in self.forms.items() if form.sender}
        meant = [name for name, sender in sent.items() if sender in allowed]
        other = [name for name, sender in sent.items() if sender not in allowed]
        by_form = "".join(
            f"WHEN form IN {texts(names)} THEN {value} "
            for names, value in ((meant, YES), (other, NO))
            if names
        )
        return (
            f"CASE WHEN agency IN {texts(allowed)} THEN {YES} WHEN agency <> 'unknown' THEN {NO} {by_form}"
            f"WHEN agency IS NULL OR form IS NULL THEN {self.nulls.of(meaning)} ELSE {NUMBERS[meaning]} END"
        )

    def _within(self, window: SearchWindow, code: str) -> str:
        """Write that what a search found counts only if the search was made near enough to release."""
        told = f"informed_by IN {texts(window.unless_informed_by)}" if window.unless_informed_by else "false"
        doubtful = f"CASE {code} WHEN {YES} THEN {UNKNOWN} ELSE {code} END"
        doubt = "" if self.nulls.of(Truth.NO) == NO else f"WHEN informed_by IS NULL THEN {doubtful} "
        return (
            f"CASE WHEN search_done_at IS NULL OR {told} THEN {code} "
            f"WHEN release_due_at IS NULL THEN {doubtful} "
            f"WHEN release_due_at - search_done_at <= INTERVAL {window.hours} HOUR THEN {code} "
            f"{doubt}ELSE {NO} END"
        )
