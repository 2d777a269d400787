"""What is derived from entries, where another version of Holdlaw laid it out: made anew."""

from __future__ import annotations

from contextlib import closing

from holdlaw.store import schema
from holdlaw.store.connecting import connect
from holdlaw.store.home import Home


def renew_derived(home: Home) -> bool:
    """Make states and indexes anew, the states empty, if nothing else is laid out otherwise; tell whether.

    Raise HoldlawError (HL-6001) if there is no register here.
    """
    with closing(connect(home)) as db:
        return schema.stands(db) and schema.renew_derived(db)
