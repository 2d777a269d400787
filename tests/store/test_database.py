"""One face for two engines: the same SQL, the same rows, and refusals that quote nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.store import postgresql, sqlite
from holdlaw.store.connecting import connect
from holdlaw.store.database import Database
from holdlaw.store.home import Home

from .made import raw

KEEP = "INSERT INTO state_person VALUES (?, ?)"


@pytest.fixture
def db(register_home: Home) -> Iterator[Database]:
    """A connection to the database of a register just made."""
    connected = connect(register_home)
    yield connected
    connected.close()


def people(db: Database) -> list[str]:
    """List what the tests below have written."""
    return [person for (person,) in db.rows("SELECT person FROM state_person ORDER BY person")]


def test_rows_come_back_with_the_same_types(db: Database) -> None:
    """A report must not depend on which engine the agency runs."""
    row = db.one("SELECT seq, body, nodes, kind, request FROM entries WHERE seq = ?", [0])
    assert row is not None
    assert [type(each) for each in row] == [int, str, bytes, str, type(None)]
    assert list(db.rows("SELECT seq, 'per cent: %' FROM entries")) == [(0, "per cent: %")]
    assert db.one("SELECT seq FROM entries WHERE seq = ?", [7]) is None


def test_an_error_undoes_the_whole_transaction(db: Database) -> None:
    """Half of what belongs together is worse than nothing of it."""

    def breaks() -> None:
        with db.transaction():
            db.execute(KEEP, ["a", "{}"])
            raise RuntimeError("the machine is switched off")

    with pytest.raises(RuntimeError, match="switched off"):
        breaks()
    assert people(db) == []
    with db.transaction():
        db.execute(KEEP, ["b", "{}"])
    assert people(db) == ["b"]


def test_after_a_refusal_the_connection_goes_on(db: Database) -> None:
    """One bad intake must not close the desk for the rest of the night."""
    with pytest.raises(HoldlawError, match="HL-6003"), db.transaction():
        db.execute("UPDATE entries SET body = ?", ["x"])
    with pytest.raises(HoldlawError, match="HL-6003"):
        db.one("SELECT nothing FROM nowhere")
    with pytest.raises(HoldlawError, match="HL-6003"):
        db.rows("SELECT nothing FROM nowhere WHERE seq = ?", [1])
    with pytest.raises(HoldlawError, match="HL-6003"):
        db.execute("DELETE FROM checkpoints; DELETE FROM entries WHERE")
    with db.transaction():
        db.execute(KEEP, ["b", "{}"])
    assert people(db) == ["b"]


def test_refusals_sent_together_are_told_at_the_end(db: Database) -> None:
    """What is sent in one go is refused in one go, and never half kept."""

    def keeps_one_twice() -> None:
        with db.transaction(), db.together():
            for person in ("a", "a", "b"):
                db.execute(KEEP, [person, "{}"])

    with pytest.raises(HoldlawError, match="HL-6003"):
        keeps_one_twice()
    assert people(db) == []


def test_a_refusal_quotes_no_row(db: Database) -> None:
    """The engine's details name the value that collided, and a value may name a person."""
    db.execute(KEEP, ["Testa Testperson", "{}"])
    with pytest.raises(HoldlawError) as refused:
        db.execute(KEEP, ["Testa Testperson", "{}"])
    assert "Testperson" not in str(refused.value)


def test_a_snapshot_stands_still_and_writes_nothing(db: Database, register_home: Home) -> None:
    """A verification that takes a minute looks at one moment, whatever the desks enter meanwhile."""
    with db.snapshot():
        assert people(db) == []
        with raw(register_home) as connection:
            connection.execute("INSERT INTO state_person VALUES ('a', '{}')")
        assert people(db) == []
    with pytest.raises(HoldlawError, match="HL-6003"), db.snapshot():
        db.execute(KEEP, ["b", "{}"])
    assert people(db) == ["a"]
    db.execute(KEEP, ["c", "{}"])
    assert people(db) == ["a", "c"]


def test_a_trial_leaves_nothing(db: Database) -> None:
    """What is only tried must not be found by the next who looks."""
    with db.trial():
        db.execute(KEEP, ["a", "{}"])
        assert people(db) == ["a"]
    assert people(db) == []


def test_a_second_writer_waits_for_the_first(db: Database, register_home: Home) -> None:
    """Two desks that press Enter together both get their receipt, one after the other."""
    entered, order = threading.Event(), []

    def second() -> None:
        other = connect(register_home)
        entered.set()
        with other.transaction():
            order.append("second")
            other.execute(KEEP, ["second", "{}"])
        other.close()

    thread = threading.Thread(target=second)
    with db.transaction():
        thread.start()
        assert entered.wait(30)
        thread.join(0.3)
        order.append("first")
        db.execute(KEEP, ["first", "{}"])
    thread.join(30)
    assert order == ["first", "second"]
    assert people(db) == ["first", "second"]


def test_a_writer_who_waits_too_long_is_told_and_can_try_again(
    db: Database, register_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that hangs with the lock in its hand must not hang every desk with it."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    monkeypatch.setattr(postgresql, "_SETTINGS", (*postgresql._SETTINGS, "SET lock_timeout = '200ms'"))
    other = connect(register_home)
    with db.transaction():
        with pytest.raises(HoldlawError, match="HL-6003"), other.transaction():
            other.execute(KEEP, ["never", "{}"])
        db.execute(KEEP, ["a", "{}"])
    with other.transaction():
        other.execute(KEEP, ["b", "{}"])
    other.close()
    assert people(db) == ["a", "b"]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_commit_survives_a_power_cut_by_its_settings(db: Database) -> None:
    """A receipt is a promise; what it promises must be on the disk and not on its way there."""
    settings = {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "secure_delete": 1}
    assert {name: (db.one(f"PRAGMA {name}") or ("",))[0] for name in settings} == settings


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_commit_on_the_server_waits_for_its_disk(db: Database) -> None:
    """A server set to answer early would acknowledge what it may still lose."""
    assert db.one("SHOW synchronous_commit") == ("on",)
    assert db.one("SHOW fsync") == ("on",)
    assert db.one("SHOW search_path") == ("holdlaw, pg_temp",)
