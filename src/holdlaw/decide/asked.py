"""One case put to the law of its place and day: every test read, every clock that limits a hold counted."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from holdlaw.core.case import Act, Case
from holdlaw.core.evaluate import ClausesDisagree
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.core.readings import Finding
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from holdlaw.decide.judgement import values_of
from holdlaw.decide.moments import RunningClock, clocks_of, local_day, situation_of
from holdlaw.decide.program import Judgement, Program, program
from holdlaw.policybook import Book


@frozen(eq=False)
class Asked:
    """A case, the law it was put to, what every test said, and the clocks that apply."""

    book: Book
    program: Program
    situation: Situation
    findings: tuple[Finding, ...]
    values: tuple[Truth, ...]
    running: dict[str, RunningClock]

    @property
    def federal_clocks(self) -> dict[str, RunningClock]:
        """Give the limits that the federal layer sets."""
        own = self.program.federal.place.id
        return {name: clock for name, clock in self.running.items() if clock.layer == own}

    def judged(self, act: Act) -> Judgement:
        """Judge an act; a law that contradicts itself or another is an error that shows both places."""
        try:
            judged = self.program.judge(act, self.values)
        except ClausesDisagree as error:
            raise self._refused(
                "HL-2003",
                (
                    f"For {act.value}, {error}.",
                    "Both clauses apply and neither gives way.",
                    "Say in the law file which one overrides the other.",
                ),
            ) from None
        if judged.effective.clash:
            sides = "; ".join(
                f"{layer.place.id} says {said.outcome.value} ({said.clause.cite})"
                for layer, said in zip(self.program.layers, judged.says, strict=True)
            )
            says = (f"For {act.value}, {sides}.", "No answer obeys both.", "Ask counsel which law gives way.")
            raise self._refused("HL-2005", says)
        return judged

    def _refused(self, code: str, says: tuple[str, str, str]) -> HoldlawError:
        return HoldlawError([Problem(code, self.situation.case.place, *says)])


def ask(case: Case, book: Book, known_on: date, law_on: date | None) -> Asked:
    """Put a case to the law of its place and day, and read every test of it."""
    place = book.place(case.place, f"{case.where} (place)")
    today = local_day(place, case)
    law = program(book, case.place, law_on or today, known_on)
    clocks = clocks_of(book, law)
    situation = situation_of(case, book, clocks, today)
    findings = law.findings(situation)
    running = clocks.running(situation)
    return Asked(book, law, situation, findings, values_of(findings), running)
