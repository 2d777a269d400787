"""Correcting one entry of a request. The entry stays as it was written; the correction stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.kind import Kind, is_code
from holdlaw.register.lines import Line, lines
from holdlaw.web.actions.stating import correct
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.cases import OpenCase, open_case
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import filled
from holdlaw.web.queries.request_corrections import correction_asks, may_correct, read_correction
from holdlaw.web.queries.request_page import head_of
from holdlaw.web.queries.request_steps import stored_under, told_by
from holdlaw.web.queries.request_timeline import spoken
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


@frozen
class Form:
    """The form of one correction: the entry, what was typed, and what is wrong with it."""

    case: OpenCase
    line: Line[Kind]
    read: Reader
    key: str
    problems: Sequence[Problem] = ()


def correction(request: HttpRequest, desk: Desk, request_id: str, seq: int) -> HttpResponse:
    """Show an entry with what can be corrected of it, and take the correction."""
    case = open_case(desk, request_id)
    line = next((each for each in lines(case.entries, case.values) if each.seq == seq), None)
    if line is None:
        raise Http404
    if not may_correct(desk.user.who, line.entry.kind):
        raise PermissionDenied
    read = Reader(told_by(request.POST), desk.now)
    key = read.told.get("key", "")
    form = Form(case, line, read, key if is_code(key) else new_key())
    return _posted(request, form) if request.method == "POST" else _shown(request, form)


def _posted(request: HttpRequest, form: Form) -> HttpResponse:
    case = form.case
    if stored := stored_under(case, form.key):
        told = _("This form was stored already, as entry %(number)d: %(says)s")
        messages.info(request, told % {"number": stored.seq, "says": stored.says})
        return redirect("request", request_id=case.state.request)
    content = read_correction(form.line, form.read)
    if form.read.problems:
        return _shown(request, form)
    try:
        correct(case.desk, case, content, form.key)
    except HoldlawError as error:
        return _shown(request, Form(case, form.line, form.read, form.key, error.problems))
    messages.success(request, _("The correction is entered. What stood before stays in the timeline."))
    return redirect("request", request_id=case.state.request)


def _shown(request: HttpRequest, form: Form) -> HttpResponse:
    posted = request.method == "POST"
    asks = correction_asks(form.line, form.case.zone)
    asks = filled(asks, form.read) if posted else asks
    page = {
        **head_of(form.case),
        "line": form.line,
        "says": spoken(form.line.entry.sentence(), form.case.zone),
        "asks": asks,
        "wrong": [ask for ask in asks if ask.problem],
        "problems": form.problems,
        "key": form.key,
    }
    return render(request, "request/correction.html", page, status=422 if posted else 200)


ROUTES = (
    Route(
        "requests/<request_id>/entries/<int:seq>/correction/", "request_correction", correction, Deed.ENTER
    ),
)
