"""The tables of the register: made from SQL files, two an engine, and compared with them at each opening.

A trigger that is missing or disabled, a column, an index or a table that is changed or added: each is told by
name, and nothing is served from such a database. What is derived stands in a file of its own (states, and
indexes for reading): where that alone differs, it can be thrown away and made anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Protocol

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.store.database import Database
from holdlaw.store.schema import postgresql_layout, sqlite_layout

STATES = ("state_case", "state_person", "state_mark")
"""The tables of states."""

INDEXES = ("entries_agency", "entries_agency_kind", "entries_loose")
"""The indexes that are derived too. They keep nothing from being changed: they only make reading fast."""

_DERIVED = re.compile(
    rf"index ({'|'.join(INDEXES)}) is|"
    rf"(table|relation|column|constraint|index) ({'|'.join(STATES)})(_status|_pkey|\.\w+)? (is|does)"
)
_RESTORE = "Find out who changed it; then restore a backup into a new place and verify it: `holdlaw restore`."
_REBUILD = "Only what is derived from entries is laid out otherwise: make it anew with `holdlaw rebuild`."


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
    return _file(engine) + _file(f"{engine}_derived")


def stands(db: Database) -> bool:
    """Tell whether the database holds a register at all."""
    return _LAYOUTS[db.engine].stands(db)


def create(db: Database) -> None:
    """Make the register's tables, inside the transaction that is open."""
    if db.engine == "postgresql":
        db.execute(f"CREATE SCHEMA {postgresql_layout.SCHEMA}")
    db.script(sql_of(db.engine))


def renew_derived(db: Database) -> bool:
    """Throw what is derived away and make it anew, the states empty, if it alone differs; tell whether."""
    found = differences(db)
    if not found or not _derived_alone(found):
        return False
    with db.transaction():
        for table in STATES:
            db.execute(f"DROP TABLE IF EXISTS {table}")
        for index in INDEXES:
            db.execute(f"DROP INDEX IF EXISTS {index}")
        db.script(_file(f"{db.engine}_derived"))
    return True


def differences(db: Database) -> tuple[str, ...]:
    """Say in what the database differs from what its SQL files make; nothing if it does not."""
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
    found = differences(db)
    why = "What keeps an entry from being changed stands in the database itself."
    problems = [Problem("HL-6002", where, f"{what}.", why, mend_of(found)) for what in found]
    if problems:
        raise HoldlawError(problems)


def mend_of(found: Sequence[str]) -> str:
    """Say what mends such differences: what is derived is made anew; anything else somebody changed."""
    return _REBUILD if _derived_alone(found) else _RESTORE


def _derived_alone(found: Sequence[str]) -> bool:
    return all(_DERIVED.match(what) for what in found)


def _file(name: str) -> str:
    return files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
