"""Many rows: the releases that were imported, one more to upload, and what became of each row of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from holdlaw.core.problems import HoldlawError
from holdlaw.web.actions.importing import UPLOAD_MAX, take_in, too_large
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_kept import (
    all_kept,
    columns_without,
    kept_or_404,
    known_releases,
    left_out,
    state_lines,
    state_words,
)
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route

AROUND_MAX = 64 * 1024
"""Bytes that a form may have around its file."""


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every imported release, with a form to upload one more."""
    return _list(request, desk)


@csrf_exempt  # read below: a form of this size is taken only from somebody who may send it
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Import an uploaded release. What is too large is refused before it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > UPLOAD_MAX + AROUND_MAX:
        return _list(request, desk, problems=too_large().problems)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return _taken(request, desk)


@csrf_protect
def _taken(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return redirect("rows")
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return _list(request, desk, wrong=True)
    try:
        digest, before = take_in(desk, uploaded, request.POST.get("source") or None)
    except HoldlawError as error:
        return _list(request, desk, problems=error.problems)
    said = _("This file had been imported before.") if before else _("Imported.")
    messages.success(request, said)
    return redirect("rows_one", digest=digest)


def _list(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    page = {"kept": all_kept(desk), "releases": known_releases(), "most": UPLOAD_MAX >> 20, **more}
    return render(request, "rows/list.html", page, status=422 if more else 200)


def one(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Show what a release was made of and what became of every row."""
    kept = kept_or_404(desk, digest)
    page = {
        "kept": kept,
        "left_out": left_out(kept),
        "states": state_words(),
        "lines": state_lines(kept),
        "without": columns_without(kept),
    }
    return render(request, "rows/one.html", page)


ROUTES = (
    Route("rows/", "rows", listed, Deed.SEE_REPORTS, menu="Many rows", menu_order=67),
    Route("rows/upload/", "rows_upload", upload, Deed.IMPORT_ROWS),
    Route("rows/<slug:digest>/", "rows_one", one, Deed.SEE_REPORTS),
)
