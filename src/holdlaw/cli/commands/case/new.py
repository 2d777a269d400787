"""`holdlaw case new`: a case file to fill in, with the questions that the place's law asks."""

from __future__ import annotations

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.blank_case import blank_case, blank_data
from holdlaw.cli.law_options import OnDay, OneJson, PlaceName, day_asked, ending


def command(place: PlaceName, on: OnDay = None, as_json: OneJson = False, policies: Policies = None) -> None:
    """Print a case file to fill in: only what the law of the place asks, each with its question."""

    def run() -> int:
        book = the_book(policies)
        day = day_asked(on, book.place(place, "PLACE"))
        say(to_json(blank_data(book, place, day)) if as_json else blank_case(book, place, day))
        return ANSWERED

    raise ending(run, as_json)
