"""The deadline of a request as a calendar file. It names the request and nobody else."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.request_calendar import Deadline, calendar
from holdlaw.web.queries.request_page import time_left
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def deadline(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
    """Give the moment that counts, as a calendar file: the end of a running hold, else the release."""
    found = time_left(open_case(desk, request_id))
    if found is None:
        raise Http404
    what = f"{found.what}: {_('request')} {request_id}"
    text = calendar(Deadline(what, found.at, request_id, desk.register.origin), desk.now)
    name = f'attachment; filename="holdlaw-{desk.now:%Y%m%d}.ics"'
    return HttpResponse(
        text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name}
    )


ROUTES = (Route("requests/<request_id>/deadline.ics", "request_deadline", deadline, Deed.SEE_REQUEST),)
