"""The hearing pack: one button, a PDF or everything as a zip."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.core.problems import HoldlawError
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_list import own_endings
from holdlaw.web.queries.report_packs import pack_of
from holdlaw.web.queries.report_words import chosen_language, language
from holdlaw.web.queries.typed_moments import read_day
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for which period, and in which language."""
    return _page(request, desk)


def file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the pack."""
    typed = request.GET.get("ending", "").strip()
    ending = read_day(typed, desk.now.date()) if typed else None
    if ending is None:
        return _page(request, desk, wrong=True)
    spoken = chosen_language(request.GET.get("language", ""))
    try:
        return pack_of(desk, ending, spoken, whole=request.GET.get("as") == "zip").answer()
    except HoldlawError as error:
        return _page(request, desk, problems=error.problems)


def _page(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    told = {"endings": own_endings(desk), "typed": request.GET, "language": language(), **more}
    return render(request, "reports/pack.html", told, status=422 if more else 200)


ROUTES = (
    Route("reports/pack/", "report_pack", page, Deed.SEE_REPORTS),
    Route("reports/pack/file/", "report_pack_file", file, Deed.SEE_REPORTS),
)
