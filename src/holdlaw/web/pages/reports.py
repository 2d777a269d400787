"""Reports: which the law asks for, one of them as a table with its charts and files, and its entries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.charts.drawing import svg
from holdlaw.reports.statutory.declaration import Report
from holdlaw.reports.table import Table
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.report_downloads import picture
from holdlaw.web.queries.report_drill import drilled
from holdlaw.web.queries.report_files import file_of
from holdlaw.web.queries.report_list import duties, own_reports
from holdlaw.web.queries.report_page import LISTED_MAX, Next, charts, counted, report_of, shown
from holdlaw.web.queries.report_words import chosen_language, states
from holdlaw.web.queries.typed_moments import read_day
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every report that the law asks for; lead to the one that is asked for by its last day."""
    asked, typed = request.GET.get("report", ""), request.GET.get("ending", "").strip()
    own = {report.id: report for report in own_reports(desk)}
    day = read_day(typed, desk.now.date()) if typed else None
    if asked in own and day is not None:
        place, _, name = asked.partition("/")
        return redirect("report", place=place, name=name, ending=day.isoformat())
    page = {"duties": duties(desk), "states": states(), "typed": typed, "wrong": bool(typed) and day is None}
    return render(request, "reports/list.html", page, status=422 if page["wrong"] else 200)


def one(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Show one report: numbers, footnotes, what is unclear, charts, files, and its life."""
    of = report_of(named)
    try:
        table = counted(desk, of)
    except HoldlawError as error:
        return refused(request, of, error)
    return report_page(request, desk, of, table)


def report_page(
    request: HttpRequest,
    desk: Desk,
    of: tuple[Report, date],
    table: Table,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    """Show a report, and why a step in its life could not be taken."""
    page: dict[str, Any] = {
        **address_of(of),
        "report": of[0],
        "shown": shown(desk, table),
        "charts": charts(desk, table),
        "states": states(),
        "next": {each.name: each.value for each in Next},
        "most": LISTED_MAX,
        "key": new_key(),
        "problems": problems,
    }
    return render(request, "reports/one.html", page, status=422 if problems else 200)


def refused(request: HttpRequest, of: tuple[Report, date], error: HoldlawError) -> HttpResponse:
    """Say why there is no such report."""
    page = {**address_of(of), "report": of[0], "problems": error.problems}
    return render(request, "reports/refused.html", page, status=404)


def address_of(of: tuple[Report, date]) -> dict[str, str]:
    """Give the parts of a report's address."""
    place, _, name = of[0].id.partition("/")
    return {"place": place, "name": name, "ending": of[1].isoformat()}


def entries(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Show the entries that one number rests on, as sentences."""
    of, typed = report_of(named), request.GET.get("page", "1")
    try:
        table = counted(desk, of)
    except HoldlawError as error:
        return refused(request, of, error)
    number = int(typed) if typed.isdecimal() and len(typed) < 6 and int(typed) else 1
    found = drilled(desk, table, named["item"], number)
    if found is None:
        raise Http404
    return render(request, "reports/entries.html", {**address_of(of), "table": table, "found": found})


def file(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Give one file of a report."""
    of = report_of(named)
    try:
        made = file_of(
            desk, counted(desk, of), named["face"], chosen_language(request.GET.get("language", ""))
        )
    except HoldlawError as error:
        return refused(request, of, error)
    if made is None:
        raise Http404
    return made.answer()


def chart(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Give one chart of a report as a picture."""
    of = report_of(named)
    try:
        drawn = charts(desk, counted(desk, of))
    except HoldlawError as error:
        return refused(request, of, error)
    found = next((each for each in drawn if each.about.name == named["chart"]), None)
    if found is None:
        raise Http404
    return picture(svg(found))


_ONE = "reports/<slug:place>/<slug:name>/<slug:ending>/"

ROUTES = (
    Route("reports/", "reports", listed, Deed.SEE_REPORTS, menu="Reports", menu_order=65),
    Route(_ONE, "report", one, Deed.SEE_REPORTS),
    Route(f"{_ONE}entries/<str:item>/", "report_entries", entries, Deed.AUDIT),
    Route(f"{_ONE}files/<slug:face>/", "report_file", file, Deed.SEE_REPORTS),
    Route(f"{_ONE}charts/<slug:chart>/", "report_chart", chart, Deed.SEE_REPORTS),
)
