"""The law a card or a form is made from: of a day for which there is law to print."""

from __future__ import annotations

from datetime import date

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide.program import Program, program
from holdlaw.policybook import Book


def encoded_law(book: Book, place: str, on: date, known_on: date = date.max) -> Program:
    """Make the law of a place on a day ready.

    Raise HoldlawError: HL-4001 for a day before the first one for which law of the place, or of a place it
    lies in, is encoded; federal law alone does not count. Another if the place is not known.
    """
    law = program(book, place, on, known_on)
    first = min(file.in_force.not_before for layer in law.layers for file in layer.place.files)
    if on < first:
        raise HoldlawError([_before_first(law.place.name, on, first)])
    return law


def _before_first(place: str, on: date, first: date) -> Problem:
    what = f"No law of {place} is encoded for {on}: the first day is {first}."
    why = "The sheet would print no law as the law of that day."
    return Problem("HL-4001", "--on", what, why, f"Ask for {first} or a later day.")
