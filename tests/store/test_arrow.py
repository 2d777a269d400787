"""Entries and states reach DuckDB as columns, the same from both engines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.store.arrow import entries_arrow, states_arrow
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register
from holdlaw.store.reading import entry_at
from holdlaw.store.states import catch_up

from .made import NOON, contact, received


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with twenty requests and a contact each, folded."""
    for number in range(20):
        intake(register, [received(number), contact(number)], key=f"key-{number}", entered_at=NOON)
    catch_up(register)
    return register


def test_entries_are_counted_by_columns(filled: Register) -> None:
    """A report over ten years of entries is one query, not a loop."""
    with entries_arrow(filled.home) as columns, duckdb.connect() as query:
        entries = query.from_arrow(columns)
        assert entries.columns == [
            "seq",
            "kind",
            "agency",
            "request",
            "person",
            "key",
            "happened_at",
            "entered_at",
            "body",
            "nodes",
        ]
        assert [str(each) for each in entries.types] == ["BIGINT", *["VARCHAR"] * 8, "BLOB"]
        counted = entries.aggregate("kind, count(*), count(DISTINCT person)", "kind").order("kind").fetchall()
    assert counted == [("contact.logged", 20, 20), ("register.opened", 1, 1), ("request.received", 20, 20)]


def test_the_bytes_that_arrive_are_the_bytes_that_are_proved(filled: Register) -> None:
    """A number in a report has to lead back to the very entry under the checkpoint."""
    with entries_arrow(filled.home) as columns, duckdb.connect() as query:
        rows = query.from_arrow(columns).select("seq, body, octet_length(nodes)").fetchall()
    assert [seq for seq, _, _ in rows] == list(range(41))
    assert all(body.encode() == entry_at(filled.db, seq).as_bytes() for seq, body, _ in rows)
    assert rows[-1][2] == 32


def test_entries_without_a_person_have_an_empty_text(filled: Register) -> None:
    """A column that is numbers while it is empty, and texts afterwards, breaks a report one day."""
    with entries_arrow(filled.home) as columns, duckdb.connect() as query:
        first = query.from_arrow(columns).filter("seq = 0").select("request, person").fetchall()
    assert first == [("", "")]


def test_states_are_counted_by_status(filled: Register) -> None:
    """The yearly count of requests by outcome is read from states, in one scan."""
    with states_arrow(filled.home) as columns, duckdb.connect() as query:
        counted = query.from_arrow(columns).aggregate("agency, status, count(*)").fetchall()
    assert counted == [("invented-police", "open", 20)]


def test_rows_may_be_scanned_twice(filled: Register) -> None:
    """A report joins the entries with themselves: received, and answered."""
    with entries_arrow(filled.home) as columns, duckdb.connect() as query:
        entries = query.from_arrow(columns)
        assert entries.aggregate("max(seq)").fetchall() == [(40,)]
        assert entries.aggregate("min(seq)").fetchall() == [(0,)]


def test_a_place_without_a_database_is_told(tmp_path: Path) -> None:
    """A report over nothing must not be a report of nothing."""
    with pytest.raises(HoldlawError, match="HL-6001"):
        entries_arrow(Home(tmp_path))
    with pytest.raises(HoldlawError, match="HL-6001") as refused:
        entries_arrow(Home(tmp_path, "postgresql://clerk:very-secret@127.0.0.1:1/none"))
    assert "very-secret" not in str(refused.value)


def test_a_file_that_is_no_register_is_told(tmp_path: Path) -> None:
    """A reader pointed at the wrong file hears so, in plain words."""
    (tmp_path / "holdlaw.db").write_bytes(b"not a database" * 100)
    with pytest.raises(HoldlawError, match="HL-6001"):
        entries_arrow(Home(tmp_path))


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_register_that_nobody_has_open_is_read(filled: Register) -> None:
    """A report is asked for at night, when no desk is open; nothing stands beside the database then."""
    filled.close()
    assert not list(filled.home.folder.glob("holdlaw.db-*"))
    assert _requests(filled.home) == 20


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_register_is_read_where_no_file_can_be_made_beside_it(filled: Register) -> None:
    """An auditor gets the folder on a disc, or as somebody who may read it and no more."""
    filled.close()
    (filled.home.folder / "holdlaw.db-wal").mkdir()  # even an administrator can make no file of this name
    assert _requests(filled.home) == 20


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_log_without_its_index_is_read_too(filled: Register, tmp_path: Path) -> None:
    """A folder that was copied, or left by a power cut, has entries in the log alone; they count."""
    beside = Home(tmp_path / "beside")
    beside.folder.mkdir()
    for name in ("holdlaw.db", "holdlaw.db-wal"):
        (beside.folder / name).write_bytes((filled.home.folder / name).read_bytes())
    assert _requests(beside) == 20


@pytest.mark.parametrize("engine", ["sqlite"])
def test_reading_leaves_the_log_of_an_open_register_in_place(filled: Register) -> None:
    """An entry made after a report must not go into a log that stands nowhere."""
    assert _requests(filled.home) == 20
    assert (filled.home.folder / "holdlaw.db-wal").is_file()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_an_entry_made_after_reading_is_seen_by_other_processes(filled: Register) -> None:
    """A second SQLite in a process drops the locks of the first, and entries go into a log that is lost."""
    assert _requests(filled.home) == 20
    before = _seen_elsewhere(filled.home)
    intake(filled, [received(20)], key="after", entered_at=NOON)
    assert _seen_elsewhere(filled.home) == before + 1


def _seen_elsewhere(home: Home) -> int:
    """Count the entries in a process that opens the database, closes it and so tidies up after itself."""
    count = "db.execute('SELECT count(*) FROM entries').fetchone()[0]"
    code = f"import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); print({count}); db.close()"
    asked = [sys.executable, "-c", code, str(home.database_file)]
    return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)


def _requests(home: Home) -> int:
    with states_arrow(home) as columns, duckdb.connect() as query:
        ((requests,),) = query.from_arrow(columns).aggregate("count(*)").fetchall()
    return int(requests)
