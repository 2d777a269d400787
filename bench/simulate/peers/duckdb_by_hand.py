"""DuckDB, joined and grouped by hand: one OR of bits a request over what counts at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import duckdb
from attrs import asdict

from bench.simulate.contract import Files, Peer, Words, by_outcome
from bench.simulate.peers import _sql

PACKAGE: Final = "duckdb"
WHAT: Final = "join and group by hand"

Execute = Callable[[str], Any]


def peer(files: Files, words: Words, threads: int) -> Peer:
    """Make the engine ready."""
    execute = duckdb.connect(config={"threads": str(threads)}).execute
    tables = {name: f"read_parquet('{path}')" for name, path in asdict(files).items()}
    look_back = f"CAST(arrested_on - INTERVAL {words.years} YEAR AS DATE)"
    own = _sql.Dialect(tables, look_back, "UTINYINT")
    return Peer(
        partial(_counts, execute, _sql.counting(own, words)),
        partial(_write, execute, _sql.answering(own, words)),
    )


def _counts(execute: Execute, sql: str) -> dict[str, int]:
    return by_outcome(dict(execute(sql).fetchall()))


def _write(execute: Execute, sql: str, out: Path) -> None:
    execute(f"COPY ({sql}) TO '{out}' (FORMAT parquet)")
