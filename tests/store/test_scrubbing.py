"""Cleaning up after a shredding: what cannot be done now is said, with who can do it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import psycopg
import pytest

from holdlaw.store import scrubbing, sqlite
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.scrubbing import scrub

from .filled import fill, shred_person


def test_cleaning_can_be_done_at_any_time(register_home: Home) -> None:
    """Whoever is not sure that it was done does it; nothing is lost by it."""
    fill(register_home)
    with open_register(register_home) as register:
        assert scrub(register).left == ()
        assert scrub(register).left == ()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_reader_who_holds_the_log_is_told_of(register_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that runs all night keeps old pages alive; the operator has to know that it is not over."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    monkeypatch.setattr(scrubbing, "BUSY_SECONDS", 0.1)
    fill(register_home)
    with closing(sqlite3.connect(register_home.database_file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries").fetchone()
        (said,) = shred_person(register_home).cleaned.left
        assert "Somebody is reading" in said
    with open_register(register_home) as register:
        assert scrub(register).left == ()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_key_file_in_use_is_told_of(register_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is gone from its row; its last bytes go with the rewriting, which has to be done again."""
    monkeypatch.setattr(scrubbing, "BUSY_SECONDS", 0.1)
    fill(register_home)
    with (
        open_register(register_home) as register,
        closing(sqlite3.connect(register_home.keys_file, isolation_level=None)) as reader,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person_key").fetchone()
        (said,) = scrub(register).left
    assert said == "The key file was not rewritten: database is locked. Do it again."


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_an_account_that_may_not_clean_the_server_is_told_who_can(register_home: Home) -> None:
    """A careful agency gives its program few rights; then its administrator has to do the last step."""
    url = register_home.database_url or ""
    name = url.rpartition("/")[2]
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        role = f"narrow_{name}"
        connection.execute(f"CREATE ROLE {role} LOGIN".encode())
        try:
            for table in scrubbing.VAULT:
                connection.execute(f"ALTER TABLE holdlaw.{table} OWNER TO {role}".encode())
            connection.execute(f"GRANT USAGE ON SCHEMA holdlaw TO {role}".encode())
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA holdlaw TO {role}".encode())
            narrow = url.replace("//postgres@", f"//{role}@")
            with open_register(register_home) as register, psycopg.connect(narrow, autocommit=True) as other:
                other.execute("SET search_path = holdlaw")
                left = scrubbing._scrub_postgresql(type(register.db)(other))  # type: ignore[call-arg]
        finally:
            connection.execute(f"REASSIGN OWNED BY {role} TO postgres; DROP OWNED BY {role}".encode())
            connection.execute(f"DROP ROLE {role}".encode())
    assert [said.split("`")[1] for said in left] == [
        "VACUUM FULL pg_statistic",
        "CHECKPOINT",
        "SELECT pg_switch_wal()",
        "CHECKPOINT",
    ]
    assert all("administrator" in said for said in left)
