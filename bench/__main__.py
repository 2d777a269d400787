"""`python -m bench`: measure every engine in one run, print the table, and say which goals were met.

Exit 0 whatever the ratios. Exit 1 if an engine could not be run, or answered a fully known case wrongly and
so did other work, or if Holdlaw and the reference disagree on any case.
"""

import argparse
import json
import sys
from collections.abc import Sequence

from bench import holdlaw_engine
from bench.cases import BenchCase, make_cases
from bench.engine import Failure, find_engines
from bench.goals import judge
from bench.report import Result, Row, as_json, as_text, score
from bench.startup import DECIDE, Start, measure_starts
from bench.timing import Plan, Run, measure, use_one_core, warm_up


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Holdlaw and other engines.")
    parser.add_argument("--json", action="store_true", help="print one JSON object, not the table")
    parser.add_argument(
        "--quick", action="store_true", help="one short round, to check answers and not times"
    )
    options = parser.parse_args(arguments)
    result = run(Plan(rounds=1, seconds=0.01) if options.quick else Plan(), tries=2 if options.quick else 15)
    print(json.dumps(as_json(result), ensure_ascii=False) if options.json else as_text(result))
    return 1 if result.failures else 0


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
