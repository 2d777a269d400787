"""The register on SQLite: one file, written ahead (WAL) and synchronised at each commit (FULL)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.store.database import BUSY_SECONDS, Database, Row, refused, unopened

_WRITING = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON")
_ALWAYS = ("secure_delete = ON",)
_PACE_SECONDS = 0.002


def connect(file: Path, *, read_only: bool = False) -> SqliteDatabase:
    """Open the database file, which must exist.

    Raise HoldlawError (HL-6001) if it does not or is no database.
    """
    if not file.is_file():
        raise unopened(
            str(file), "There is no such file.", "Name the folder of a register, or make one: `holdlaw init`."
        )
    uri = f"{file.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        for setting in _ALWAYS if read_only else _WRITING + _ALWAYS:
            connection.execute(f"PRAGMA {setting}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        connection.close()
        mend = "Restore a backup: `holdlaw restore`."
        raise unopened(str(file), f"It cannot be opened: {error}.", mend) from None
    return SqliteDatabase(connection)


@frozen(eq=False)
class SqliteDatabase(Database):
    """A SQLite connection in autocommit mode (`isolation_level=None`)."""

    engine: ClassVar[str] = "sqlite"
    BYTES_OF_BODY: ClassVar[str] = "CAST(body AS BLOB)"

    connection: sqlite3.Connection

    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        """Run one statement."""
        try:
            self.connection.execute(sql, params)
        except sqlite3.Error as error:
            raise refused("holdlaw.db", str(error)) from error

    def rows(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """Give the rows of a query; all are fetched before the first is given."""
        try:
            return iter(self.connection.execute(sql, params).fetchall())
        except sqlite3.Error as error:
            raise refused("holdlaw.db", str(error)) from error

    def one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """Give the first row of a query, or None."""
        try:
            row: Row | None = self.connection.execute(sql, params).fetchone()
        except sqlite3.Error as error:
            raise refused("holdlaw.db", str(error)) from error
        return row

    def script(self, sql: str) -> None:
        """Run a file of statements, inside the transaction that is open."""
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.execute(statement)
                statement = ""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Take the one write lock; commit at the end, durably; on an error undo everything."""
        with self._whole():
            self._take_turn()
            yield

    def _take_turn(self) -> None:
        """Ask for the write lock at a steady pace.

        SQLite itself asks ever less often the longer it waits, so that among many writers one may starve.
        """
        until = monotonic() + BUSY_SECONDS
        self.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._began(monotonic() > until):
                sleep(_PACE_SECONDS)
        finally:
            self.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")

    def _began(self, last: bool) -> bool:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if last or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise refused("holdlaw.db", str(error)) from error
            return False
        return True

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read the database as it stands now, however many statements it takes; nothing can be written."""
        self.execute("PRAGMA query_only = ON")
        try:
            with self._whole():
                self.execute("BEGIN")
                yield
        finally:
            self.execute("PRAGMA query_only = OFF")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Try something, and undo it at the end."""
        with self._whole("ROLLBACK"):
            self.execute("BEGIN")
            yield

    def _undo(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
