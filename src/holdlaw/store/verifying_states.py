"""The states part of a verification: each state that stands is the one its entries fold to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from attrs import frozen

from holdlaw.register.entry import Entry, read_entry
from holdlaw.store.case_columns import Value
from holdlaw.store.database import Database, Row
from holdlaw.store.reading import size
from holdlaw.store.states import BATCH, CASE_COLUMNS, PERSON_COLUMNS, case_row, person_row
from holdlaw.store.verdict import Finding

_CHUNK = 200


@frozen
class _Table:
    """One table of states: the column it is folded by, all its columns, and the fold."""

    name: str
    key: str
    columns: str
    fold: Callable[[Sequence[Entry]], tuple[Value, ...]]


_TABLES = (
    _Table("state_case", "request", ", ".join(CASE_COLUMNS), case_row),
    _Table("state_person", "person", ", ".join(PERSON_COLUMNS), person_row),
)


def check_states(db: Database) -> list[Finding]:
    """Fold again, in memory, what the states say they rest on, and compare row by row."""
    marks = [mark for (mark,) in db.rows("SELECT folded_to FROM state_mark")]
    if len(marks) > 1 or any(not 0 <= mark <= size(db) for mark in marks):
        return [Finding("state_mark", "It says nothing that can be.")]
    mark = marks[0] if marks else 0
    return [
        finding for table in _TABLES for finding in (*_compared(db, table, mark), *_added(db, table, mark))
    ]


def _compared(db: Database, table: _Table, mark: int) -> Iterator[Finding]:
    for keys in _keys(db, table.key):
        marks = ", ".join("?" * len(keys))
        rows = {
            row[0]: row
            for row in db.rows(
                f"SELECT {table.columns} FROM {table.name} WHERE {table.key} IN ({marks})", keys
            )
        }
        for key, entries in _by_key(db, table.key, keys):
            said = _wrong(table, entries, mark, rows.get(key))
            if said is not None:
                yield Finding(f"{table.name}, {key}", said)


def _wrong(table: _Table, entries: Sequence[Entry], mark: int, row: Row | None) -> str | None:
    """Say what is wrong with one row.

    A batch that was full may have folded entries ahead of the mark; a smaller one has not.
    """
    rests_on = sum(entry.seq < mark for entry in entries)
    if not rests_on:
        return None
    if row is None:
        return "The state is missing."
    longest = len(entries) if mark >= BATCH else rests_on
    folds = (table.fold(entries[:count]) for count in range(rests_on, longest + 1))
    return None if any(tuple(row) == fold for fold in folds) else "The state is not what the entries fold to."


def _added(db: Database, table: _Table, mark: int) -> list[Finding]:
    sql = (
        f"SELECT {table.key} FROM {table.name} WHERE {table.key} NOT IN "
        f"(SELECT {table.key} FROM entries WHERE {table.key} IS NOT NULL AND seq < ?) ORDER BY {table.key}"
    )
    return [
        Finding(f"{table.name}, {key}", "No entry folds to this state.") for (key,) in db.rows(sql, [mark])
    ]


def _keys(db: Database, column: str) -> Iterator[list[str]]:
    sql = f"SELECT DISTINCT {column} FROM entries WHERE {column} > ? ORDER BY {column} LIMIT {_CHUNK}"
    last = ""
    while keys := [key for (key,) in db.rows(sql, [last])]:
        yield keys
        last = keys[-1]


def _by_key(db: Database, column: str, keys: Sequence[str]) -> Iterator[tuple[str, list[Entry]]]:
    marks = ", ".join("?" * len(keys))
    columns = f"{column}, seq, {db.BYTES_OF_BODY}"
    sql = f"SELECT {columns} FROM entries WHERE {column} IN ({marks}) ORDER BY {column}, seq"
    for key, rows in groupby(db.rows(sql, keys), key=_first):
        yield key, [read_entry(body, f"entry {seq}") for _, seq, body in rows]


def _first(row: Row) -> Any:
    return row[0]
