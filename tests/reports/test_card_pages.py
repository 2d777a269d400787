"""The wall card and the paper form as printed: one page, the law's words on it, the same bytes each time."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.reports.card.card_face import card_pdf
from holdlaw.reports.card.encoded import encoded_law
from holdlaw.reports.card.form_face import form_pdf
from holdlaw.reports.card.form_words import BOXES, LABELS, SECTIONS
from holdlaw.reports.card.paper_form import paper_form
from holdlaw.reports.card.wall_card import wall_card
from holdlaw.reports.card.words import ACTS, LANGUAGES, OUTCOMES, WORDS
from tests.cli.shell import run

from .test_card import every_day

TODAY = date(2026, 11, 23)
PLACES = shipped().place_names()


def text_of(pdf: bytes) -> str:
    """Give what a reader of the PDF sees, without its spaces and line ends."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize(("place", "on"), every_day())
def test_every_card_is_one_page_and_has_every_end_on_it(place: str, on: date) -> None:
    """Half of a card on a second sheet is lost by the second week."""
    card = wall_card(shipped(), place, on)
    made = card_pdf(card)
    assert len(PdfReader(BytesIO(made)).pages) == 1
    shown = text_of(made)
    for text in (
        *card.unverified,
        *(clock.label for clock in card.clocks),
        *(line.cite for line in card.law),
    ):
        assert "".join(text.split())[1:20] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_card_is_the_same_bytes(language: str) -> None:
    """Whoever compares two cards on two walls compares files."""
    one, other = (card_pdf(wall_card(shipped(), "us-il", TODAY), language) for _ in range(2))
    assert one == other


def test_a_card_in_spanish_keeps_the_laws_own_words() -> None:
    """The frame is translated; what the law file says of a test is not, and the card says so."""
    shown = text_of(card_pdf(wall_card(shipped(), "us-tx", TODAY), "es"))
    assert "Tarjetadepared" in shown
    assert "Therequestaskstoholdtheperson" in shown
    assert "".join(WORDS["es"]["english"].split()) in shown


def test_every_word_stands_in_both_languages() -> None:
    """A card half in one language is read wrongly."""
    assert WORDS["en"].keys() == WORDS["es"].keys()
    assert ACTS["en"].keys() == ACTS["es"].keys()
    assert OUTCOMES["en"].keys() == OUTCOMES["es"].keys()
    pairs = [
        *LABELS.values(),
        *SECTIONS.values(),
        *(pair for each in BOXES.values() for pair in each.values()),
    ]
    assert all(all(pair) for pair in pairs)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_one_sheet_of_two_pages(place: str, language: str) -> None:
    """Both sides of one sheet are not parted."""
    form = paper_form(shipped(), place, TODAY, language)
    made = form_pdf(form)
    assert len(PdfReader(BytesIO(made)).pages) == 2
    shown = text_of(made)
    assert all("".join(field.label.split())[:12] in shown for field in form.fields)


def test_the_command_writes_card_and_form(tmp_path: Path) -> None:
    """One command before the outage is all it takes."""
    card, form = tmp_path / "card.pdf", tmp_path / "form.pdf"
    done = run("card", "us-ny-nyc-police", "--on", "2017-06-14", "--pdf", card, "--json")
    assert json.loads(done.stdout)["check_after"] == "2018-01-30"
    assert run("card", "us-ny-nyc-police", "--pdf", form, "--form").exit_code == 0
    assert card.read_bytes()[:5] == form.read_bytes()[:5] == b"%PDF-"


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    """Nothing is printed half translated."""
    done = run("card", "us-tx", "--pdf", tmp_path / "card.pdf", "--language", "fr")
    assert (done.exit_code, done.stderr) == (
        2,
        "HL-8061: --language: There are no words in 'fr'. A card half in one language is read wrongly. "
        "Choose en or es.\n",
    )


@pytest.mark.parametrize("more", [(), ("--form",)])
@pytest.mark.parametrize(("on", "code"), [("1901-01-01", 2), ("2013-07-15", 2), ("2013-07-16", 0)])
def test_a_day_before_the_first_law_is_refused(
    on: str, code: int, more: tuple[str, ...], tmp_path: Path
) -> None:
    """A sheet that says nothing of the law, under a heading that says it is the law, is believed."""
    sheet = tmp_path / "sheet.pdf"
    done = run("card", "us-ny-nyc-police", "--on", on, "--pdf", sheet, *more)
    assert (done.exit_code, sheet.exists()) == (code, code == 0)
    if code:
        assert done.stderr == (
            f"HL-4001: --on: No law of New York City Police Department is encoded for {on}: the first day is "
            "2013-07-16. The sheet would print no law as the law of that day. Ask for 2013-07-16 or a later "
            "day.\n"
        )


def test_the_first_law_may_be_that_of_a_place_around() -> None:
    """After the first law of the city and before that of the state there is law to print."""
    assert encoded_law(shipped(), "us-ny-nyc-correction", date(2012, 3, 21)).place.name
    with pytest.raises(HoldlawError, match="the first day is 2017-09-01"):
        encoded_law(shipped(), "us-tx", date(2017, 8, 31))
