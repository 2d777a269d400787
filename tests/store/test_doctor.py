"""The doctor: what is wrong with a register that still works, and how to mend it."""

from __future__ import annotations

import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from holdlaw.store import ailments, doctor, erasing
from holdlaw.store.ailments import CHECKS, Ailment, Patient
from holdlaw.store.backup import backup
from holdlaw.store.database import Row
from holdlaw.store.doctor import examine
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from holdlaw.store.sqlite import SqliteDatabase

from .filled import add, fill, shred_person, unguarded
from .made import NOON, minutes, raw, received

SOON = minutes(5)


def wrong(home: Home) -> list[Ailment]:
    """Give what is wrong, without mere advice."""
    return [each for each in examine(home, SOON) if not each.advice]


def test_a_healthy_register_has_nothing_wrong_with_it(register_home: Home) -> None:
    """A check that always finds something is soon not read any more."""
    fill(register_home)
    assert wrong(register_home) == []
    notes = [each.what for each in examine(register_home, SOON)]
    assert "Whether a copy is kept elsewhere cannot be seen from here." in notes


def test_every_ailment_says_where_and_how_to_mend_it(register_home: Home) -> None:
    """It is read by whoever is on duty, who did not set it up."""
    fill(register_home)
    register_home.keys_file.chmod(0o644)
    (found,) = wrong(register_home)
    file = register_home.keys_file
    assert str(found) == f"WRONG: {file}: Other accounts of this machine may open it. Run `chmod 600 {file}`."


def test_no_register_is_said_to_be_none(register_home: Home) -> None:
    """The commonest cause is a mistyped folder."""
    (found,) = examine(Home(register_home.folder / "elsewhere"), SOON)
    assert "There is no such file." in found.what
    assert "holdlaw init" in found.mend


def test_a_dropped_trigger_is_told(register_home: Home) -> None:
    """Without the guard anybody with the file may change an entry."""
    fill(register_home)
    on = " ON holdlaw.entries" if register_home.database_url else ""
    with raw(register_home) as connection:
        connection.execute(f"DROP TRIGGER entries_update{on}")
    assert [each.where for each in wrong(register_home)] == ["database"]


def test_a_missing_key_file_and_a_missing_key_are_told(register_home: Home) -> None:
    """The sooner a lost key is noticed, the likelier a backup still has it."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("UPDATE vault_person SET key_id = 6000 WHERE person = 'person-1'")
    assert [each.where for each in wrong(register_home)] == ["person person-1"]
    register_home.keys_file.unlink()
    assert [each.what for each in wrong(register_home)] == [
        "There is no key file: no private value can be opened."
    ]


def test_keys_that_lie_in_a_backup_are_told(register_home: Home) -> None:
    """Somebody copied the keys to where they were handy, and gave all the names away."""
    fill(register_home)
    folder = register_home.folder.parent / "backup"
    backup(register_home, folder)
    assert "There is no key file" in str(wrong(Home(folder))[0])
    shutil.copy(register_home.keys_file, folder)
    assert "the keys lie in it" in str(wrong(Home(folder)))


def test_an_interrupted_shredding_is_told_with_the_command_that_finishes_it(
    register_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A court was told that the record is gone; somebody has to be told that it is not."""
    fill(register_home)
    monkeypatch.setattr(erasing, "finish", lambda *_: None)
    shred_person(register_home)
    (found,) = wrong(register_home)
    assert found.what == "Shredded, and something is still there."
    assert "`holdlaw record shred --asked 7 --by staff-1 --agency invented-police`" in found.mend


def test_entries_nobody_signed_for_are_advice_at_first_and_wrong_after_a_day(register_home: Home) -> None:
    """Until the next checkpoint an entry could be rewritten unseen."""
    fill(register_home)
    add(register_home, 3, 4)
    entered = minutes(1)
    for later, advice in (
        (timedelta(0), True),
        (timedelta(days=1), True),
        (timedelta(days=1, seconds=1), False),
    ):
        (found,) = [each for each in examine(register_home, entered + later) if "No checkpoint" in each.what]
        assert found.advice == advice
        assert found.what.startswith("No checkpoint covers the last 2 entries")


def test_a_signer_without_memory_and_a_lost_checkpoint_are_told(register_home: Home) -> None:
    """Nobody can sign until that is mended, and a day without a signature proves nothing."""
    fill(register_home)
    (register_home.signer_folder / "state.note").unlink()
    assert [each.what for each in wrong(register_home)] == ["The signer's memory is not here."]
    with unguarded(register_home) as connection:
        connection.execute("DELETE FROM checkpoints")
    assert "The signer knows of one that is missing." in [each.what for each in wrong(register_home)]


def test_states_that_are_behind_are_advice(register_home: Home) -> None:
    """A page that lags is not wrong, and whoever wonders can be told."""
    fill(register_home)
    with open_register(register_home) as register:
        intake(register, [received(9)], key="late", entered_at=minutes(1))
    (found,) = [each for each in examine(register_home, SOON) if each.where == "states"]
    assert (found.what, found.advice) == ("1 entries are not folded yet.", True)


def test_a_clock_that_went_back_is_told(register_home: Home) -> None:
    """If the machine's clock jumps, every deadline that was computed from it is in doubt."""
    fill(register_home)
    with open_register(register_home) as register:
        intake(register, [received(8)], key="a", entered_at=minutes(4))
        intake(register, [received(9)], key="b", entered_at=minutes(-1))
    assert wrong(register_home) == []
    with open_register(register_home) as register:
        intake(register, [received(10)], key="c", entered_at=minutes(-2))
    (found,) = wrong(register_home)
    assert (found.where, found.what) == ("entry 9", "It was entered 0:06:00 before the one before it.")


def test_an_entry_from_the_future_is_told(register_home: Home) -> None:
    """Either the clock is wrong now or it was then; somebody has to find out which."""
    fill(register_home)
    found = [each.what for each in examine(register_home, NOON - timedelta(minutes=10)) if not each.advice]
    assert any("that is to come" in what for what in found)


def test_a_disk_that_is_nearly_full_is_told(register_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Intake at 3 a.m. stops when the disk is full; the evening before is the time to know."""
    fill(register_home)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(2 << 30, 1 << 30, (1 << 30) - 1))
    assert [each.what for each in wrong(register_home)] == ["1023 MiB are free; 1024 should be."]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_tables_of_another_account_are_told(register_home: Home) -> None:
    """Whoever owns the tables can switch the guards off."""
    fill(register_home)
    with raw(register_home) as connection:
        connection.execute("CREATE ROLE somebody_else")
        try:
            connection.execute("ALTER TABLE holdlaw.state_mark OWNER TO somebody_else")
            assert "table state_mark" in [each.where for each in wrong(register_home)]
        finally:
            connection.execute("ALTER TABLE holdlaw.state_mark OWNER TO CURRENT_USER")
            connection.execute("DROP ROLE somebody_else")


class Careless(SqliteDatabase):
    """Answers as a PostgreSQL server does that was told not to wait for its disk."""

    engine = "postgresql"

    def one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """Say that every setting is off."""
        return ("off",)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """Say that every table is our own."""
        return iter(())


def test_a_server_that_does_not_wait_for_its_disk_is_told(tmp_path: Path) -> None:
    """What was acknowledged to a clerk must survive a power cut."""
    with closing(sqlite3.connect(":memory:")) as connection:
        found = list(ailments.server(Patient(Home(tmp_path), Careless(connection), SOON)))
    assert [each.what for each in found] == [
        "fsync is off.",
        "full_page_writes is off.",
        "synchronous_commit is off.",
    ]


def test_a_check_that_cannot_be_made_stops_no_other(
    register_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One broken thing must not hide the other nine."""

    def broken_check(_: object) -> None:
        raise OSError("gone")

    fill(register_home)
    register_home.keys_file.chmod(0o644)
    monkeypatch.setattr(doctor, "CHECKS", (broken_check, *CHECKS))
    found = wrong(register_home)
    assert [each.where for each in found] == ["broken check", str(register_home.keys_file)]
