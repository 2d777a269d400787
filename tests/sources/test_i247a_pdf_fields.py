"""A form with fields, under several made-up namings: what is filled in is what the fields say."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from holdlaw.sources.pdf.child import read_material
from holdlaw.sources.pdf.filling import Filling, filling
from holdlaw.sources.pdf.found import Value
from holdlaw.sources.pdf.limits import USUAL

from .some_i247a import BIRTH_DATE, FILE_NUMBER, GROUNDS, NAME, blank
from .some_pdf import Paper, Ticked, Written, pdf

WHOLE: Mapping[str, Value] = {
    "form": "I-247A",
    "box": "final_order",
    "subject.name": NAME,
    "subject.birth_date": "1990-03-17",
    "subject.file_number": "099123456",
    "requester.agency": "ICE",
    "served_at": "2017-06-14T08:30",
}
OFFICE, SERVED = "ICE ERO Example Field Office", "06/14/2017 8:30 am"

STYLES: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "words run together, in groups": (
        "form1[0].#subform[0].NameOfAlien[0]",
        "form1[0].#subform[0].DateOfBirth[0]",
        "form1[0].#subform[0].FileNo[0]",
        "form1[0].#subform[0].DHSOfficeAddress[0]",
        "form1[0].#subform[1].ServedOnAlien[0]",
        "form1[0].#subform[0].FinalOrder[0]",
        "form1[0].#subform[0].OngoingRemovalProceedings[0]",
    ),
    "words with underscores": (
        "subject_name",
        "subject_dob",
        "a_number",
        "from_office",
        "date_served",
        "chk_final_order",
        "chk_pending_removal",
    ),
    "words as printed": (
        "Name of Alien",
        "Date of Birth",
        "File No",
        "FROM (DHS Office Address)",
        "Date Served",
        "a final order of removal against the alien",
        "the pendency of ongoing removal proceedings",
    ),
    "short": ("Name", "DOB", "A#", "From", "Served", "FinalOrder", "PendingProceedings"),
    "small letters without spaces": (
        "nameofalien",
        "dateofbirth",
        "alienregistrationnumber",
        "dhsofficeaddress",
        "servedonalien",
        "finalorder",
        "pendingproceedings",
    ),
}


def said(*papers: Paper) -> Filling:
    """Read papers as a PDF, in this process."""
    return filling(read_material(pdf(*papers), USUAL))


def values(found: Filling) -> dict[str, Value]:
    """Give what is filled in, without the places."""
    return {one.key: one.value for one in found.filled if one.key != "asks"}


@pytest.mark.parametrize("style", STYLES)
def test_a_form_is_read_whatever_naming_its_fields_have(style: str) -> None:
    """Nobody has published the names of the fields; the officer must not have to know them either."""
    name, born, number, office, served, final, pending = STYLES[style]
    paper = Paper().say(40, 30, "DHS Form I-247A (3/17)")
    paper.add(Written(name, NAME), Written(born, BIRTH_DATE), Written(number, FILE_NUMBER))
    paper.add(
        Written(office, OFFICE), Written(served, SERVED), Ticked(final), Ticked(pending, is_ticked=False)
    )
    assert values(said(paper)) == WHOLE


def test_a_form_is_read_by_its_tooltips_where_the_names_say_nothing() -> None:
    """Form designers number their fields and write for screen readers what each one is."""
    paper = Paper().say(40, 30, "DHS Form I-247A (3/17)")
    told = (
        ("Enter the name of alien (last, first, middle)", NAME),
        ("Date of birth, mm/dd/yyyy", BIRTH_DATE),
        ("File No. (A-number)", FILE_NUMBER),
        ("FROM: DHS Office Address", OFFICE),
        ("Date on which this form was served upon the alien on", SERVED),
    )
    for number, (tooltip, value) in enumerate(told):
        paper.add(Written(f"TextField{number}[0]", value, tooltip=tooltip))
    paper.add(Ticked("CheckBox1", tooltip="Check if a final order of removal against the alien"))
    assert values(said(paper)) == WHOLE


def test_a_form_is_read_by_the_words_printed_beside_its_fields() -> None:
    """With names and tooltips gone, what the eye sees is all there is: the words on the form."""
    paper = blank().add(
        Written("T1", NAME, (105, 638, 400, 650)),
        Written("T2", BIRTH_DATE, (100, 620, 200, 632)),
        Written("T3", FILE_NUMBER, (358, 734, 500, 746)),
        Written("T4", OFFICE, (320, 684, 560, 701)),
        Written("T5", SERVED, (200, 298, 300, 310)),
        Written("T6", "NOWHERELAND", (300, 620, 400, 632)),
    )
    for number, (ground, (height, _)) in enumerate(GROUNDS.items()):
        paper.add(Ticked(f"C{number}", ground == "final_order", place=(52, height - 2, 64, height + 10)))
    assert values(said(paper)) == WHOLE


@pytest.mark.parametrize("ground", GROUNDS)
def test_each_ground_is_read_from_its_box(ground: str) -> None:
    """Which box is ticked decides what the law of some places asks of the jail."""
    height, _ = GROUNDS[ground]
    assert values(said(blank().add(Ticked("C1", place=(52, height - 2, 64, height + 10)))))["box"] == ground


def test_a_ground_is_read_from_a_group_of_buttons_and_from_a_list() -> None:
    """One field with five states, or a list to choose from, is the same answer."""
    paper = Paper().add(Ticked("Basis", state="Biometrics"))
    assert values(said(paper)) == {"box": "biometrics"}
    listed = Paper().add(Written("Ground", "Statements made by the alien to an immigration officer"))
    assert values(said(listed)) == {"box": "statements"}


@pytest.mark.parametrize("own", ["/AS/{}", ""])
def test_of_a_group_of_buttons_only_the_chosen_one_counts(own: str) -> None:
    """The answer stands in the group; a button that says nothing of itself must not borrow it."""
    kids = []
    for state in ("FinalOrder", "Biometrics", "Statements"):
        shown = own.format(state if state == "Biometrics" else "Off")
        look = f"{shown}/AP<</N<</{state} 6 0 R/Off 6 0 R>>>>/F 4/Rect[40 500 52 512]"
        kids.append(f"<</Type/Annot/Subtype/Widget/Parent 7 0 R{look}>>".encode())
    group = b"<</FT/Btn/Ff 49152/T(Basis)/V/Biometrics/Kids[8 0 R 9 0 R 10 0 R]>>"
    data = pdf(Paper(), catalog="/AcroForm<</Fields[7 0 R]>>", more=[group, *kids])
    data = data.replace(b"/Annots[]", b"/Annots[8 0 R 9 0 R 10 0 R]")
    assert values(filling(read_material(data, USUAL))) == {"box": "biometrics"}


def test_two_grounds_fill_in_none_and_both_are_shown() -> None:
    """Choosing one of two for the officer would be inventing what the paper says."""
    found = said(Paper().add(Ticked("FinalOrder"), Ticked("Biometrics")))
    assert values(found) == {}
    assert [one.value for one in found.conflicts] == ["final_order", "biometrics"]


def test_what_a_field_says_goes_before_the_words_of_the_page() -> None:
    """The field is what the sender typed; the words around it are read by eye and may be misread."""
    paper = blank().say(110, 641.5, "OTHERPERSON, Example").add(Written("NameOfAlien", NAME))
    found = next(one for one in said(paper).filled if one.key == "subject.name")
    assert (found.value, found.confidence, found.origin, found.page) == (NAME, "field", "NameOfAlien", 1)


def test_a_name_in_three_fields_is_joined() -> None:
    """The index of people needs one name; forms often split it."""
    paper = Paper().add(
        Written("LastName", "TESTPERSON"), Written("FirstName", "Testa"), Written("MiddleInitial", "Q")
    )
    assert values(said(paper)) == {"subject.name": "TESTPERSON, Testa Q"}


def test_a_hidden_field_is_not_read() -> None:
    """What cannot be seen cannot be compared with the page, so it must not be believed."""
    paper = Paper().add(Written("NameOfAlien", NAME, extra="/F 2"))
    hidden = pdf(paper).replace(b"/F 4/F 2", b"    /F 2")
    assert filling(read_material(hidden, USUAL)).filled == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("DateOfBirth", "13/02/1990"),
        ("DateOfBirth", "02/30/1990"),
        ("DateOfBirth", "03/17/90"),
        ("DateOfBirth", "1990"),
        ("FileNo", "123-45-6789"),
        ("FileNo", "none"),
        ("FileNo", "A12"),
        ("NameOfAlien", "N/A"),
        ("NameOfAlien", "____"),
        ("NameOfAlien", "12345"),
        ("DHSOfficeAddress", "Example Plaza 2"),
        ("DHSOfficeAddress", "ICE and CBP"),
        ("DateServed", "soon"),
        ("NameOfOfficer", NAME),
        ("OfficerLastName", NAME),
        ("DateOfWarrantServed", "06/14/2017"),
        ("Telephone", "555 0100 000"),
        ("Remarks", NAME),
    ],
)
def test_what_is_not_understood_is_left_out(field: str, value: str) -> None:
    """An empty box costs the officer a minute; a wrong date of birth finds the wrong person."""
    assert values(said(Paper().add(Written(field, value)))) == {}


def test_boxes_before_the_requests_say_what_is_asked() -> None:
    """The older form asks only what is ticked; holding on an empty box has no request behind it."""
    paper = (
        Paper()
        .say(40, 30, "DHS Form I-247 (12/12)")
        .say(70, 400, "Maintain custody of the subject for a period")
    )
    paper.add(Ticked("MaintainCustody", is_ticked=False), Ticked("NotifyDHS"))
    assert {one.key: one.value for one in said(paper).filled} == {"form": "I-247", "asks": ("notify",)}


def test_a_ticked_cancellation_and_ticked_warrants_are_read() -> None:
    """A paper that ends a detainer must never be taken for one that begins it."""
    paper = Paper().add(
        Ticked("CancelDetainer"), Ticked("I-205 attached"), Ticked("FormI200", is_ticked=False)
    )
    assert values(said(paper)) == {"cancels": "yes", "papers": ("I-205",)}
