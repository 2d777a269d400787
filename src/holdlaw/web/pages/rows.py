"""Many rows: the tables that were imported, one more to upload, and the way to everything else about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from holdlaw.core.problems import HoldlawError
from holdlaw.web.actions.importing import UPLOAD_MAX, Sent, take_in, too_large
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_kept import all_kept, known_releases
from holdlaw.web.queries.rows_uploads import to_disk
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every imported table, with a form to upload one more release."""
    return _list(request, desk)


@csrf_exempt  # read below: a form of this size is taken only from somebody who may send it
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Import an uploaded release. What is too large is refused before it is read."""
    if not to_disk(request, desk, UPLOAD_MAX):
        return _list(request, desk, problems=too_large().problems)
    return _taken(request, desk)


@csrf_protect
def _taken(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return redirect("rows")
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return _list(request, desk, wrong=True)
    source, facilities = request.POST.get("source") or None, request.FILES.get("facilities")
    try:
        digest, before = take_in(desk, Sent(file=uploaded, source=source, facilities=facilities))
    except HoldlawError as error:
        return _list(request, desk, problems=error.problems)
    said = _("This file had been imported before.") if before else _("Imported.")
    messages.success(request, said)
    return redirect("rows_one", digest=digest)


def _list(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    page = {
        "kept": all_kept(desk),
        "releases": known_releases(),
        "most": UPLOAD_MAX >> 20,
        "agency": desk.agency,
        **more,
    }
    return render(request, "rows/list.html", page, status=422 if more else 200)


ROUTES = (
    Route("rows/", "rows", listed, Deed.SEE_REPORTS, menu="Many rows", menu_order=67),
    Route("rows/upload/", "rows_upload", upload, Deed.IMPORT_ROWS),
)
