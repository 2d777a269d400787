"""Training: a whole case file is tried out against the law of any place and day. Nothing is recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from holdlaw.web.desk import Desk
from holdlaw.web.queries.trial import TEXT_MAX, started, tried
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


@sensitive_post_parameters()
def shown(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a case file to write in; on POST, what the law answers to it. No draft of it is kept."""
    place = request.POST.get("place") or request.GET.get("place", "")
    if place not in desk.book.place_names():
        place = desk.agency.place
    text, trial = started(place, desk.now), None
    if request.method == "POST" and request.POST.get("do") != "start":
        text = request.POST.get("case", "")[:TEXT_MAX]
        trial = tried(desk.book, text)
    page: dict[str, Any] = {
        "places": [desk.book.place(name) for name in desk.book.place_names()],
        "place": place,
        "text": text,
        "trial": trial,
        "shown": trial.shown if trial else None,
        "sources": {},
    }
    answer = render(request, "training/page.html", page, status=422 if trial and trial.problems else 200)
    answer["Cache-Control"] = "no-store"
    return answer


ROUTES = (Route("law/try/", "law_try", shown, Deed.READ_LAW, menu="Try a case", menu_order=62),)
