"""The text of a notice, to be printed and handed to the person, in English or Spanish."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.request_answers import answered
from holdlaw.web.queries.request_notices import TEXTS, WHAT, certified
from holdlaw.web.queries.request_page import head_of
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def text(request: HttpRequest, desk: Desk, request_id: str, what: str, language: str) -> HttpResponse:
    """Show the text of a notice as it is printed. A translation that nobody certified is marked."""
    if what not in WHAT or language not in TEXTS:
        raise Http404
    case = open_case(desk, request_id)
    found = answered(case)
    page = {
        "what": what,
        "language": language,
        "certified": certified(what, language),
        "answered": found,
        "shown": found.shown,
    }
    with translation.override(language):
        return render(request, "request/notice.html", {**head_of(case), **page})


ROUTES = (
    Route("requests/<request_id>/notice/<what>/<language>/", "request_notice_text", text, Deed.SEE_REQUEST),
)
