"""The plain reading itself, on the worked cases and on what the texts settle: lists, holidays, limits."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from .oracle import ACTS, answer
from .oracle_clock import city_clock, count_working_hours, form_clock, joint_holiday, regulation_clock
from .oracle_record import CRIMES, may_be_excepted, on_edition, read_statute, years_before
from .values import CITY_TIME, Case, instant

WORKED = json.loads(
    (Path(__file__).parents[1] / "conformance" / "us-ny-nyc-police.json").read_text(encoding="utf-8")
)
ANSWERED = [item for item in WORKED if "acts" in item["expect"]]
CLOCKS = {"form": form_clock, "regulation": regulation_clock, "us-ny-nyc-police": city_clock}


@pytest.mark.parametrize("item", ANSWERED, ids=lambda item: item["name"])
def test_the_plain_reading_gives_the_worked_answer(item: dict[str, Any]) -> None:
    """An oracle that gets a worked case wrong would teach the product the same mistake."""
    expected = {act: item["expect"]["acts"][act]["outcome"] for act in ACTS if act in item["expect"]["acts"]}
    effective = answer(item["case"])["effective"]
    assert {act: effective[act] for act in expected} == expected


@pytest.mark.parametrize(
    "item", [item for item in ANSWERED if "clocks" in item["expect"]], ids=lambda item: item["name"]
)
def test_the_plain_reading_counts_the_worked_clocks(item: dict[str, Any]) -> None:
    """A clock that is an hour off holds somebody for an hour without authority."""
    counted = {name: CLOCKS[name](item["case"]) for name in item["expect"]["clocks"]}
    assert counted == {name: instant(until) for name, until in item["expect"]["clocks"].items()}


def test_a_case_without_a_release_time_is_refused() -> None:
    """Every limit starts there; an answer without it would rest on an invented time."""
    unusable = next(item["case"] for item in WORKED if item["expect"]["exit"] == 2)
    with pytest.raises(KeyError):
        answer(unusable)


def test_the_list_has_154_then_155_then_161_entries() -> None:
    """The press says 170; a tool that quotes a number must quote the one that can be counted."""
    editions = ("LL 59/2014", "L.2018 ch. 189", "39 RCNY 2-01")
    seen = [
        len({(e["section"], e["subdivision"]) for e in CRIMES if e["edition"] in editions[:count]})
        for count in (1, 2, 3)
    ]
    assert seen == [154, 155, 161]


@pytest.mark.parametrize(
    ("statute", "listed"),
    [
        ("NY PL 265.02(1)", False),
        ("NY PL 265.02(2)", True),
        ("NY PL 265.02(8)", True),
        ("NY PL 265.02(9)", False),
        ("NY PL 265.02(10)", False),
        ("NY PL 265.02", False),
        ("NY PL 135.65(2)(b)", True),
        ("NY PL 135.65(2)", False),
        ("NY PL 160.10(1)", True),
        ("NY PL 120.04", True),
        ("NY PL 120.04-a", False),
        ("NY PL 140.20", False),
        ("NY PL 125.40", True),
    ],
)
def test_an_entry_covers_its_subdivisions_and_no_others(statute: str, listed: bool) -> None:
    """One digit in brackets decides between a crime that opens a hold and one that does not."""
    found = read_statute(statute)
    assert found is not None
    assert on_edition(found, "LL 59/2014") is listed


@pytest.mark.parametrize(
    ("statute", "excepted"),
    [
        ("NY VTL 511(1)", True),
        ("NY VTL 511(2)(a)(i)", True),
        ("NY VTL 511(2)(a)(ii)", False),
        ("NY VTL 511(2)(a)(iv)", True),
        ("NY VTL 511(2)", True),
        ("NY VTL 511", True),
        ("NY VTL 511(3)", False),
        ("NY PL 240.37(2)", True),
        ("NY PL 230.03", False),
        ("CA PC 211", False),
    ],
)
def test_a_statute_too_loosely_stated_counts_as_excepted_in_2013(statute: str, excepted: bool) -> None:
    """Under Local Law 21 the record had to show a covered crime, not one that might be."""
    assert may_be_excepted(statute) is excepted


@pytest.mark.parametrize(
    ("day", "stops"),
    [
        (date(2017, 7, 4), True),
        (date(2018, 11, 12), True),  # Veterans Day fell on Sunday: both lists keep Monday
        (date(2017, 11, 10), False),  # Veterans Day fell on Saturday: only the federal list keeps Friday
        (date(2017, 11, 7), False),  # Election Day: only New York
        (date(2018, 2, 12), False),  # Lincoln's birthday: only New York
        (date(2017, 6, 11), False),  # Flag Day: only New York
        (date(2020, 6, 19), False),  # Juneteenth before either list had it
        (date(2021, 6, 18), False),  # Juneteenth fell on Saturday: only the federal list keeps Friday
        (date(2022, 6, 20), True),  # Juneteenth fell on Sunday
        (date(2021, 12, 31), False),  # New Year's Day fell on Saturday: only the federal list keeps Friday
        (date(2023, 1, 2), True),  # New Year's Day fell on Sunday
        (date(2017, 1, 20), False),  # Inauguration Day is for Washington
        (date(2017, 5, 29), True),
        (date(2017, 11, 23), True),
    ],
)
def test_only_a_holiday_of_both_lists_stops_the_clock(day: date, stops: bool) -> None:
    """The law says holidays and names no list; a longer hold must not rest on a guess."""
    assert joint_holiday(day) is stops


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2017-06-30T18:00", "2017-07-05T18:00"),
        ("2017-06-14T09:30", "2017-06-16T09:30"),
        ("2017-11-06T10:00", "2017-11-08T10:00"),
        ("2017-11-09T22:00", "2017-11-13T22:00"),
        ("2017-06-08T00:00", "2017-06-10T00:00"),
        ("2017-06-10T10:00", "2017-06-14T00:00"),
        ("2017-03-10T18:07", "2017-03-14T18:07"),
    ],
)
def test_whole_days_are_left_out_of_the_48_hours(start: str, end: str) -> None:
    """The deadline is read off a wall clock at night; no weekend and no change of clocks may blur it."""
    first, last = (datetime.fromisoformat(text).replace(tzinfo=CITY_TIME) for text in (start, end))
    assert count_working_hours(first) == last.astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (date(2016, 2, 29), 5, date(2011, 2, 28)),
        (date(2016, 2, 29), 4, date(2012, 2, 29)),
        (date(2017, 3, 1), 5, date(2012, 3, 1)),
    ],
)
def test_five_years_before_a_leap_day_is_the_last_of_february(day: date, years: int, before: date) -> None:
    """One day in four years must not move a person across the look-back."""
    assert years_before(day, years) == before


def letter(requester: dict[str, Any] | None, when: str) -> Case:
    """A letter that asks to hold somebody of whom nothing is known."""
    request: dict[str, Any] = {"form": "letter", "asks": ["hold", "notify"], "received_at": when}
    if requester:
        request["requester"] = requester
    return {"place": "us-ny-nyc-police", "request": request, "custody": {"release_due_at": when}}


@pytest.mark.parametrize(
    ("requester", "when", "notify"),
    [
        (None, "2017-06-14T09:30:00-04:00", "not_established"),
        ({"agency": "ICE"}, "2017-06-14T09:30:00-04:00", "must_not"),
        ({"agency": "other"}, "2017-06-14T09:30:00-04:00", "no_rule"),
        (None, "2019-06-14T09:30:00-04:00", "must_not"),
    ],
)
def test_an_unsigned_letter_is_open_only_where_its_sender_matters(
    requester: dict[str, Any] | None, when: str, notify: str
) -> None:
    """A desk should be asked who wrote a letter only if the answer changes what it may do."""
    outcome = answer(letter(requester, when))["effective"]
    assert (outcome["hold"], outcome["notify"]) == ("must_not", notify)
