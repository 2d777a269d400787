"""What a measurement gives, and how kinds of work take turns so that their ratio holds on a busy machine."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

from attrs import asdict, frozen

from bench.engine import Failure
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


@frozen
class Measured:
    """What one run found about a part, and what failed."""

    section: Section = Section()
    failures: tuple[Failure, ...] = ()


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


def as_json(result: Measured) -> dict[str, Any]:
    """The section as plain data; a goal carries its verdict."""
    section = result.section
    return {
        "figures": [asdict(figure) for figure in section.figures],
        "goals": [{**asdict(goal), "verdict": goal.verdict} for goal in section.goals],
        "skipped": list(section.skipped),
        "failures": [asdict(failure) for failure in result.failures],
    }


def as_text(heading: str, result: Measured) -> str:
    """The figures, the goals, and what was not measured or failed."""
    section = result.section
    lines = [f"{heading:<74}{'measured':>12}  {'unit':<17}{'×':>6}  beside"]
    lines += [
        f"{figure.name:<74}{figure.value:>12,.0f}  "
        f"{figure.unit:<17}{_ratio(figure.ratio):>6}  {figure.beside}".rstrip()
        for figure in section.figures
    ]
    return "\n".join([*lines, "", *judged_as_text(result)])


def judged_as_text(result: Measured) -> list[str]:
    """The goals with their verdicts, and what was not measured or failed, as lines."""
    lines = [f"{'goal':<90}{'measured':>10}{'limit':>9}"]
    lines += [
        f"{goal.text:<90}{_ratio(goal.measured):>10}{goal.limit:>9.2f}  {goal.verdict}"
        for goal in result.section.goals
    ]
    lines += [f"not measured: {reason}" for reason in result.section.skipped]
    if result.failures:
        lines += ["", "FAILED", *(f"{failure.name}: {failure.reason}" for failure in result.failures)]
    return lines


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"
