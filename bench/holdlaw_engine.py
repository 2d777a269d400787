"""Holdlaw's own rows. Four slots, each of which says how to parse a case, decide it, and read the answer.

Every slot is about place `us-ny-nyc-police`, and the first three about the hold act in the city's own
layer, under the version in force from 2014-12-14. `parse` is not timed and may do what reading a case file
does, and no more: nothing the law concludes. `decide` is timed and is given what `parse` returned. `answer`
is not timed and returns `may`, `must_not` or `not_established`, for the hold act in the city's layer.
"""

from collections.abc import Callable
from typing import Any, Final

from attrs import frozen

from bench.engine import OUTCOME_ONLY, TRACED, Engine, Failure, one_line
from bench.reference import Case
from holdlaw.core.case import Act
from holdlaw.decide import Answer, decide
from holdlaw.decide.one_act import OneAct
from holdlaw.policybook import shipped
from holdlaw.sources.case_file import case_from_data

PLACE: Final = "us-ny-nyc-police"

OUTCOME_ID: Final = "holdlaw-outcome"
TRACED_ID: Final = "holdlaw-traced"
DEFINITION_ID: Final = "holdlaw-definition"
WHOLE_ID: Final = "holdlaw-whole"


@frozen
class Slot:
    """How one row parses, decides and reads."""

    parse: Callable[[Case], Any]
    decide: Callable[[Any], Any]
    answer: Callable[[Any], str]


def outcome_only() -> Slot:
    """The compiled closures: the hold act in the city's layer, its outcome and nothing else."""
    law = OneAct(shipped(), PLACE, Act.HOLD)
    return Slot(case_from_data, law.outcome, lambda outcome: str(outcome.value))


def full_trace() -> Slot:
    """The same act with its full trace and its open facts."""
    law = OneAct(shipped(), PLACE, Act.HOLD)
    return Slot(case_from_data, law.traced, lambda act: str(act.judgement.effective.outcome.value))


def definition() -> Slot:
    """The same act by the readable definition, interpreted."""
    law = OneAct(shipped(), PLACE, Act.HOLD)
    return Slot(case_from_data, law.defined, lambda verdicts: str(verdicts[0].outcome.value))


def whole_answer() -> Slot:
    """All five acts, every layer, clocks, duties and warnings."""
    book = shipped()

    def city_hold(answer: Answer) -> str:
        return answer.layers[0].outcomes[Act.HOLD].value

    return Slot(case_from_data, lambda case: decide(case, book), city_hold)


def engines() -> tuple[list[Engine], list[Failure]]:
    """The four rows, and those that could not be made."""
    found: list[Engine] = []
    failed: list[Failure] = []
    for row_id, name, compared_with, gives, make in (
        (OUTCOME_ID, "Holdlaw, outcome only", OUTCOME_ONLY, "outcome", outcome_only),
        (TRACED_ID, "Holdlaw, traced", TRACED, "outcome, trace, open facts", full_trace),
        (DEFINITION_ID, "Holdlaw, readable definition", TRACED, "outcome, trace, open facts", definition),
        (WHOLE_ID, "Holdlaw, whole answer", TRACED, "five acts, layers, clocks, duties", whole_answer),
    ):
        try:
            slot = make()
        except Exception as error:
            failed.append(Failure(name, one_line(error)))
            continue
        found.append(Engine(row_id, name, compared_with, gives, slot.parse, slot.decide, slot.answer))
    return found, failed
