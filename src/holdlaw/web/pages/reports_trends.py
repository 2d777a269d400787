"""Trends: the agency's requests by month or year, each beside the one before, with the guard's notes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.core.problems import HoldlawError
from holdlaw.reports.charts.drawing import svg
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import made_or_404, picture
from holdlaw.web.queries.report_trends import chart_of, choices, csv_of, read_asked, shown
from holdlaw.web.queries.report_words import groups
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the trend that is asked for, with its chart, its sentences and its table."""
    asked = read_asked(request.GET.dict())
    told: dict[str, Any] = {"asked": asked, "choices": choices(), "groups": groups()}
    try:
        found = shown(desk, asked)
    except HoldlawError as error:
        return render(request, "reports/trends.html", {**told, "problems": error.problems})
    return render(request, "reports/trends.html", {**told, "shown": found, "chart": chart_of(found)})


def chart(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the chart as a picture."""
    asked = read_asked(request.GET.dict())
    return picture(svg(made_or_404(lambda: chart_of(shown(desk, asked)))))


def exported(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the points as a file."""
    asked = read_asked(request.GET.dict())
    return made_or_404(lambda: csv_of(shown(desk, asked))).answer()


ROUTES = (
    Route("reports/trends/", "report_trends", page, Deed.SEE_REPORTS),
    Route("reports/trends/chart/", "report_trend_chart", chart, Deed.SEE_REPORTS),
    Route("reports/trends/csv/", "report_trend_csv", exported, Deed.SEE_REPORTS),
)
