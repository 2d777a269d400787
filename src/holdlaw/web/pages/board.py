"""The board: every hold and open request by the time left, on a desk or on a wall. It renews itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.web.desk import Desk
from holdlaw.web.queries.alert_worker import alert_worker
from holdlaw.web.queries.board import board
from holdlaw.web.queries.identity import open_reviews
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def shown(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the board; to its own renewal, only the part that changes. `?wall=1`: large, without menus."""
    wall = request.GET.get("wall") == "1"
    found = board(desk)
    page: dict[str, Any] = {
        "board": found, "names": {row.request: row.name for row in found.rows},
        "reviews": open_reviews(desk), "worker": alert_worker(desk),
        "agency": desk.agency, "wall": wall, "now": desk.now,
        "clock": f"{desk.now:%H:%M}", "as_of": f"{desk.now:%H:%M:%S} {desk.now.tzname()}",
    }  # fmt: skip
    part = "board/table.html" if "HX-Request" in request.headers else "board/page.html"
    answer = render(request, part, page)
    answer["Cache-Control"] = (
        "private, no-store"  # a part kept by the browser would come back as a whole page
    )
    answer["Vary"] = "HX-Request, Cookie, Accept-Language"
    return answer


ROUTES = (Route("board/", "board", shown, Deed.SEE_BOARD, menu="Board", menu_order=10, live=True),)
