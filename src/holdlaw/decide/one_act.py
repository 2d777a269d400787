"""One act under one place's own law, for many cases: the outcome alone, or with what its trace is made of.

The layers above, the clocks' deadlines and the duties are left out; `decide` gives the whole answer.
"""

from __future__ import annotations

from datetime import date

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.evaluate import Verdict, evaluate
from holdlaw.core.situation import Situation
from holdlaw.decide.judgement import TracedAct, traced
from holdlaw.decide.moments import Clocks, clocks_of, local_day, situation_of
from holdlaw.decide.program import Program, alone, program
from holdlaw.policybook import Book


class OneAct:
    """The law of one place on one act, ready to be asked of many cases."""

    def __init__(self, book: Book, place: str, act: Act) -> None:
        """Open the place; raise HoldlawError if it is not known."""
        self._book, self._place, self._act = book, book.place(place), act
        self._by_day: dict[date, tuple[Program, Clocks]] = {}

    def outcome(self, case: Case) -> Outcome:
        """Give the outcome by the compiled rules."""
        law, situation = self._ready(case)
        return law.trees[self._act].of(situation).outcome

    def traced(self, case: Case) -> TracedAct:
        """Give the judgement, the open facts that decide, and what every test said."""
        law, situation = self._ready(case)
        return traced(law, self._act, situation)

    def defined(self, case: Case) -> tuple[Verdict, ...]:
        """Give the verdict of each version that may be in force, by the readable definition."""
        law, situation = self._ready(case)
        findings = law.findings(situation)
        return tuple(
            evaluate(version.rule(self._act), lambda leaf: findings[law.numbers[leaf]].value)
            for version in law.layers[0].versions
        )

    def _ready(self, case: Case) -> tuple[Program, Situation]:
        today = local_day(self._place, case)
        ready = self._by_day.get(today)
        if ready is None:
            whole = program(self._book, self._place.id, today)
            law = alone(whole, self._book, 0, (self._act,))
            ready = self._by_day[today] = (law, clocks_of(self._book, law))
        return ready[0], situation_of(case, self._book, ready[1], today)
