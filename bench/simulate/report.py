"""Measures: a bare scan, deriving facts, counting and writing answers on stored facts; prints a table."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from bench.simulate.rows import make
from holdlaw.core.case import Act
from holdlaw.policybook import shipped
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.ready import ready
from holdlaw.simulate.simulating import Simulation
from holdlaw.simulate.source import Source, connect, open_source

PLACE: Final = "us-ny-nyc-police"
DAY: Final = date(2016, 6, 1)
THREADS: Final = 2
ROUNDS: Final = 3
ROWS: Final = 1_000_000
GOALS: Final = {"derive": 8.5, "counts": 1.2, "to Parquet": 2.2}
"""Multiples of the bare scan that are aimed at."""


@frozen
class Line:
    """One thing measured: CPU seconds, the multiple of a bare scan, and the goal if it has one."""

    name: str
    seconds: float
    ratio: float
    goal: float | None


@frozen
class SimulateResult:
    """What was measured over one file."""

    rows: int
    lines: tuple[Line, ...]
    peak_gb: float
    answered: int

    @property
    def failures(self) -> tuple[str, ...]:
        """Say whether a row was left without an answer: other work than was asked for."""
        return () if self.answered == self.rows else (f"{self.answered} of {self.rows} rows answered",)


def measure_simulate(rows: int = ROWS, rounds: int = ROUNDS) -> SimulateResult:
    """Make the rows and measure each step; the best of some rounds of each."""
    with tempfile.TemporaryDirectory() as made:
        return _measured(rows, rounds, Path(made))


def _measured(rows: int, rounds: int, folder: Path) -> SimulateResult:
    book = shipped()
    path = make(folder, rows, book)
    source, law = open_source(connect(THREADS), path, book.questions), law_of(book, PLACE, DAY)
    needed, out = law.needed((Act.HOLD,)), folder / "out.parquet"
    forms = tuple(book.forms)
    scan = _cpu(rounds, lambda: _scan(source))
    derive = _cpu(rounds, lambda: _derive(source, lambda: ready(source, needed, forms)))
    facts = ready(source, needed, forms)
    counts = _cpu(rounds, lambda: Simulation(source, law, (Act.HOLD,), facts).summaries())
    written = _cpu(rounds, lambda: Simulation(source, law, (Act.HOLD,), facts).write(out))
    timed = {"bare scan": scan, "derive": derive, "counts": counts, "to Parquet": written}
    lines = tuple(Line(name, cpu, cpu / scan, GOALS.get(name)) for name, cpu in timed.items())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return SimulateResult(rows, lines, peak, _answered(source, out))


def _answered(source: Source, out: Path) -> int:
    row = source.con.execute(f"SELECT count({Act.HOLD.value}) FROM '{out}'").fetchone()
    return int(row[0]) if row else 0


def _scan(source: Source) -> None:
    """Read every column of the requests, the convictions and the papers that there is."""
    for name in ("", "convictions", "papers"):
        asked = ", ".join(f"max(hash({column}))" for column in source.columns(name))
        source.con.execute(f"SELECT {asked} FROM {source.relations[name]}").fetchall()


def _derive(source: Source, run: Callable[[], object]) -> None:
    assert source.path is not None
    for file in source.path.parent.glob("*.facts-*.parquet"):
        file.unlink()
    run()


def _cpu(rounds: int, run: Callable[[], object]) -> float:
    found = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def as_text(result: SimulateResult) -> str:
    """Print the table."""
    lines = [f"{result.rows:,} requests, {THREADS} threads, peak {result.peak_gb:.2f} GB", ""]
    lines.append(f"{'step':<14}{'CPU s':>10}{'x scan':>10}{'goal':>8}")
    for line in result.lines:
        goal = f"{line.goal:>8.1f}" if line.goal else ""
        lines.append(f"{line.name:<14}{line.seconds:>10.2f}{line.ratio:>10.2f}{goal}")
    return "\n".join(lines)


def as_json(result: SimulateResult) -> dict[str, object]:
    """Give the same as data."""
    lines = {
        line.name: {"cpu_s": line.seconds, "x_scan": line.ratio, "goal": line.goal} for line in result.lines
    }
    return {"rows": result.rows, "peak_gb": result.peak_gb, "steps": lines}
