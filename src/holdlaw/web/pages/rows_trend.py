"""A trend of imported rows: by month or year, and by what a column says, with the guard's refusals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.core.problems import HoldlawError
from holdlaw.reports.charts.drawing import svg
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import made_or_404, picture
from holdlaw.web.queries.rows_kept import kept_or_404
from holdlaw.web.queries.rows_trend import chart_of, choices, file_of, others, read_asked, shown, trend_of
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Show the trend that is asked for."""
    kept = kept_or_404(desk, digest)
    asked = read_asked(desk, kept, request.GET.dict())
    told: dict[str, Any] = {
        "kept": kept,
        "asked": asked,
        "choices": choices(kept),
        "others": others(desk, kept),
    }
    try:
        found = shown(trend_of(kept, asked))
    except HoldlawError as error:
        return render(request, "rows/trend.html", {**told, "problems": error.problems}, status=422)
    return render(request, "rows/trend.html", {**told, "shown": found, "chart": chart_of(found)})


def chart(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Give the chart as a picture."""
    kept = kept_or_404(desk, digest)
    asked = read_asked(desk, kept, request.GET.dict())
    return picture(svg(made_or_404(lambda: chart_of(shown(trend_of(kept, asked))))))


def file(request: HttpRequest, desk: Desk, digest: str, face: str) -> HttpResponse:
    """Give the counts as a file, or the script that makes them again."""
    kept = kept_or_404(desk, digest)
    asked = read_asked(desk, kept, request.GET.dict())
    return made_or_404(lambda: file_of(kept, asked, face)).answer()


_TREND = "rows/<slug:digest>/trend/"

ROUTES = (
    Route(_TREND, "rows_trend", page, Deed.SEE_REPORTS),
    Route(f"{_TREND}chart/", "rows_trend_chart", chart, Deed.SEE_REPORTS),
    Route(f"{_TREND}files/<slug:face>/", "rows_trend_file", file, Deed.SEE_REPORTS),
)
