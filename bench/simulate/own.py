"""Holdlaw's own steps over the files, and the bare scan that everything is measured against."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import duckdb
from attrs import frozen

from bench.simulate.contract import DAY, Task
from holdlaw.core.case import Act
from holdlaw.policybook import Book, shipped
from holdlaw.simulate.laws import Law, law_of
from holdlaw.simulate.ready import ready, remove
from holdlaw.simulate.simulating import Simulation
from holdlaw.simulate.source import Source, connect, open_source

PLACE: Final = "us-ny-nyc-police"
SCAN, DERIVE, COUNTS, WRITE = "bare scan", "derive", "counts", "to Parquet"
RAW_COUNTS, RAW_WRITE = "raw to counts", "raw to Parquet"
STEPS: Final = (DERIVE, COUNTS, WRITE, RAW_COUNTS, RAW_WRITE)
"""Holdlaw's steps, in the order in which they are run: two of them stand on what the first has stored."""


@frozen(eq=False)
class _Ready:
    """The law read and the files opened; the facts are derived when they are first asked for."""

    book: Book
    path: Path
    con: duckdb.DuckDBPyConnection
    out: Path

    def opened(self) -> tuple[Source, Law]:
        return open_source(self.con, self.path, self.book.questions), law_of(self.book, PLACE, DAY)

    def derived(self, source: Source, law: Law, *, keep: bool = True) -> str:
        return ready(source, law.needed((Act.HOLD,)), tuple(self.book.forms), keep=keep)


def steps(task: Task) -> dict[str, Callable[[], object]]:
    """Give one step of Holdlaw's, ready to be run any number of times."""
    own = _Ready(shipped(), task.requests, connect(task.threads), task.out)
    source, law = own.opened()
    if task.engine in (COUNTS, WRITE):
        facts = own.derived(source, law)
        simulate = partial(Simulation, source, law, (Act.HOLD,), facts)
        return {task.engine: lambda: _answered(task.engine, simulate(), task.out)}
    made: dict[str, Callable[[], object]] = {
        SCAN: lambda: _scan(source),
        DERIVE: lambda: _derive(own, source, law),
        RAW_COUNTS: lambda: _raw(COUNTS, own),
        RAW_WRITE: lambda: _raw(WRITE, own),
    }
    return {task.engine: made[task.engine]}


def _scan(source: Source) -> None:
    """Read every column of the requests, the convictions and the papers that there is."""
    for name in ("", "convictions", "papers"):
        asked = ", ".join(f"max(hash({column}))" for column in source.columns(name))
        source.con.execute(f"SELECT {asked} FROM {source.relations[name]}").fetchall()


def _derive(own: _Ready, source: Source, law: Law) -> str:
    """Derive anew: what an earlier round has stored is taken away first."""
    for file in own.path.parent.glob("*.facts-*.parquet"):
        remove(file)
    return own.derived(source, law)


def _raw(step: str, own: _Ready) -> object:
    """Open the file and the law, derive, answer, store no facts: what the command does with `--no-keep`."""
    source, law = own.opened()
    facts = own.derived(source, law, keep=False)
    return _answered(step, Simulation(source, law, (Act.HOLD,), facts), own.out)


def _answered(step: str, simulation: Simulation, out: Path) -> object:
    if step == WRITE:
        simulation.write(out)
        return None
    outcomes = simulation.summaries()[Act.HOLD].outcomes
    return {outcome.value: rows for outcome, rows in outcomes.items()}
