"""Backup and restore: a copy that verifies, and a register that comes back only with proof."""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.store import copying
from holdlaw.store.backup import backup, write_sums
from holdlaw.store.database import entry_rows
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from holdlaw.store.reading import size
from holdlaw.store.restoring import Proof, restore
from holdlaw.store.signer import sign
from holdlaw.store.states import states_digest
from holdlaw.store.vault import openings
from holdlaw.store.verifying import verify

from .filled import SIZE, add, codes, fill, shred_person, unguarded
from .made import minutes, raw, received


@pytest.fixture
def kept(register_home: Home, tmp_path: Path) -> str:
    """A backup with keys, in `backup` and `keys`; gives the checkpoint kept elsewhere."""
    note = fill(register_home)
    backup(register_home, tmp_path / "backup", tmp_path / "keys")
    return note


@pytest.fixture
def new_home(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    """An empty place on the same engine."""
    if engine == "sqlite":
        yield Home(tmp_path / "restored")
        return
    with request.getfixturevalue("postgresql").new_database() as url:
        yield Home(tmp_path / "restored", url)


def everything(home: Home) -> Any:
    """Give all that stands in a register: rows, opened private values, states."""
    with open_register(home) as register:
        rows = list(entry_rows(register.db))
        opened = openings(register, [seq for seq, _, _ in rows])
        return rows, opened, states_digest(register.db)


def nothing_left(home: Home, folder: Path) -> bool:
    """Tell whether a refused restore left nothing: no folder, no table."""
    if home.database_url is not None:
        with raw(Home(home.folder, home.database_url)) as connection:
            if connection.execute("SELECT to_regnamespace('holdlaw')::text").fetchone() != (None,):
                return False
    return not home.folder.exists() and not list(folder.glob(".*filling"))


@pytest.mark.usefixtures("kept")
def test_a_backup_and_its_keys_lie_in_two_folders(tmp_path: Path) -> None:
    """Whoever finds the one tape must not be able to read a name from it."""
    names = {path.name for path in (tmp_path / "backup").rglob("*")}
    assert names == {"holdlaw.db", "checkpoint.note", "SHA256SUMS"}
    keys = {path.relative_to(tmp_path / "keys").as_posix() for path in (tmp_path / "keys").rglob("*")}
    assert keys == {"keys.db", "signer", "signer/key", "SHA256SUMS"}
    for path in (tmp_path / "keys" / "keys.db", tmp_path / "keys" / "signer" / "key"):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("kept")
def test_the_checksums_are_those_every_system_can_check(tmp_path: Path) -> None:
    """An operator checks a tape with the tools of the machine, years later."""
    for folder in ("backup", "keys"):
        subprocess.run(
            ["sha256sum", "--check", "--strict", "SHA256SUMS"],
            cwd=tmp_path / folder, check=True, capture_output=True,
        )  # fmt: skip


def test_keys_are_never_put_with_what_they_open(register_home: Home, tmp_path: Path) -> None:
    """Not into the same folder, not into one inside it, not the other way round."""
    for folder, keys in (("a", "a"), ("a", "a/keys"), ("a/data", "a")):
        with pytest.raises(HoldlawError) as refused:
            backup(register_home, tmp_path / folder, tmp_path / keys)
        assert codes(refused) == ["HL-6012"]
    assert not (tmp_path / "a").exists()


def test_a_restored_register_is_the_same_to_the_byte(
    register_home: Home, kept: str, new_home: Home, tmp_path: Path
) -> None:
    """After a fire the agency goes on with the same entries, the same names behind them, the same pages."""
    restored = restore(tmp_path / "backup", new_home, Proof((kept,)), tmp_path / "keys")
    assert restored.lost is None
    assert restored.verdict.ok
    assert everything(new_home) == everything(register_home)
    assert new_home.database_file.exists() == (new_home.database_url is None)
    add(new_home, 3, 4)
    assert sign(new_home, adopt=kept) != kept
    assert verify(new_home, [kept]).ok


def test_what_was_published_comes_back_with_the_register(
    register_home: Home, new_home: Home, tmp_path: Path
) -> None:
    """A published file is in the register by its hash alone; later editions have to know the earlier ones."""
    note = fill(register_home)
    register_home.published_folder.mkdir()
    (register_home.published_folder / "editions.json").write_bytes(b"[]")
    backup(register_home, tmp_path / "backup", tmp_path / "keys")
    restore(tmp_path / "backup", new_home, Proof((note,)), tmp_path / "keys")
    assert (new_home.published_folder / "editions.json").read_bytes() == b"[]"


def test_a_large_register_is_copied_a_page_at_a_time(
    register_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last row of one page and the first of the next must both arrive, once."""
    note = fill(register_home)
    monkeypatch.setattr(copying, "_PAGE_ROWS", 2)
    backup(register_home, tmp_path / "backup", tmp_path / "keys")
    home = Home(tmp_path / "moved")
    restore(tmp_path / "backup", home, Proof((note,)), tmp_path / "keys")
    assert everything(home) == everything(register_home)


def test_a_backup_of_either_engine_restores_to_sqlite(register_home: Home, kept: str, tmp_path: Path) -> None:
    """Whoever inherits the register may have no PostgreSQL."""
    home = Home(tmp_path / "moved")
    restore(tmp_path / "backup", home, Proof((kept,)), tmp_path / "keys")
    assert everything(home) == everything(register_home)


def test_without_keys_the_entries_come_back_and_nothing_can_be_opened(
    kept: str, new_home: Home, tmp_path: Path
) -> None:
    """An auditor restores a copy to count on, and gets no names with it."""
    restored = restore(tmp_path / "backup", new_home, Proof((kept,)))
    assert restored.verdict.ok
    assert not new_home.keys_file.exists()
    assert verify(new_home, [kept]).ok


def refused_restore(home: Home, folder: Path, proof: Proof) -> HoldlawError:
    """Let a restore be refused, and make sure that nothing is left of it."""
    with pytest.raises(HoldlawError) as refused:
        restore(folder / "backup", home, proof, folder / "keys")
    assert set(codes(refused)) == {"HL-6011"}
    assert nothing_left(home, folder)
    return refused.value


@pytest.mark.usefixtures("kept")
def test_a_restore_without_a_checkpoint_from_elsewhere_is_refused(new_home: Home, tmp_path: Path) -> None:
    """A backup can only vouch for itself; that is not proof."""
    refused_restore(new_home, tmp_path, Proof(()))


def test_a_backup_older_than_the_checkpoint_is_refused(
    register_home: Home, kept: str, new_home: Home, tmp_path: Path
) -> None:
    """Restoring yesterday's tape would quietly lose today's entries; the refusal says which."""
    add(register_home, 3, 5)
    newest = sign(register_home)
    error = refused_restore(new_home, tmp_path, Proof((kept, newest)))
    assert f"entries {SIZE} to {SIZE + 3} are not in it" in str(error)
    restored = restore(tmp_path / "backup", new_home, Proof((kept, newest), True), tmp_path / "keys")
    assert restored.lost == (SIZE, SIZE + 4)


def test_a_loss_that_was_accepted_excuses_nothing_else(
    register_home: Home, kept: str, new_home: Home, tmp_path: Path
) -> None:
    """Saying yes to missing entries is not saying yes to changed ones."""
    add(register_home, 3, 4)
    newest = sign(register_home)
    foreign = kept.replace("register.example", "another.example")
    with pytest.raises(HoldlawError):
        restore(tmp_path / "backup", new_home, Proof((foreign, newest), True), tmp_path / "keys")
    assert nothing_left(new_home, tmp_path)


def test_a_backup_with_a_changed_byte_is_refused(kept: str, new_home: Home, tmp_path: Path) -> None:
    """Tapes rot, and people edit; either way it is not the register any more."""
    for name in ("backup/holdlaw.db", "keys/keys.db", "backup/checkpoint.note"):
        path = tmp_path / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert Path(name).name in str(refused_restore(new_home, tmp_path, Proof((kept,))))
        path.write_bytes(whole)


def test_a_backup_altered_with_its_checksums_is_refused(kept: str, new_home: Home, tmp_path: Path) -> None:
    """Whoever can edit the tape can write the list of checksums anew; the hashes of the entries stay."""
    with unguarded(Home(tmp_path / "backup")) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'fax', 'hand') WHERE seq = 3")
    for leftover in (tmp_path / "backup").glob("holdlaw.db-*"):
        leftover.unlink()
    write_sums(tmp_path / "backup")
    assert "entries" in str(refused_restore(new_home, tmp_path, Proof((kept,))))


@pytest.mark.parametrize("missing", ["backup/SHA256SUMS", "keys/SHA256SUMS"])
def test_a_backup_that_is_not_whole_is_refused(
    kept: str, new_home: Home, tmp_path: Path, missing: str
) -> None:
    """A copy that was interrupted has no list of checksums, and is none."""
    (tmp_path / missing).unlink()
    refused_restore(new_home, tmp_path, Proof((kept,)))


def test_the_two_folders_may_not_be_taken_for_each_other(kept: str, new_home: Home, tmp_path: Path) -> None:
    """Named in the wrong order, they are refused with the reason."""
    with pytest.raises(HoldlawError) as refused:
        restore(tmp_path / "keys", new_home, Proof((kept,)), tmp_path / "backup")
    assert codes(refused) == ["HL-6011"]
    assert nothing_left(new_home, tmp_path)


def test_nothing_that_stands_is_overwritten(register_home: Home, kept: str, tmp_path: Path) -> None:
    """A restore over the running register would destroy what it was meant to save."""
    with pytest.raises(HoldlawError) as refused:
        restore(tmp_path / "backup", register_home, Proof((kept,)), tmp_path / "keys")
    assert codes(refused) == ["HL-6012"]
    if register_home.database_url is not None:
        elsewhere = Home(tmp_path / "elsewhere", register_home.database_url)
        with pytest.raises(HoldlawError) as refused:
            restore(tmp_path / "backup", elsewhere, Proof((kept,)), tmp_path / "keys")
        assert codes(refused) == ["HL-6012"]
    assert verify(register_home, [kept]).ok


def test_an_altered_register_gets_no_backup(register_home: Home, tmp_path: Path) -> None:
    """A tape of a broken register would replace the good one on the shelf."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("UPDATE checkpoints SET note = replace(note, '7', '8')")
    with pytest.raises(HoldlawError) as refused:
        backup(register_home, tmp_path / "backup", tmp_path / "keys")
    assert set(codes(refused)) == {"HL-6011"}
    assert list(tmp_path.glob("*backup*")) + list(tmp_path.glob("*keys*")) == []


def test_a_key_that_was_to_be_gone_does_not_come_back_with_an_older_key_backup(
    register_home: Home, kept: str, new_home: Home, tmp_path: Path
) -> None:
    """Somebody was shredded after the keys were copied; restoring must not bring the key back to life."""
    with open_register(register_home) as register:
        row: Any = register.db.one("SELECT key_id FROM vault_person WHERE person = 'person-1'")
        key = register.keys.key(row[0])
    shred_person(register_home)
    shutil.rmtree(tmp_path / "backup")
    backup(register_home, tmp_path / "backup")
    assert key is not None
    assert key in (tmp_path / "keys" / "keys.db").read_bytes()
    restore(tmp_path / "backup", new_home, Proof((kept,)), tmp_path / "keys")
    assert key not in new_home.keys_file.read_bytes()


def test_a_backup_of_a_register_in_use_is_of_one_moment(register_home: Home, tmp_path: Path) -> None:
    """The desk does not stop for a backup, and the backup holds whole entries with their values."""
    note = fill(register_home)
    stop = threading.Event()

    def write() -> None:
        number = 100
        with open_register(register_home) as register:
            while not stop.is_set():
                intake(register, [received(number)], key=f"busy-{number}", entered_at=minutes(1))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = backup(register_home, tmp_path / "backup", tmp_path / "keys")
    finally:
        stop.set()
        writer.join()
    home = Home(tmp_path / "restored")
    restored = restore(tmp_path / "backup", home, Proof((note,)), tmp_path / "keys")
    assert restored.verdict.ok
    with open_register(home) as register:
        assert size(register.db) == made.verdict.size >= SIZE
