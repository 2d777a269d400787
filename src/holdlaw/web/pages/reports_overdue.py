"""Hours held past authority: by hold and by month, with the cost at a rate that is typed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_overdue import CURRENCY, csv_of, ledger_of, read_rate, shown
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the ledger as it stands now, also of holds that nobody has ended."""
    rate, wrong = read_rate(request.GET.dict())
    told = {
        "shown": shown(ledger_of(desk, rate)),
        "rate": request.GET.get("rate", ""),
        "currency": request.GET.get("currency", CURRENCY),
        "wrong": wrong,
        "query": urlencode({"rate": str(rate.per_hour), "currency": rate.currency}) if rate else "",
    }
    return render(request, "reports/overdue.html", told, status=422 if wrong else 200)


def exported(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the ledger as a file."""
    rate, wrong = read_rate(request.GET.dict())
    return page(request, desk) if wrong else csv_of(desk, ledger_of(desk, rate)).answer()


ROUTES = (
    Route("reports/overdue/", "report_overdue", page, Deed.SEE_REPORTS),
    Route("reports/overdue/csv/", "report_overdue_csv", exported, Deed.SEE_REPORTS),
)
