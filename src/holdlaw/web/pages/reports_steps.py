"""The life of a report: drafting, reviewing by a second person, publishing, amending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kind import is_code
from holdlaw.reports.statutory.declaration import Report
from holdlaw.web.actions import reporting
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.pages.reports import address_of, refused, report_page
from holdlaw.web.queries.report_page import counted, report_of
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route

Action = Callable[[Desk, tuple[Report, date], str, str], int]


def draft(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Enter that the report is put before others."""
    said = _("Drafted, in entry %(number)d. Somebody else reviews it.")
    return _step(request, desk, report_of(named), (reporting.draft, said))


def review(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Enter that a second person went through it."""
    said = _("Reviewed, in entry %(number)d.")
    return _step(request, desk, report_of(named), (reporting.review, said))


def publish(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Enter that it is published."""
    said = _("Published, in entry %(number)d.")
    return _step(request, desk, report_of(named), (reporting.publish, said))


def amend(request: HttpRequest, desk: Desk, **named: str) -> HttpResponse:
    """Enter that it replaces what was published before."""
    said = _("Amended, in entry %(number)d. The earlier publication stays as it was.")
    return _step(request, desk, report_of(named), (reporting.amend, said))


def _step(
    request: HttpRequest, desk: Desk, of: tuple[Report, date], take: tuple[Action, str]
) -> HttpResponse:
    if request.method == "POST":
        action, said = take
        key = request.POST.get("key", "")
        key = key if is_code(key) else new_key()
        try:
            number = action(desk, of, request.POST.get("seen", ""), key)
        except HoldlawError as error:
            return _not_taken(request, desk, of, error)
        messages.success(request, said % {"number": number})
    address = address_of(of)
    return redirect("report", place=address["place"], name=address["name"], ending=address["ending"])


def _not_taken(
    request: HttpRequest, desk: Desk, of: tuple[Report, date], error: HoldlawError
) -> HttpResponse:
    try:
        table = counted(desk, of)
    except HoldlawError:
        return refused(request, of, error)
    return report_page(request, desk, of, table, tuple(error.problems))


_ONE = "reports/<slug:place>/<slug:name>/<slug:ending>/"

ROUTES = (
    Route(f"{_ONE}draft/", "report_draft", draft, Deed.DRAFT_REPORT),
    Route(f"{_ONE}review/", "report_review", review, Deed.REVIEW_REPORT),
    Route(f"{_ONE}publish/", "report_publish", publish, Deed.PUBLISH_REPORT),
    Route(f"{_ONE}amend/", "report_amend", amend, Deed.PUBLISH_REPORT),
)
