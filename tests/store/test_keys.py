"""The key file: keys are made before they are used, never twice, and destroyed for good."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.store.keys import BLOCK, INDEX_KEY, RECEIPT_SEED, KeyFile, create_keys

TAKES_AND_DIES = """
import os, sys
from pathlib import Path
from holdlaw.store.keys import KeyFile
keys = KeyFile(Path(sys.argv[1]))
taken = keys.take(os.urandom)
print(taken[0], taken[1].hex(), flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new key file."""
    create_keys(tmp_path / "keys.db", os.urandom)
    return tmp_path / "keys.db"


def test_a_key_once_given_is_in_the_file_even_after_a_kill(file: Path) -> None:
    """If a crash could lose a key that was used, what was sealed under it would be lost with it."""
    done = subprocess.run(
        [sys.executable, "-c", TAKES_AND_DIES, file], capture_output=True, text=True, check=False
    )
    assert done.returncode == -9
    key_id, key = done.stdout.split()
    again = KeyFile(file)
    assert again.key(int(key_id)) == bytes.fromhex(key)
    assert again.take(os.urandom)[0] > BLOCK
    again.close()


def test_two_processes_never_get_the_same_key(file: Path) -> None:
    """Two people under one key could only be erased together."""
    first, second = KeyFile(file), KeyFile(file)
    taken = [keys.take(os.urandom) for _ in range(BLOCK + 6) for keys in (first, second)]
    assert len({key_id for key_id, _ in taken}) == len({key for _, key in taken}) == 2 * (BLOCK + 6)
    assert all(first.key(key_id) == key for key_id, key in taken)
    first.close()
    second.close()


def test_a_destroyed_key_stands_nowhere_in_the_folder(file: Path) -> None:
    """Erasure is the promise that nobody, with any tool, can open it again."""
    keys = KeyFile(file)
    key_id, key = keys.take(os.urandom)
    assert any(key in path.read_bytes() for path in file.parent.iterdir())
    assert keys.destroy(key_id)
    assert not keys.destroy(key_id)
    assert keys.key(key_id) is None
    assert not any(key in path.read_bytes() for path in file.parent.iterdir())
    keys.close()


def test_the_number_of_a_destroyed_key_is_not_given_again(file: Path) -> None:
    """An entry that still names the number would otherwise be opened with another person's key."""
    keys = KeyFile(file)
    taken = [keys.take(os.urandom)[0] for _ in range(BLOCK)]
    assert all(keys.destroy(key_id) for key_id in taken)
    keys.close()
    again = KeyFile(file)
    assert again.take(os.urandom)[0] not in taken
    again.close()


def test_after_an_older_copy_is_put_back_no_number_comes_twice(file: Path) -> None:
    """A key file restored from last week knows nothing of this week's numbers; the database does."""
    keys = KeyFile(file)
    keys.number_past(500)
    assert keys.take(os.urandom)[0] == 501
    keys.number_past(100)
    assert keys.take(os.urandom)[0] == 502
    assert keys.last_id() == 500 + BLOCK
    keys.close()


def test_the_file_says_nothing_of_any_person(file: Path) -> None:
    """Whoever steals the key file alone must not learn even that somebody is in the register."""
    with sqlite3.connect(file) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL").fetchall()
        names = connection.execute("SELECT name FROM secret ORDER BY name").fetchall()
    connection.close()
    assert [name for name, _ in tables] == ["secret", "person_key", "sqlite_sequence"]
    assert names == [(INDEX_KEY,), (RECEIPT_SEED,)]
    assert not any("person " in sql or "seq" in sql for name, sql in tables if name == "person_key")


def test_a_key_file_is_never_overwritten(file: Path) -> None:
    """One keystroke must not make everything that was ever sealed unreadable."""
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        create_keys(file, os.urandom)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_a_file_that_is_no_key_file_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    """The clerk who copied the wrong file back needs to be told so, and which file is meant."""
    (tmp_path / "keys.db").write_bytes(content)
    with pytest.raises(HoldlawError, match="It is not a key file"):
        KeyFile(tmp_path / "keys.db")


def test_a_key_file_without_its_secrets_is_refused(file: Path) -> None:
    """Without the index key the same person would be entered as a stranger."""
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM secret WHERE name = 'index_key'")
    connection.close()
    keys = KeyFile(file)
    with pytest.raises(HoldlawError, match="Its index_key is missing"):
        keys.secret(INDEX_KEY)
    keys.close()


def test_a_key_file_opened_for_reading_makes_no_keys(file: Path) -> None:
    """A verifier has no business making keys."""
    keys = KeyFile(file, read_only=True)
    with pytest.raises(HoldlawError, match="HL-6003"):
        keys.take(os.urandom)
    keys.close()


DIES_HALF_WAY = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.executemany("INSERT INTO person_key (value) VALUES (?)", [(b"x" * 32,)] * 5000)
os.kill(os.getpid(), 9)
"""


def test_a_reader_comes_in_after_a_writer_was_killed_half_way(file: Path) -> None:
    """Whoever verifies right after a crash must not be told that a sound register is broken."""
    subprocess.run([sys.executable, "-c", DIES_HALF_WAY, file], check=False)
    assert (file.parent / "keys.db-journal").exists()
    keys = KeyFile(file, read_only=True)
    assert keys.last_id() == 0
    with pytest.raises(HoldlawError):
        keys.take(os.urandom)
    keys.close()
