"""Entries and states as columns (Arrow), for DuckDB: read straight from the database, without a copy on disk.

Columns are whole numbers, texts and blobs, the same on both engines. Where an entry has no request or no
person the text is empty, never null: the driver for SQLite takes a column of nulls for numbers. The vault is
not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
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
    """The rows of a query as Arrow, read anew each time they are scanned: `duckdb.from_arrow(rows)`.

    Close it afterwards. Raise HoldlawError (HL-6001) if the database cannot be read.
    """

    def __init__(self, home: Home, sql: str) -> None:
        """Connect, for reading alone."""
        if home.database_url is None and not home.database_file.is_file():
            raise _unreadable(home)
        self._sql = sql.format(schema="" if home.database_url is None else "holdlaw.")
        for address in _addresses(home):
            self._open = ExitStack()
            try:
                self._connection = self._connect(home, address)
            except Error:
                self._open.close()
            else:
                return
        raise _unreadable(home)

    def _connect(self, home: Home, address: str) -> AdbcConnection:
        driver = adbc_driver_sqlite if home.database_url is None else adbc_driver_postgresql
        database: AdbcDatabase = self._open.enter_context(driver.connect(address))
        connection: AdbcConnection = self._open.enter_context(AdbcConnection(database))
        with AdbcStatement(connection) as first:
            first.set_sql_query(f"SELECT * FROM ({self._sql}) AS asked LIMIT 0")
            first.execute_query()
        return connection

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


def _addresses(home: Home) -> Iterator[str]:
    """Give the ways to the database, for reading alone; the next is tried where one does not open.

    Never for writing: closing it would then take the log away from under the register that this process has
    open. Where SQLite can make no file beside the database (a folder of somebody else's, a disc), it is read
    as it lies; and only if no log stands there, for then nobody has it open and nothing is missing.
    """
    if home.database_url is not None:
        yield home.database_url
        return
    address = f"{home.database_file.absolute().as_uri()}?mode=ro"
    yield address
    log = home.database_file.with_name(f"{home.database_file.name}-wal")
    if not log.is_file() or log.stat().st_size == 0:
        yield f"{address}&immutable=1"


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
