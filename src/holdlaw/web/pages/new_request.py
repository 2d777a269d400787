"""New request: one page for the desk at night.

The law answers beside the form while facts arrive; saving stores everything at once.
"""

from __future__ import annotations

from attrs import evolve
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from holdlaw.core.problems import HoldlawError
from holdlaw.web.actions import drafts as kept
from holdlaw.web.actions.papers import fields_from, filled_in, take_paper
from holdlaw.web.actions.taking_in import doubted, take_in
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.drafts import draft_told, page_image
from holdlaw.web.queries.intake import stored_under, to_be_mended
from holdlaw.web.queries.intake_fields import DEFAULTS, is_key, row_numbers, told_by, untouched
from holdlaw.web.queries.intake_shown import Sheet, answer_part, paper_shown, read_sheet, whole_page
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route

TURN_MAX = 2**31 - 1


@sensitive_post_parameters()
def new_request(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form, fresh or as a draft has it; or do what its button says."""
    if request.method == "POST":
        sheet = _sheet(request)
        return _save(request, desk, sheet) if request.POST.get("do") == "save" else _ask(request, desk, sheet)
    if request.GET.get("training") == "1":
        return redirect("training")
    kept.drop_old(desk)
    key = request.GET.get("draft", "")
    told = draft_told(desk, key) if key else dict(DEFAULTS)
    if told is None or stored_under(desk, key):
        return _gone(request, desk, key)
    return _page(request, desk, Sheet(told=told, key=key or new_key()))


@sensitive_post_parameters()
def training(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form for practice: the law answers, nothing is kept or recorded."""
    told = told_by(request.POST) if request.method == "POST" else dict(DEFAULTS)
    return _page(request, desk, Sheet(told=_with_row(request, told), key=new_key(), training=True))


@sensitive_post_parameters()
def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Answer what the form says so far, and keep it as a draft."""
    if request.method != "POST":
        return render(request, "new_request/back.html")
    sheet = _sheet(request)
    if stored := stored_under(desk, sheet.key):
        shown = {"request_url": _url_of(stored[0]), "at": stored[1]}
        return _private(render(request, "new_request/stored.html", shown))
    _keep(desk, sheet)
    shown = answer_part(read_sheet(desk, sheet), request.POST.get("earlier_seen", ""))
    return _private(render(request, "new_request/answer.html", {**shown, "kept_at": f"{desk.now:%H:%M}"}))


@sensitive_post_parameters()
def training_answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Answer what a form for practice says. Nothing is kept."""
    if request.method != "POST":
        return redirect("training")
    sheet = evolve(_sheet(request), training=True)
    shown = answer_part(read_sheet(desk, sheet), request.POST.get("earlier_seen", ""))
    return _private(render(request, "new_request/answer.html", {**shown, "training": True}))


@sensitive_post_parameters()
def paper(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a PDF: show its pages beside the form, and fill what is empty from its fields."""
    if request.method != "POST":
        return redirect("new_request")
    sheet, alone = _sheet(request), bool(request.headers.get("HX-Request"))
    try:
        seen = take_paper(desk, sheet.key, request.FILES.get("pdf"))
    except HoldlawError as error:
        if alone:
            return _private(render(request, "new_request/paper.html", {"paper_refused": error.problems}))
        return _page(request, desk, evolve(sheet, paper_refused=error.problems), 422)
    fields = fields_from(seen)
    if alone:
        return _private(
            render(request, "new_request/paper.html", {**paper_shown(sheet.key, seen), "prefill": fields})
        )
    _keep(desk, evolve(sheet, told=filled_in(sheet.told, fields)))
    return redirect(f"{reverse('new_request')}?draft={sheet.key}")


def page(request: HttpRequest, desk: Desk, key: str, number: int) -> HttpResponse:
    """Give the image of one page of the paper that was dropped on a form."""
    image = page_image(desk, key, number)
    if image is None:
        raise Http404
    return _private(HttpResponse(image, content_type="image/png"))


def drop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Throw a draft away."""
    if request.method == "POST":
        kept.drop(desk, _sheet(request).key)
        messages.success(request, _("The draft was thrown away."))
    return redirect("new_request")


def mark(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the page its mark against forged forms anew, after somebody signed in again in another tab."""
    return _private(JsonResponse({"mark": get_token(request)}))


def _ask(request: HttpRequest, desk: Desk, sheet: Sheet) -> HttpResponse:
    """Answer a form that was sent whole, by a browser without script."""
    if stored_under(desk, sheet.key):
        return _gone(request, desk, sheet.key)
    _keep(desk, sheet)
    return _page(request, desk, evolve(sheet, told=_with_row(request, sheet.told)))


def _save(request: HttpRequest, desk: Desk, sheet: Sheet) -> HttpResponse:
    intake = read_sheet(desk, sheet)
    mend = () if stored_under(desk, sheet.key) else tuple(to_be_mended(intake))
    if mend:
        return _mend(request, desk, evolve(sheet, mend=mend))
    try:
        taken = take_in(desk, intake, sheet.key)
    except HoldlawError as error:
        return _mend(request, desk, evolve(sheet, refused=error.problems))
    if taken.before:
        messages.info(request, _("This form was stored already."))
    elif intake.release_missing:
        messages.warning(request, _("Stored. The law was not asked: nobody knows the time of release."))
    elif doubted(intake):
        messages.warning(request, _("Stored. The law was not asked: it is in doubt who the paper is about."))
    else:
        messages.success(request, _("Stored, with the law's answer."))
    url = _url_of(taken.request)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)


def _mend(request: HttpRequest, desk: Desk, sheet: Sheet) -> HttpResponse:
    """Say what has to be mended; nothing that was typed is lost.

    A page with script is answered 200: a browser would note another status as an error of the page.
    """
    stored = stored_under(desk, sheet.key)
    if not stored:
        _keep(desk, sheet)
    if not request.headers.get("HX-Request"):
        return _page(request, desk, sheet, 422)
    shown = {**whole_page(desk, sheet), "stored_url": _url_of(stored[0]) if stored else ""}
    return _private(render(request, "new_request/mend.html", shown))


def _page(request: HttpRequest, desk: Desk, sheet: Sheet, status: int = 200) -> HttpResponse:
    stored = None if sheet.training else stored_under(desk, sheet.key)
    shown = {**whole_page(desk, sheet), "stored_url": _url_of(stored[0]) if stored else ""}
    return _private(render(request, "new_request/page.html", shown, status=status))


def _gone(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Answer somebody who opens a draft that is not there any more: it was entered, or thrown away."""
    stored = stored_under(desk, key)
    if stored:
        kept.drop(desk, key)
        messages.info(request, _("This form was stored already."))
        return redirect(_url_of(stored[0]))
    messages.info(request, _("This draft is not there any more."))
    return redirect("new_request")


def _keep(desk: Desk, sheet: Sheet) -> None:
    if not untouched(sheet.told):
        kept.keep(desk, sheet.key, sheet.told, sheet.turn)


def _sheet(request: HttpRequest) -> Sheet:
    """Read what was posted. A key that is misshapen is not taken: a fresh one is made."""
    key, turn = request.POST.get("key", ""), request.POST.get("turn", "0")
    return Sheet(
        told=told_by(request.POST),
        key=key if is_key(key) else new_key(),
        turn=min(int(turn), TURN_MAX) if turn.isascii() and turn.isdecimal() else 0,
    )


def _with_row(request: HttpRequest, told: dict[str, str]) -> dict[str, str]:
    """Add an empty row where a button without script asked for one."""
    rows = request.POST.get("do", "").removeprefix("add_")
    if rows not in ("paper", "conviction"):
        return told
    return {**told, f"more_{rows}": str(max(row_numbers(told, rows), default=0) + 1)}


def _url_of(request_id: str) -> str:
    return reverse("request", kwargs={"request_id": request_id})


def _private(response: HttpResponse) -> HttpResponse:
    """Let no browser keep what names a person."""
    response["Cache-Control"] = "no-store"
    return response


ROUTES = (
    Route("requests/new/", "new_request", new_request, Deed.ENTER, menu="New request", menu_order=20),
    Route("requests/new/answer/", "new_request_answer", answer, Deed.ENTER),
    Route("requests/new/paper/", "new_request_paper", paper, Deed.ENTER),
    Route("requests/new/paper/<slug:key>/<int:number>/", "new_request_page", page, Deed.ENTER),
    Route("requests/new/drop/", "new_request_drop", drop, Deed.ENTER),
    Route("requests/new/mark/", "new_request_mark", mark, Deed.ENTER),
    Route("training/", "training", training, Deed.READ_LAW, menu="Practice", menu_order=61),
    Route("training/answer/", "training_answer", training_answer, Deed.READ_LAW),
)
