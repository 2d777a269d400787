"""Making and opening a register: what lies where, who may read it, and what is said when it fails."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.notes import SigningKey
from holdlaw.register.receipts import open_receipt
from holdlaw.store.home import Home, home_at
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, create_register, open_register
from holdlaw.store.reading import entry_at, size
from tests.postgres import Server

from .made import NOON, ORIGIN, REGISTRAR, raw, received

GUARD = """CREATE TRIGGER entries_delete BEFORE DELETE ON entries BEGIN
    SELECT RAISE(ABORT, 'an entry is never deleted');
END"""
"""The guard as the schema has it, to put it back."""


def codes(error: pytest.ExceptionInfo[HoldlawError]) -> list[str]:
    """Give the codes of all problems of an error."""
    return [problem.code for problem in error.value.problems]


def test_the_first_entry_names_the_keys_everything_is_checked_with(register: Register) -> None:
    """An outsider needs the public keys, and the register itself is where nobody can swap them."""
    checkpoint_key, receipt_key = register.verifier_keys
    seed = bytes.fromhex((register.home.signer_folder / "key").read_text())
    assert SigningKey.from_seed(ORIGIN, seed).verifier == checkpoint_key
    assert register.receipt_key.verifier == receipt_key
    first = entry_at(register.db, 0)
    assert (first.kind, first.origin, first.actor) == ("register.opened", ORIGIN, REGISTRAR)


def test_making_a_register_gives_the_receipt_of_its_first_entry(empty_home: Home) -> None:
    """Whoever opens the register holds proof of its beginning from the first minute."""
    receipt = create_register(empty_home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    with open_register(empty_home) as register:
        assert open_receipt(receipt.note, [register.verifier_keys[1]]) == receipt
        assert receipt.seq == 0


def test_keys_and_entries_are_readable_by_their_owner_alone(register_home: Home) -> None:
    """Another account on the same machine must not read names, nor sign in the register's name."""
    with open_register(register_home) as register:
        intake(register, [received(1)], key="first", entered_at=NOON)
        files = [path for path in register_home.folder.rglob("*") if path.is_file()]
        modes = {path.name: oct(path.stat().st_mode & 0o777) for path in files}
    assert set(modes.values()) == {"0o600"}
    assert {"keys.db", "key"} <= modes.keys()
    assert register_home.signer_folder.stat().st_mode & 0o077 == 0


def test_with_postgresql_the_folder_holds_no_entries(register_home: Home) -> None:
    """Two places for the entries would sooner or later be two registers."""
    assert register_home.database_file.exists() == (register_home.database_url is None)


def test_a_folder_without_a_register_is_said_to_have_none(tmp_path: Path) -> None:
    """The message is read at a desk by somebody who mistyped a path; it says how to go on."""
    with pytest.raises(HoldlawError) as refused:
        open_register(Home(tmp_path))
    (problem,) = refused.value.problems
    assert str(problem) == (
        f"HL-6001: {tmp_path}: There is no register here. Nothing can be recorded or shown. "
        "Name the folder of a register, or make one: `holdlaw init`."
    )


def test_tables_without_a_first_entry_are_no_register(register_home: Home) -> None:
    """A register that was never finished has no name and no keys: nothing in it could be proved."""
    with raw(register_home) as connection:
        if register_home.database_url is None:
            connection.execute("DROP TRIGGER entries_delete")
            connection.execute("DELETE FROM entries")
            connection.execute(GUARD)
        else:
            connection.execute("ALTER TABLE entries DISABLE TRIGGER USER")
            connection.execute("DELETE FROM entries")
            for trigger in ("entries_insert", "entries_update", "entries_truncate"):
                connection.execute(f"ALTER TABLE entries ENABLE ALWAYS TRIGGER {trigger}")
    with pytest.raises(HoldlawError, match="never finished making"):
        open_register(register_home)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_missing_database_is_said_to_be_missing(register_home: Home) -> None:
    """Keys without a database are what is left when only half of a backup was put back."""
    register_home.database_file.unlink()
    with pytest.raises(HoldlawError, match="There is no such file"):
        open_register(register_home)


def test_a_database_in_another_encoding_is_refused(postgresql: Server, tmp_path: Path) -> None:
    """An accent in a citation would not come back as the byte that was hashed."""
    with psycopg.connect(postgresql.url(), autocommit=True, connect_timeout=10) as connection:
        connection.execute("DROP DATABASE IF EXISTS test_ascii")
        connection.execute("CREATE DATABASE test_ascii TEMPLATE template0 ENCODING SQL_ASCII")
        home = Home(tmp_path / "register", postgresql.url("test_ascii"))
        with pytest.raises(HoldlawError, match="does not hold UTF-8"):
            create_register(home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
        connection.execute("DROP DATABASE test_ascii")


def test_a_missing_key_file_is_said_to_be_missing(register_home: Home) -> None:
    """The entries would still verify, but nobody could take in or open anything."""
    register_home.keys_file.unlink()
    with pytest.raises(HoldlawError) as refused:
        open_register(register_home)
    assert codes(refused) == ["HL-6001"]
    assert "key" in str(refused.value) or register_home.database_url is not None


def test_the_key_file_of_another_register_is_refused(register_home: Home, tmp_path: Path) -> None:
    """Under another register's keys, people would get keys that no backup of this one holds."""
    other = Home(tmp_path / "other")
    create_register(other, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    register_home.keys_file.write_bytes(other.keys_file.read_bytes())
    with pytest.raises(HoldlawError, match="key file of another register"):
        open_register(register_home)


def test_what_stands_is_never_made_anew(register_home: Home, tmp_path: Path) -> None:
    """A second `init` by mistake must not cost a year of records."""
    with pytest.raises(HoldlawError) as refused:
        create_register(register_home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    assert codes(refused) == ["HL-6012"]
    with open_register(register_home) as register:
        assert size(register.db) == 1
    if register_home.database_url is not None:
        elsewhere = Home(tmp_path / "elsewhere", register_home.database_url)
        with pytest.raises(HoldlawError, match="holds a register already"):
            create_register(elsewhere, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
        assert not elsewhere.folder.exists()


def test_a_making_that_fails_leaves_nothing_and_can_be_repeated(empty_home: Home) -> None:
    """A power cut during set-up must not leave a half-made register that nobody can open or make."""

    def broken(count: int) -> bytes:
        raise OSError(f"no {count} random bytes")

    with pytest.raises(OSError, match="random"):
        create_register(empty_home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR, entropy=broken)
    assert not empty_home.folder.exists()
    create_register(empty_home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    open_register(empty_home).close()


@pytest.mark.parametrize("engine", ["postgresql"])
def test_tables_left_empty_by_a_crash_are_taken(empty_home: Home) -> None:
    """The server keeps what an interrupted set-up made; the next one has to be able to go on."""

    def at_the_first_entry(count: int) -> bytes:
        return bytes(count)

    wrong = NOON.replace(tzinfo=None)
    with pytest.raises((TypeError, ValueError, HoldlawError)):
        create_register(
            empty_home, origin="no name\n", opened_at=wrong, actor=REGISTRAR, entropy=at_the_first_entry
        )
    create_register(empty_home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    open_register(empty_home).close()


def test_a_register_opened_for_reading_takes_nothing_in(register_home: Home) -> None:
    """An auditor's copy must stay what it is."""
    with open_register(register_home, read_only=True) as register:
        assert size(register.db) == 1
        with pytest.raises(HoldlawError, match="HL-6003"):
            intake(register, [received(1)], key="first", entered_at=NOON)
        assert size(register.db) == 1


def test_a_server_that_does_not_answer_is_said_so_without_the_password(tmp_path: Path) -> None:
    """Errors end up in logs and on screens; a database's password must not."""
    register = Home(tmp_path, "postgresql://clerk:very-secret@127.0.0.1:1/none")
    (tmp_path / "keys.db").write_bytes(b"")
    with pytest.raises(HoldlawError) as refused:
        open_register(register)
    assert codes(refused) == ["HL-6001"]
    assert "very-secret" not in str(refused.value) + repr(register)


def test_an_address_that_is_none_is_said_so_without_the_password(tmp_path: Path) -> None:
    """A mistyped address is quoted by the library's own error, password and all."""
    (tmp_path / "keys.db").write_bytes(b"")
    with pytest.raises(HoldlawError) as refused:
        open_register(Home(tmp_path, "postgresql//clerk:very-secret@host"))
    assert codes(refused) == ["HL-6001"]
    assert "very-secret" not in str(refused.value)


@pytest.mark.parametrize("engine", ["postgresql"])
def test_the_register_keeps_to_a_schema_of_its_own(register_home: Home) -> None:
    """An agency's database may hold other programs' tables; theirs and ours do not meet."""
    assert register_home.database_url is not None
    with psycopg.connect(register_home.database_url, autocommit=True, connect_timeout=10) as connection:
        connection.execute("CREATE TABLE public.entries (other integer)")
    with open_register(register_home) as register:
        intake(register, [received(1)], key="first", entered_at=NOON)
        assert size(register.db) == 2


def test_the_first_entry_alone_is_no_register_without_its_table(register_home: Home) -> None:
    """A database emptied behind our back is reported, not greeted as a new one."""
    with raw(register_home) as connection:
        connection.execute(
            "DROP TABLE entries" if register_home.database_url is None else "DROP SCHEMA holdlaw CASCADE"
        )
    with pytest.raises(HoldlawError, match="There is no register in this database"):
        open_register(register_home)


@pytest.mark.parametrize(
    ("given", "stands", "environment", "expected"),
    [
        (None, False, {}, None),
        (None, False, {"DATABASE_URL": "postgresql://a/b"}, "postgresql://a/b"),
        (None, True, {"DATABASE_URL": "postgresql://a/b"}, None),
        ("postgresql://c/d", True, {"DATABASE_URL": "postgresql://a/b"}, "postgresql://c/d"),
        (None, False, {"DATABASE_URL": ""}, None),
    ],
)
def test_the_database_is_the_one_named_else_the_folders_else_the_environments(
    tmp_path: Path, given: str | None, stands: bool, environment: dict[str, str], expected: str | None
) -> None:
    """A variable that another program needs must not lead the desk away from its own entries."""
    if stands:
        (tmp_path / "holdlaw.db").touch()
    assert home_at(tmp_path, given, environment).database_url == expected
