"""Measures one set of rows: Holdlaw's steps, then every peer that is installed, each in its own process."""

from __future__ import annotations

import pkgutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

import bench.simulate.peers
from bench.engine import Failure
from bench.simulate import own
from bench.simulate.contract import Task
from bench.simulate.rows import make
from bench.simulate.told import other_rows, words
from bench.simulate.turns import Engine, EngineError, Taken, measure
from holdlaw.policybook import shipped

THREADS: Final = 2
ROUNDS: Final = 5
ROUNDS_OF_MANY: Final = 3
MANY: Final = 5_000_000
"""From so many rows on, fewer rounds are run: a long round is less disturbed."""


@frozen
class Row:
    """One peer: from the raw files to counts and to Parquet, and what of it is wrong, if anything."""

    id: str
    name: str
    counts: Taken
    written: Taken | None
    wrong: str

    @property
    def peak_gb(self) -> float:
        """Give the most memory it held."""
        return max(taken.peak_gb for taken in (self.counts, self.written) if taken)


@frozen
class Measured:
    """What was measured over one set of rows. `steps`: Holdlaw's, by name."""

    requests: int
    steps: dict[str, Taken]
    peers: tuple[Row, ...] = ()
    skipped: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def scan(self) -> float:
        """Give the seconds of the best bare scan of all."""
        return min(taken.scan for taken in (*self.steps.values(), *(row.counts for row in self.peers)))


def peer_names() -> tuple[str, ...]:
    """Name the modules of all peers, in order of the alphabet."""
    found = pkgutil.iter_modules(bench.simulate.peers.__path__)
    return tuple(sorted(module.name for module in found if not module.name.startswith("_")))


def measure_rows(requests: int, rounds: int | None = None, peers: tuple[str, ...] | None = None) -> Measured:
    """Make so many requests and measure everything over them."""
    told = rounds or (ROUNDS if requests < MANY else ROUNDS_OF_MANY)
    with tempfile.TemporaryDirectory() as made:
        return _measured(requests, told, Path(made), peer_names() if peers is None else peers)


def _measured(requests: int, rounds: int, folder: Path, peers: tuple[str, ...]) -> Measured:
    book = shipped()
    task = Task("", make(folder, requests, book), folder / "own.parquet", words(book), THREADS)
    with Engine(evolve(task, engine=own.SCAN)) as scan:
        steps = {name: _own(task, name, scan, rounds) for name in own.STEPS}
        found = Measured(requests, steps, failures=tuple(_unanswered(requests, steps)))
        for name in peers:
            found = with_peer(found, _peer(evolve(task, engine=name), task.out, scan, rounds))
    return found


def _own(task: Task, name: str, scan: Engine, rounds: int) -> Taken:
    # The answers of the facts that are stored are what peers are compared with; others do not touch them.
    out = task.out if name == own.WRITE else task.out.with_name("own-raw.parquet")
    with Engine(evolve(task, engine=name, out=out)) as engine:
        return measure(engine, name, scan, rounds)


def _unanswered(requests: int, steps: dict[str, Taken]) -> Iterator[Failure]:
    for name in (own.COUNTS, own.RAW_COUNTS):
        answered = sum(steps[name].found.values())
        if answered != requests:
            yield Failure(f"Holdlaw, {name}", f"{answered} of {requests} requests answered")


def with_peer(found: Measured, peer: Row | Failure | str) -> Measured:
    """Add a peer; one whose counts are not Holdlaw's is wrong, and that is a failure of the run."""
    if isinstance(peer, str):
        return evolve(found, skipped=(*found.skipped, peer))
    if isinstance(peer, Failure):
        return evolve(found, failures=(*found.failures, peer))
    ours = {name: rows for name, rows in found.steps[own.COUNTS].found.items() if rows}
    theirs = {name: rows for name, rows in peer.counts.found.items() if rows}
    wrong = peer.wrong if theirs == ours else f"counts {theirs}, Holdlaw {ours}"
    failures = (*found.failures, *((Failure(peer.name, wrong),) if wrong else ()))
    return evolve(found, peers=(*found.peers, evolve(peer, wrong=wrong)), failures=failures)


def _peer(task: Task, ours: Path, scan: Engine, rounds: int) -> Row | Failure | str:
    """Measure one peer; a text says why it could not be, a failure what broke."""
    out, module = ours.with_name(f"{task.engine}.parquet"), f"{bench.simulate.peers.__name__}.{task.engine}"
    try:
        with Engine(evolve(task, engine=module, out=out)) as engine:
            counts = measure(engine, "counts", scan, rounds)
            written = measure(engine, "write", scan, rounds) if "write" in engine.steps else None
            differing = other_rows(ours, out) if written else 0
    except EngineError as error:
        return f"{task.engine} ({error})" if error.missing else Failure(task.engine, str(error))
    wrong = f"{differing} rows differ" if differing else ""
    return Row(task.engine, engine.name, counts, written, wrong)
