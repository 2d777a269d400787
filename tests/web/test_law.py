"""The law's pages: every version readable, two days compared, a case tried and nothing recorded."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from holdlaw.policybook import shipped
from holdlaw.store.reading import size
from holdlaw.web.queries.laws import list_names, pairs, tree
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .requesting import text_of

CITY_LAW = "us-ny-nyc-police"


@pytest.fixture
def reader(quick_site: Site, client_for: ClientFor) -> Client:
    """Somebody who may read the law."""
    return client_for(Role.CLERK)


def page(client: Client, name: str, query: str = "", /, status: int = 200, **named: str) -> str:
    """Open a page; give its words."""
    answer = client.get(reverse(name, kwargs=named) + query)
    assert answer.status_code == status, answer.status_code
    return text_of(answer.content.decode())


def test_every_place_is_listed_with_its_versions(reader: Client) -> None:
    """An officer who doubts an answer has to find the rule it came from."""
    said = page(reader, "law")
    for name in shipped().place_names():
        place = shipped().place(name)
        assert place.name in said
        assert all(version.title in said for version in shipped().versions(place))


@pytest.mark.parametrize("name", shipped().place_names())
def test_every_version_of_every_place_can_be_read_by_clause(reader: Client, name: str) -> None:
    """A page that fails for one old version hides the law that an old decision was taken under."""
    place = shipped().place(name)
    for version in shipped().versions(place):
        said = page(reader, "law_place", f"?on={version.in_force.by}", place=name)
        assert version.title in said
        assert version.cite in said
        for rule in version.acts.values():
            assert all(" ".join(clause.says.split()) in said for clause in rule.clauses)


def test_a_first_day_that_nobody_established_is_shown_as_one(reader: Client) -> None:
    """A doubtful day told as a sure one would make a wrong answer look right."""
    said = page(reader, "law_place", "?on=2019-10-01", place=CITY_LAW)
    assert "that is not established" in said
    assert "it may have been in force on this day" in said


def test_a_day_before_the_first_law_says_so(reader: Client) -> None:
    """No law is an answer too, and an empty page would not be one."""
    said = page(reader, "law_place", "?on=1990-01-01", place=CITY_LAW)
    assert shipped().place(CITY_LAW).before.says in said


def test_what_is_unverified_stands_above_the_clauses(reader: Client) -> None:
    """A doubt at the end of a long page is a doubt nobody reads."""
    said = page(reader, "law_place", "?on=2024-01-02", place="us-ny")
    assert "unverified or unread" in said


def test_a_day_that_cannot_be_read_shows_today_and_says_so(reader: Client) -> None:
    """A typing error must not silently show the law of another day."""
    assert "This day cannot be read" in page(reader, "law_place", "?on=soon", place=CITY_LAW)


def test_two_days_stand_side_by_side_with_the_cases_that_feel_it(reader: Client) -> None:
    """Counsel asks what changed that day, and for whom."""
    said = page(reader, "law_diff", "?was=2014-12-13&now=2014-12-14", place=CITY_LAW)
    assert "definition judicial warrant: added" in said
    assert "Local Law 21 of 2013" in said
    assert "worked cases change their answer" in said
    assert "Worked cases whose answer changes" in said


def test_the_same_day_twice_differs_in_nothing(reader: Client) -> None:
    """A comparison that always finds something tells nobody anything."""
    said = page(reader, "law_diff", "?was=2015-01-01&now=2015-01-01", place=CITY_LAW)
    assert "Nothing of this place’s own law differs." in said


def test_comparing_days_that_cannot_be_read_says_which(reader: Client) -> None:
    """A blank comparison would read as no change."""
    said = page(reader, "law_diff", "?was=soon&now=2015-01-01", status=422, place=CITY_LAW)
    assert "One day: Write it as" in said


@pytest.mark.parametrize("name", shipped().place_names())
def test_every_place_compares_its_last_versions_unasked(reader: Client, name: str) -> None:
    """The first thing a reader wants is the last change."""
    page(reader, "law_diff", place=name)


@pytest.mark.parametrize("name", list_names(shipped()))
def test_every_offence_list_is_counted_from_its_entries(reader: Client, name: str) -> None:
    """A count written by hand is wrong after the next amendment."""
    file = shipped().offence_file(name)
    assert file is not None
    for edition, used in file.editions.items():
        said = page(reader, "law_offences", f"?edition={edition}", name=name)
        assert f"{sum(entry.counted for entry in used.entries)} entr" in said
        assert all(" ".join(entry.name.split()) in said for entry in used.entries if entry.counted)


@pytest.mark.parametrize("name", shipped().calendar_names)
def test_the_holidays_of_a_year_can_be_read(reader: Client, name: str) -> None:
    """A deadline moved by a holiday is believed once the holiday is seen."""
    said = page(reader, "law_holidays", "?year=2026", name=name)
    days = shipped().calendar(name).holidays(2026)
    assert f"{len(days)} days" in said
    assert all(day.isoformat() in said for day in days)


@pytest.mark.parametrize("year", ["1776", "soon", "99999"])
def test_a_year_out_of_reach_shows_this_one(reader: Client, year: str) -> None:
    """A typed address must never end in a traceback."""
    page(reader, "law_holidays", f"?year={year}", name="federal")


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("law_place", {"place": "atlantis"}),
        ("law_diff", {"place": "atlantis"}),
        ("law_offences", {"name": "digests"}),
        ("law_holidays", {"name": "atlantis"}),
    ],
)
def test_what_is_not_there_is_not_found(reader: Client, name: str, named: dict[str, str]) -> None:
    """A wrong address is a wrong address, and reads no other file."""
    page(reader, name, status=404, **named)


def test_lines_are_nested_as_the_law_nests_them() -> None:
    """What belongs to an `any of` must not read as standing beside it."""
    lines = tree(["when:", "  - all of:", "    - one", "    - two", "  - three", "Unverified: four"])
    assert [(line.text, line.doubt) for line in lines] == [("when:", False), ("Unverified: four", True)]
    (both, three) = lines[0].parts
    assert (both.text, [part.text for part in both.parts], three.text) == ("all of:", ["one", "two"], "three")


def test_lines_of_two_days_are_laid_beside_each_other() -> None:
    """The eye compares what stands side by side."""
    found = [(pair.was, pair.now, pair.state) for pair in pairs(["a", "b", "c"], ["a", "x", "c", "d"])]
    assert found == [("a", "a", "same"), ("b", "x", "changed"), ("c", "c", "same"), ("", "d", "added")]


def test_a_tried_case_is_answered_and_nothing_is_written(quick_site: Site, reader: Client) -> None:
    """Somebody who practises must not leave a person in the register."""

    def entries_now() -> int:
        with quick_site.register() as register:
            return size(register.db)

    before = entries_now()
    assert "hl-training" in reader.get(reverse("law_try")).content.decode()
    text = reader.post(reverse("law_try"), {"place": "us-tx", "do": "start"}).context["text"]
    assert text.startswith("place: us-tx\n")
    said = text_of(reader.post(reverse("law_try"), {"case": text}).content.decode())
    assert "You must" in said
    assert "The law, as a checklist" in said
    assert "What would change this answer" in said
    assert "Training: not recorded." in said
    assert entries_now() == before


def test_a_case_written_as_json_is_answered_too(reader: Client) -> None:
    """Other programs write JSON."""
    custody = {"release_due_at": "2026-11-23T15:00:00-05:00"}
    case = json.dumps({"place": CITY_LAW, "request": {"form": "I-247A"}, "custody": custody})
    assert "Training: not recorded." in text_of(
        reader.post(reverse("law_try"), {"case": case}).content.decode()
    )


def test_a_case_that_cannot_be_read_says_what_to_mend_and_keeps_what_was_typed(reader: Client) -> None:
    """Twenty typed lines must not be lost over one wrong word."""
    answer = reader.post(reverse("law_try"), {"case": "place: atlantis\ncolour: blue\n"})
    assert answer.status_code == 422
    assert "No answer: this has to be mended" in text_of(answer.content.decode())
    assert answer.context["text"] == "place: atlantis\ncolour: blue\n"


@pytest.mark.parametrize("name", shipped().place_names())
def test_the_case_to_start_from_can_be_asked_of_every_place(reader: Client, name: str) -> None:
    """A start that fails is the end of practising."""
    text = reader.post(reverse("law_try"), {"place": name, "do": "start"}).context["text"]
    assert reader.post(reverse("law_try"), {"case": text}).status_code == 200


def test_the_days_of_the_test_are_in_the_book() -> None:
    """These tests lean on one version that began on 14 December 2014."""
    assert [v.id for v in shipped().versions_on(shipped().place(CITY_LAW), date(2014, 12, 14))] == [
        "2014-12-14"
    ]
