"""Entries and states as columns (Arrow), for DuckDB.

The driver for SQLite brings a SQLite of its own, and the locks of a file belong to a process: closing it
would drop the locks of the register that this process has open, and another process could then take its log
away. So what is asked for is first copied, by the SQLite that the register is open in, into a file that the
driver reads. PostgreSQL is read straight.

Columns are whole numbers, texts and blobs, the same on both engines. Where an entry has no request or no
person the text is empty, never null: the driver for SQLite takes a column of nulls for numbers. The vault is
not here.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import adbc_driver_postgresql
import adbc_driver_sqlite
from adbc_driver_manager import AdbcConnection, AdbcDatabase, AdbcStatement, Error

from holdlaw.core.problems import HoldlawError
from holdlaw.store.database import unopened
from holdlaw.store.home import Home

_ENTRIES = (
    "SELECT seq, kind, agency, coalesce(request, '') AS request, coalesce(person, '') AS person, key, "
    "happened_at, entered_at, body, nodes FROM {schema}entries ORDER BY seq"
)
_STATES = (
    "SELECT request, agency, status, coalesce(due_at, '') AS due_at, coalesce(left_at, '') AS left_at, body "
    "FROM {schema}state_case ORDER BY request"
)


class ArrowRows:
    """The rows of a query as Arrow, as of its opening: `duckdb.from_arrow(rows)`, as often as wanted.

    Close it afterwards. Raise HoldlawError (HL-6001) if the database cannot be read.
    """

    def __init__(self, home: Home, sql: str) -> None:
        """Copy or connect, for reading alone."""
        if home.database_url is None and not home.database_file.is_file():
            raise _unreadable(home)
        self._open = ExitStack()
        try:
            if home.database_url is None:
                self._sql, driver = "SELECT * FROM asked", adbc_driver_sqlite
                address = self._copied(home, sql.format(schema=""))
            else:
                self._sql, driver = sql.format(schema="holdlaw."), adbc_driver_postgresql
                address = home.database_url
            database: AdbcDatabase = self._open.enter_context(driver.connect(address))
            self._connection: AdbcConnection = self._open.enter_context(AdbcConnection(database))
            with AdbcStatement(self._connection) as first:
                first.set_sql_query(f"SELECT * FROM ({self._sql}) AS asked LIMIT 0")
                first.execute_query()
        except (Error, sqlite3.Error):
            self._open.close()
            raise _unreadable(home) from None

    def _copied(self, home: Home, sql: str) -> str:
        """Copy the rows into a file of their own; give its address."""
        folder = self._open.enter_context(TemporaryDirectory(prefix="holdlaw-rows-"))
        copy = Path(folder) / "rows.db"
        with closing(sqlite3.connect(copy, uri=True, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            _attach(db, home)
            db.execute(f"CREATE TABLE asked AS {sql}")
        return f"{copy.as_uri()}?mode=ro"

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Run the query and hand its stream over, as the Arrow PyCapsule interface has it."""
        statement = self._open.enter_context(AdbcStatement(self._connection))
        statement.set_sql_query(self._sql)
        stream, _ = statement.execute_query()
        return stream.__arrow_c_stream__(requested_schema)

    def close(self) -> None:
        """Close every query and the connection."""
        self._open.close()

    def __enter__(self) -> Self:
        """Give the rows themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        self.close()


def _attach(db: sqlite3.Connection, home: Home) -> None:
    """Attach the register's database, for reading alone.

    Where SQLite can make no file beside it (a folder of somebody else's, a disc), it is read as it lies; and
    only if no log stands there, for then nobody has it open and nothing is missing.
    """
    address = f"{home.database_file.absolute().as_uri()}?mode=ro"
    try:
        db.execute("ATTACH ? AS register", [address])
        db.execute("SELECT count(*) FROM register.sqlite_schema")
    except sqlite3.Error:
        log = home.database_file.with_name(f"{home.database_file.name}-wal")
        if log.is_file() and log.stat().st_size > 0:
            raise
        with suppress(sqlite3.Error):
            db.execute("DETACH register")
        db.execute("ATTACH ? AS register", [f"{address}&immutable=1"])


def _unreadable(home: Home) -> HoldlawError:
    mend = "Name the folder of a register, and check DATABASE_URL; then run `holdlaw doctor`."
    return unopened(str(home.folder), "The database cannot be read as columns.", mend)


def entries_arrow(home: Home) -> ArrowRows:
    """Give every entry in order: its columns, its bytes as text, and its hashes."""
    return ArrowRows(home, _ENTRIES)


def states_arrow(home: Home) -> ArrowRows:
    """Give the state of every request, as last folded.

    With no rows at all, SQLite's columns have no types.
    """
    return ArrowRows(home, _STATES)
