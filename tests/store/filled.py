"""A register with a little in it: three invented people, two entries each, folded and signed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.store.erasing import By, Shredded, ask, shred
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from holdlaw.store.registers import Register
from holdlaw.store.signer import sign
from holdlaw.store.states import catch_up

from .made import AGENCY, CLERK, REGISTRAR, contact, minutes, raw, received

PEOPLE = 3
SIZE = 1 + 2 * PEOPLE
GROUND = "Invented Code § 1"


def add(home: Home, first: int, before: int) -> None:
    """Take in the requests with these numbers, and a contact for each."""
    with open_register(home) as register:
        for number in range(first, before):
            drafts = [received(number), contact(number)]
            intake(register, drafts, key=f"request-{number}", entered_at=minutes(1))
        catch_up(register)


def fill(home: Home) -> str:
    """Fill a register just made, sign it, and give the note."""
    add(home, 0, PEOPLE)
    return sign(home)


def ask_to(register: Register, what: str, person: str = "person-1") -> int:
    """Ask, as the clerk; give the number of the entry."""
    wanted = ErasureAsked(what=what, cite=GROUND)
    return ask(register, person, wanted, By(CLERK, AGENCY, minutes(2))).seq


def registrar(after: float = 3) -> By:
    """The second person, so many minutes after noon."""
    return By(REGISTRAR, AGENCY, minutes(after))


def shred_person(home: Home, person: str = "person-1") -> Shredded:
    """Ask for a person to be shredded, as the clerk, and do it, as the registrar."""
    with open_register(home) as register:
        done = shred(register, ask_to(register, "shred", person), registrar())
        catch_up(register)
    return done


def codes(error: Any) -> list[str]:
    """Give the codes of all problems of an error that pytest caught."""
    assert isinstance(error.value, HoldlawError)
    return [problem.code for problem in error.value.problems]


@contextmanager
def unguarded(home: Home) -> Iterator[Any]:
    """Connect with every trigger out of the way, as the owner of file or server can; put them back after."""
    with raw(home) as connection:
        if home.database_url is not None:
            connection.execute("SET session_replication_role = replica")
            tables = ("entries", "checkpoints", "vault_person", "vault_entry", "vault_index")
            switched = [f"ALTER TABLE holdlaw.{table} {{}} TRIGGER USER" for table in tables]
            _run(connection, (each.format("DISABLE") for each in switched))
            yield connection
            _run(connection, (each.format("ENABLE ALWAYS") for each in _triggers(connection)))
            return
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        _run(connection, (f"DROP TRIGGER {name}" for name, _ in triggers))
        yield connection
        _run(connection, (sql for _, sql in triggers))


def _triggers(connection: Any) -> list[str]:
    sql = (
        "SELECT format('ALTER TABLE %s {} TRIGGER %I', tgrelid::regclass, tgname) FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgrelid::regclass::text !~ '^pg_'"
    )
    return [row[0] for row in connection.execute(sql).fetchall()]


def _run(connection: Any, statements: Any) -> None:
    for statement in statements:
        connection.execute(statement)
