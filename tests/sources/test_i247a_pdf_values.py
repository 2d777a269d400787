"""Dates, numbers and names from a form: in the case file's way, or left out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdlaw.sources.pdf import values
from holdlaw.sources.pdf.filling import filling
from holdlaw.sources.pdf.labels import KEYS
from holdlaw.sources.pdf.letters import Letter, words_of
from holdlaw.sources.pdf.material import Box, Field, Material, Page, Words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("03/17/1990", "1990-03-17"),
        ("3/7/1990", "1990-03-07"),
        ("03-17-1990", "1990-03-17"),
        ("03.17.1990", "1990-03-17"),
        ("1990-03-17", "1990-03-17"),
        ("March 17, 1990", "1990-03-17"),
        ("MAR 17 1990", "1990-03-17"),
        ("17 March 1990", "1990-03-17"),
        ("17-Mar-1990", "1990-03-17"),
        (" 03/17/1990 ", "1990-03-17"),
        ("02/28/2000", "2000-02-28"),
        ("02/29/2000", "2000-02-29"),
        ("02/30/2000", None),
        ("02/29/1900", None),
        ("12/31/1899", None),
        ("01/01/1900", "1900-01-01"),
        ("12/31/2099", "2099-12-31"),
        ("01/01/2100", None),
        ("13/02/1990", None),
        ("00/10/1990", None),
        ("03/17/90", None),
        ("03/17/19901", None),
        ("1990", None),
        ("", None),
        ("Mayor 17, 1990", None),
        ("03/17/1990 or 03/18/1990", None),
        ("about 03/17/1990", None),
    ],
)
def test_a_birth_date_is_read_in_the_order_of_the_country_or_not_at_all(
    written: str, read: str | None
) -> None:
    """A date of birth with day and month swapped finds another person's record."""
    assert values.birth_date(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("06/14/2017 0830 hrs", "2017-06-14T08:30"),
        ("06/14/2017 08:30", "2017-06-14T08:30"),
        ("06/14/2017 at 8:30 p.m.", "2017-06-14T20:30"),
        ("12:05 AM on 06/14/2017", "2017-06-14T00:05"),
        ("06/14/2017 12:05 pm", "2017-06-14T12:05"),
        ("06/14/2017 13:05 pm", "2017-06-14"),
        ("06/14/2017 24:00", "2017-06-14"),
        ("06/14/2017 23:59", "2017-06-14T23:59"),
        ("06/14/2017", "2017-06-14"),
        ("2017", None),
        ("08:30", None),
    ],
)
def test_the_time_of_service_is_read_where_one_is_written(written: str, read: str | None) -> None:
    """The 48 hours of some places begin with the copy; an hour invented is an hour too long."""
    assert values.local_moment(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A099 123 456", "099123456"),
        ("A 099-123-456", "099123456"),
        ("A#099123456", "099123456"),
        ("099123456", "099123456"),
        ("a12345678", "12345678"),
        ("A123456", None),
        ("A1234567", "1234567"),
        ("A1234567890", None),
        ("123-45-6789", None),
        ("B12345678", None),
        ("", None),
        ("A", None),
    ],
)
def test_a_file_number_is_its_digits(written: str, read: str | None) -> None:
    """One person's papers write the number in four ways; the record must find them all under one."""
    assert values.file_number(written) == read


PLACES = st.builds(
    lambda left, bottom, width, height: Box(left, bottom, left + width, bottom + height),
    st.floats(0, 600),
    st.floats(0, 700),
    st.floats(0, 300),
    st.floats(0, 20),
)
SAID = st.lists(
    st.sampled_from(
        [
            "Name of Alien:",
            "Date of Birth:",
            "File No:",
            "FROM:",
            "ICE",
            "X",
            "a final order of removal",
            "served upon the alien on",
            "Form I-247A (3/17)",
            "03/17/1990",
            "A099123456",
            "TESTPERSON",
            "____",
            "[ ]",
            "in the following manner:",
            "\u2611",
        ]
    )
    | st.text(max_size=6),
    max_size=6,
).map(" ".join)
FIELDS = st.builds(
    Field,
    page=st.integers(1, 3),
    name=SAID,
    tooltip=SAID,
    kind=st.sampled_from(["text", "tick"]),
    value=SAID,
    ticked=st.booleans(),
    state=SAID,
    box=PLACES,
    near=st.tuples(SAID, SAID),
)
PAGES = st.lists(st.builds(Words, SAID, PLACES), max_size=8).map(lambda words: Page(b"", tuple(words)))


@settings(max_examples=60, deadline=None)
@given(st.lists(PAGES, max_size=3), st.lists(FIELDS, max_size=6))
def test_whatever_is_on_the_pages_is_read_or_left_out(pages: list[Page], fields: list[Field]) -> None:
    """A form that the table did not foresee must still be shown; a stumble would lose its pages too."""
    found = filling(Material(tuple(pages), tuple(fields)))
    assert {one.key for one in (*found.filled, *found.conflicts)} <= KEYS
    assert len({one.key for one in found.filled}) == len(found.filled)
    assert not {one.key for one in found.filled} & {one.key for one in found.conflicts}


@pytest.mark.parametrize(
    "evil", ["x ", "[ ] ", "Name of Alien: ", "1/", "a no ", "form i-247a (", "X A final "]
)
def test_a_page_of_one_thing_again_and_again_is_read_at_once(evil: str) -> None:
    """A pattern that backs up and tries again for minutes is how a small file stops a large site."""
    page = Page(b"", (Words(evil * (30_000 // len(evil)), Box(0, 0, 500, 10)),))
    start = time.process_time()
    filling(Material((page,), ()))
    assert time.process_time() - start < 2


def test_letters_far_apart_or_on_another_line_are_other_words() -> None:
    """Two blanks on one line must not run into one value."""

    def at(left: float, bottom: float, sign: str) -> Letter:
        return Letter(sign, Box(left, bottom, left + 5, bottom + 10))

    run = words_of(
        [
            at(0, 0, "a"),
            at(5, 0, "b"),
            Letter(" ", None),
            at(30, 0, "c"),
            at(35, 20, "d"),
            Letter("_", None),
            at(40, 20, "e"),
        ]
    )
    assert [words.text for words in run] == ["ab", "c", "d", "e"]
