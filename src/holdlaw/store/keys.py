"""The key file: one key a person, the key of the index, the seed of the receipt key.

It knows nothing of any person.

It is a SQLite file of its own, apart from the database, and is read and written by its owner alone. Keys are
made in blocks, durably, before any of them is used: so a crash loses unused keys and never a used one. Its
journal is deleted at each commit, and the folder synchronised, so that a destroyed key stands nowhere and a
made one is not taken back by a power cut.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from holdlaw.core.problems import HoldlawError
from holdlaw.store.database import BUSY_SECONDS, refused, unopened

KEY_BYTES = 32
BLOCK = 64
"""Keys made in one durable step: each process that takes in new people reserves this many."""

INDEX_KEY = "index_key"
RECEIPT_SEED = "receipt_seed"

Entropy = Callable[[int], bytes]
"""Gives so many random bytes."""

_TABLES = """
CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE person_key (key_id INTEGER PRIMARY KEY AUTOINCREMENT, value BLOB NOT NULL) STRICT;
"""
_SETTINGS = ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON", "trusted_schema = OFF")


def create_keys(file: Path, entropy: Entropy) -> None:
    """Make the key file of a new register, readable by its owner alone."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(_TABLES)
        secrets = [(name, entropy(KEY_BYTES)) for name in (INDEX_KEY, RECEIPT_SEED)]
        connection.executemany("INSERT INTO secret VALUES (?, ?)", secrets)
        connection.commit()


class KeyFile:
    """An open key file.

    Keys are numbered; a number is never used twice, not even after its key is destroyed.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        """Open the file. Raise HoldlawError (HL-6001) if it is missing or is no key file.

        A reader too may have to undo what a killed writer left half done, so the file itself is opened for
        writing and only the statements are held to reading.
        """
        mend = "Put back the key file of this register: it is kept apart from the database's backup."
        if not file.is_file():
            raise unopened(str(file), "There is no key file.", mend)
        uri = f"{file.absolute().as_uri()}?mode=rw"
        self._connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            for setting in (*_SETTINGS, f"query_only = {'ON' if read_only else 'OFF'}"):
                self._connection.execute(f"PRAGMA {setting}")
            rows = self._connection.execute("SELECT name, value FROM secret").fetchall()
            self._secrets: dict[str, bytes] = dict(rows)
        except sqlite3.Error as error:
            self._connection.close()
            raise unopened(str(file), f"It is not a key file: {error}.", mend) from None
        self._file = file
        self._reserved: list[tuple[int, bytes]] = []

    def secret(self, name: str) -> bytes:
        """Give the index key or the receipt seed. Raise HoldlawError (HL-6001) if it is missing."""
        try:
            return self._secrets[name]
        except KeyError:
            mend = "Put back the key file of this register."
            raise unopened(str(self._file), f"Its {name} is missing.", mend) from None

    def take(self, entropy: Entropy) -> tuple[int, bytes]:
        """Give a key that nobody else has or will have, with its number. It is durable already."""
        if not self._reserved:
            self._reserved = self._make_block(entropy)
        return self._reserved.pop()

    def key(self, key_id: int) -> bytes | None:
        """Give the key of a number, or None: it was destroyed, or this is an older copy of the file."""
        with self._errors():
            row = self._connection.execute(
                "SELECT value FROM person_key WHERE key_id = ?", [key_id]
            ).fetchone()
        return row[0] if row else None

    def destroy(self, key_id: int) -> bool:
        """Destroy a key, durably: its bytes are overwritten. Tell whether it was there."""
        with self._errors():
            return self._connection.execute("DELETE FROM person_key WHERE key_id = ?", [key_id]).rowcount == 1

    def last_id(self) -> int:
        """Give the highest number ever used in this file; 0 before the first."""
        with self._errors():
            row = self._connection.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = 'person_key'"
            ).fetchone()
        return row[0] if row else 0

    def number_past(self, key_id: int) -> None:
        """Number new keys past this one, so that none comes twice after an older copy was put back."""
        if self.last_id() >= key_id:
            return
        with self._writing():
            self._connection.execute("DELETE FROM sqlite_sequence WHERE name = 'person_key'")
            self._connection.execute("INSERT INTO sqlite_sequence VALUES ('person_key', ?)", [key_id])

    def close(self) -> None:
        """Close the file; reserved keys that were not used stay in it, unused."""
        self._connection.close()

    def _make_block(self, entropy: Entropy) -> list[tuple[int, bytes]]:
        made = [entropy(KEY_BYTES) for _ in range(BLOCK)]
        with self._writing():
            insert = "INSERT INTO person_key (value) VALUES (?) RETURNING key_id"
            ids = [self._connection.execute(insert, [value]).fetchone()[0] for value in made]
        return list(zip(ids, made, strict=True))[::-1]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def _refused(self, error: sqlite3.Error) -> HoldlawError:
        return refused("keys.db", str(error))
