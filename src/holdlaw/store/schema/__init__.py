"""The tables of the register: made from one SQL file an engine, and compared with it at each opening.

A trigger that is missing or disabled, a column, an index or a table that is changed or added: each is told by
name, and nothing is served from such a database.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Protocol

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.store.database import Database
from holdlaw.store.schema import postgresql_layout, sqlite_layout


class Layout(Protocol):
    """What each engine's module of this folder gives."""

    def stands(self, db: Database) -> bool:
        """Tell whether the database holds a register at all."""

    def wanted(self, sql: str, db: Database) -> dict[str, str]:
        """Give each object the SQL file makes, with all that is told of it."""

    def found(self, db: Database) -> dict[str, str]:
        """Give each object of the database as it stands."""


_LAYOUTS: dict[str, Layout] = {"sqlite": sqlite_layout, "postgresql": postgresql_layout}


def sql_of(engine: str) -> str:
    """Give the SQL that makes the register's tables."""
    return files(__name__).joinpath(f"{engine}.sql").read_text(encoding="utf-8")


def stands(db: Database) -> bool:
    """Tell whether the database holds a register at all."""
    return _LAYOUTS[db.engine].stands(db)


def create(db: Database) -> None:
    """Make the register's tables, inside the transaction that is open."""
    if db.engine == "postgresql":
        db.execute(f"CREATE SCHEMA {postgresql_layout.SCHEMA}")
    db.script(sql_of(db.engine))


def differences(db: Database) -> tuple[str, ...]:
    """Say in what the database differs from what its SQL file makes; nothing if it does not."""
    layout = _LAYOUTS[db.engine]
    wanted, found = layout.wanted(sql_of(db.engine), db), layout.found(db)
    missing = [f"{name} is missing" for name in sorted(wanted.keys() - found.keys())]
    added = [f"{name} does not belong there" for name in sorted(found.keys() - wanted.keys())]
    changed = [
        f"{name} is changed" for name in sorted(wanted.keys() & found.keys()) if wanted[name] != found[name]
    ]
    return (*missing, *added, *changed)


def check(db: Database, where: str) -> None:
    """Raise HoldlawError (HL-6002), one problem a difference, if the layout is not as it was made."""
    why = "What keeps an entry from being changed stands in the database itself."
    mend = "Find out who changed it; then restore a backup into a new place and verify it: `holdlaw restore`."
    problems = [Problem("HL-6002", where, f"{what}.", why, mend) for what in differences(db)]
    if problems:
        raise HoldlawError(problems)
