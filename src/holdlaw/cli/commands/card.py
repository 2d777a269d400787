"""`holdlaw card`: the wall card of a place, or its blank form, for when the program cannot be reached."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import Policies, the_book
from holdlaw.cli.law_options import OnDay, OneJson, PlaceName, day_asked, ending
from holdlaw.cli.register_options import shown
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.card.card_face import card_pdf
from holdlaw.reports.card.form_face import form_pdf
from holdlaw.reports.card.paper_form import paper_form
from holdlaw.reports.card.wall_card import wall_card
from holdlaw.reports.card.words import LANGUAGES

PdfFile = Annotated[Path, typer.Option("--pdf", metavar="F", help="The file to write.")]
BlankForm = Annotated[bool, typer.Option("--form", help="The blank form in place of the card.")]
Language = Annotated[str, typer.Option("--language", metavar="CODE", help="en or es.")]


def command(
    place: PlaceName,
    *,
    pdf: PdfFile,
    on: OnDay = None,
    form: BlankForm = False,
    language: Language = "en",
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Write the wall card of a place, made from its law: one page that works without the program."""

    def run() -> int:
        book = the_book(policies)
        day = day_asked(on, book.place(place, "PLACE"))
        _check(language)
        if form:
            pdf.write_bytes(form_pdf(paper_form(book, place, day, language)))
            return shown({"ok": True, "file": str(pdf)}, f"The blank form is in {pdf}.", as_json)
        card = wall_card(book, place, day)
        pdf.write_bytes(card_pdf(card, language))
        told = {
            "ok": True,
            "file": str(pdf),
            "on": str(card.on),
            "check_after": str(card.check_after),
            "questions": len(card.steps),
            "forms": list(card.forms),
            "left_out": card.left_out,
        }
        return shown(told, f"The card is in {pdf}. Check it again after {card.check_after}.", as_json)

    raise ending(run, as_json)


def _check(language: str) -> None:
    if language not in LANGUAGES:
        what, why = f"There are no words in '{language}'.", "A card half in one language is read wrongly."
        raise HoldlawError([Problem("HL-8061", "--language", what, why, f"Choose {' or '.join(LANGUAGES)}.")])
