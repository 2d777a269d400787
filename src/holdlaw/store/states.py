"""The state of each request and of each person, folded from entries and kept for pages to read.

Everything here is derived: it may be thrown away at any time, and folding again gives the same bytes.
`folded_to` says how many entries it rests on. No private value stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from attrs import frozen

from holdlaw.register.canonical import canonical
from holdlaw.register.case_state import case_state
from holdlaw.register.entry import Entry
from holdlaw.register.person_state import person_state
from holdlaw.store.case_columns import COUNTED, Value, counted_columns
from holdlaw.store.database import Database, Row
from holdlaw.store.reading import entries_by, size
from holdlaw.store.registers import Register

BATCH = 1000
"""New entries folded in one transaction: intake waits no longer than this takes."""


@frozen
class _Folded:
    """One table of states: the column of `entries` it is folded by, its columns, and the fold."""

    table: str
    key: str
    columns: tuple[str, ...]

    def row(self, entries: Sequence[Entry]) -> tuple[Value, ...]:
        """Fold all entries with one key into the row."""
        return case_row(entries) if self.key == "request" else person_row(entries)


CASE_COLUMNS = ("request", "agency", "status", "due_at", "left_at", *COUNTED, "body")
PERSON_COLUMNS = ("person", "body")
_TABLES = (
    _Folded("state_case", "request", CASE_COLUMNS),
    _Folded("state_person", "person", PERSON_COLUMNS),
)


def case_row(entries: Sequence[Entry]) -> tuple[Value, ...]:
    """Fold all entries of one request into its row of `state_case`."""
    state = case_state(entries)
    body = canonical(state.as_json(), f"request {state.request}").decode()
    left_at = state.left.at.isoformat() if state.left else None
    own = (state.request, state.agency, state.status.value, state.due_at, left_at)
    return (*own, *counted_columns(state), body)


def person_row(entries: Sequence[Entry]) -> tuple[Value, ...]:
    """Fold all entries about one person into their row of `state_person`."""
    state = person_state(entries)
    return state.person, canonical(state.as_json(), f"person {state.person}").decode()


def folded_to(db: Database) -> int:
    """Give how many entries the states rest on."""
    row = db.one("SELECT folded_to FROM state_mark")
    return int(row[0]) if row else 0


def catch_up(register: Register) -> int:
    """Fold what was entered since the last time; give how many entries that were."""
    folded = 0
    while batch := _fold_batch(register.db):
        folded += batch
    return folded


def rebuild(register: Register) -> str:
    """Throw all states away and fold all entries again; give the digest.

    It may be interrupted and begun again.
    """
    with register.db.transaction():
        for table in (*(each.table for each in _TABLES), "state_mark"):
            register.db.execute(f"DELETE FROM {table}")
    catch_up(register)
    return states_digest(register.db)


def states_digest(db: Database) -> str:
    """Give the SHA-256 of all states, as hex: each row's canonical bytes and a line end, in key order."""
    digest = sha256()
    for table in _TABLES:
        for row in _rows(db, table):
            digest.update(canonical([table.table, *row]) + b"\n")
    return digest.hexdigest()


def _rows(db: Database, table: _Folded) -> Iterator[Row]:
    names, last = ", ".join(table.columns), ""
    sql = f"SELECT {names} FROM {table.table} WHERE {table.key} > ? ORDER BY {table.key} LIMIT ?"
    while page := list(db.rows(sql, [last, BATCH])):
        yield from page
        last = page[-1][0]


def _fold_batch(db: Database) -> int:
    if folded_to(db) == size(db):
        return 0
    with db.transaction():
        start = folded_to(db)
        before = min(start + BATCH, size(db))
        for table in _TABLES:
            touched = f"SELECT DISTINCT {table.key} FROM entries WHERE seq >= ? AND seq < ?"
            keys = sorted(key for (key,) in db.rows(touched, [start, before]) if key is not None)
            for _, entries in entries_by(db, table.key, keys):
                _keep(db, table, table.row(entries))
        db.execute("DELETE FROM state_mark")
        db.execute("INSERT INTO state_mark VALUES (?)", [before])
    return before - start


def _keep(db: Database, table: _Folded, row: Sequence[Value]) -> None:
    marks = ", ".join("?" * len(row))
    rest = ", ".join(f"{name} = excluded.{name}" for name in table.columns[1:])
    sql = f"INSERT INTO {table.table} VALUES ({marks}) ON CONFLICT ({table.key}) DO UPDATE SET {rest}"
    db.execute(sql, list(row))
