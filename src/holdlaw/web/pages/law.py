"""The law: every place's rules and their history, two days side by side, offence lists, holidays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from holdlaw.policybook.place_files import Place
from holdlaw.web.desk import Desk
from holdlaw.web.queries.laws import compared, list_names, place_line, shown_place, used_list
from holdlaw.web.queries.typed_moments import read_day
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route

YEARS = range(1990, 2051)
"""Years whose holidays are shown."""


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every place with its versions, the offence lists and the calendars."""
    book = desk.book
    page = {
        "places": [place_line(book, name) for name in book.place_names()],
        "own": desk.agency.place,
        "lists": [file for name in list_names(book) if (file := book.offence_file(name))],
        "calendars": [book.calendar(name) for name in book.calendar_names],
    }
    return render(request, "law/list.html", page)


def place(request: HttpRequest, desk: Desk, place: str) -> HttpResponse:
    """Show the law of one place on a day: by clause, with its history and what is unverified."""
    found = _place(desk, place)
    typed = request.GET.get("on", "")
    day = _day(desk, typed)
    page = {
        "shown": shown_place(desk.book, found, day or desk.now.date()),
        "on": day or desk.now.date(),
        "today": desk.now.date(),
        "typed": typed or desk.now.date().isoformat(),
        "wrong": bool(typed) and day is None,
    }
    return render(request, "law/place.html", page)


def diff(request: HttpRequest, desk: Desk, place: str) -> HttpResponse:
    """Show the law of two days side by side; without days, of the last version and the one before."""
    found = _place(desk, place)
    typed = [request.GET.get("was", ""), request.GET.get("now", "")]
    if not any(typed):
        typed = _last_two(desk, found)
    days = [_day(desk, text) for text in typed]
    wrong = [name for name, day in zip(("was", "now"), days, strict=True) if day is None]
    page: dict[str, Any] = {"place": found, "was": typed[0], "now": typed[1], "wrong": wrong}
    if days[0] and days[1]:
        page |= {"compared": compared(desk.book, found, (days[0], days[1])), "days": days}
    return render(request, "law/diff.html", page, status=422 if wrong else 200)


def offences(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Show one edition of an offence list, by what added each entry."""
    file = desk.book.offence_file(name) if name in list_names(desk.book) else None
    used = used_list(desk.book, name, request.GET.get("edition", "")) if file else None
    if file is None or used is None:
        raise Http404
    counted = [entry for entry in used.entries if entry.counted]
    groups = [
        (file.enacted_by[group], [entry for entry in counted if entry.group == group])
        for group in dict.fromkeys(entry.group for entry in counted)
    ]
    page = {
        "file": file,
        "used": used,
        "count": len(counted),
        "provisions": sum(len(entry.statutes) for entry in counted),
        "groups": groups,
        "wide": [entry for entry in used.entries if not entry.counted],
    }
    return render(request, "law/offences.html", page)


def calendar(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Show the holidays of one calendar in one year."""
    if name not in desk.book.calendar_names:
        raise Http404
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in YEARS else desk.now.year
    found = desk.book.calendar(name)
    page = {
        "calendar": found,
        "year": year,
        "holidays": sorted(found.holidays(year).items()),
        "before": year - 1 if year - 1 in YEARS else None,
        "after": year + 1 if year + 1 in YEARS else None,
        "aside": [day for day in found.set_aside if day.on.year == year],
    }
    return render(request, "law/calendar.html", page)


def _place(desk: Desk, name: str) -> Place:
    if name not in desk.book.place_names():
        raise Http404(_("This is not a place whose law is encoded."))
    return desk.book.place(name)


def _day(desk: Desk, typed: str) -> date | None:
    return read_day(typed, desk.now.date()) if typed else None


def _last_two(desk: Desk, found: Place) -> list[str]:
    starts = [file.in_force.by.isoformat() for file in found.files]
    return starts[-2:] if len(starts) > 1 else [starts[0], desk.now.date().isoformat()]


ROUTES = (
    Route("law/", "law", listed, Deed.READ_LAW, menu="Law", menu_order=60),
    Route("law/places/<slug:place>/", "law_place", place, Deed.READ_LAW),
    Route("law/places/<slug:place>/compare/", "law_diff", diff, Deed.READ_LAW),
    Route("law/offences/<slug:name>/", "law_offences", offences, Deed.READ_LAW),
    Route("law/holidays/<slug:name>/", "law_holidays", calendar, Deed.READ_LAW),
)
