"""Attestation: what the records show of an event, some days or a person; what was searched, what was not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kind import is_code
from holdlaw.store.reading import first_of_intake
from holdlaw.web.actions.attesting import attest
from holdlaw.web.actions.refusing import record_refusal
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.attestation_form import (
    SOURCES,
    Sheet,
    source_ask,
    subject_asks,
    subject_of,
    subject_words,
)
from holdlaw.web.queries.attestations import checkpoint_of, given, latest, receipt_of, search
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import filled
from holdlaw.web.queries.request_steps import told_by
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


@sensitive_post_parameters()
def form(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what is attested; on POST search the register, and record once somebody saw what it shows."""
    if request.method != "POST":
        return _form(request, desk, _sheet(desk, {"about": "days"}))
    key = request.POST.get("key", "")
    if not is_code(key):
        key = new_key()
    if (before := _stored_under(desk, key)) is not None:
        messages.info(request, _("This attestation was recorded already."))
        return redirect("attestation_given", seq=before)
    sheet = _sheet(desk, told_by(request.POST))
    if sheet.subject is None or request.POST.get("do") != "attest":
        return _form(request, desk, sheet, key=key, said=True)
    searched = sheet.read.ticked("searched", SOURCES)
    try:
        receipt = attest(desk, sheet.subject, searched, request.POST.get("seen", ""), key)
    except HoldlawError as error:
        return _form(request, desk, sheet, key=key, said=True, problems=error.problems)
    messages.success(request, _("The attestation is recorded. Print it with its receipt."))
    return redirect("attestation_given", seq=receipt.seq)


def shown(request: HttpRequest, desk: Desk, seq: int) -> HttpResponse:
    """Show an attestation to be printed: what was found, searched and not searched, receipt, checkpoint."""
    found = given(desk, seq)
    if found is None:
        raise Http404
    page = {
        "given": found,
        "agency": desk.agency,
        "receipt": receipt_of(desk, found.entry),
        "checkpoint": checkpoint_of(desk, seq),
        "printed_at": desk.now,
    }
    return render(request, "attestation/shown.html", page)


def _sheet(desk: Desk, told: dict[str, str]) -> Sheet:
    read = Reader(told, desk.now)
    subject, lookup = subject_of(desk, read)
    return Sheet(read, filled((*subject_asks(), source_ask()), read), lookup, subject)


def _form(request: HttpRequest, desk: Desk, sheet: Sheet, **more: Any) -> HttpResponse:
    """Show the form; where it can be searched for, also what the register shows.

    `said`: what is wrong is told.
    """
    if sheet.lookup.barred:
        record_refusal(desk, "attestation", {"request_id": sheet.lookup.barred})
    told, problems = bool(more.get("said")), more.get("problems", ())
    page = {
        "asks": sheet.asks
        if told
        else (*filled(subject_asks(), Reader(sheet.read.told, desk.now)), source_ask()),
        "key": more.get("key") or new_key(),
        "subject": subject_words(sheet.subject.code) if sheet.subject else "",
        "search": search(desk, sheet.subject) if sheet.subject else None,
        "choices": sheet.lookup.found if sheet.subject is None else (),
        "chosen": sheet.read.told.get("chosen", ""),
        "wrong": [ask for ask in sheet.asks if ask.problem] if told else (),
        "problems": problems,
        "latest": latest(desk),
    }
    status = 422 if told and (sheet.subject is None or problems) else 200
    return render(request, "attestation/form.html", page, status=status)


def _stored_under(desk: Desk, key: str) -> int | None:
    """Give the attestation that this form made when it was sent before."""
    stored = first_of_intake(desk.register.db, key)
    return stored if stored is not None and given(desk, stored) else None


ROUTES = (
    Route("attest/", "attestation", form, Deed.ATTEST, menu="Attest", menu_order=45),
    Route("attest/<int:seq>/", "attestation_given", shown, Deed.SEE_REQUEST),
)
