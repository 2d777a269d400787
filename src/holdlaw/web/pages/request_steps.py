"""The steps on a request: each has its page, its form, its deed. A form sent twice is stored once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kind import is_code
from holdlaw.web.actions import deciding, holding, leaving, noticing, opining, stating
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries import request_outcomes as outcomes
from holdlaw.web.queries import request_questions as questions
from holdlaw.web.queries import request_search as search
from holdlaw.web.queries.cases import OpenCase, open_case
from holdlaw.web.queries.filed import came
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_approval import lacking
from holdlaw.web.queries.request_asks import Ask, filled
from holdlaw.web.queries.request_notices import notice_asks, read_notice
from holdlaw.web.queries.request_page import head_of
from holdlaw.web.queries.request_papers import paper_asks, read_paper
from holdlaw.web.queries.request_search import freshness
from holdlaw.web.queries.request_steps import Stored, stored_under, told_by
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route, View

Said = Any
"""What a form says, read: handed from a step's `read` to its `act`."""


@frozen(kw_only=True)
class Step:
    """One step: its form, how it is read, the action that writes. `told`: what the desk is told after it."""

    title: str
    button: str
    told: str
    asks: Callable[[OpenCase, Mapping[str, str]], tuple[Ask, ...]]
    read: Callable[[OpenCase, Reader], Said]
    act: Callable[[OpenCase, Said, str], object]
    hint: str = ""
    needs: str = ""
    """The act whose answer the step rests on: what is still missing for it is said above the form."""
    searched: bool = False
    """The step needs a fresh search of the record; whether it is fresh is said above the form."""
    grows: bool = False
    """The form has a button for one row more."""
    files: bool = False
    """The form takes a file."""


def view_of(step: Step) -> View:
    """Give the view of a step: its form on GET, the action on POST."""

    def view(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
        case = open_case(desk, request_id)
        told = told_by(request.POST if request.method == "POST" else request.GET)
        if request.method != "POST":
            return _form(request, (case, step), step.asks(case, told))
        files = came(request) if step.files else {}
        return _posted(request, (case, step), Reader(told, desk.now, files=files))

    return view


def _posted(request: HttpRequest, about: tuple[OpenCase, Step], read: Reader) -> HttpResponse:
    case, step = about
    key = read.told.get("key", "")
    if not is_code(key):
        key = new_key()
    if stored := stored_under(case, key):
        return _again(request, case, stored)
    asks = step.asks(case, read.told)
    if step.grows and "more" in read.told:
        return _form(request, about, filled(asks, read), key=key)  # one row more; nothing is stored
    said = step.read(case, read)
    if read.problems:
        return _form(request, about, filled(asks, read), key=key, status=422)
    try:
        step.act(case, said, key)
    except HoldlawError as error:
        if stored := stored_under(case, key):
            return _again(request, case, stored)
        return _form(request, about, filled(asks, read), key=key, error=error, status=422)
    messages.success(request, _(step.told))
    return redirect("request", request_id=case.state.request)


def _again(request: HttpRequest, case: OpenCase, stored: Stored) -> HttpResponse:
    """Answer a form that was stored before: say what was, for it may have been changed since."""
    told = _("This form was stored already, as entry %(number)d: %(says)s") % {
        "number": stored.seq,
        "says": stored.says,
    }
    messages.info(request, told)
    return redirect("request", request_id=case.state.request)


def _form(
    request: HttpRequest, about: tuple[OpenCase, Step], asks: tuple[Ask, ...], **more: Any
) -> HttpResponse:
    case, step = about
    error = more.get("error")
    page = {
        **head_of(case),
        "step": step,
        "asks": asks,
        "key": more.get("key") or new_key(),
        "wrong": [ask for ask in asks if ask.problem],
        "problems": error.problems if error else (),
        "missing": lacking(case.state, step.needs) if step.needs else (),
        "fresh": freshness(case) if step.searched else None,
    }
    return render(request, "request/step.html", page, status=more.get("status", 200))


def _nothing(case: OpenCase, told: object) -> tuple[Ask, ...]:
    return ()


def _state(case: OpenCase, said: Said, key: str) -> object:
    content, happened = said
    return stating.state(case.desk, case, content, happened, key)


def _search_asks(case: OpenCase, told: Mapping[str, str]) -> tuple[Ask, ...]:
    return search.search_asks(case, search.rows_of(told))


STEPS: Mapping[str, tuple[str, Deed, Step]] = {
    "request_decide": (
        "decision",
        Deed.DECIDE,
        Step(
            title=gettext_noop("Ask the law"),
            button=gettext_noop("Ask the law and record the answer"),
            told=gettext_noop("The answer is recorded."),
            hint=gettext_noop("The case is decided as it stands now. A second person signs the answer."),
            asks=_nothing,
            read=lambda case, read: None,
            act=lambda case, said, key: deciding.take_decision(case.desk, case, key),
        ),
    ),
    "request_sign": (
        "signature",
        Deed.SIGN,
        Step(
            title=gettext_noop("Sign the decision"),
            button=gettext_noop("Sign"),
            told=gettext_noop("The decision is signed."),
            hint=gettext_noop("With your signature a second person stands behind the answer. Read it first."),
            asks=lambda case, told: outcomes.sign_asks(case),
            read=lambda case, read: outcomes.read_seen(read),
            act=lambda case, said, key: deciding.sign_decision(case.desk, case, said, key),
        ),
    ),
    "request_override": (
        "override",
        Deed.OVERRIDE,
        Step(
            title=gettext_noop("Decide otherwise"),
            button=gettext_noop("Record the override"),
            told=gettext_noop("The override is recorded; another person signs it."),
            hint=gettext_noop("The answer of the law stays beside it. Another person has to sign."),
            asks=lambda case, told: outcomes.override_asks(case),
            read=outcomes.read_override,
            act=lambda case, said, key: deciding.override_decision(case.desk, case, said, key),
        ),
    ),
    "request_fact": (
        "fact",
        Deed.ENTER,
        Step(
            title=gettext_noop("Answer a question"),
            button=gettext_noop("Enter the answer"),
            told=gettext_noop("The answer is entered."),
            asks=lambda case, told: questions.fact_asks(case, told.get("fact", "")),
            read=questions.read_fact,
            act=_state,
        ),
    ),
    "request_counsel": (
        "counsel",
        Deed.ENTER,
        Step(
            title=gettext_noop("Ask counsel"),
            button=gettext_noop("Ask counsel"),
            told=gettext_noop("Counsel is asked."),
            asks=lambda case, told: questions.counsel_asks(case, told.get("fact", "")),
            read=questions.read_counsel,
            act=lambda case, said, key: opining.ask_opinion(case.desk, case, said, key),
        ),
    ),
    "request_custody": (
        "custody",
        Deed.ENTER,
        Step(
            title=gettext_noop("Custody and release time"),
            button=gettext_noop("Enter"),
            told=gettext_noop("Custody is entered."),
            hint=gettext_noop(
                "A later or earlier release moves every clock. What stood before stays in the timeline."
            ),
            asks=lambda case, told: questions.custody_asks(case),
            read=questions.read_custody,
            act=_state,
        ),
    ),
    "request_search": (
        "search",
        Deed.ENTER,
        Step(
            title=gettext_noop("Record search"),
            button=gettext_noop("Enter the search"),
            told=gettext_noop("The search is entered."),
            asks=_search_asks,
            read=search.read_search,
            act=_state,
            searched=True,
            grows=True,
        ),
    ),
    "request_paper": (
        "paper",
        Deed.ENTER,
        Step(
            title=gettext_noop("Add a paper"),
            button=gettext_noop("Add the paper"),
            told=gettext_noop("The paper is entered."),
            hint=gettext_noop("An I-200 or I-205 is signed by an immigration officer. No judge has seen it."),
            asks=lambda case, told: paper_asks(),
            read=lambda case, read: read_paper(read),
            act=_state,
            files=True,
        ),
    ),
    "request_hold": (
        "hold",
        Deed.KEEP_HOLD,
        Step(
            title=gettext_noop("Start a hold"),
            button=gettext_noop("Start the hold"),
            told=gettext_noop("The hold is recorded. Its clock runs."),
            asks=lambda case, told: outcomes.hold_asks(case),
            read=lambda case, read: outcomes.read_hold(read),
            act=lambda case, said, key: holding.start_hold(case.desk, case, said[0], said[1], key),
            needs="hold",
            searched=True,
        ),
    ),
    "request_hold_end": (
        "hold/end",
        Deed.KEEP_HOLD,
        Step(
            title=gettext_noop("End the hold"),
            button=gettext_noop("End the hold"),
            told=gettext_noop("The hold ended. Record how the person left."),
            hint=gettext_noop(
                "If the person leaves now, record the release or the transfer: it ends the hold as well."
            ),
            asks=lambda case, told: outcomes.end_asks(case),
            read=lambda case, read: outcomes.read_end(read),
            act=lambda case, said, key: holding.end_hold(case.desk, case, said[0], said[1], key),
        ),
    ),
    "request_sealed_hold_end": (
        "hold/end-sealed",
        Deed.END_SEALED_HOLD,
        Step(
            title=gettext_noop("End the hold of a sealed record"),
            button=gettext_noop("End the hold"),
            told=gettext_noop("The hold ended. The record stays sealed."),
            hint=gettext_noop(
                "Nothing of the record is opened. Who ended the hold, when and why is an entry."
            ),
            asks=lambda case, told: outcomes.end_asks(case),
            read=lambda case, read: outcomes.read_end(read),
            act=lambda case, said, key: holding.end_sealed_hold(case.desk, case, said[0], said[1], key),
        ),
    ),
    "request_release": (
        "release",
        Deed.KEEP_HOLD,
        Step(
            title=gettext_noop("Record the release"),
            button=gettext_noop("Record the release"),
            told=gettext_noop("The release is recorded."),
            asks=lambda case, told: outcomes.release_asks(case),
            read=outcomes.read_release,
            act=lambda case, said, key: leaving.release(case.desk, case, said[0], said[1], key),
            searched=True,
        ),
    ),
    "request_transfer": (
        "transfer",
        Deed.KEEP_HOLD,
        Step(
            title=gettext_noop("Record a transfer"),
            button=gettext_noop("Record the transfer"),
            told=gettext_noop("The transfer is recorded."),
            asks=lambda case, told: outcomes.transfer_asks(case),
            read=lambda case, read: outcomes.read_transfer(read),
            act=lambda case, said, key: leaving.transfer(case.desk, case, said[0], said[1], key),
            needs="transfer",
        ),
    ),
    "request_notice": (
        "notice",
        Deed.ENTER,
        Step(
            title=gettext_noop("Notice to the person"),
            button=gettext_noop("Record the notice"),
            told=gettext_noop("The notice is recorded."),
            asks=lambda case, told: notice_asks(),
            read=lambda case, read: read_notice(read),
            act=lambda case, said, key: noticing.serve(case.desk, case, said[0], said[1], key),
        ),
    ),
    "request_cancel": (
        "withdrawal",
        Deed.ENTER,
        Step(
            title=gettext_noop("The request was withdrawn"),
            button=gettext_noop("Record the withdrawal"),
            told=gettext_noop("The withdrawal is recorded."),
            asks=lambda case, told: outcomes.cancel_asks(),
            read=lambda case, read: outcomes.read_cancel(read),
            act=_state,
        ),
    ),
    "request_link": (
        "link",
        Deed.ENTER,
        Step(
            title=gettext_noop("The same paper, or replaced"),
            button=gettext_noop("Link the requests"),
            told=gettext_noop("The requests are linked."),
            asks=lambda case, told: outcomes.link_asks(case),
            read=lambda case, read: outcomes.read_link(read),
            act=lambda case, said, key: stating.link(case.desk, case, said, key),
        ),
    ),
}
"""Every step by the name of its route: its place in the address, its deed, and itself."""

ROUTES = tuple(
    Route(f"requests/<request_id>/{place}/", name, view_of(step), deed)
    for name, (place, deed, step) in STEPS.items()
)
