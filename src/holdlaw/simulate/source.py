"""A file of requests in the layout, with the tables beside it, as relations of DuckDB."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook.questions import Questions
from holdlaw.simulate.layout import Missing, Table, tables
from holdlaw.simulate.three import Nulls
from holdlaw.sources.parquet import META, NO_BAR, quoted


def connect(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB of our own in memory, which fetches nothing from outside."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads is not None:
        config["threads"] = str(threads)
    made = duckdb.connect(config=config)
    made.execute("SET TimeZone = 'UTC'")
    made.execute(NO_BAR)
    return made


GIVEN = "SELECT unnest(from_json(?, ?), max_depth := 2)"
"""Rows that are handed over in memory; its two parameters are what `given` gives."""


def given(types: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write rows, and the types of their columns, as the parameters of `GIVEN`. No file is made of them."""
    return [json.dumps(rows, default=str), json.dumps([types])]


@frozen(eq=False)
class Source:
    """Requests and the tables beside them. `relations`: what stands for each table in a FROM, by its name.

    `about`: what the file says of itself: `missing`, `source`, `caveats` and what else its maker wrote.
    """

    con: duckdb.DuckDBPyConnection
    questions: Questions
    relations: Mapping[str, str]
    about: Mapping[str, Any]
    path: Path | None = None
    _columns: dict[str, dict[str, str]] = field(factory=dict, init=False)

    @property
    def nulls(self) -> Nulls:
        """Say how an empty cell is read; where the file does not say, the data leaves the fact open."""
        return Nulls(Missing(self.about.get("missing", Missing.NOT_RECORDED.value)))

    @property
    def caveats(self) -> tuple[str, ...]:
        """List what a reader of any figure from this file must know."""
        return tuple(self.about.get("caveats", ()))

    @cached_property
    def layout(self) -> Mapping[str, Table]:
        """Give the tables of the layout by name."""
        return {table.name: table for table in tables(self.questions)}

    def has(self, name: str) -> bool:
        """Say whether a table is there."""
        return name in self.relations

    def columns(self, name: str) -> Mapping[str, str]:
        """Give the columns of a table that are there, with their types."""
        if name not in self._columns:
            rows = self.con.execute(f"DESCRIBE SELECT * FROM {self.relations[name]}").fetchall()
            self._columns[name] = {row[0]: row[1] for row in rows}
        return self._columns[name]

    def padded(self, name: str, *, also: tuple[str, ...] = ()) -> str:
        """Write a SELECT of every column of a table; one that is not there is empty."""
        table, there = self.layout[name], self.columns(name) if self.has(name) else {}
        parts = [_column(c.name, c.type, there) for c in table.columns]
        parts += [column for column in also if column in there]
        origin = f" FROM {self.relations[name]}" if self.has(name) else " WHERE false"
        return f"SELECT {', '.join(parts)}{origin}"

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """Give the numbers of the requests in the order in which they stand. Each must have one."""
        return whole_numbers(self.con, f"SELECT row_id FROM ({self.padded('')})")["row_id"]

    def with_relation(self, name: str, relation: str) -> Source:
        """Give the same source with one table replaced."""
        return Source(self.con, self.questions, {**self.relations, name: relation}, self.about, self.path)


def whole_numbers(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, NDArray[np.int64]]:
    """Run a statement whose columns are whole numbers, none of them empty; give each as an array."""
    found = con.execute(sql).fetchnumpy()
    assert not any(np.ma.isMaskedArray(column) for column in found.values()), "a number is empty"
    return {name: np.asarray(column, np.int64) for name, column in found.items()}


def _column(name: str, type_: str, there: Mapping[str, str]) -> str:
    if name not in there:
        return f"CAST(NULL AS {type_}) AS {name}"
    return name if there[name] == type_ else f"CAST({name} AS {type_}) AS {name}"


def open_source(con: duckdb.DuckDBPyConnection, path: Path, questions: Questions) -> Source:
    """Open a Parquet file of requests, or a folder of its parts, and the tables beside it.

    Raise HoldlawError if it is none.
    """
    found = {t.name: t.file(path) for t in tables(questions) if t.file(path).exists()}
    if "" not in found:
        raise _unusable(path, "There is no such file.", "Name a Parquet file in the layout of requests.")
    relations = {name: stored(file) for name, file in found.items()}
    try:
        source = Source(con, questions, relations, own_words(con, path), path)
        columns = source.columns("")
    except (duckdb.Error, ValueError) as error:
        raise _unusable(path, f"It cannot be read as Parquet ({short(error)}).", "Make it anew.") from None
    if "row_id" not in columns:
        raise _unusable(path, "It has no column `row_id`.", "Import it first: `holdlaw import`.")
    return source


def stored(path: Path) -> str:
    """Write a Parquet file, or a folder of Parquet parts, as something to select from."""
    return f"read_parquet({quoted(str(all_of(path)))})"


def all_of(path: Path) -> Path:
    """Write a Parquet file, or all the parts of a folder, as DuckDB names files."""
    return path / "*.parquet" if path.is_dir() else path


def parts_of(path: Path) -> list[Path]:
    """List the files of a table: its parts in a folder, or the one file that it is."""
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def own_words(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any]:
    """Read what a file says of itself."""
    parts = parts_of(path)
    if not parts:
        raise ValueError("no part in it ends in .parquet")
    rows = con.execute(f"SELECT key, value FROM parquet_kv_metadata({quoted(str(parts[0]))})").fetchall()
    own = {key.decode(): value.decode() for key, value in rows}
    found = {key.removeprefix(META): value for key, value in own.items() if key.startswith(META)}
    return {key: json.loads(value) for key, value in found.items()}


def short(error: Exception) -> str:
    """Give the first line of what a library says of an error."""
    return str(error).splitlines()[0][:160]


def _unusable(path: Path, what: str, mend: str) -> HoldlawError:
    return HoldlawError([Problem("HL-9001", str(path), what, "There are no rows to put to a law.", mend)])
