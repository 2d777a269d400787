"""The law of an agency as the public reads it: in force today, every version before, what is unverified."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from holdlaw.policybook.place_files import Place
from holdlaw.web.queries.agencies import Agency
from holdlaw.web.queries.laws import Enacted, PlaceShown, history, shown_place
from holdlaw.web.queries.public_release import Open


@frozen
class Layer:
    """One layer of the law: its versions, the newest first, and what is in force or may be."""

    place: Place
    shown: PlaceShown
    versions: tuple[Enacted, ...]


def layers(opened: Open, agency: Agency) -> tuple[Layer, ...]:
    """Give every layer of an agency's law, its own first. None where its law is not encoded."""
    book = opened.book
    if agency.place not in book.place_names():
        return ()
    return tuple(
        Layer(place, shown_place(book, place, opened.days[agency.id]), history(book, place))
        for place in book.chain(agency.place)
    )


def version_of(opened: Open, agency: Agency, named: tuple[str, str]) -> tuple[Place, PlaceShown] | None:
    """Give the law of a place on the first sure day of one of its versions; None for any other day."""
    name, day = named
    book = opened.book
    chain = book.chain(agency.place) if agency.place in book.place_names() else ()
    place = next((each for each in chain if each.id == name), None)
    if place is None or day not in {each.shown_on for each in history(book, place)}:
        return None
    return place, shown_place(book, place, date.fromisoformat(day))
