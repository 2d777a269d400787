"""A form printed into a PDF, without fields: values behind their words, ticks before their sentences."""

from __future__ import annotations

import pytest

from holdlaw.sources.pdf.child import read_material
from holdlaw.sources.pdf.filling import Filling, filling
from holdlaw.sources.pdf.found import Value
from holdlaw.sources.pdf.limits import USUAL

from .some_i247a import CANCEL, GROUNDS, NAME, blank, flattened
from .some_pdf import Paper, pdf


def said(*papers: Paper) -> Filling:
    """Read papers as a PDF, in this process."""
    return filling(read_material(pdf(*papers), USUAL))


def values(found: Filling) -> dict[str, Value]:
    """Give what is filled in, without the places."""
    return {one.key: one.value for one in found.filled}


def test_a_flattened_form_gives_what_was_filled_in() -> None:
    """Most requests come by e-mail as a print of the form; typing it again is where dates get swapped."""
    assert values(said(flattened("final_order"))) == {
        "form": "I-247A",
        "asks": ("hold", "notify"),
        "box": "final_order",
        "subject.name": NAME,
        "subject.birth_date": "1990-03-17",
        "subject.file_number": "099123456",
        "subject.custody_number": "B-2017-0042",
        "requester.agency": "ICE",
        "served_at": "2017-06-14T08:30",
    }


def test_every_value_says_that_it_was_read_from_words_and_where() -> None:
    """The officer checks a value against the page, so the page must be findable."""
    found = said(Paper(), flattened("biometrics")).filled
    assert {(one.confidence, one.page) for one in found} == {("text", 2)}
    assert {one.key: one.origin for one in found}["subject.birth_date"] == "Date of Birth:"


def test_an_empty_form_fills_in_its_name_and_its_requests_alone() -> None:
    """Agencies' own names are printed on every form; they say nothing of who sent this one."""
    assert values(said(blank())) == {"form": "I-247A", "asks": ("hold", "notify")}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    ("mark", "font"), [("4", "F2"), ("8", "F2"), ("X", "F1"), ("x", "F1"), ("[X]", "F1")]
)
def test_each_ground_is_read_from_the_mark_before_its_sentence(ground: str, mark: str, font: str) -> None:
    """Offices tick with a tick, a cross or the letter X."""
    paper = blank().say(48, GROUNDS[ground][0], mark, font)
    assert values(said(paper))["box"] == ground


def test_no_mark_means_no_ground() -> None:
    """A cross drawn by pen in a scan is not seen; then the officer is asked, and nothing is guessed."""
    assert "box" not in values(said(flattened()))


def test_two_marks_fill_in_neither() -> None:
    """The form allows two grounds, the law asks for one: a person decides."""
    found = said(flattened("final_order", "statements"))
    assert "box" not in values(found)
    assert [one.value for one in found.conflicts] == ["final_order", "statements"]


def test_a_marked_cancellation_is_read() -> None:
    """A paper that ends a detainer must never be taken for one that begins it."""
    assert values(said(flattened().mark(52, CANCEL[0])))["cancels"] == "yes"
    assert "cancels" not in values(said(flattened()))


def test_a_line_to_write_on_is_no_part_of_the_name() -> None:
    """The line runs through the name on the page; the name must come out once, and clean."""
    paper = Paper().say(40, 640, "Name of Alien: ____________________").say(112, 641, NAME)
    assert values(said(paper)) == {"subject.name": NAME}


def test_a_value_ends_where_the_next_words_begin() -> None:
    """A citizenship that slips into the date of birth makes both unreadable."""
    paper = Paper().say(
        40, 600, "Date of Birth: 03/17/1990 Citizenship: NOWHERELAND Sex: F Event #: 12345678"
    )
    assert values(said(paper)) == {"subject.birth_date": "1990-03-17"}


@pytest.mark.parametrize("written", ["13/02/1990", "02/30/1990", "03/17/90", "unknown"])
def test_a_date_that_cannot_be_is_left_out(written: str) -> None:
    """Month and day swapped is the commonest mistake of all; swapping them back is a guess."""
    assert values(said(Paper().say(40, 600, f"Date of Birth: {written}"))) == {}


def test_two_names_in_one_pdf_fill_in_none() -> None:
    """Two requests scanned together must not make one person of two."""
    papers = [Paper().say(40, 640, f"Name of Alien: {name}") for name in (NAME, "OTHERPERSON, Example", NAME)]
    found = said(*papers)
    assert values(found) == {}
    assert [(one.value, one.page) for one in found.conflicts] == [(NAME, 1), ("OTHERPERSON, Example", 2)]


def test_the_office_is_read_under_its_own_heading_only() -> None:
    """The jail's own address stands beside it and names agencies too."""
    paper = Paper().say(40, 704, "TO: Example County").say(320, 704, "FROM: (DHS Office Address)")
    paper.say(40, 690, "Liaison to ICE").say(320, 690, "Border Patrol, Example Station")
    assert values(said(paper)) == {"requester.agency": "CBP"}
