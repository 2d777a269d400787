"""Earlier requests that may be about the same person: found by a keyed index, never by plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from attrs import frozen

from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.database import Database
from holdlaw.store.people import find_people
from holdlaw.store.vault import closed_people
from holdlaw.web.desk import Desk

SHOWN_MAX = 20
"""Earlier requests that are shown, the newest first."""

MEANINGS = ("again", "replaces", "same")
"""What a new request may be to an earlier one: the same paper, its replacement, another of the person."""


@frozen
class Earlier:
    """One earlier request. `alike`: the same form, received on the same day, so perhaps the same paper."""

    request: str
    person: str
    received_at: datetime
    form: str
    status: str
    alike: bool


def earlier_requests(
    desk: Desk, identities: Sequence[Mapping[str, str]], form: str, received_on: date
) -> tuple[Earlier, ...]:
    """Give the agency's requests about whoever shares an identifying thing. Sealed people are left out."""
    people = {
        person for identity in identities if identity for person in find_people(desk.register, identity)
    }
    seen = sorted(people - closed_people(desk.register.db, people).keys())
    found = [
        _earlier(row, desk.now.tzinfo, (form, received_on))
        for row in _rows(desk.register.db, seen, desk.agency.id)
    ]
    return tuple(sorted(found, key=_newest, reverse=True)[:SHOWN_MAX])


def meaning(said: str | None, found: Iterable[Earlier]) -> tuple[str, Earlier] | None:
    """Give what the officer said the request is to an earlier one. None: nothing, or to none of these."""
    what, _, request = (said or "").partition(":")
    chosen = next((each for each in found if each.request == request), None)
    return (what, chosen) if chosen and what in MEANINGS else None


def _newest(each: Earlier) -> datetime:
    return each.received_at.astimezone(UTC)


def _rows(db: Database, people: Sequence[str], agency: str) -> Iterable[tuple[Any, ...]]:
    if not people:
        return ()
    marks = ", ".join("?" * len(people))
    sql = (
        "SELECT c.request, e.person, c.status, c.body "
        "FROM state_case c JOIN entries e ON e.request = c.request "
        f"WHERE e.kind = ? AND e.person IN ({marks}) AND c.agency = ?"
    )
    return db.rows(sql, [RequestReceived.NAME, *people, agency])


def _earlier(row: tuple[Any, ...], zone: tzinfo | None, new: tuple[str, date]) -> Earlier:
    """Make one of a row. `new`: form and day of the request that is being entered."""
    request, person, status, body = row
    received = json.loads(body)["received"]
    at = datetime.fromisoformat(received["happened_at"]).astimezone(zone)
    form = received["form"]
    return Earlier(request, person, at, form, status, (form, at.date()) == new)
