"""How a SQLite database is laid out: the text of every object, and the setting that stays in the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from holdlaw.store.database import Database
from holdlaw.store.sqlite import SqliteDatabase

_OBJECTS = "SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM sqlite_schema"
_STATISTICS = " WHERE name NOT LIKE 'sqlite_stat%'"
"""Tables that ANALYZE makes say nothing of the register and change nothing in it."""


def stands(db: Database) -> bool:
    """Tell whether the database holds a register at all."""
    return db.one("SELECT 1 FROM sqlite_schema WHERE name = 'entries'") is not None


def wanted(sql: str, db: Database) -> dict[str, str]:
    """Give the layout that the SQL file makes, in a database in memory."""
    del db  # any SQLite writes the same
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(sql)
        return _objects(SqliteDatabase(connection)) | {"setting journal_mode": "wal"}


def found(db: Database) -> dict[str, str]:
    """Give the layout of the database as it stands."""
    mode = db.one("PRAGMA journal_mode")
    return _objects(db) | {"setting journal_mode": mode[0] if mode else ""}


def _objects(db: Database) -> dict[str, str]:
    return dict(db.rows(_OBJECTS + _STATISTICS))
