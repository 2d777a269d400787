"""The wall card and the blank form of a place, as PDF files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from holdlaw.reports.card.card_face import card_pdf
from holdlaw.reports.card.form_face import form_pdf
from holdlaw.reports.card.paper_form import paper_form
from holdlaw.reports.card.wall_card import wall_card
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.report_words import chosen_language
from holdlaw.web.queries.typed_moments import read_day

CARD, FORM = "card", "form"


@frozen(kw_only=True)
class Asked:
    """Which paper: of which place, by the law of which day, in which language."""

    what: str
    place: str
    on: date
    language: str


def read_asked(desk: Desk, told: Mapping[str, str]) -> tuple[Asked, tuple[str, ...]]:
    """Read what is asked for; give it with the names of what cannot be read."""
    today = desk.now.date()
    typed = told.get("on", "").strip()
    on = read_day(typed, today) if typed else today
    place = told.get("place", "") or desk.agency.place
    known = place in desk.book.place_names()
    wrong = (*(() if known else ("place",)), *(() if on else ("on",)))
    what = FORM if told.get("what") == FORM else CARD
    language = chosen_language(told.get("language", ""))
    return Asked(what=what, place=place, on=on or today, language=language), wrong


def places(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Give every place whose law is encoded, with its name."""
    return tuple((name, desk.book.place(name).name) for name in desk.book.place_names())


def paper_of(desk: Desk, asked: Asked) -> Download:
    """Make the card or the form. Raise HoldlawError where the place has no law on that day."""
    if asked.what == FORM:
        data = form_pdf(paper_form(desk.book, asked.place, asked.on, asked.language))
        return Download(f"holdlaw_{asked.place}_paper-form_{asked.on}_{asked.language}.pdf", data)
    data = card_pdf(wall_card(desk.book, asked.place, asked.on), asked.language)
    return Download(f"holdlaw_{asked.place}_wall-card_{asked.on}_{asked.language}.pdf", data)
