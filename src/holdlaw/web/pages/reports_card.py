"""The wall card and the blank form: for when the program cannot be reached."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.core.problems import HoldlawError
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_cards import Asked, paper_of, places, read_asked
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for which place, which day and in which language."""
    asked, wrong = read_asked(desk, request.GET.dict())
    return _page(request, desk, asked, wrong=wrong)


def file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the card or the form."""
    asked, wrong = read_asked(desk, request.GET.dict())
    if wrong:
        return _page(request, desk, asked, wrong=wrong)
    try:
        return paper_of(desk, asked).answer()
    except HoldlawError as error:
        return _page(request, desk, asked, problems=error.problems)


def _page(request: HttpRequest, desk: Desk, asked: Asked, **more: Any) -> HttpResponse:
    told = {
        "asked": asked,
        "places": places(desk),
        "typed": request.GET.get("on", "") or asked.on.isoformat(),
        **more,
    }
    return render(request, "reports/card.html", told, status=422 if any(more.values()) else 200)


ROUTES = (
    Route("reports/card/", "report_card", page, Deed.READ_LAW),
    Route("reports/card/file/", "report_card_file", file, Deed.READ_LAW),
)
