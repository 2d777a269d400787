"""The vault part of a verification: every private value opens and is the one committed to.

A person who was shredded has nothing there; everybody else has all of it. Nothing that is opened here
leaves this module.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from attrs import evolve, frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.commitments import Opening
from holdlaw.register.entry import Entry, read_entry
from holdlaw.store.database import Database, Row, entry_rows
from holdlaw.store.people import index
from holdlaw.store.registers import Register
from holdlaw.store.sqlite import SqliteDatabase
from holdlaw.store.vault import SHREDDED, openings_even_sealed
from holdlaw.store.verdict import Finding

_CHUNK = 200
_COLUMNS = ("kind", "agency", "request", "person", "key", "happened_at", "entered_at")
_TOKENS = "CREATE TABLE vault_index (token BLOB, person TEXT, PRIMARY KEY (token, person)) STRICT"


@frozen(eq=False)
class _Shelf:
    """What the check knows: who was shredded, and the index made again from the values."""

    db: Database
    register: Register | None
    shredded: frozenset[str]
    again: Database


def check_vault(db: Database, register: Register | None) -> list[Finding]:
    """Check every entry's columns and vault row, the index and the keys.

    Without a register (no keys) nothing is opened.
    """
    shredded = frozenset(
        person for (person,) in db.rows(f"SELECT person FROM entries WHERE kind = '{SHREDDED}'")
    )
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.execute(_TOKENS)
        shelf = _Shelf(db, register, shredded, SqliteDatabase(memory))
        found = [finding for chunk in _chunks(db) for finding in _chunk_findings(shelf, chunk)]
        found += _loose_rows(db)
        found += _people(shelf)
        if register is not None:
            found += _index(shelf)
    return found


def _chunks(db: Database) -> Iterator[list[tuple[int, bytes]]]:
    chunk: list[tuple[int, bytes]] = []
    for seq, body, _ in entry_rows(db):
        chunk.append((seq, body))
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _chunk_findings(shelf: _Shelf, chunk: Sequence[tuple[int, bytes]]) -> list[Finding]:
    entries, found = [], []
    for seq, body in chunk:
        try:
            entries.append(read_entry(body, f"entry {seq}"))
        except HoldlawError as error:
            found.append(Finding(f"entry {seq}", error.problems[0].what, first_bad=seq))
    found += _columns(shelf.db, entries)
    rows = _rows(shelf, entries)
    told = {finding.first_bad for finding in rows}
    return [*found, *rows, *_values(shelf, [entry for entry in entries if entry.seq not in told])]


def _columns(db: Database, entries: Sequence[Entry]) -> list[Finding]:
    """Compare the columns that are searched with the entry they were taken from."""
    names = ", ".join(_COLUMNS)
    rows = {seq: told for seq, *told in _numbered(db, f"SELECT seq, {names} FROM entries", entries)}
    return [
        Finding(f"entry {entry.seq}", f"Its column `{name}` says something else than the entry.", entry.seq)
        for entry in entries
        for name, told in zip(_COLUMNS, rows.get(entry.seq, ()), strict=False)
        if told != getattr(entry, name)
    ]


def _rows(shelf: _Shelf, entries: Sequence[Entry]) -> list[Finding]:
    """Find rows that should not be there, are missing, or are another person's."""
    rows: dict[int, str] = dict(_numbered(shelf.db, "SELECT seq, person FROM vault_entry", entries))
    return [
        Finding(f"vault_entry, entry {entry.seq}", wrong, entry.seq)
        for entry in entries
        if (wrong := _wrong_row(shelf, entry, rows.get(entry.seq))) is not None
    ]


def _wrong_row(shelf: _Shelf, entry: Entry, person: str | None) -> str | None:
    if entry.person in shelf.shredded:
        return None if person is None else "Its person was shredded, and the row is still there."
    if person is None:
        return "The row that opens its private values is missing." if entry.private else None
    if not entry.private:
        return "The entry has no private values, and there is a row."
    return None if person == entry.person else "The row is another person's."


def _values(shelf: _Shelf, entries: Sequence[Entry]) -> list[Finding]:
    if shelf.register is None:
        return []
    kept = [entry for entry in entries if entry.private and entry.person not in shelf.shredded]
    numbered, found = {entry.seq: entry for entry in kept}, []
    for seq, opened in openings_even_sealed(shelf.register, kept):
        if isinstance(opened, Problem):
            found.append(Finding(f"vault_entry, entry {seq}", opened.what, seq))
        else:
            _index_again(shelf, shelf.register, numbered[seq], opened)
    return found


def _index_again(shelf: _Shelf, register: Register, entry: Entry, opened: Mapping[str, Opening]) -> None:
    told = {name: each.value for name, each in opened.items()}
    index(evolve(register, db=shelf.again), entry.person or "", told)


def _loose_rows(db: Database) -> list[Finding]:
    sql = "SELECT seq FROM vault_entry WHERE seq NOT IN (SELECT seq FROM entries)"
    return [Finding(f"vault_entry, entry {seq}", "There is no such entry.", seq) for (seq,) in db.rows(sql)]


def _people(shelf: _Shelf) -> list[Finding]:
    """A person has a key as long as they have a row, and no longer; and the key is there."""
    keyed: dict[str, int] = dict(shelf.db.rows("SELECT person, key_id FROM vault_person"))
    rowed = {person for (person,) in shelf.db.rows("SELECT DISTINCT person FROM vault_entry")}
    left = keyed.keys() & shelf.shredded
    wrong = {
        "The record was shredded, and its key is still named.": left,
        "Nothing in the vault is theirs.": keyed.keys() - rowed - left,
        "They have rows in the vault and no key is named.": rowed - keyed.keys(),
        "Their key is not in the key file.": _keyless(shelf, keyed) - left,
    }
    return [
        Finding(f"vault_person, {person}", what)
        for what, people in wrong.items()
        for person in sorted(people)
    ]


def _keyless(shelf: _Shelf, keyed: Mapping[str, int]) -> set[str]:
    if shelf.register is None:
        return set()
    keys = shelf.register.keys
    return {person for person, key_id in keyed.items() if keys.key(key_id) is None}


def _index(shelf: _Shelf) -> list[Finding]:
    """Compare the index with the one made again from what the vault holds."""
    sql = "SELECT token, person FROM vault_index"
    stored, again = set(shelf.db.rows(sql)), set(shelf.again.rows(sql))
    missing = sorted({person for _, person in again - stored})
    added = sorted({person for _, person in stored - again})
    return [Finding(f"vault_index, {each}", "A row that finds them is missing.") for each in missing] + [
        Finding(f"vault_index, {each}", "A row is not made from what the vault holds.") for each in added
    ]


def _numbered(db: Database, select: str, entries: Sequence[Entry]) -> Iterator[Row]:
    marks = ", ".join("?" * len(entries)) or "NULL"
    return db.rows(f"{select} WHERE seq IN ({marks})", [entry.seq for entry in entries])
