"""The database itself refuses what a register must never do, to whoever is connected and however."""

from __future__ import annotations

import sqlite3
from typing import Any

import psycopg
import pytest

from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register

from .made import NOON, raw, received

REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError)
BODY = '{"entry":"contact.logged/1","key":"%s","seq":%d}'

CHANGES = [
    "UPDATE entries SET body = body",
    "UPDATE entries SET nodes = nodes WHERE seq = 1",
    "DELETE FROM entries WHERE seq = 1",
    "DELETE FROM entries",
    "UPDATE checkpoints SET note = 'x'",
    "DELETE FROM checkpoints",
    "INSERT INTO checkpoints VALUES (2, 'the same size again')",
    "INSERT INTO checkpoints VALUES (1, 'a smaller size')",
    "UPDATE vault_person SET key_id = key_id + 100",
    "DELETE FROM vault_person",
    "UPDATE vault_entry SET sealed = sealed",
    "DELETE FROM vault_entry",
    "UPDATE vault_index SET token = token",
    "DELETE FROM vault_index",
]


@pytest.fixture
def filled(register: Register) -> Home:
    """A register with a request in it, its vault rows, and a checkpoint."""
    intake(register, [received(1)], key="first", entered_at=NOON)
    register.db.execute("INSERT INTO checkpoints VALUES (2, 'a note')")
    return register.home


def everything(connection: Any) -> list[Any]:
    """Read every row of the register's own tables."""
    tables = ("entries", "checkpoints", "vault_person", "vault_entry", "vault_index")
    return [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]


def insert(connection: Any, seq: int, key: str, verb: str = "INSERT") -> None:
    """Insert an entry by hand."""
    mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
    sql = f"{verb} INTO entries (seq, body, nodes) VALUES ({mark}, {mark}, {mark})"
    connection.execute(sql, [seq, BODY % (key, seq), b"n" * 32])


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_that_stands_can_be_changed_or_deleted(filled: Home, change: str) -> None:
    """Whoever holds the database's password must not be able to rewrite what happened."""
    with raw(filled) as connection:
        before = everything(connection)
        with pytest.raises(REFUSED):
            connection.execute(change)
        assert everything(connection) == before


@pytest.mark.parametrize("seq", [-1, 0, 1, 3, 64])
def test_only_the_next_number_is_taken(filled: Home, seq: int) -> None:
    """A gap in the numbers would be a place to put an entry into later."""
    with raw(filled) as connection, pytest.raises(REFUSED, match="next number"):
        insert(connection, seq, "new")


def test_the_number_inside_the_bytes_is_the_number_of_the_row(filled: Home) -> None:
    """A reader who trusts the bytes and one who trusts the row must see the same entry."""
    with raw(filled) as connection:
        mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
        sql = f"INSERT INTO entries (seq, body, nodes) VALUES ({mark}, {mark}, {mark})"
        with pytest.raises(REFUSED, match="next number"):
            connection.execute(sql, [2, BODY % ("new", 3), b"n" * 32])


def test_a_key_is_taken_once(filled: Home) -> None:
    """A repeated intake would otherwise be counted twice in a public report."""
    with raw(filled) as connection, pytest.raises(REFUSED, match="key"):
        insert(connection, 2, "first/0")


def test_the_next_entry_with_a_new_key_is_taken(filled: Home) -> None:
    """The guard must not refuse what is right, or the refusals above would prove nothing."""
    with raw(filled) as connection:
        insert(connection, 2, "new")
        assert connection.execute("SELECT max(seq) FROM entries").fetchone() == (2,)


@pytest.mark.parametrize("seq", [0, 1])
@pytest.mark.parametrize("engine", ["sqlite"])
def test_insert_or_replace_is_refused(filled: Home, seq: int) -> None:
    """It deletes the old row without asking the trigger on deletes, unless a guard stands before it."""
    with raw(filled) as connection:
        before = everything(connection)
        with pytest.raises(REFUSED):
            insert(connection, seq, "new", "INSERT OR REPLACE")
        with pytest.raises(REFUSED):
            insert(connection, 2, "first/0", "INSERT OR REPLACE")
        for change in (
            "INSERT OR REPLACE INTO checkpoints VALUES (2, 'x')",
            "INSERT OR REPLACE INTO vault_entry VALUES (1, 'person-1', x'00')",
            "INSERT OR REPLACE INTO vault_person VALUES ('person-1', 900)",
            "INSERT OR REPLACE INTO vault_person SELECT 'person-2', key_id FROM vault_person",
        ):
            with pytest.raises(REFUSED):
                connection.execute(change)
        assert everything(connection) == before


@pytest.mark.parametrize("engine", ["sqlite"])
def test_an_entry_without_a_number_is_refused(filled: Home) -> None:
    """SQLite would choose a number itself, and it need not be the next."""
    with raw(filled) as connection, pytest.raises(REFUSED):
        connection.execute("INSERT INTO entries (body, nodes) VALUES (?, ?)", [BODY % ("new", 2), b"n" * 32])


@pytest.mark.parametrize("table", ["entries", "checkpoints", "vault_person", "vault_entry", "vault_index"])
@pytest.mark.parametrize("engine", ["postgresql"])
def test_truncate_is_refused(filled: Home, table: str) -> None:
    """TRUNCATE asks no trigger on rows: one word would empty the register."""
    with raw(filled) as connection, pytest.raises(REFUSED):
        connection.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("change", [*CHANGES, "TRUNCATE entries"])
@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_replication_role_passes_by_no_guard(filled: Home, change: str) -> None:
    """Ordinary triggers sleep when a session calls itself a replica; these do not."""
    with raw(filled) as connection:
        connection.execute("SET session_replication_role = replica")
        with pytest.raises(REFUSED):
            connection.execute(change)
        with pytest.raises(REFUSED):
            insert(connection, 7, "new")


@pytest.mark.parametrize("engine", ["postgresql"])
def test_an_upsert_is_refused(filled: Home) -> None:
    """ON CONFLICT DO UPDATE is a change under another name."""
    sql = "INSERT INTO checkpoints VALUES (2, 'x') ON CONFLICT (size) DO UPDATE SET note = 'x'"
    with raw(filled) as connection, pytest.raises(REFUSED):
        connection.execute(sql)


@pytest.mark.parametrize("engine", ["postgresql"])
def test_the_owner_has_taken_the_dangerous_rights_from_itself(filled: Home) -> None:
    """A program under the owner's own account is stopped by its rights before any trigger has to."""
    with raw(filled) as connection:
        sql = "SELECT privilege_type FROM pg_class, aclexplode(relacl) WHERE oid = 'entries'::regclass"
        rights = {right for (right,) in connection.execute(sql)}
    assert "INSERT" in rights
    assert not rights & {"UPDATE", "DELETE", "TRUNCATE"}


def test_vault_rows_need_an_entry_of_the_same_person(filled: Home) -> None:
    """A sealed value that belongs to no entry could never be accounted for, nor erased."""
    blob = "x'00'" if filled.database_url is None else "'\\x00'"
    with raw(filled) as connection:
        for wrong in (f"(9, 'person-1', {blob})", f"(0, 'person-1', {blob})", f"(1, 'person-2', {blob})"):
            with pytest.raises(REFUSED):
                connection.execute(f"INSERT INTO vault_entry VALUES {wrong}")
