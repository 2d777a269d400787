"""`python -m bench`: measure every engine, the register, the desk, reports, the public page; judge the goals.

`python -m bench decisions`, and so `register`, `desk`, `reports`, `public` or `simulate`, measures it alone.

Exit 0 whatever the ratios. Exit 1 if an engine could not be run, or answered a fully known case wrongly and
so did other work, or if Holdlaw and the reference disagree on any case.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

from attrs import evolve

from bench import holdlaw_engine
from bench.cases import BenchCase, make_cases
from bench.desk.report import QUICK as DESK_QUICK
from bench.desk.report import Size as DeskSize
from bench.desk.report import as_json as desk_as_json
from bench.desk.report import as_text as desk_as_text
from bench.desk.report import measure_desk
from bench.engine import Failure, find_engines
from bench.goals import judge
from bench.measures import Measured
from bench.measures import as_json as part_as_json
from bench.measures import as_text as part_as_text
from bench.public.report import measure_public
from bench.register.report import Size, measure_register
from bench.report import Result, Row, as_json, as_text, score
from bench.reports.report import SIZES, measure_reports
from bench.simulate.report import MANY_TIMES, ROWS, SimulateResult, measure_simulate
from bench.simulate.report import as_json as simulate_as_json
from bench.simulate.report import as_text as simulate_as_text
from bench.startup import DECIDE, Start, measure_starts
from bench.timing import Plan, Run, measure, use_one_core, warm_up

DECISIONS: Final = "decisions"
REGISTER: Final = "register"
DESK: Final = "desk"
REPORTS: Final = "reports"
PUBLIC: Final = "public"
SIMULATE: Final = "simulate"
HEADINGS: Final = {
    REGISTER: "the register",
    REPORTS: "reports",
    PUBLIC: "the public page, one worker, one thread, one kept connection",
}
PARTS: Final = (DECISIONS, REGISTER, DESK, REPORTS, PUBLIC, SIMULATE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Holdlaw and other engines.")
    parser.add_argument("part", nargs="?", choices=PARTS, help="measure this part alone")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    parser.add_argument(
        "--quick", action="store_true", help="one short round, to check answers and not times"
    )
    parser.add_argument("--entries", type=int, help="how many entries to verify, instead of a million")
    parser.add_argument("--full", action="store_true", help="many rows: ten million as well as a million")
    options = parser.parse_args(arguments)
    parts = {options.part} if options.part else set(PARTS)
    decisions = _decisions(quick=options.quick) if DECISIONS in parts else None
    register = measure_register(_size(options)) if REGISTER in parts else None
    desk = measure_desk(DESK_QUICK if options.quick else DeskSize()) if DESK in parts else None
    reports = _reports(options) if REPORTS in parts else None
    public = _public(quick=options.quick) if PUBLIC in parts else None
    simulate = _simulate(quick=options.quick, full=options.full) if SIMULATE in parts else None
    parts_told: list[tuple[str, str, dict[str, Any]]] = []
    if decisions:
        parts_told.append((DECISIONS, as_text(decisions), as_json(decisions)))
    if register:
        parts_told.append(_told(REGISTER, register))
    if desk:
        parts_told.append((DESK, desk_as_text(desk), desk_as_json(desk)))
    if reports:
        parts_told.append(_told(REPORTS, reports))
    if public:
        parts_told.append(_told(PUBLIC, public))
    if simulate:
        parts_told.append((SIMULATE, simulate_as_text(simulate), simulate_as_json(simulate)))
    print(_printed(parts_told, as_one=options.json))
    measured = (decisions, register, desk, reports, public, simulate)
    return 1 if any(part and part.failures for part in measured) else 0


def _told(name: str, part: Measured) -> tuple[str, str, dict[str, Any]]:
    return name, part_as_text(HEADINGS[name], part), part_as_json(part)


def _simulate(*, quick: bool, full: bool) -> SimulateResult:
    if quick:
        return measure_simulate((5_000,), rounds=1)
    return measure_simulate((ROWS, MANY_TIMES * ROWS) if full else (ROWS,))


def _public(*, quick: bool) -> Measured:
    return measure_public(times=20, rounds=2) if quick else measure_public()


def _reports(options: argparse.Namespace) -> Measured:
    sizes = (5_000,) if options.quick else (options.entries,) if options.entries else SIZES
    return measure_reports(sizes, rounds=1 if options.quick else 5)


def _decisions(*, quick: bool) -> Result:
    """Measure the engines, on one core; the register may use all of them again afterwards."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    try:
        return run(Plan(rounds=1, seconds=0.01) if quick else Plan(), tries=2 if quick else 15)
    finally:
        if cores:
            os.sched_setaffinity(0, cores)


def _size(options: argparse.Namespace) -> Size:
    quick = Size(entries=5_000, commits=20, rounds=1)
    size = quick if options.quick else Size()
    return evolve(size, entries=options.entries) if options.entries else size


def _printed(parts: Sequence[tuple[str, str, dict[str, Any]]], *, as_one: bool) -> str:
    """Print what was measured; as one object, the decisions' keys stand at its top."""
    if not as_one:
        return "\n\n".join(text for _, text, _ in parts)
    told: dict[str, Any] = {}
    for name, _, data in parts:
        told |= data if name == DECISIONS else {name: data}
    return json.dumps(told, ensure_ascii=False)


def run(plan: Plan, tries: int) -> Result:
    """Make the cases, measure every engine and every start, and judge the goals."""
    use_one_core()
    cases = make_cases()
    runs, failures = _warmed(cases)
    measure(runs, plan)
    rows = score(runs, cases)
    timed = measure_starts(cases[0].case, tries)
    starts = [start for start in timed if isinstance(start, Start)]
    failures += [start for start in timed if isinstance(start, Failure)]
    known = sum(not item.unknown for item in cases)
    failures += _disagreements(rows, known=known, unknown=len(cases) - known)
    ratios = {start.name: start.ratio for start in starts}
    goals = judge({row.id: row.microseconds for row in rows}, ratios.get(DECIDE))
    return Result(
        rows=rows,
        starts=starts,
        goals=goals,
        failures=failures,
        known_total=known,
        unknown_total=len(cases) - known,
    )


def _warmed(cases: Sequence[BenchCase]) -> tuple[list[Run], list[Failure]]:
    """Every engine that can be made and run, Holdlaw's rows first, and every one that cannot."""
    ours, our_failures = holdlaw_engine.engines()
    peers, peer_failures = find_engines()
    tried = [warm_up(engine, [item.case for item in cases]) for engine in (*ours, *peers)]
    failures = [*our_failures, *peer_failures, *(item for item in tried if isinstance(item, Failure))]
    return [item for item in tried if isinstance(item, Run)], failures


def _disagreements(rows: Sequence[Row], *, known: int, unknown: int) -> list[Failure]:
    """Rows that are wrong where no engine may be, and Holdlaw's rows that are wrong anywhere."""
    found = []
    for row in rows:
        ours = row.id.startswith("holdlaw")
        if row.right_known != known or (ours and row.right_with_unknowns != unknown):
            right = (
                f"{row.right_known} of {known} known, {row.right_with_unknowns} of {unknown} with unknowns"
            )
            found.append(Failure(row.name, f"right on {right}"))
    return found


if __name__ == "__main__":
    sys.exit(main())
