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
class Timely:
    """The columns made for times: whether a clock is over, by its key; whether a search was in time."""

    over: Mapping[str, str]
    windows: Mapping[SearchWindow, str]


@frozen
class Writer:
    """Writes tests as SQL. Where there is no column for a window, nobody stated when searches were made."""

    questions: Questions
    forms: Mapping[str, Form]
    nulls: Nulls
    columns: Timely

    def code(self, leaf: Leaf, span: Span) -> str:
        """Write a test as a number: its value, and above it the fields that an unknown waits for."""
        plain = self._plain(leaf, span)
        window = self.columns.windows.get(leaf.window) if leaf.window else None
        return plain if window is None else _within(window, plain)

    def value(self, leaf: Leaf, span: Span) -> str:
        """Write the value of a test alone."""
        code = self.code(leaf, span)
        return code if span.derived(leaf) is None else f"(({code}) & {_VALUE})"

    def clock(self, name: str, span: Span) -> str:
        """Write whether a clock is over; a clock that columns cannot count is unknown."""
        return self.columns.over.get(span.timed[name].key, str(UNKNOWN))

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


def searched(window: SearchWindow, nulls: Nulls) -> str:
    """Write whether a search was made near enough to release for what it found to count."""
    told = f"informed_by IN {texts(window.unless_informed_by)}" if window.unless_informed_by else "false"
    doubt = "" if nulls.of(Truth.NO) == NO else f"WHEN informed_by IS NULL THEN {UNKNOWN} "
    return (
        f"CASE WHEN search_done_at IS NULL OR {told} THEN {YES} WHEN release_due_at IS NULL THEN {UNKNOWN} "
        f"WHEN release_due_at - search_done_at <= INTERVAL {window.hours} HOUR THEN {YES} "
        f"{doubt}ELSE {NO} END"
    )


def _within(window: str, code: str) -> str:
    """Write that what a search found counts only if it was made in time; `window` says whether it was."""
    doubtful = f"CASE {code} WHEN {YES} THEN {UNKNOWN} ELSE {code} END"
    return f"CASE {window} WHEN {YES} THEN {code} WHEN {UNKNOWN} THEN {doubtful} ELSE {NO} END"
