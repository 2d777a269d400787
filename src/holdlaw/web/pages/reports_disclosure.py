"""Answering a records request: what is asked for, for whom; then a zip with a log of every removal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kind import is_code
from holdlaw.web.actions.reporting import disclose
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.audits import covered, kind_names
from holdlaw.web.queries.report_disclosure import grounds, read_typed, roles
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what is asked for; on POST, enter that it is given out, and give it."""
    if request.method != "POST":
        return _page(request, desk)
    typed = read_typed(desk, request.POST)
    if typed.asked is None:
        return _page(request, desk, wrong=typed.wrong)
    key = request.POST.get("key", "")
    try:
        return disclose(desk, typed.asked, typed.purpose, key if is_code(key) else new_key()).answer()
    except HoldlawError as error:
        return _page(request, desk, problems=error.problems)


def _page(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    told = {
        "typed": request.POST,
        "chosen": request.POST.getlist("kinds"),
        "roles": roles(),
        "kinds": kind_names(),
        "grounds": [(code, says, request.POST.get(f"ground-{code}", "")) for code, says in grounds().items()],
        "covered": covered(desk),
        "key": new_key(),
        **more,
    }
    answer = render(request, "reports/disclosure.html", told, status=422 if more else 200)
    answer["Cache-Control"] = "no-store"
    return answer


ROUTES = (Route("reports/disclosure/", "report_disclosure", page, Deed.DISCLOSE),)
