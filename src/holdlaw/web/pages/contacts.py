"""Contacts: each communication with federal immigration authorities, entered quickly, listed, exported."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode

from attrs import asdict
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kind import is_code
from holdlaw.web.actions.contacting import log_contact
from holdlaw.web.actions.refusing import record_refusal
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.contact_form import DEFAULTS, DIRECTIONS, PURPOSES, Sheet, logged_under, read_sheet
from holdlaw.web.queries.contacts import COLUMNS, Asked, contacts, read_filter, table
from holdlaw.web.queries.request_asks import options
from holdlaw.web.queries.request_steps import told_by
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the agency's contacts, filtered."""
    asked, wrong = read_filter(desk, request.GET.dict())
    before = request.GET.get("before", "")
    found = contacts(desk, asked, int(before) if before.isdecimal() and len(before) < 16 else None)
    page = {
        "found": found,
        "asked": asked,
        "wrong": wrong,
        "typed": request.GET,
        "directions": options(DIRECTIONS),
        "purposes": options(PURPOSES),
        "query": _query(asked),
        "further": bool(before),
    }
    return render(request, "contacts/list.html", page)


def exported(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the contacts asked for as a table of comma-separated values. It holds public fields alone."""
    asked, _wrong = read_filter(desk, request.GET.dict())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(table(desk, asked))
    span = f"{asked.first_on or 'first'}_{asked.last_on or desk.now.date().isoformat()}"
    name = f'attachment; filename="holdlaw_{desk.agency.id}_contacts_{span}_v1.csv"'
    return HttpResponse(
        text.getvalue(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


@sensitive_post_parameters()
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form of a contact, `?request=` filled in; on POST, store it."""
    if request.method != "POST":
        preset = request.GET.get("request", "")
        return _form(request, desk, read_sheet(desk, {**DEFAULTS, **({"about": preset} if preset else {})}))
    key = request.POST.get("key", "")
    if not is_code(key):
        key = new_key()
    if _again(request, desk, key):
        return redirect("contacts")
    sheet = read_sheet(desk, told_by(request.POST))
    if request.POST.get("do") == "ask" or sheet.read.problems:
        return _form(request, desk, sheet, key=key, said=request.POST.get("do") != "ask")
    try:
        receipt = log_contact(desk, sheet.content, sheet.about, sheet.happened, key)
    except HoldlawError as error:
        if _again(request, desk, key):
            return redirect("contacts")
        return _form(request, desk, sheet, key=key, problems=error.problems)
    messages.success(request, _("The contact is logged: entry %(number)d.") % {"number": receipt.seq})
    return redirect("request", request_id=sheet.about.request) if sheet.about else redirect("contacts")


@sensitive_post_parameters()
def law(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say what the law of the day says about the contact as typed so far, and which request is meant."""
    if request.method != "POST":
        return redirect("contact_new")
    sheet = read_sheet(desk, told_by(request.POST))
    _note_barred(desk, sheet)
    page = render(request, "contacts/law.html", _page(sheet))
    page["Cache-Control"] = "no-store"
    return page


def _form(request: HttpRequest, desk: Desk, sheet: Sheet, **more: Any) -> HttpResponse:
    """Show the form as filled in. `said`: what has to be mended is told."""
    _note_barred(desk, sheet)
    problems = more.get("problems", ())
    told = more.get("said", False) or sheet.lookup.barred
    page = {
        **_page(sheet),
        "key": more.get("key") or new_key(),
        "wrong": sheet.wrong if told else (),
        "problems": problems,
    }
    refused = bool(problems) or bool(more.get("said") and sheet.wrong)
    return render(request, "contacts/new.html", page, status=422 if refused else 200)


def _page(sheet: Sheet) -> dict[str, Any]:
    return {
        "form": sheet.asks,
        "law": sheet.law,
        "about": sheet.about,
        "choices": sheet.lookup.found if len(sheet.lookup.found) > 1 else (),
        "looked": "about" in sheet.read.told,
        "given": bool(sheet.content.given),
    }


def _again(request: HttpRequest, desk: Desk, key: str) -> bool:
    """Answer a form that was stored before: say what was."""
    stored = logged_under(desk, key)
    if stored is None:
        return False
    told = _("This form was stored already, as entry %(number)d: %(says)s") % {
        "number": stored.seq,
        "says": stored.says,
    }
    messages.info(request, told)
    return True


def _note_barred(desk: Desk, sheet: Sheet) -> None:
    if sheet.lookup.barred:
        record_refusal(desk, "contact_new", {"request_id": sheet.lookup.barred})


def _query(asked: Asked) -> str:
    """Write a filter as it stands in an address: days, codes and opaque ids."""
    named = {"first_on": "from", "last_on": "to"}
    return urlencode({named.get(name, name): value for name, value in asdict(asked).items() if value})


ROUTES = (
    Route("contacts/", "contacts", listed, Deed.SEE_REQUEST, menu="Contacts", menu_order=40),
    Route("contacts/new/", "contact_new", new, Deed.LOG_CONTACT, menu="Log a contact", menu_order=41),
    Route("contacts/new/law/", "contact_law", law, Deed.LOG_CONTACT),
    Route("contacts/contacts.csv", "contacts_csv", exported, Deed.EXPORT),
)
