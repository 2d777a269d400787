"""Microseconds of CPU per decision, measured so that the rows of one run can be compared.

One core; every engine takes a turn in every round, so that a slow minute of the machine falls on all of
them; the figure is the median of the rounds. The garbage collector runs between turns and never inside one.
A warm-up comes first and gives the answers that are checked. An engine so slow that a single pass
takes half a second sits out some rounds.
"""

import gc
import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import field, frozen, mutable

from bench.engine import Engine, Failure, one_line
from bench.reference import Case

SLOW_PASS_SECONDS: Final = 0.5
SLOW_ROUNDS: Final = 3


@frozen
class Plan:
    """How long to measure: rounds, and seconds of CPU that each engine gets in one round."""

    rounds: int = 5
    seconds: float = 0.25


@mutable
class Run:
    """An engine ready to be timed: its inputs, its answers, and the seconds per pass seen so far."""

    engine: Engine
    inputs: list[Any]
    answers: list[str]
    warm_seconds: float
    rounds: list[float] = field(factory=list)

    @property
    def microseconds(self) -> float:
        """The median over the rounds, for one decision."""
        return statistics.median(self.rounds) / len(self.inputs) * 1e6


def use_one_core() -> None:
    """Stay on one core, children too, where the system lets a process say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def warm_up(engine: Engine, cases: Sequence[Case]) -> Run | Failure:
    """Prepare every case, decide each once, and keep the answers."""
    try:
        inputs = [engine.prepare(case) for case in cases]
        answers = [engine.answer(engine.decide(item)) for item in inputs]
        seconds = _seconds(engine.decide, inputs, passes=1)
    except Exception as error:
        return Failure(engine.name, one_line(error))
    return Run(engine=engine, inputs=inputs, answers=answers, warm_seconds=seconds)


def measure(runs: Sequence[Run], plan: Plan) -> None:
    """Give every run its turns, interleaved, and note the seconds per pass of each."""
    for number in range(plan.rounds):
        for run in runs:
            if run.warm_seconds > SLOW_PASS_SECONDS and number >= SLOW_ROUNDS:
                continue
            passes = max(1, math.ceil(plan.seconds / max(run.warm_seconds, 1e-6)))
            run.rounds.append(_seconds(run.engine.decide, run.inputs, passes=passes))


def _seconds(decide: Callable[[Any], Any], inputs: list[Any], *, passes: int) -> float:
    """CPU seconds of one pass over the inputs, averaged over `passes` passes with the collector off."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        for _ in range(passes):
            for item in inputs:
                decide(item)
        return (time.process_time() - start) / passes
    finally:
        gc.enable()
