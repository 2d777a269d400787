"""The card: one printed page with all that an officer needs at the cell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.request_answers import answered
from holdlaw.web.queries.request_holds import holds_of
from holdlaw.web.queries.request_page import head_of, without_changed
from holdlaw.web.queries.request_papers import papers_of
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def card(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
    """Show the card of a request: answer, clause, deadline, duties, papers, decision, checkpoint."""
    case = open_case(desk, request_id)
    found = answered(case)
    row = desk.register.db.one("SELECT max(size) FROM checkpoints")
    page = {
        "answered": found,
        "shown": without_changed(found),
        "clock": next((clock for clock in found.shown.clocks if clock.governs), None)
        if found.shown
        else None,
        "papers": papers_of(case),
        "holds": holds_of(case),
        "checkpoint": row[0] if row else None,
        "printed_at": desk.now,
    }
    return render(request, "request/card.html", {**head_of(case), **page})


ROUTES = (Route("requests/<request_id>/card/", "request_card", card, Deed.SEE_REQUEST),)
