"""The doctor: makes every check of `ailments`; one that cannot be made stops no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from holdlaw.core.problems import HoldlawError
from holdlaw.store.ailments import CHECKS, Ailment, Check, Patient
from holdlaw.store.connecting import connect
from holdlaw.store.home import Home


def examine(home: Home, at: datetime) -> tuple[Ailment, ...]:
    """Say what is wrong with a register, and how to mend it. `at`: the moment of the examination."""
    try:
        db = connect(home, read_only=True)
    except HoldlawError as error:
        return tuple(Ailment(each.where, f"{each.what} {each.why}", each.mend) for each in error.problems)
    with closing(db):
        patient = Patient(home, db, at)
        return tuple(found for check in CHECKS for found in _made(check, patient))


def _made(check: Check, patient: Patient) -> Iterator[Ailment]:
    try:
        yield from check(patient)
    except HoldlawError as error:
        for each in error.problems:
            yield Ailment(each.where, f"{each.what} {each.why}", each.mend)
    except (sqlite3.Error, OSError, ValueError, TypeError) as error:
        what = f"This could not be checked: {type(error).__name__}."
        yield Ailment(check.__name__.replace("_", " "), what, "Run `holdlaw verify`.")
