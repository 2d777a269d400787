"""Imported rows under the laws of two places: how many differ, and in what way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError
from holdlaw.reports.charts.drawing import svg
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_cards import places
from holdlaw.web.queries.report_downloads import made_or_404, picture
from holdlaw.web.queries.rows_asked import read_asked
from holdlaw.web.queries.rows_compare import chart_of, figure_of, file_of, parted
from holdlaw.web.queries.rows_kept import kept_or_404
from holdlaw.web.queries.rows_law import SHOWN_MAX
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Show the rows on which two laws differ, by kind of difference."""
    kept, read = kept_or_404(desk, digest), read_asked(desk, request.GET, 2)
    told: dict[str, Any] = {
        "kept": kept,
        "read": read,
        "places": places(desk),
        "acts": tuple(Act),
        "most": SHOWN_MAX,
    }
    if read.asked is None:
        return render(request, "rows/compare.html", told, status=422 if read.wrong else 200)
    try:
        figure = figure_of(desk, kept, read.asked)
    except HoldlawError as error:
        return render(request, "rows/compare.html", {**told, "problems": error.problems}, status=422)
    told |= {
        "figure": figure,
        "parted": parted(desk, read.asked, figure),
        "chart": chart_of(read.asked, figure),
    }
    return render(request, "rows/compare.html", told)


def chart(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Give the chart as a picture."""
    kept, read = kept_or_404(desk, digest), read_asked(desk, request.GET, 2)
    asked = made_or_404(lambda: read.asked)
    return picture(svg(made_or_404(lambda: chart_of(asked, figure_of(desk, kept, asked)))))


def file(request: HttpRequest, desk: Desk, digest: str, face: str) -> HttpResponse:
    """Give the counts as a file, or the script that makes them again."""
    kept, read = kept_or_404(desk, digest), read_asked(desk, request.GET, 2)
    asked = made_or_404(lambda: read.asked)
    return made_or_404(lambda: file_of(desk, kept, asked, face)).answer()


_COMPARE = "rows/<slug:digest>/compare/"

ROUTES = (
    Route(_COMPARE, "rows_compare", page, Deed.SEE_REPORTS),
    Route(f"{_COMPARE}chart/", "rows_compare_chart", chart, Deed.SEE_REPORTS),
    Route(f"{_COMPARE}files/<slug:face>/", "rows_compare_file", file, Deed.SEE_REPORTS),
)
