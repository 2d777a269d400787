"""The goals over many rows, and the table that is printed: Holdlaw's steps, and beside them other engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from bench import measures
from bench.engine import Failure
from bench.goals import Goal
from bench.measures import Figure, Section
from bench.simulate import own
from bench.simulate.measuring import Measured, Row, measure_rows

ROWS: Final = 1_000_000
MANY_TIMES: Final = 10
"""How many times as many rows `--full` measures as well."""

GOALS: Final = {own.DERIVE: 8.5, own.COUNTS: 1.2, own.WRITE: 2.2}
"""Multiples of the bare scan that are aimed at."""

PEAK_GB: Final = 0.3
"""The most memory for answers on stored facts."""

BY_HAND: Final = "duckdb_by_hand"
LINEAR: Final = 12.0
"""How many times the CPU ten times as many rows may cost."""


@frozen
class SimulateResult:
    """What was measured, for one number of rows or for several."""

    sizes: tuple[Measured, ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """List what could not be run, and every engine that answered otherwise than Holdlaw."""
        return tuple(failure for size in self.sizes for failure in size.failures)


def measure_simulate(
    rows: Sequence[int] = (ROWS,), rounds: int | None = None, peers: tuple[str, ...] | None = None
) -> SimulateResult:
    """Measure each number of rows; all peers that are installed, unless some are named."""
    return SimulateResult(tuple(measure_rows(number, rounds, peers) for number in rows))


# --- Goals ----------------------------------------------------------------------------------------


def goals(size: Measured) -> list[Goal]:
    """Give every goal over one number of rows."""
    by_hand = next((row for row in size.peers if row.id == BY_HAND), None)
    limits = [
        Goal(f"{name} costs at most so many bare scans", size.steps[name].ratio, limit, at_most=True)
        for name, limit in GOALS.items()
    ]
    stored = max(size.steps[name].peak_gb for name in (own.COUNTS, own.WRITE))
    return [
        *limits,
        Goal(
            "derive costs at most DuckDB's join and group by hand",
            _over(size, own.DERIVE, by_hand),
            1.0,
            True,
        ),
        Goal("answers on stored facts take at most so many GB of memory", stored, PEAK_GB, at_most=True),
        *(
            Goal(f"raw to counts costs at most {row.name}", _over(size, own.RAW_COUNTS, row), 1.0, True)
            for row in size.peers
        ),
    ]


def _over(size: Measured, step: str, row: Row | None) -> float | None:
    return size.steps[step].ratio / row.counts.ratio if row else None


def linear_goals(sizes: Sequence[Measured]) -> list[Goal]:
    """Give the goals of growth, where there is ten times the first number of rows as well."""
    first, *more = sizes
    return [
        Goal(
            f"{name} of {MANY_TIMES} times as many rows costs at most so many times the CPU",
            many.steps[name].cpu / first.steps[name].cpu,
            LINEAR,
            at_most=True,
        )
        for many in more
        if many.requests == MANY_TIMES * first.requests
        for name in own.STEPS
    ]


# --- Print ----------------------------------------------------------------------------------------


def as_text(result: SimulateResult) -> str:
    """Print a table for each number of rows, its goals, and at last the goals of growth."""
    parts = [line for size in result.sizes for line in (*_table(size), "", *_judged(size), "")]
    linear = linear_goals(result.sizes)
    if linear:
        parts += measures.judged_as_text(measures.Measured(Section(goals=tuple(linear))))
    return "\n".join(parts).rstrip()


def _table(size: Measured) -> Iterator[str]:
    yield f"{size.requests:,} requests; a bare scan takes {size.scan:.3f} s of CPU, and × is a multiple of it"
    yield ""
    yield f"{'Holdlaw':<58}{'CPU s':>10}{'×':>8}{'peak GB':>10}"
    for name, taken in size.steps.items():
        yield f"{name:<58}{taken.cpu:>10.2f}{taken.ratio:>8.1f}{taken.peak_gb:>10.2f}"
    yield ""
    yield f"{'from the raw files':<58}{'counts ×':>10}{'Parquet ×':>11}{'peak GB':>10}  right"
    raw = [size.steps[name] for name in (own.RAW_COUNTS, own.RAW_WRITE)]
    peak = max(taken.peak_gb for taken in raw)
    yield f"{'Holdlaw':<58}{raw[0].ratio:>10.1f}{raw[1].ratio:>11.1f}{peak:>10.2f}  yes"
    for row in sorted(size.peers, key=lambda row: row.counts.ratio):
        written = f"{row.written.ratio:.1f}" if row.written else "–"
        right = f"no: {row.wrong}" if row.wrong else "yes"
        yield f"{row.name:<58}{row.counts.ratio:>10.1f}{written:>11}{row.peak_gb:>10.2f}  {right}"


def _judged(size: Measured) -> list[str]:
    return measures.judged_as_text(_measured(size))


def _measured(size: Measured) -> measures.Measured:
    section = Section(tuple(_figures(size)), tuple(goals(size)), size.skipped)
    return measures.Measured(section, size.failures)


def _figures(size: Measured) -> Iterator[Figure]:
    """Give every figure as the other parts give theirs: CPU beside a bare scan, and the peak of memory."""
    named = [(f"Holdlaw, {name}", taken) for name, taken in size.steps.items()]
    for row in size.peers:
        named.append((f"{row.name}, {own.RAW_COUNTS}", row.counts))
        named += [(f"{row.name}, {own.RAW_WRITE}", row.written)] if row.written else []
    for name, taken in named:
        yield Figure(name, 1000 * taken.cpu, "ms of CPU", taken.ratio, own.SCAN)
        yield Figure(name, taken.peak_gb, "GB at most")


def as_json(result: SimulateResult) -> dict[str, Any]:
    """Give the same as data."""
    sizes = [{"requests": size.requests, **measures.as_json(_measured(size))} for size in result.sizes]
    linear = measures.as_json(measures.Measured(Section(goals=tuple(linear_goals(result.sizes)))))
    return {"sizes": sizes, "growth": linear["goals"]}
