"""What a page is handed: who asks, for which agency, when, and the register. Pages ask no clock."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import frozen
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from holdlaw.policybook import Book, shipped
from holdlaw.store.opening import Register
from holdlaw.web.accounts.models import User
from holdlaw.web.queries.agencies import Agency, agency_named
from holdlaw.web.queries.scopes import scope_of
from holdlaw.web.registers import the_register
from holdlaw.web.roles import can
from holdlaw.web.routing import Route, View


@frozen
class Desk:
    """Everything a page or an action may use from outside. `now` is in the agency's own time zone."""

    user: User
    agency: Agency
    register: Register
    book: Book
    now: datetime


def new_key() -> str:
    """Make the idempotency key of a form: the form sent twice is stored once."""
    return secrets.token_hex(16)


def new_request_id() -> str:
    """Make the id of a request: it says nothing."""
    return f"r-{secrets.token_hex(8)}"


def desk_of(request: HttpRequest) -> Desk:
    """Put together the desk of one request to the site."""
    user = request.user
    assert isinstance(user, User)  # LoginRequiredMiddleware has seen to it
    register = the_register()
    agency = agency_named(register, user.agency)
    return Desk(user, agency, register, shipped(), timezone.now().astimezone(ZoneInfo(agency.zone)))


def guarded(route: Route) -> View:
    """Give the view of a route that asks first whether this person may. A refusal is itself recorded."""

    def view(request: HttpRequest, **named: str) -> HttpResponseBase:
        desk = desk_of(request)
        scope = scope_of(desk.register, named)
        if route.deed is not None and not can(desk.user.who, route.deed, scope):
            from holdlaw.web.actions.refusing import record_refusal

            record_refusal(desk, route.name, named)
            raise PermissionDenied
        return route.view(request, desk, **named)

    view.__name__ = route.name
    # A page that checks a form's mark itself, once it knows that this person may send it, says so.
    view.csrf_exempt = getattr(route.view, "csrf_exempt", False)  # type: ignore[attr-defined]
    return view
