"""The desk's section of the benchmark: what the board and a request cost as a register grows."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import asdict, frozen

from bench.desk.asking import PAGES
from bench.desk.filling import Filled, fill
from bench.engine import Failure, one_line
from bench.goals import Goal
from holdlaw.store.home import Home

GROWTH_MAX: Final = 2.0
P50, P99 = 50, 99
CROWDED_PART: Final = 5
"""The crowded register is asked so many times less often: each of its pages takes ten times as long."""

_ZONE: Final = ZoneInfo("America/New_York")


@frozen
class Size:
    """How much is measured: requests that are over, in each register; how often each page is asked for.

    `nights`: how many times over the live requests of the demo wait; `crowded`: in one more register, of the
    middle size.
    """

    requests: tuple[int, ...] = (1_000, 10_000, 100_000)
    nights: int = 6
    crowded: int = 60
    rounds: int = 10
    times: int = 40


QUICK: Final = Size(requests=(20, 40), nights=1, crowded=2, rounds=1, times=2)


@frozen
class Cost:
    """What a page of one register costs, in milliseconds: of the clock, and of the processor."""

    page: str
    filled: Filled
    clock_p50: float
    clock_p99: float
    processor_p50: float


@frozen
class DeskResult:
    """What one run found about the desk: the same pages in ever larger registers, then in a crowded one."""

    costs: tuple[Cost, ...] = ()
    crowded: tuple[Cost, ...] = ()
    goals: tuple[Goal, ...] = ()
    failures: tuple[Failure, ...] = ()


def measure_desk(size: Size) -> DeskResult:
    """Fill the registers, ask a worker of each in turn, and judge the growth."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _measured(Path(folder), size)
    except Exception as error:
        return DeskResult(failures=(Failure("desk", one_line(error)),))


def _measured(folder: Path, size: Size) -> DeskResult:
    now = datetime.now(_ZONE).replace(second=0, microsecond=0)
    homes = [Home(folder / f"requests-{count}") for count in size.requests]
    filled = [fill(home, count, size.nights, now) for home, count in zip(homes, size.requests, strict=True)]
    homes.append(Home(folder / "crowded"))
    filled.append(fill(homes[-1], size.requests[len(size.requests) // 2], size.crowded, now))
    with ExitStack() as open_:
        workers = [open_.enter_context(_worker(home)) for home in homes]
        taken = _asked(workers, size)
    costs = [[_cost(page, where, taken[page][at]) for page in PAGES] for at, where in enumerate(filled)]
    growing = tuple(cost for each in costs[:-1] for cost in each)
    return DeskResult(growing, tuple(costs[-1]), _goals(growing))


Samples = dict[str, list[float]]


def _asked(workers: Sequence["subprocess.Popen[str]"], size: Size) -> dict[str, list[Samples]]:
    """Let the workers take turns, so that a slow minute of the machine falls on all of them."""
    taken = {page: [Samples(clock=[], processor=[]) for _ in workers] for page in PAGES}
    for _ in range(size.rounds):
        for page in PAGES:
            for at, worker in enumerate(workers):
                times = size.times if at < len(size.requests) else -(-size.times // CROWDED_PART)
                for name, seconds in _told(worker, [page, times]).items():
                    taken[page][at][name] += seconds
    return taken


@contextmanager
def _worker(home: Home) -> Iterator["subprocess.Popen[str]"]:
    """Start a worker over a register, wait until it is ready, and end it."""
    words = [sys.executable, "-m", "bench.desk.asking", str(home.folder)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdin is not None
        try:
            _read(worker)
            yield worker
        finally:
            worker.stdin.close()


def _told(worker: "subprocess.Popen[str]", asked: list[Any]) -> Samples:
    assert worker.stdin is not None
    worker.stdin.write(json.dumps(asked) + "\n")
    worker.stdin.flush()
    return _read(worker)


def _read(worker: "subprocess.Popen[str]") -> Samples:
    assert worker.stdout is not None
    line = worker.stdout.readline()
    if not line:
        raise RuntimeError("a worker of the site ended; what it said stands above")
    read: Samples = json.loads(line)
    return read


def _cost(page: str, filled: Filled, taken: Samples) -> Cost:
    clock = taken["clock"]
    processor = statistics.median(taken["processor"])
    return Cost(page, filled, _percentile(clock, P50), _percentile(clock, P99), processor * 1000)


def _percentile(seconds: Sequence[float], percent: int) -> float:
    """Give the smallest sample that so many percent do not exceed, in milliseconds."""
    ordered = sorted(seconds)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] * 1000


def _goals(costs: Sequence[Cost]) -> tuple[Goal, ...]:
    """Judge the growth from the smallest register to the largest."""
    least, most = costs[0].filled.requests, costs[-1].filled.requests
    found = []
    for page in PAGES:
        own = [cost for cost in costs if cost.page == page]
        for name in ("clock_p50", "clock_p99"):
            ratio = getattr(own[-1], name) / getattr(own[0], name)
            text = f"{page}: {name[-3:]} grows at most {GROWTH_MAX:.0f} times, {least:,} to {most:,} requests"
            found.append(Goal(text, ratio, GROWTH_MAX, at_most=True))
    return tuple(found)


def as_json(result: DeskResult) -> dict[str, Any]:
    """The section as plain data; a goal carries its verdict."""
    return {
        "costs": [asdict(cost) for cost in result.costs],
        "crowded": [asdict(cost) for cost in result.crowded],
        "goals": [{**asdict(goal), "verdict": goal.verdict} for goal in result.goals],
        "failures": [asdict(failure) for failure in result.failures],
    }


def as_text(result: DeskResult) -> str:
    """The table that shows the growth, the crowded register, the goals, and what failed."""
    head = (
        f"{'requests':>10}{'entries':>12}{'on the board':>14}{'p50 ms':>10}{'p99 ms':>10}{'p50 CPU ms':>12}"
    )
    lines = [f"{'the desk, one worker, SQLite':<32}{head}{'×':>8}"]
    for page in PAGES:
        own = [cost for cost in (*result.costs, *result.crowded) if cost.page == page]
        lines += [f"{page:<32}{_columns(cost)}{cost.clock_p50 / own[0].clock_p50:>8.2f}" for cost in own]
    lines += ["", f"{'goal':<90}{'measured':>10}{'limit':>9}"]
    lines += [
        f"{each.text:<90}{each.measured:>10.2f}{each.limit:>9.2f}  {each.verdict}" for each in result.goals
    ]
    lines += [
        "",
        "× is p50 beside that of the smallest register. The last row of each page has many more waiting.",
    ]
    if result.failures:
        lines += ["", "FAILED", *(f"{failure.name}: {failure.reason}" for failure in result.failures)]
    return "\n".join(lines)


def _columns(cost: Cost) -> str:
    filled = cost.filled
    held = f"{filled.requests:>10,}{filled.entries:>12,}{filled.waiting:>14,}"
    return f"{held}{cost.clock_p50:>10.1f}{cost.clock_p99:>10.1f}{cost.processor_p50:>12.1f}"
