"""Sealing and shredding: what was asked and done, asking on a legal ground, and doing as a second person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.web.actions.erasing import Typed, ask, do, finish
from holdlaw.web.desk import Desk
from holdlaw.web.queries.erasures import Record, queue, record_of
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route

CITE_MAX = 300


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits for a second person, what stopped halfway, and what was done last."""
    return render(request, "erasure/list.html", {"queue": queue(desk), "staff": desk.user.staff_id})


def shown(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
    """Show whether a record is sealed or shredded, and who asked; on POST, enter that somebody asks."""
    record = record_of(desk, request_id)
    if request.method != "POST" or record is None:
        return _page(request, desk, record, request_id=request_id)
    what, cite = request.POST.get("what", ""), request.POST.get("cite", "").strip()[:CITE_MAX]
    wrong = [
        name for name, good in (("what", what in ("seal", "unseal", "shred")), ("cite", cite)) if not good
    ]
    if wrong:
        return _page(request, desk, record, wrong=wrong, what=what, cite=cite)
    try:
        receipt = ask(desk, record, ErasureAsked(what=what, cite=cite))
    except HoldlawError as error:
        return _page(request, desk, record, problems=error.problems, what=what, cite=cite)
    messages.success(
        request, _("Asked, in entry %(number)d. A second person does it.") % {"number": receipt.seq}
    )
    return redirect("erasure", request_id=request_id)


def done(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
    """Do what was asked, as a second person; or finish a shredding that stopped halfway."""
    record = record_of(desk, request_id)
    if request.method != "POST" or record is None:
        return redirect("erasure", request_id=request_id)
    asked = request.POST.get("asked", "")
    typed = Typed(request.POST.get("typed", ""), request.POST.get("held", ""))
    try:
        if request.POST.get("do") == "finish":
            left = finish(desk, record)
        else:
            left = do(desk, record, int(asked) if asked.isdecimal() and len(asked) < 16 else -1, typed)
    except HoldlawError as error:
        return _page(request, desk, record, problems=error.problems)
    for sentence in left:
        messages.warning(request, sentence)
    messages.success(request, _("Done. The entry stands below."))
    return redirect("erasure", request_id=request_id)


def _page(request: HttpRequest, desk: Desk, record: Record | None, **more: Any) -> HttpResponse:
    problems: tuple[Problem, ...] = more.get("problems", ())
    page = {
        "record": record,
        "staff": desk.user.staff_id,
        "request_id": record.request if record else more["request_id"],
        "problems": problems,
        "wrong": more.get("wrong", ()),
        "what": more.get("what", ""),
        "cite": more.get("cite", ""),
    }
    refused = bool(problems or page["wrong"])
    answer = render(request, "erasure/page.html", page, status=422 if refused else 200)
    answer["Cache-Control"] = "no-store"
    return answer


ROUTES = (
    Route("erasures/", "erasures", listed, Deed.ASK_ERASURE, menu="Seal and shred", menu_order=75),
    Route("requests/<request_id>/erasure/", "erasure", shown, Deed.ASK_ERASURE),
    Route("requests/<request_id>/erasure/do/", "erasure_do", done, Deed.ERASE),
)
