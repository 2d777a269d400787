"""The report of § 14-154(f) over many entries, beside reading the same columns into DuckDB and counting."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Final

import duckdb

from bench.engine import Failure, one_line
from bench.goals import Goal
from bench.measures import Figure, Measured, Section, median_ratio, seconds_each
from bench.reports.filling import AGENCY, fill
from holdlaw.policybook import shipped
from holdlaw.reports.rows.relations import states_of
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.store.arrow import ArrowRows
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.registers import Register

SIZES: Final = (100_000, 1_000_000)
GOAL: Final = 2.0
REPORT: Final = "us-ny-nyc-police/14-154-f"
ENDING: Final = date(2017, 9, 30)


def measure_reports(sizes: tuple[int, ...] = SIZES, rounds: int = 5) -> Measured:
    """Measure the report at each size; where one fails, the others go on."""
    section, failures = Section(), []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            try:
                section += _at(Home(Path(folder) / "register"), size, rounds)
            except Exception as error:
                failures.append(Failure(f"reports: {size:,} entries", one_line(error)))
    return Measured(section, tuple(failures))


def _at(home: Home, size: int, rounds: int) -> Section:
    requests = fill(home, size)
    with open_register(home) as register:
        jobs = {"read": lambda: _read(register, requests), "report": lambda: _report(register)}
        seconds_each(jobs, 1)
        taken = seconds_each(jobs, rounds)
    ratio = median_ratio(taken["report"], taken["read"])
    figures = (
        Figure(f"{size:,} entries: read the columns and count", min(taken["read"]) * 1000, "ms"),
        Figure(f"{size:,} entries: {REPORT}", min(taken["report"]) * 1000, "ms", ratio, "reading"),
    )
    goal = Goal(f"the report over {size:,} entries costs at most twice reading", ratio, GOAL, at_most=True)
    return Section(figures, (goal,))


def _read(register: Register, requests: int) -> None:
    """Read with the very statement that the report reads its rows with."""
    with ArrowRows(register.home, states_of(AGENCY)) as rows, duckdb.connect() as query:
        (counted,) = query.from_arrow(rows).filter("request <> ''").aggregate("count(COLUMNS(*))").fetchall()
    if counted[0] != requests:
        raise RuntimeError(f"{counted[0]} requests were read, and {requests} made")


def _report(register: Register) -> None:
    table = run(register, report_named(REPORT), Asked(ending=ENDING, agency=AGENCY), shipped())
    if not table.items()["f.1"]:
        raise RuntimeError("the report counts nothing")
