"""What follows from the values of the tests alone: the same values always give the same, so each is kept.

`TracedAct` is one act judged with everything its trace is written from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from attrs import frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.conditions import Leaf
from holdlaw.core.readings import Finding
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from holdlaw.decide.changes import Change, deciding_tests, next_test, would_change
from holdlaw.decide.program import Judgement, Program

KEPT_MAX = 20_000
"""Sets of values of which the consequences are kept; each takes about 2 kB."""


@lru_cache(maxsize=KEPT_MAX)
def deciding(program: Program, act: Act, values: tuple[Truth, ...]) -> tuple[int, ...]:
    """List the open tests that decide an act which is not established."""
    return deciding_tests(program, act, values)


@lru_cache(maxsize=KEPT_MAX)
def changes(program: Program, act: Act, values: tuple[Truth, ...]) -> tuple[Change, ...]:
    """List what would change an act's outcome."""
    return would_change(program, act, values)


@lru_cache(maxsize=KEPT_MAX)
def asked_next(program: Program, acts: tuple[Act, ...], values: tuple[Truth, ...]) -> int | None:
    """Give the open test whose answer can settle the most of the acts asked."""
    return next_test(program, acts, values)


@frozen(eq=False)
class TracedAct:
    """One act of one case: how it was judged, every test asked on the way, and the open ones that decide.

    The fields of the case that each test rests on are looked up when `findings` is first asked for.
    """

    judgement: Judgement
    asked: Mapping[Leaf, Truth]
    deciding: tuple[int, ...]
    _program: Program
    _situation: Situation

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Give what every test of the law rests on in this case."""
        return self._program.findings(self._situation)


def traced(program: Program, act: Act, situation: Situation) -> TracedAct:
    """Judge one act of a case, keeping the way to the answer."""
    judged, asked = program.trees[act].way(situation)
    waiting: tuple[int, ...] = ()
    if judged.outcome is Outcome.NOT_ESTABLISHED:
        waiting = deciding(program, act, values_of(program.findings(situation)))
    return TracedAct(judged, asked, waiting, program, situation)


def values_of(findings: Sequence[Finding]) -> tuple[Truth, ...]:
    """Give the value of every test."""
    return tuple([found[0] for found in findings])
