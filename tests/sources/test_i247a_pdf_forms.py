"""Which form a PDF is, by its edition or its title, and which warrants came with it."""

from __future__ import annotations

import pytest

from holdlaw.policybook import shipped
from holdlaw.sources.pdf.filling import filling
from holdlaw.sources.pdf.labels import BLANKS, KEYS, TICKS
from holdlaw.sources.pdf.material import Box, Material, Page, Words
from holdlaw.sources.pdf.plain import plain


def said(*pages: str) -> dict[str, object]:
    """Read pages of lines, without a PDF around them."""
    made = tuple(
        Page(
            b"",
            tuple(
                Words(line, Box(40, 780 - 14 * number, 560, 790 - 14 * number))
                for number, line in enumerate(page.splitlines())
            ),
        )
        for page in pages
    )
    return {one.key: one.value for one in filling(Material(made, ())).filled if one.key != "asks"}


@pytest.mark.parametrize(
    ("foot", "form"),
    [
        ("DHS Form I-247A (3/17) Page 1 of 3", "I-247A"),
        ("DHS Form I-247D (5/15)", "I-247D"),
        ("DHS Form I-247N (5/15)", "I-247N"),
        ("DHS Form I-247X (10/15)", "I-247X"),
        ("DHS Form I-247G (02/25)", "I-247G"),
        ("DHS Form I-247 (12/12)", "I-247"),
        ("Form I-247 (Rev. 4-1-97) N", "I-247"),
        ("I\u2011247A (2/2017)", "I-247A"),
        ("form i-247a (3/17)", "I-247A"),
    ],
)
def test_the_edition_at_the_foot_names_the_form(foot: str, form: str) -> None:
    """Each generation of the form asks for something else, and the law of some places knows them apart."""
    assert said(f"IMMIGRATION DETAINER - NOTICE OF ACTION\n{foot}") == {"form": form}


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("IMMIGRATION DETAINER \u2013 REQUEST FOR VOLUNTARY ACTION", "I-247D"),
        ("REQUEST FOR VOLUNTARY NOTIFICATION OF RELEASE OF SUSPECTED PRIORITY ALIEN", "I-247N"),
        ("REQUEST FOR VOLUNTARY TRANSFER", "I-247X"),
        ("REQUEST FOR ADVANCE NOTIFICATION OF RELEASE", "I-247G"),
    ],
)
def test_a_title_names_the_form_where_the_foot_is_cut_off(title: str, form: str) -> None:
    """Fax machines cut the last line; the title is still there."""
    assert said(title) == {"form": form}


def test_a_title_that_two_forms_share_names_none() -> None:
    """I-247 and I-247A have one title and ask for different things."""
    assert said("IMMIGRATION DETAINER - NOTICE OF ACTION") == {}


def test_two_editions_in_one_pdf_name_no_form() -> None:
    """A request sent with the one it replaces is two requests; the officer says which is which."""
    assert said("DHS Form I-247D (5/15)", "DHS Form I-247A (3/17)") == {}


def test_an_edition_goes_before_a_form_that_is_only_spoken_of() -> None:
    """The newer form may speak of the older one that it replaces."""
    assert said("This replaces Form I-247D\nDHS Form I-247A (3/17)") == {"form": "I-247A"}


@pytest.mark.parametrize(
    ("page", "papers"),
    [
        ("WARRANT FOR ARREST OF ALIEN\nForm I-200 (Rev. 09/16)", ("I-200",)),
        ("Warrant for Arrest of Alien", ("I-200",)),
        ("WARRANT OF REMOVAL/DEPORTATION\nICE Form I-205 (8/07)", ("I-205",)),
        ("The Form I-205 is attached.", ("I-205",)),
        ("Enclosed: I-200, I-205", ("I-200", "I-205")),
        ("Form I-200 or I-205 must be attached.", None),
        ("No I-200 attached", None),
        ("He was told of the warrant for arrest of alien persons.", None),
        ("See Form I-200.", None),
    ],
)
def test_a_warrant_counts_when_its_page_is_there_or_it_is_plainly_attached(
    page: str, papers: tuple[str, ...] | None
) -> None:
    """A warrant that is merely mentioned did not come, and some places hold only on one that did."""
    assert said(page).get("papers") == papers


def test_what_is_filled_in_is_what_the_case_file_takes() -> None:
    """A key or a name that the next page does not know would be lost without a word."""
    book = shipped()
    boxes, papers = book.questions.choices["box"].options, book.questions.paper["kind"].options
    assert {tick.value for tick in TICKS if tick.key == "box"} == set(boxes)
    assert {tick.value for tick in TICKS if tick.key == "papers"} <= set(papers)
    assert {tick.value for tick in TICKS if tick.key == "asks"} <= {"hold", "notify", "transfer"}
    assert {tick.key for tick in TICKS} | {blank.key for blank in BLANKS if blank.key.count(".") < 2} <= KEYS


def test_the_table_of_labels_is_written_as_it_is_compared() -> None:
    """A name with a capital or a hyphen in the table would never match, and nobody would see why."""
    names = [name for one in (*BLANKS, *TICKS) for name in (*one.names, *one.never)]
    assert [name for name in names if plain(name) != name] == []
