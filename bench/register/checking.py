"""Verification of a million entries beside hashing their bytes alone; and proofs, which must hardly grow."""

import statistics
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

from bench.goals import Goal
from bench.measures import Figure, Section, median_ratio, seconds_each
from bench.register.filling import fill
from holdlaw.register.scan import scan
from holdlaw.register.tree import inclusion_proof, root_from_inclusion, root_of
from holdlaw.store.database import Database, entry_rows
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.reading import node_reader
from holdlaw.store.verdict import Verdict
from holdlaw.store.verifying import verify, verify_log

GOAL = 4.0
WHOLE = 50
"""A register as many times smaller is verified wholly: folding states takes longer than hashing."""

PROOFS = 500
SMALLER = 100
"""Proofs are measured in a register as many times smaller too."""


def measure_checking(folder: Path, entries: int, rounds: int = 3) -> Section:
    """Fill a register, verify its log, prove entries of it; and verify a small one wholly."""
    home, small = Home(folder / "many"), Home(folder / "some")
    fill(home, entries)
    fill(small, max(entries // WHOLE, 2))
    with open_register(home, read_only=True) as register:
        measured = _verification(home, register.db, rounds) + _proofs(register.db, entries)
    return measured + _whole(small, max(entries // WHOLE, 2))


def _whole(home: Home, entries: int) -> Section:
    """`verify` with everything it looks at besides the log: columns, vault, index, states."""
    taken = seconds_each({"verify": lambda: _sound(verify(home))}, 1)["verify"]
    rate = entries / statistics.median(taken)
    return Section(
        (Figure(f"{entries:,} entries: `verify`, with states and vault", rate, "entries a second"),)
    )


def _verification(home: Home, db: Database, rounds: int) -> Section:
    """The tree and hashing alone in turn, read from the database and held in memory; and `verify` once."""
    jobs = {
        "scan": lambda: scan(entry_rows(db)),
        "hash": lambda: _hash(body for _, body, _ in entry_rows(db)),
    }
    taken = seconds_each(jobs, rounds)
    taken |= seconds_each({"verify": lambda: _sound(verify_log(home))}, 1)
    rows = list(entry_rows(db))
    held = seconds_each({"scan": lambda: scan(rows), "hash": lambda: _hash(row[1] for row in rows)}, rounds)
    ratio = median_ratio(taken["scan"], taken["hash"])
    whole = statistics.median(taken["verify"]) / statistics.median(taken["hash"])

    def rate(seconds: list[float]) -> float:
        return len(rows) / statistics.median(seconds)

    size = f"{len(rows):,} entries"
    figures = (
        Figure(f"{size}: hashing alone, read from the database", rate(taken["hash"]), "entries a second"),
        Figure(
            f"{size}: re-hashed into the tree and compared",
            rate(taken["scan"]),
            "entries a second",
            1 / ratio,
            "hashing",
        ),
        Figure(
            f"{size}: `verify`, the log and its layout",
            rate(taken["verify"]),
            "entries a second",
            1 / whole,
            "hashing",
        ),
        Figure(f"{size}: hashing alone, held in memory", rate(held["hash"]), "entries a second"),
        Figure(
            f"{size}: into the tree and compared, held in memory",
            rate(held["scan"]),
            "entries a second",
            1 / median_ratio(held["scan"], held["hash"]),
            "hashing in memory",
        ),
    )
    return Section(
        figures, (Goal("verification costs at most 4 times hashing the bytes", ratio, GOAL, at_most=True),)
    )


def _hash(bodies: Iterable[bytes]) -> None:
    deque((sha256(body).digest() for body in bodies), maxlen=0)


def _sound(verdict: Verdict) -> None:
    if not verdict.ok:
        raise RuntimeError(f"the register made for the benchmark does not verify: {verdict.why}")


def _proofs(db: Database, entries: int) -> Section:
    """Make inclusion proofs at the whole size, and at a hundredth of it, of entries drawn from a seed."""
    node, sizes = node_reader(db), (entries // SMALLER, entries)
    taken = seconds_each({str(size): partial(_prove, db, size) for size in sizes}, 5)
    small, large = (statistics.median(taken[str(size)]) / PROOFS * 1e6 for size in sizes)
    seq = entries // 3
    (leaf, root) = (node(0, seq), root_of(entries, node))
    if root_from_inclusion(leaf, seq, entries, inclusion_proof(seq, entries, node)) != root:
        raise RuntimeError("an inclusion proof made for the benchmark does not lead to the root")
    return Section(
        (
            Figure(f"inclusion proof at {sizes[0]:,} entries", small, "µs"),
            Figure(
                f"inclusion proof at {sizes[1]:,} entries", large, "µs", large / small, f"at {sizes[0]:,}"
            ),
        )
    )


def _prove(db: Database, size: int) -> None:
    node = node_reader(db)
    for seq in _drawn(size):
        inclusion_proof(seq, size, node)


def _drawn(size: int) -> Iterator[int]:
    rng = Random(size)
    return (rng.randrange(size) for _ in range(PROOFS))
