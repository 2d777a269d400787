"""The book finds what is there: places by their folders, lists and calendars by their files."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import holdlaw
from holdlaw.policybook import Book, book_at, shipped
from holdlaw.policybook.book import shipped as shipped_again
from holdlaw.policybook.questions import read_questions

from .small_law import POLICIES, STATE, Law


def places() -> list[str]:
    """List every place whose law ships, by its folder."""
    return sorted("-".join(p.parent.relative_to(POLICIES).parts) for p in POLICIES.rglob("place.yaml"))


def test_every_folder_with_a_place_is_a_place() -> None:
    """A county is added by adding its folder, and by nothing else."""
    assert sorted(shipped().place_names()) == places()


@pytest.mark.parametrize("name", places())
def test_all_the_law_that_ships_can_be_read(name: str) -> None:
    """An officer must never be the first to find a mistake in a law file."""
    book = shipped()
    place = book.place(name)
    assert book.versions(place)
    assert [book.calendar(calendar) for calendar in place.calendars]


def test_every_offence_list_that_ships_can_be_read() -> None:
    """A list that cannot be read would leave every conviction on it uncounted."""
    names = sorted(path.stem for path in (POLICIES / "offences").glob("[a-z]*.yaml"))
    found = [shipped().offence_file(name) for name in names if name != "digests"]
    assert all(file is not None and file.editions for file in found)


def test_the_layers_above_a_place_are_those_whose_law_is_encoded(law: Law) -> None:
    """A city without a county file is still under its state and under the federal rules."""
    law.write("us/zz/county/city/place.yaml", place_text("us-zz-county-city"))
    chain = law.book().chain("us-zz-county-city")
    assert [place.id for place in chain] == ["us-zz-county-city", "us-zz", "us"]


def place_text(name: str) -> str:
    """Write the file of one more place."""
    return (
        f"place: {name}\nname: An invented city\nkind: city\ntimezone: from_case\ncalendars: []\n"
        "combine: stricter_wins\nbefore_first: {outcome: not_established, says: Not read., source: None,\n"
        "  unverified: Nobody looked.}\n"
    )


def test_a_place_without_a_version_says_what_held_before(law: Law) -> None:
    """A folder somebody has only begun answers nothing, and says so."""
    law.write("us/zz/city/place.yaml", place_text("us-zz-city"))
    book = law.book()
    (version,) = book.versions_on(book.place("us-zz-city"), date(2020, 6, 1))
    assert version.id == "none"
    assert {rule.otherwise.unread for rule in version.acts.values()} == {"Not read."}
    assert {rule.otherwise.unverified for rule in version.acts.values()} == {("Nobody looked.",)}


def test_a_place_is_read_once(law: Law) -> None:
    """Two answers given one after the other must rest on the same reading of the law."""
    book = law.book()
    assert book.place(STATE) is book.place(STATE)
    (file,) = book.place(STATE).files
    assert book.version(book.place(STATE), file) is book.version(book.place(STATE), file)
    assert book.offence_file("zz-list") is book.offence_file("zz-list")


def test_a_list_or_edition_that_is_not_there_is_none(law: Law) -> None:
    """Whoever asks for a list that does not exist gets nothing, and never another list."""
    book = law.book()
    assert book.offence_file("no-list") is None
    assert book.edition("no-list", "first") is None
    assert book.edition("zz-list", "third") is None


def test_an_edition_holds_what_it_adds_to(law: Law) -> None:
    """A crime added by a later law joins those that were there, and the first edition stays as it was."""
    file = law.book().offence_file("zz-list")
    assert file is not None
    assert [edition.count for edition in file.editions.values()] == [1, 2]
    assert file.enacted_by == {"first": "Act 1 of 2019", "second": "Act 2 of 2020"}


def test_the_last_check_of_a_law_is_the_latest_of_all(law: Law) -> None:
    """Whether a law is stale turns on the last day anybody looked, whichever file says so."""
    law.write("us/zz/checks.yaml", "checks:\n  - {on: 2027-01-02, by: a clerk, against: the act}\n")
    place = law.book().place(STATE)
    assert place.checked_on(date(2026, 11, 22)) == date(2027, 1, 2)
    assert place.checked_on(date(2028, 1, 1)) == date(2028, 1, 1)


def test_a_later_check_changes_nothing_of_what_was_known_before(law: Law) -> None:
    """A decision taken while a law was stale must come out the same when it is replayed after a new check."""
    law.write("us/zz/checks.yaml", "checks:\n  - {on: 2027-01-02, by: a clerk, against: the act}\n")
    place, recorded = law.book().place(STATE), date(2026, 11, 22)
    known = [place.checked_on(recorded, date(2027, 1, day)) for day in (1, 2, 3)]
    assert known == [recorded, date(2027, 1, 2), date(2027, 1, 2)]


def test_the_law_is_found_beside_the_source_of_a_checkout() -> None:
    """A contributor who mends a law file sees the change at once, without building anything."""
    assert shipped().root == POLICIES
    assert shipped_again() is shipped()


def test_the_law_is_found_inside_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A jail installs a wheel and has no checkout; the law must have come along."""
    package = tmp_path / "site-packages" / "holdlaw"
    shutil.copytree(POLICIES, package / "policies", ignore=shutil.ignore_patterns("us", "offences"))
    monkeypatch.setattr(holdlaw, "__file__", str(package / "__init__.py"))
    assert shipped.__wrapped__().root == package / "policies"


def test_a_folder_of_law_can_be_named(law: Law) -> None:
    """An agency tries a bill, or its own county, on a folder of its own."""
    assert isinstance(book_at(law.root), Book)
    assert book_at(law.root).place_names() == ("us", STATE)


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("convictions[2].judgment_on", "On which day was the sentence imposed and entered?"),
        ("papers[0].criminal", "Is it a criminal arrest warrant?"),
        (
            "terrorist_database_match",
            "Does the search show a possible match in the terrorist screening database?",
        ),
        ("copy_served", "Has a copy of the form been served on the person?"),
        ("agency", "Which agency sent the request?"),
        ("custody.arrested_on", "On which day was the person arrested this time?"),
    ],
)
def test_every_kind_of_fact_has_its_question(name: str, asks: str) -> None:
    """An open fact that nobody can put into words is never asked, and the person stays in the cell."""
    assert shipped().questions.find(name).asks == asks


def test_a_fact_that_is_no_fact_has_no_question() -> None:
    """A misspelled name inside the program is caught in a test, never shown as an empty question."""
    with pytest.raises(KeyError, match="no_such_fact"):
        shipped().questions.find("no_such_fact")


def test_a_section_of_the_questions_that_is_missing_is_named(law: Law) -> None:
    """A facts file without its papers would leave every warrant without a question."""
    law.write("facts.yaml", "facts: {}\nderived: {}\nchoices: {}\npaper: {}\nconviction: {}\n")
    with pytest.raises(Exception, match="'other' is missing") as refused:
        read_questions(law.book()._node("facts.yaml"))
    assert "HL-2001: policies/facts.yaml:1 (other)" in str(refused.value)


@pytest.mark.parametrize(
    ("form", "day", "expected"),
    [
        ("I-247A", date(2017, 4, 1), False),
        ("I-247A", date(2017, 4, 2), True),
        ("I-247D", date(2017, 4, 1), True),
        ("I-247D", date(2017, 4, 2), False),
        ("letter", date(1990, 1, 1), True),
    ],
)
def test_a_form_is_in_use_from_its_first_day_until_before_its_last(
    form: str, day: date, expected: bool
) -> None:
    """A form that did not exist on the day of the request is a sign of a wrong date or a wrong paper."""
    assert shipped().forms[form].in_use(day) is expected
