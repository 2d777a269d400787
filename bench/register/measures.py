"""What a measurement gives, and how kinds of work take turns so that their ratio holds on a busy machine."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping

from attrs import frozen

from bench.goals import Goal


@frozen
class Figure:
    """One measured figure; `ratio` is it beside the bare work of the same run, where there is one."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    beside: str = ""


@frozen
class Section:
    """The figures of one part, the goals they answer, and what could not be measured, with the reason."""

    figures: tuple[Figure, ...] = ()
    goals: tuple[Goal, ...] = ()
    skipped: tuple[str, ...] = ()

    def __add__(self, other: "Section") -> "Section":
        """Both, one after the other."""
        return Section(self.figures + other.figures, self.goals + other.goals, self.skipped + other.skipped)


def seconds_each(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of the clock that each job takes, in every round; the jobs take turns.

    The clock and not the processor's time: what is measured waits for a disk.
    """
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            gc.collect()
            started = time.perf_counter()
            job()
            taken[name].append(time.perf_counter() - started)
    return taken


def median_ratio(over: list[float], under: list[float]) -> float:
    """The median over the rounds of one time divided by the other of the same round."""
    return statistics.median(one / other for one, other in zip(over, under, strict=True))
