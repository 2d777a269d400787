"""Right person: what differs, side by side; who settled it; claims of citizenship; earlier requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.debug import sensitive_post_parameters

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kind import is_code
from holdlaw.web.actions import identifying
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries import identity_forms as forms
from holdlaw.web.queries.cases import OpenCase, open_case
from holdlaw.web.queries.identity import before, doubts, reviews
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import Ask, filled
from holdlaw.web.queries.request_page import head_of
from holdlaw.web.queries.request_steps import stored_under, told_by
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


@frozen
class Step:
    """One form of the page: what it asks, how it is read, the action that writes, what the desk is told."""

    asks: Callable[[OpenCase], tuple[Ask, ...]]
    read: Callable[[Reader], Any]
    act: Callable[[Desk, OpenCase, Any, str], object]
    told: Any
    """What the desk is told afterwards, in the page's language."""


STEPS: Mapping[str, Step] = {
    "settle": Step(
        lambda case: forms.settle_asks(),
        forms.read_settled,
        identifying.settle,
        lazy("Your answer is entered."),
    ),
    "doubt": Step(
        forms.doubt_asks,
        forms.read_doubt,
        identifying.doubt,
        lazy("The doubt is entered. The link is stopped."),
    ),
    "claim": Step(
        forms.claim_asks,
        forms.read_claim,
        identifying.claim,
        lazy("The claim is entered. Its review is open."),
    ),
    "review": Step(
        lambda case: forms.review_asks(), forms.read_review, identifying.review, lazy("The review is closed.")
    ),
}
"""The forms of the page, by the name that each sends."""


@frozen
class Sent:
    """A form that could not be stored: which, about which entry, as it was filled in, and what is wrong."""

    step: str
    entry: int
    asks: tuple[Ask, ...]
    key: str
    problems: tuple[Any, ...] = ()


@sensitive_post_parameters()
def identity(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
    """Show who the request is about and what is in doubt; on POST take one step."""
    case = open_case(desk, request_id)
    step = STEPS.get(request.POST.get("do", "")) if request.method == "POST" else None
    if step is None:
        return _page(request, case)
    key = request.POST.get("key", "")
    if not is_code(key):
        key = new_key()
    if stored := stored_under(case, key):
        told = _("This form was stored already, as entry %(number)d: %(says)s")
        messages.info(request, told % {"number": stored.seq, "says": stored.says})
        return redirect("identity", request_id=request_id)
    return _take(request, case, step, key)


def _take(request: HttpRequest, case: OpenCase, step: Step, key: str) -> HttpResponse:
    name, entry = request.POST["do"], request.POST.get("entry", "")
    read = Reader(_own(told_by(request.POST), _prefix(name, entry)) | {"entry": entry}, case.desk.now)
    said = step.read(read)
    problems: tuple[Any, ...] = ()
    if not read.problems:
        try:
            step.act(case.desk, case, said, key)
        except HoldlawError as error:
            problems = tuple(error.problems)
    if read.problems or problems:
        sent = Sent(
            name,
            forms.number_of(read),
            _named(filled(step.asks(case), read), _prefix(name, entry)),
            key,
            problems,
        )
        return _page(request, case, sent)
    messages.success(request, step.told)
    return redirect("identity", request_id=case.state.request)


def _page(request: HttpRequest, case: OpenCase, sent: Sent | None = None) -> HttpResponse:
    page = {
        **head_of(case),
        "doubts": [(each, *_asks(case, sent, "settle", each.seq)) for each in doubts(case)],
        "stopped": case.state.stopped,
        "reviews": [(each, *_asks(case, sent, "review", each.seq)) for each in reviews(case)],
        "before": before(case),
        "doubt_form": _asks(case, sent, "doubt"),
        "claim_form": _asks(case, sent, "claim"),
        "sent": sent,
        "wrong": [ask for ask in sent.asks if ask.problem] if sent else (),
        "problems": sent.problems if sent else (),
        "staff_id": case.desk.user.staff_id,
    }
    return render(request, "identity/page.html", page, status=422 if sent else 200)


def _asks(case: OpenCase, sent: Sent | None, step: str, entry: int = -1) -> tuple[tuple[Ask, ...], str]:
    """Give the fields of one form and its key: as it was sent, if it is the one that was."""
    if sent is not None and sent.step == step and entry in (-1, sent.entry):
        return sent.asks, sent.key
    return _named(STEPS[step].asks(case), _prefix(step, "" if entry < 0 else str(entry))), new_key()


def _prefix(step: str, entry: str) -> str:
    """Give what the fields of one form begin with: the page has several, and each field has its own id."""
    return f"{step}{entry}-"


def _named(asks: tuple[Ask, ...], prefix: str) -> tuple[Ask, ...]:
    return tuple(evolve(ask, name=f"{prefix}{ask.name}") for ask in asks)


def _own(told: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in told.items() if name.startswith(prefix)}


ROUTES = (Route("requests/<request_id>/identity/", "identity", identity, Deed.SETTLE_IDENTITY),)
