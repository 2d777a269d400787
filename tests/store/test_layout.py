"""At each opening the layout of the database is compared with the one it was made with."""

from __future__ import annotations

import sqlite3

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.renewing import renew_derived

from .made import raw

BOTH = [
    ("CREATE TABLE {s}extra (a integer)", "extra does not belong there"),
    ("CREATE VIEW {s}extra AS SELECT 1", "extra does not belong there"),
    ("ALTER TABLE {s}entries ADD COLUMN remark text", "entries"),
    ("ALTER TABLE {s}checkpoints ADD COLUMN remark text", "checkpoints"),
    ("ALTER TABLE {s}vault_entry RENAME COLUMN sealed TO opened", "vault_entry"),
    ("ALTER TABLE {s}state_mark RENAME TO state_marker", "state_mark"),
    ("DROP INDEX {s}entries_key", "index entries_key is missing"),
    ("DROP TABLE {s}checkpoints", "checkpoints is missing"),
    ("CREATE INDEX extra ON {s}entries (agency)", "index extra does not belong there"),
]

SQLITE = [
    ("DROP TRIGGER entries_update", "trigger entries_update is missing"),
    ("DROP TRIGGER vault_person_insert", "trigger vault_person_insert is missing"),
    (
        "CREATE TRIGGER extra AFTER INSERT ON entries BEGIN DELETE FROM state_case; END",
        "trigger extra does not belong there",
    ),
]

POSTGRESQL = [
    ("DROP TRIGGER entries_update ON entries", "trigger entries.entries_update is missing"),
    ("ALTER TABLE entries DISABLE TRIGGER entries_insert", "trigger entries.entries_insert is changed"),
    ("ALTER TABLE entries ENABLE TRIGGER entries_insert", "trigger entries.entries_insert is changed"),
    ("ALTER TABLE vault_person DISABLE TRIGGER USER", "trigger vault_person.vault_person_update is changed"),
    ("ALTER TABLE entries ALTER COLUMN body DROP NOT NULL", "column entries.body is changed"),
    ("ALTER TABLE entries ALTER COLUMN agency DROP EXPRESSION", "column entries.agency is changed"),
    ("ALTER TABLE checkpoints ALTER COLUMN size TYPE numeric", "column checkpoints.size is changed"),
    ("ALTER TABLE entries DROP CONSTRAINT entries_pkey", "constraint entries.entries_pkey is missing"),
    ("ALTER TABLE entries ADD CHECK (seq < 9)", "entries_seq_check does not belong there"),
    ("CREATE RULE quiet AS ON INSERT TO entries DO INSTEAD NOTHING", "rule entries.quiet does not belong"),
    ("GRANT DELETE ON entries TO PUBLIC", "right DELETE on entries does not belong there"),
    ("ALTER TABLE entries ENABLE ROW LEVEL SECURITY", "relation entries is changed"),
    (
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "function refuse() is changed",
    ),
    (
        "CREATE FUNCTION extra() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "function extra() does not belong there",
    ),
]

CASES = (
    [("sqlite", change.format(s=""), said) for change, said in BOTH]
    + [("sqlite", change, said) for change, said in SQLITE]
    + [("postgresql", change.format(s="holdlaw."), said) for change, said in BOTH]
    + [("postgresql", change, said) for change, said in POSTGRESQL]
)


@pytest.mark.parametrize(("engine", "change", "said"), CASES)
def test_every_change_of_the_layout_is_told_by_name(register_home: Home, change: str, said: str) -> None:
    """A dropped trigger is how a quiet change begins; nothing is served until it is explained."""
    with raw(register_home) as connection:
        connection.execute(change)
    with pytest.raises(HoldlawError) as refused:
        open_register(register_home)
    assert {problem.code for problem in refused.value.problems} == {"HL-6002"}
    assert any(said in problem.what for problem in refused.value.problems)


def test_an_untouched_register_opens_again_and_again(register_home: Home) -> None:
    """A check that cries wolf would be switched off by the first tired administrator."""
    for _ in range(3):
        open_register(register_home).close()
        open_register(register_home, read_only=True).close()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_statistics_are_no_change(register_home: Home) -> None:
    """An administrator may let the database gather statistics; the register is the same."""
    with raw(register_home) as connection:
        connection.execute("ANALYZE")
    open_register(register_home).close()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_column_changed_behind_sqlite_is_told(register_home: Home) -> None:
    """Whoever may write the file may also write the text of a table's own definition."""
    with raw(register_home) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        sql = "UPDATE sqlite_schema SET sql = replace(sql, '$.agency', '$.kind') WHERE name = 'entries'"
        connection.execute(sql)
    with pytest.raises(HoldlawError, match="table entries is changed"):
        open_register(register_home)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_another_journal_is_told_to_a_reader_and_mended_by_a_writer(register_home: Home) -> None:
    """Without the log written ahead, readers and the desk would wait for each other."""
    with raw(register_home) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with pytest.raises(HoldlawError, match="setting journal_mode is changed"):
        open_register(register_home, read_only=True)
    with open_register(register_home) as register:
        assert register.db.one("PRAGMA journal_mode") == ("wal",)
        assert register.db.one("PRAGMA synchronous") == (2,)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_file_that_is_no_database_is_said_to_be_none(register_home: Home) -> None:
    """A file damaged by a bad disk must not look like an empty register."""
    register_home.database_file.write_bytes(b"not a database, but long enough to be taken for one" * 40)
    with pytest.raises(HoldlawError, match="HL-6001"):
        open_register(register_home)


def test_the_check_leaves_nothing_behind(register_home: Home) -> None:
    """A check that changed the database would be found by itself at the next opening."""
    with raw(register_home) as connection:
        sql = "SELECT count(*) FROM sqlite_schema"
        if not isinstance(connection, sqlite3.Connection):
            sql = "SELECT count(*) FROM pg_class WHERE relpersistence = 't'"
        before = connection.execute(sql).fetchone()
        open_register(register_home).close()
        assert connection.execute(sql).fetchone() == before


DERIVED = [
    "ALTER TABLE {s}state_case DROP COLUMN left_at",
    "DROP INDEX {s}entries_agency",
    "DROP TABLE {s}state_mark",
    "DROP INDEX {s}state_case_status",
]


@pytest.mark.parametrize("change", DERIVED)
def test_what_is_derived_alone_is_mended_by_making_it_anew(register_home: Home, change: str) -> None:
    """An older version's states are no reason to restore a backup, and to look for who changed something."""
    schema = "" if register_home.database_url is None else "holdlaw."
    with raw(register_home) as connection:
        if register_home.database_url is None:
            connection.execute("DROP INDEX state_case_status")  # SQLite drops no column that an index names
        connection.execute(change.format(s=schema).replace("DROP INDEX ", "DROP INDEX IF EXISTS "))
    with pytest.raises(HoldlawError) as refused:
        open_register(register_home)
    assert {problem.mend for problem in refused.value.problems} == {
        "Only what is derived from entries is laid out otherwise: make it anew with `holdlaw rebuild`."
    }
    assert renew_derived(register_home)
    assert not renew_derived(register_home)
    open_register(register_home).close()


def test_nothing_is_made_anew_where_more_than_that_was_changed(register_home: Home) -> None:
    """A change of the states may be there to draw the eye from a guard that is gone."""
    schema = "" if register_home.database_url is None else "holdlaw."
    with raw(register_home) as connection:
        connection.execute(f"DROP TABLE {schema}state_mark")
        connection.execute(f"CREATE TABLE {schema}extra (a integer)")
    assert not renew_derived(register_home)
    with pytest.raises(HoldlawError) as refused:
        open_register(register_home)
    assert all("restore a backup" in problem.mend for problem in refused.value.problems)
