"""The connection to a register's database, before anything in it is checked or trusted.

`opening.open_register` is for those who use a register. This is for those who judge, sign, export or mend
one.
"""

from __future__ import annotations

from holdlaw.store import sqlite
from holdlaw.store.database import Database
from holdlaw.store.home import Home


def connect(home: Home, *, read_only: bool = False) -> Database:
    """Connect to the database of a register. Raise HoldlawError (HL-6001) if it cannot be done."""
    if home.database_url is None:
        return sqlite.connect(home.database_file, read_only=read_only)
    from holdlaw.store import (
        postgresql,  # its library takes a third of a second to load: only those who use it wait
    )

    return postgresql.connect(home.database_url, read_only=read_only)
