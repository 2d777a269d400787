"""`python -m bench`: measure every engine and the register in one run, print it, say which goals were met.

`python -m bench decisions` and `python -m bench register` measure one of the two.

Exit 0 whatever the ratios. Exit 1 if an engine could not be run, or answered a fully known case wrongly and
so did other work, or if Holdlaw and the reference disagree on any case.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from bench import holdlaw_engine
from bench.cases import BenchCase, make_cases
from bench.engine import Failure, find_engines
from bench.goals import judge
from bench.register.report import RegisterResult, Size, measure_register
from bench.register.report import as_json as register_as_json
from bench.register.report import as_text as register_as_text
from bench.report import Result, Row, as_json, as_text, score
from bench.startup import DECIDE, Start, measure_starts
from bench.timing import Plan, Run, measure, use_one_core, warm_up

DECISIONS: Final = "decisions"
REGISTER: Final = "register"
PARTS: Final = (DECISIONS, REGISTER)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Holdlaw and other engines.")
    parser.add_argument("part", nargs="?", choices=PARTS, help="measure this part alone")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    parser.add_argument(
        "--quick", action="store_true", help="one short round, to check answers and not times"
    )
    parser.add_argument("--entries", type=int, help="how many entries to verify, instead of a million")
    options = parser.parse_args(arguments)
    decisions = _decisions(quick=options.quick) if options.part != REGISTER else None
    register = measure_register(_size(options)) if options.part != DECISIONS else None
    print(_printed(decisions, register, as_one=options.json))
    return 1 if (decisions and decisions.failures) or (register and register.failures) else 0


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


def _printed(decisions: Result | None, register: RegisterResult | None, *, as_one: bool) -> str:
    if as_one:
        told = as_json(decisions) if decisions else {}
        told |= {REGISTER: register_as_json(register)} if register else {}
        return json.dumps(told, ensure_ascii=False)
    texts = [as_text(decisions)] if decisions else []
    texts += [register_as_text(register)] if register else []
    return "\n\n".join(texts)


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
