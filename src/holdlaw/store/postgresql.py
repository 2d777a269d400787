"""The register on PostgreSQL: tables in a schema of their own, `holdlaw`, of the database of the URL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, ClassVar

import psycopg
from attrs import frozen

from holdlaw.store.database import BUSY_SECONDS, Database, Row, refused, unopened

CONNECT_SECONDS = 10
"""How long to wait for the server to answer at all."""

_LOCK = int.from_bytes(b"holdlaw")
"""The advisory lock that every writer of the register takes first. Never a sequence: those have gaps."""

_SETTINGS = (
    "SET search_path = holdlaw, pg_temp",
    "SET synchronous_commit = on",
    f"SET lock_timeout = '{BUSY_SECONDS}s'",
    "SET client_min_messages = warning",
)


def connect(url: str, *, read_only: bool = False) -> PostgresqlDatabase:
    """Connect to the database that the URL names. Raise HoldlawError (HL-6001) if that cannot be done.

    The URL holds a password, so no error repeats it.
    """
    mend = "Check the server and DATABASE_URL: postgresql://user@host:port/database."
    try:
        connection = psycopg.connect(
            url, autocommit=True, connect_timeout=CONNECT_SECONDS, client_encoding="UTF8"
        )
    except psycopg.OperationalError:
        raise unopened("DATABASE_URL", "The server does not answer, or refuses the login.", mend) from None
    except (psycopg.Error, ValueError):
        raise unopened("DATABASE_URL", "It is not the address of a PostgreSQL database.", mend) from None
    if connection.info.parameter_status("server_encoding") != "UTF8":
        connection.close()
        raise unopened("DATABASE_URL", "The database does not hold UTF-8.", "Make one with ENCODING UTF8.")
    for setting in (*_SETTINGS, f"SET default_transaction_read_only = {'on' if read_only else 'off'}"):
        connection.execute(setting.encode())
    return PostgresqlDatabase(connection)


@cache
def _with_its_placeholders(sql: str) -> bytes:
    return sql.replace("%", "%%").replace("?", "%s").encode()


@frozen(eq=False)
class PostgresqlDatabase(Database):
    """A psycopg connection in autocommit mode, its search path set to the schema."""

    engine: ClassVar[str] = "postgresql"
    BYTES_OF_BODY: ClassVar[str] = "convert_to(body, 'UTF8')"

    connection: psycopg.Connection[Any]

    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        """Run one statement."""
        if params:
            self._run(sql, params)
        else:
            self.script(sql)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """Give the rows of a query; all are fetched before the first is given."""
        return iter(self._run(sql, params).fetchall())

    def one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """Give the first row of a query, or None."""
        row: Row | None = self._run(sql, params).fetchone()
        return row

    def _run(self, sql: str, params: Sequence[Any]) -> psycopg.Cursor[Any]:
        try:
            cursor = self.connection.cursor(binary=True)
            return cursor.execute(_with_its_placeholders(sql), params)
        except psycopg.Error as error:
            raise _said(error) from error

    def script(self, sql: str) -> None:
        """Run a file of statements, inside the transaction that is open."""
        try:
            self.connection.execute(sql.encode(), prepare=False)
        except psycopg.Error as error:
            raise _said(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Take the one write lock; commit at the end, durably; on an error undo everything."""
        with self._whole():
            self.execute(f"BEGIN; SELECT pg_advisory_xact_lock({_LOCK})")
            yield

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what is executed in the block without waiting for each answer; refusals come at its end."""
        try:
            with self.connection.pipeline():
                yield
        except psycopg.Error as error:
            raise _said(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read the database as it stands now, however many statements it takes; nothing can be written."""
        with self._whole():
            self.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Try something, and undo it at the end."""
        with self._whole("ROLLBACK"):
            self.execute("BEGIN READ WRITE")
            yield

    def _undo(self) -> None:
        with suppress(psycopg.Error):  # a connection that is lost has nothing open
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _said(error: psycopg.Error) -> Exception:
    """Repeat the engine's first line alone: its details quote the row."""
    return refused("DATABASE_URL", error.diag.message_primary or type(error).__name__)
