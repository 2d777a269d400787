"""Invented drafts, people and moments that the tests of the store share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.home import Home

ORIGIN = "register.example/invented"
NOON = datetime.fromisoformat("2026-03-02T12:00:00-05:00")
REGISTRAR = Actor("staff-1", "administrator")
CLERK = Actor("staff-2", "clerk")
AGENCY = "invented-police"

TESTA = {"name": "Testa Testperson", "birth_date": "1990-02-03", "file_number": "A 012-345-678"}


def minutes(count: float) -> datetime:
    """Give the moment so many minutes after noon."""
    return NOON + timedelta(minutes=count)


def draft(content: Kind, request: str | None = None, person: str | None = None, at: datetime = NOON) -> Draft:
    """Draft an entry of the invented agency."""
    return Draft(content=content, agency=AGENCY, actor=CLERK, happened_at=at, request=request, person=person)


def received(number: int, subject: dict[str, str] | None = None) -> Draft:
    """Draft a request about one invented person: `request-N` about `person-N`."""
    who = subject or {"name": f"Testa Testperson {number}", "birth_date": "1990-02-03"}
    content = RequestReceived(form="I-247A", channel="fax", subject=who)
    return draft(content, f"request-{number}", f"person-{number}")


def contact(number: int, summary: str = "Example Persona asked for a court date.") -> Draft:
    """Draft a contact about the person of a request."""
    content = ContactLogged(
        direction="incoming", purpose="general", channel="telephone", counterpart="ICE", summary=summary
    )
    return draft(content, f"request-{number}", f"person-{number}")


@contextmanager
def raw(home: Home) -> Iterator[Any]:
    """Connect to a register's database as a stranger would: a bare connection, nothing set."""
    if home.database_url is None:
        with closing(sqlite3.connect(home.database_file, isolation_level=None)) as connection:
            yield connection
        return
    with psycopg.connect(home.database_url, autocommit=True, connect_timeout=10) as connection:
        connection.execute("SET search_path = holdlaw")
        yield connection
