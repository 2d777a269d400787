"""Counsel: the open questions with the time left, and one case's questions with a form to answer each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.web.actions.opining import opine
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.cases import OpenCase, open_case
from holdlaw.web.queries.counsel import Question, facts_of, questions, queue
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route

FIELDS = ("fact", "value", "grounds")
LENGTH_MAX = 4000


@frozen
class Form:
    """The answer to one question as its form has it. `copied`: the earlier opinion it was copied from."""

    question: Question
    key: str
    value: str = ""
    grounds: str = ""
    copied: int | None = None
    problems: tuple[Problem, ...] = ()


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the queue."""
    return render(request, "counsel/queue.html", {"queue": queue(desk)})


def case(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
    """Show one case's open questions; take an answer to one. `?copy=`: fill an earlier one into its form."""
    opened = open_case(desk, request_id)
    if request.method != "POST":
        return _page(request, desk, opened, {})
    told = {name: request.POST.get(name, "").strip()[:LENGTH_MAX] for name in FIELDS}
    key = request.POST.get("key", "")[:64]
    wrong = _unfit(opened, told, key)
    if wrong is None:
        try:
            receipt = opine(desk, opened, told, key)
        except HoldlawError as error:
            wrong = tuple(error.problems)
        else:
            messages.success(
                request,
                _("Stored as entry %(seq)s. Decisions taken before it are stale.") % {"seq": receipt.seq},
            )
            return redirect("counsel_case", request_id=request_id)
    return _page(request, desk, opened, {**told, "key": key}, wrong)


def _unfit(opened: OpenCase, told: Mapping[str, str], key: str) -> tuple[Problem, ...] | None:
    if opened.closed:
        return (_problem(_("The record cannot be opened."), _("Ask the records officer.")),)
    if not key or not told["fact"]:
        return (_problem(_("The form came without its question."), _("Open the case again.")),)
    if not told["value"]:
        return (_problem(_("There is no answer."), _("Choose or write one.")),)
    return None


def _problem(what: str, mend: str) -> Problem:
    return Problem("HL-7004", "value", what, _("Nothing was stored."), mend)


def _page(
    request: HttpRequest,
    desk: Desk,
    opened: OpenCase,
    told: Mapping[str, str],
    wrong: tuple[Problem, ...] = (),
) -> HttpResponse:
    asked = () if opened.closed else questions(desk, opened)
    copied = _copied(request, asked)
    forms = tuple(_form(each, told, wrong, copied) for each in asked)
    loose = wrong if wrong and not any(form.problems for form in forms) else ()
    page: dict[str, Any] = {
        "case": opened, "facts": facts_of(desk, opened), "forms": forms, "problems": loose,
        "request_id": opened.state.request,
    }  # fmt: skip
    return render(request, "counsel/case.html", page, status=422 if wrong else 200)


def _form(
    asked: Question, told: Mapping[str, str], wrong: tuple[Problem, ...], copied: Mapping[str, Any]
) -> Form:
    if told.get("fact") == asked.fact:
        key = told.get("key") or new_key()
        return Form(asked, key, told.get("value", ""), told.get("grounds", ""), None, wrong)
    if copied.get("fact") == asked.fact:
        return Form(asked, new_key(), copied["value"], copied["grounds"], copied["seq"])
    return Form(asked, new_key())


def _copied(request: HttpRequest, asked: tuple[Question, ...]) -> Mapping[str, Any]:
    """Find the earlier opinion to be filled in: one that is suggested for that question, and no other.

    The address names numbers alone: what a question is about stays out of it.
    """
    wanted, number = request.GET.get("copy", ""), request.GET.get("q", "")
    for position, each in enumerate(asked, 1):
        for earlier in each.precedents:
            if str(position) == number and str(earlier.seq) == wanted:
                return {
                    "fact": each.fact,
                    "value": earlier.value,
                    "grounds": earlier.grounds,
                    "seq": earlier.seq,
                }
    return {}


ROUTES = (
    Route("counsel/", "counsel", listed, Deed.GIVE_OPINION, menu="Counsel", menu_order=30),
    Route("counsel/<str:request_id>/", "counsel_case", case, Deed.GIVE_OPINION),
)
