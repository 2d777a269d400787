"""The result of one run: scored, then printed as one table or as one JSON object."""

import platform
from collections.abc import Sequence
from typing import Any

from attrs import asdict, frozen

from bench.cases import BenchCase
from bench.engine import OUTCOME_ONLY, Failure
from bench.goals import Goal
from bench.holdlaw_engine import OUTCOME_ID, TRACED_ID
from bench.startup import Start
from bench.timing import Run

_NOTES = (
    "× is the cost in units of the Holdlaw row that gives the like: outcome only, or traced.",
    "`right` counts the cases with unknowns; 145 of 185 is what reading every unknown as no scores.",
    "Other engines get dates as day numbers, the arrest less five years, and jail days already added up.",
)


@frozen
class Row:
    """One engine's figures. `ratio` is None where the Holdlaw row it is compared with is missing."""

    id: str
    name: str
    gives: str
    compared_with: str
    microseconds: float
    ratio: float | None
    right_with_unknowns: int
    right_known: int


@frozen
class Result:
    """Everything one run found."""

    rows: list[Row]
    starts: list[Start]
    goals: list[Goal]
    failures: list[Failure]
    unknown_total: int
    known_total: int


def score(runs: Sequence[Run], cases: Sequence[BenchCase]) -> list[Row]:
    """The rows, fastest first."""
    costs = {run.engine.id: run.microseconds for run in runs}
    rows = [_row(run, cases, costs) for run in runs]
    return sorted(rows, key=lambda row: row.microseconds)


def _row(run: Run, cases: Sequence[BenchCase], costs: dict[str, float]) -> Row:
    engine = run.engine
    matching = costs.get(OUTCOME_ID if engine.compared_with == OUTCOME_ONLY else TRACED_ID)
    right = [item.unknown for item, answer in zip(cases, run.answers, strict=True) if answer == item.answer]
    return Row(
        id=engine.id,
        name=engine.name,
        gives=engine.gives,
        compared_with=engine.compared_with,
        microseconds=run.microseconds,
        ratio=None if matching is None else run.microseconds / matching,
        right_with_unknowns=sum(right),
        right_known=len(right) - sum(right),
    )


def as_json(result: Result) -> dict[str, Any]:
    """The result as plain data; a goal carries its verdict."""
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        **asdict(result),
        "goals": [{**asdict(goal), "verdict": goal.verdict} for goal in result.goals],
    }


def as_text(result: Result) -> str:
    """The table, the starts, the goals, what failed, and how to read it."""
    known, unknown = result.known_total, result.unknown_total
    lines = [
        f"The hold act of NYC Admin. Code § 14-154, {known + unknown} cases, {unknown} with unknowns;"
        f" Python {platform.python_version()}, one core",
        "",
    ]
    lines += [f"{'engine':<56}{'gives':<34}{'µs CPU':>10}{'×':>9}{'right':>10}"]
    lines += [
        f"{row.name:<56}{row.gives:<34}{row.microseconds:>10.2f}{_times(row.ratio):>9}"
        f"{row.right_with_unknowns:>6}/{unknown}"
        for row in result.rows
    ]
    lines += ["", f"{'process':<90}{'ms CPU':>10}{'×':>9}"]
    lines += [
        f"{start.name:<90}{start.milliseconds:>10.1f}{_times(start.ratio):>9}" for start in result.starts
    ]
    lines += ["", f"{'goal':<90}{'measured':>10}{'limit':>9}"]
    lines += [
        f"{goal.text:<90}{_times(goal.measured):>10}{goal.limit:>9.0f}  {goal.verdict}"
        for goal in result.goals
    ]
    lines += ["", *_NOTES]
    if result.failures:
        lines += ["", "FAILED", *(f"{failure.name}: {failure.reason}" for failure in result.failures)]
    return "\n".join(lines)


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}"
