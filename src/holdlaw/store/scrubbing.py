"""The last bytes of what was deleted, written over: in the database, its log and the key file.

What is freed is written over at once (SQLite, `secure_delete`); here the rest goes: the write-ahead log,
pages that were split or merged, and, on PostgreSQL, the dead rows of the vault and what the planner noted
about them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.store.database import BUSY_SECONDS, Database
from holdlaw.store.registers import Register

VAULT = ("vault_entry", "vault_index", "vault_person")


@frozen
class Cleaned:
    """What could not be cleaned now, as sentences; nothing if all was."""

    left: tuple[str, ...]


def scrub(register: Register) -> Cleaned:
    """Write over what was freed, in the key file first. Doing it again does no harm."""
    left = _scrub_keys(register.home.keys_file)
    left += _scrub_sqlite(register.db) if register.db.engine == "sqlite" else _scrub_postgresql(register.db)
    return Cleaned(tuple(left))


def _scrub_keys(file: Path) -> list[str]:
    try:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
            for setting in ("secure_delete = ON", "temp_store = MEMORY", "synchronous = EXTRA"):
                connection.execute(f"PRAGMA {setting}")
            connection.execute("VACUUM")
    except sqlite3.Error as error:
        return [f"The key file was not rewritten: {error}. Do it again."]
    return []


def _scrub_sqlite(db: Database) -> list[str]:
    """Rewrite the file without its freed pages, and empty the log before and after.

    Readers can hold the log.
    """
    _empty_log(db)
    try:
        db.execute("VACUUM")
    except HoldlawError as error:
        return [f"The database file was not rewritten. {error.problems[0].what}"]
    if _empty_log(db):
        return []
    return [
        "Somebody is reading: the write-ahead log could not be emptied. Close other programs and do it again."
    ]


def _empty_log(db: Database) -> bool:
    row = db.one("PRAGMA wal_checkpoint(TRUNCATE)")
    return row is not None and row[0] == 0


def _scrub_postgresql(db: Database) -> list[str]:
    tables = [f"VACUUM (FULL, ANALYZE) {table}" for table in VAULT]
    notes = ["VACUUM FULL pg_catalog.pg_statistic"] if _owns_database(db) else []
    log = ["CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"]
    left = [] if notes else [_not_run("VACUUM FULL pg_statistic", "only the database's owner may")]
    for step in (*tables, *notes, *log):
        try:
            db.execute(step)
        except HoldlawError as error:
            left.append(_not_run(step, error.problems[0].what))
    return left


def _not_run(step: str, why: str) -> str:
    return (
        f"The server did not run `{step}`: {why.rstrip('.')}. Let its administrator run it, or do it again."
    )


def _owns_database(db: Database) -> bool:
    """Tell whether this account may rewrite the catalogs: otherwise the server only warns."""
    sql = "SELECT pg_has_role(d.datdba, 'USAGE') FROM pg_database d WHERE d.datname = current_database()"
    row = db.one(sql)
    return row is not None and bool(row[0])
