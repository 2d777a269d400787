"""Many rows under the law of a place: outcomes with bounds, and what the rest hinges on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError
from holdlaw.reports.charts.drawing import svg
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import made_or_404, picture
from holdlaw.web.queries.rows_asked import read_asked
from holdlaw.web.queries.rows_bills import choices
from holdlaw.web.queries.rows_data import data_or_404
from holdlaw.web.queries.rows_law import SHOWN_MAX, bounds_of, chart_of, figure_of, file_of, rows_file_of
from holdlaw.web.queries.rows_said import ROWS_FACES
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Show what the law that is asked for says of the rows."""
    data, read = data_or_404(desk, digest), read_asked(desk, request.GET, 1)
    told: dict[str, Any] = {
        "kept": data,
        "read": read,
        "places": choices(desk),
        "acts": tuple(Act),
        "most": SHOWN_MAX,
    }
    if read.asked is None:
        return render(request, "rows/law.html", told, status=422 if read.wrong else 200)
    try:
        figure = figure_of(desk, data, read.asked)
    except HoldlawError as error:
        return render(request, "rows/law.html", {**told, "problems": error.problems}, status=422)
    told |= {"figure": figure, "bounds": bounds_of(desk, figure), "chart": chart_of(read.asked, figure)}
    return render(request, "rows/law.html", told)


def chart(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Give the chart as a picture."""
    data, read = data_or_404(desk, digest), read_asked(desk, request.GET, 1)
    asked = made_or_404(lambda: read.asked)
    return picture(svg(made_or_404(lambda: chart_of(asked, figure_of(desk, data, asked)))))


def file(request: HttpRequest, desk: Desk, digest: str, face: str) -> HttpResponseBase:
    """Give the counts, or every row, as a file; the statement; or the script that makes them again."""
    data, read = data_or_404(desk, digest), read_asked(desk, request.GET, 1)
    asked = made_or_404(lambda: read.asked)
    if face in ROWS_FACES:
        return made_or_404(lambda: rows_file_of(desk, data, asked, ROWS_FACES[face]))
    return made_or_404(lambda: file_of(desk, data, asked, face)).answer()


_LAW = "rows/<slug:digest>/law/"

ROUTES = (
    Route(_LAW, "rows_law", page, Deed.SEE_REPORTS),
    Route(f"{_LAW}chart/", "rows_law_chart", chart, Deed.SEE_REPORTS),
    Route(f"{_LAW}files/<slug:face>/", "rows_law_file", file, Deed.SEE_REPORTS),
)
