"""The tests' own PostgreSQL server: required where every check has to run, and never somebody else's."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from attrs import evolve

from tests import postgres
from tests.postgres import Server, needed_programs

Skipped: type[BaseException] = pytest.skip.Exception
Failed: type[BaseException] = pytest.fail.Exception


@pytest.mark.parametrize(("ci", "outcome"), [("", Skipped), ("true", Failed)])
def test_a_missing_postgresql_is_skipped_here_and_fails_where_all_must_run(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    """Half of the proof of this register is the second engine; a run that left it out must not look whole."""
    monkeypatch.setattr(postgres, "programs", lambda: None)
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="PostgreSQL is not installed"):
        needed_programs()


def test_a_server_that_is_not_ours_is_never_written_to(postgresql: Server) -> None:
    """A developer's own server may answer on the port; its databases are not for tests."""
    elsewhere = evolve(postgresql, folder=Path("/nowhere"))
    with pytest.raises(AssertionError, match="another server"):
        elsewhere.check()
    with pytest.raises(AssertionError, match="another server"), elsewhere.new_database():
        raise AssertionError("a database was made")


def test_a_database_lent_again_is_empty(postgresql: Server) -> None:
    """What one test leaves behind must not decide how the next one ends."""
    with postgresql.new_database() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA holdlaw")
        connection.execute("CREATE TABLE left_over (a integer)")
    with postgresql.new_database() as url, psycopg.connect(url, autocommit=True) as connection:
        sql = "SELECT count(*) FROM pg_class WHERE relname = 'left_over'"
        assert connection.execute(sql).fetchone() == (0,)
        assert connection.execute("SELECT to_regnamespace('holdlaw')::text").fetchone() == (None,)
