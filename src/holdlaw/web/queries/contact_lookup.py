"""Which request somebody means: by its number, or by a number of the person, found by the keyed index."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from django.http import Http404

from holdlaw.register.kind import is_code
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase, open_case
from holdlaw.web.queries.earlier_requests import earlier_requests
from holdlaw.web.queries.scopes import scope_of
from holdlaw.web.roles import Deed, can

NUMBERS = ("custody_number", "file_number")
"""What a person may be looked up by. A name is never searched for."""


@frozen
class Found:
    """A request that may be meant: its ids, and what tells it apart on the screen."""

    request: str
    person: str | None
    form: str
    received_at: datetime | None
    name: str


@frozen
class Lookup:
    """What a text led to. `barred`: the number of a request that this person may not use, or nothing."""

    found: tuple[Found, ...] = ()
    barred: str = ""

    def chosen(self, request: str = "") -> Found | None:
        """Give the one that is meant: the only one, or the one that was picked."""
        if len(self.found) == 1:
            return self.found[0]
        return next((each for each in self.found if each.request == request), None)


def look_up(desk: Desk, text: str, deed: Deed) -> Lookup:
    """Find the requests of this agency that a number stands for and that this person may do the deed with."""
    told = text.strip()
    if is_code(told):
        try:
            scope = scope_of(desk.register, {"request_id": told})
        except Http404:
            pass
        else:
            return Lookup((found_of(desk, told),)) if can(desk.user.who, deed, scope) else Lookup(barred=told)
    if not told or not can(desk.user.who, Deed.SEE_REQUEST):
        return Lookup()
    same = earlier_requests(desk, [{number: told} for number in NUMBERS], "", desk.now.date())
    return Lookup(tuple(found_of(desk, each.request) for each in same))


def found_of(desk: Desk, request: str) -> Found:
    """Describe one request of this agency."""
    case = open_case(desk, request)
    received = case.state.received
    return Found(
        request=request,
        person=case.state.person,
        form=received.content.form if received else "",
        received_at=received.at.astimezone(case.zone) if received else None,
        name=_name(case),
    )


def _name(case: OpenCase) -> str:
    subject: Mapping[str, Any] = case.subject
    return str(subject.get("name") or "")
