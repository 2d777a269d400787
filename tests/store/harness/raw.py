"""The hand of somebody who has the database itself: triggers dropped, rows rewritten, triggers put back.

Putting them back matters: a register without its triggers is refused for that alone, and nothing would be
learned about the rows.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from attrs import frozen

from holdlaw.store.home import Home

Row = tuple[Any, ...]


@frozen
class Table:
    """A table as it is stored: its name, and the columns that are not worked out from others."""

    name: str
    columns: tuple[str, ...]
    derived: tuple[str, ...]
    """Columns that the database generates: nobody can set them without changing the schema."""


@frozen
class Trigger:
    """A trigger: its table, the statement that drops it, and those that make it again just as it was."""

    table: str
    drop: str
    make: tuple[str, ...]


class Raw(ABC):
    """A connection without triggers, on either engine."""

    @abstractmethod
    def run(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Run one statement with `?`; give its rows, if it has any."""

    @abstractmethod
    def run_each(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement with `?` for each row."""

    @abstractmethod
    def tables(self) -> list[Table]:
        """List every table there is, so that one that is added is tampered with as well."""

    @abstractmethod
    def triggers(self) -> list[Trigger]:
        """List every trigger there is."""

    def read(self, table: Table) -> list[Row]:
        """Give all rows of a table, in the order of their columns."""
        named = ", ".join(table.columns)
        found = self.run(f"SELECT {named} FROM {table.name}")
        return sorted((tuple(map(_plain, row)) for row in found), key=repr_of)

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Put these rows in the place of all rows of a table."""
        self.run(f"DELETE FROM {table.name}")
        marks = ", ".join("?" * len(table.columns))
        self.run_each(f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})", rows)


def repr_of(row: Row) -> tuple[Any, ...]:
    """Order rows: numbers by size, anything else by how it is written."""
    return tuple((0, each, "") if isinstance(each, int) else (1, 0, repr(each)) for each in row)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


@frozen
class _Sqlite(Raw):
    connection: sqlite3.Connection

    def run(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        return self.connection.execute(sql, params).fetchall()

    def run_each(self, sql: str, rows: Sequence[Row]) -> None:
        self.connection.executemany(sql, rows)

    def tables(self) -> list[Table]:
        names = self.run("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return [self._table(name) for (name,) in sorted(names)]

    def _table(self, name: str) -> Table:
        found = self.run(f"SELECT name, hidden FROM pragma_table_xinfo('{name}')")
        stored = tuple(column for column, hidden in found if not hidden)
        return Table(name, stored, tuple(column for column, hidden in found if hidden))

    def triggers(self) -> list[Trigger]:
        found = self.run("SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger'")
        return [Trigger(table, f"DROP TRIGGER {name}", (sql,)) for table, name, sql in found]


_POSTGRESQL_TABLES = """
    SELECT table_schema || '.' || table_name, column_name, is_generated = 'ALWAYS'
    FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 1, ordinal_position"""

_POSTGRESQL_TRIGGERS = """
    SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger
    WHERE NOT tgisinternal ORDER BY 2, 1"""


@frozen
class _Postgresql(Raw):
    connection: psycopg.Connection[Any]

    def run(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        query = sql.replace("%", "%%").replace("?", "%s") if params else sql
        cursor = self.connection.execute(query.encode(), params or None)
        return cursor.fetchall() if cursor.description else []

    def run_each(self, sql: str, rows: Sequence[Row]) -> None:
        self.connection.cursor().executemany(sql.replace("?", "%s").encode(), rows)

    def tables(self) -> list[Table]:
        found: dict[str, list[tuple[str, bool]]] = {}
        for table, column, derived in self.run(_POSTGRESQL_TABLES):
            found.setdefault(table, []).append((column, derived))
        return [
            Table(name, tuple(c for c, derived in columns if not derived), tuple(c for c, d in columns if d))
            for name, columns in found.items()
        ]

    def triggers(self) -> list[Trigger]:
        return [
            Trigger(table, f"DROP TRIGGER {name} ON {table}", (definition, *_always(table, name, enabled)))
            for name, table, definition, enabled in self.run(_POSTGRESQL_TRIGGERS)
        ]


def _always(table: str, name: str, enabled: str) -> list[str]:
    return [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"] if enabled == "A" else []


@contextmanager
def raw(home: Home, table: Table | None = None) -> Iterator[Raw]:
    """Open the database past every one of its guards; at the end all is committed, triggers back in place.

    With a table, only the triggers of that table are dropped, and only it can be written.
    """
    if home.database_url is not None:
        with psycopg.connect(home.database_url) as connection:
            opened: Raw = _Postgresql(connection)
            opened.run("SET LOCAL synchronous_commit = off")
            with _without_triggers(opened, table):
                yield opened
        return
    with closing(sqlite3.connect(home.database_file, isolation_level=None)) as file:
        opened = _Sqlite(file)
        file.execute("PRAGMA synchronous = OFF")
        file.execute("BEGIN IMMEDIATE")
        with _without_triggers(opened, table):
            yield opened
        file.execute("COMMIT")


@contextmanager
def schema(home: Home) -> Iterator[Raw]:
    """Open the database to change the schema itself: nothing is put back."""
    if home.database_url is not None:
        with psycopg.connect(home.database_url) as connection:
            yield _Postgresql(connection)
        return
    with closing(sqlite3.connect(home.database_file, isolation_level=None)) as file:
        yield _Sqlite(file)


@contextmanager
def _without_triggers(opened: Raw, table: Table | None) -> Iterator[None]:
    found = [trigger for trigger in opened.triggers() if table is None or trigger.table == table.name]
    for trigger in found:
        opened.run(trigger.drop)
    yield
    for trigger in found:
        for statement in trigger.make:
            opened.run(statement)
