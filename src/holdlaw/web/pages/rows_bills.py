"""Bills: a place's law to take away and edit, an edited version sent in, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError
from holdlaw.web.actions.billing import BILL_MAX, keep_bill
from holdlaw.web.actions.removing_rows import remove_bill
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_cards import places
from holdlaw.web.queries.report_downloads import Download, made_or_404
from holdlaw.web.queries.rows_bills import all_bills, bill_or_404, copied, turned
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every bill, with the forms to take a law away and to send a bill in."""
    return _list(request, desk)


def copy(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give a place's law, to be edited: its newest version, or the whole copy."""
    place, kind = request.GET.get("place", ""), request.GET.get("as", "version")
    return made_or_404(lambda: copied(desk, place, kind)).answer()


def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a bill in; show every mistake in it."""
    if request.method != "POST":
        return redirect("rows_bills")
    uploaded = request.FILES.get("bill")
    if uploaded is None:
        return _list(request, desk, wrong=True)
    try:
        name, before = keep_bill(desk, uploaded)
    except HoldlawError as error:
        return _list(request, desk, problems=error.problems)
    messages.success(request, _("This bill was here before.") if before else _("Checked and kept."))
    return redirect("rows_bill", bill=name)


def _list(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    page = {"bills": all_bills(desk), "places": places(desk), "agency": desk.agency, "most": BILL_MAX >> 10}
    return render(request, "rows/bills.html", {**page, **more}, status=422 if more else 200)


def one(request: HttpRequest, desk: Desk, bill: str) -> HttpResponse:
    """Show a bill, and the worked cases of its place that it answers otherwise."""
    found = bill_or_404(desk, bill)
    return render(request, "rows/bill.html", {"bill": found, "turned": turned(found)})


def file(request: HttpRequest, desk: Desk, bill: str) -> HttpResponse:
    """Give the version as it was sent in."""
    found = bill_or_404(desk, bill)
    return Download(
        f"holdlaw_{found.name}_{found.place}_{found.version}.yaml", found.file.read_bytes()
    ).answer()


def remove(request: HttpRequest, desk: Desk, bill: str) -> HttpResponse:
    """Ask whether a bill is to be removed; on POST with its name typed, remove it."""
    found = bill_or_404(desk, bill)
    page: dict[str, Any] = {"bill": found, "name": found.name}
    if request.method != "POST":
        return render(request, "rows/remove.html", page)
    try:
        remove_bill(desk, found, request.POST.get("typed", ""))
    except HoldlawError as error:
        return render(request, "rows/remove.html", {**page, "problems": error.problems}, status=422)
    messages.success(request, _("Removed."))
    return redirect("rows_bills")


_BILL = "rows/bills/<slug:bill>/"

ROUTES = (
    Route("rows/bills/", "rows_bills", listed, Deed.SEE_REPORTS),
    Route("rows/bills/copy/", "rows_bill_copy", copy, Deed.SEE_REPORTS),
    Route("rows/bills/send/", "rows_bill_send", send, Deed.IMPORT_ROWS),
    Route(_BILL, "rows_bill", one, Deed.SEE_REPORTS),
    Route(f"{_BILL}file/", "rows_bill_file", file, Deed.SEE_REPORTS),
    Route(f"{_BILL}remove/", "rows_bill_remove", remove, Deed.IMPORT_ROWS),
)
