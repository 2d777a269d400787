"""Look-backs, jail that extends them, and every other question that is asked of one conviction."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.core.case import Conviction
from holdlaw.core.convictions import ConvictionTest, LookBack, jail_days, years_before
from holdlaw.core.truth import Truth

from .build import ARREST, NO, UNKNOWN, YES, conviction, entry, found, jail, offences, situation

FIVE_YEARS = LookBack(5, "arrest")
ON_THE_LINE = date(2012, 6, 13)
"""Five years to the day before the arrest."""

DAY = timedelta(days=1)
LISTED = offences(entry("NY PL 120.05"))
JUDGED = date(2016, 1, 4)
days = st.dates(date(2000, 1, 1), date(2020, 12, 31))


def value(test: ConvictionTest, *record: Conviction, **parts: object) -> Truth:
    """Say what a test says of a record under a law that leaves every unknown open."""
    return found(test, situation(convictions=record, **parts)).value  # type: ignore[arg-type]  # parts by name


def within(look_back: LookBack, judged: date | None, **parts: object) -> Truth:
    """Say whether a judgment lies inside a look-back."""
    return value(ConvictionTest(within=look_back), conviction(judgment_on=judged), **parts)


@pytest.mark.parametrize(
    ("judged", "anniversary_counts", "expected"),
    [
        (ON_THE_LINE - DAY, False, NO),
        (ON_THE_LINE, False, NO),
        (ON_THE_LINE + DAY, False, YES),
        (ON_THE_LINE - DAY, True, NO),
        (ON_THE_LINE, True, YES),
        (ON_THE_LINE + DAY, True, YES),
    ],
)
def test_a_judgment_drops_out_on_its_anniversary_unless_the_law_counts_that_day(
    judged: date, anniversary_counts: bool, expected: Truth
) -> None:
    """One day decides whether an old sentence still costs somebody their release."""
    assert within(LookBack(5, "arrest", anniversary_counts=anniversary_counts), judged) is expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2016, 2, 28), 5, date(2011, 2, 28)),
        (date(2016, 2, 29), 5, date(2011, 2, 28)),
        (date(2016, 3, 1), 5, date(2011, 3, 1)),
        (date(2016, 2, 29), 4, date(2012, 2, 29)),
        (date(2015, 2, 28), 3, date(2012, 2, 28)),
    ],
)
def test_the_29th_of_february_goes_back_to_the_28th(day: date, years: int, expected: date) -> None:
    """A person arrested on a leap day has a look-back like anyone else, and not one day longer."""
    assert years_before(day, years) == expected


@pytest.mark.parametrize(
    ("judged", "expected"), [(date(2011, 2, 27), NO), (date(2011, 2, 28), NO), (date(2011, 3, 1), YES)]
)
def test_a_look_back_from_a_leap_day_ends_on_the_28th(judged: date, expected: Truth) -> None:
    """There is no 29 February 2011 to count from, and the person gets the benefit of the missing day."""
    assert within(FIVE_YEARS, judged, arrested_on=date(2016, 2, 29)) is expected


@given(days, st.integers(0, 20))
def test_going_back_years_keeps_the_day_and_the_month(day: date, years: int) -> None:
    """A look-back that drifted by a day would be wrong for everybody."""
    back = years_before(day, years)
    assert (back.year, back.month) == (day.year - years, day.month)
    assert back.day == day.day or (day.day == 29 and back.day == 28)


@pytest.mark.parametrize(
    ("until", "parts"),
    [
        ("arrest", {"arrested_on": date(2018, 1, 4)}),
        ("act", {"today": date(2018, 1, 4)}),
        ("request", {"received_at": datetime(2018, 1, 4, 9, tzinfo=UTC)}),
    ],
)
def test_the_years_run_back_from_the_day_the_law_names(until: str, parts: dict[str, object]) -> None:
    """From the arrest, the act or the request: the wrong one moves the line by months."""
    judged = [date(2016, 1, 3), date(2016, 1, 4), date(2016, 1, 5)]
    assert [within(LookBack(2, until), day, **parts) for day in judged] == [NO, NO, YES]


@pytest.mark.parametrize(
    ("until", "parts", "field"),
    [
        ("arrest", {"arrested_on": None}, "custody.arrested_on"),
        ("request", {"received_at": None}, "request.received_at"),
    ],
)
def test_a_look_back_without_its_end_is_open_and_names_it(
    until: str, parts: dict[str, object], field: str
) -> None:
    """If nobody knows when the arrest was, the officer must be asked for that day, not refused."""
    record = (conviction(judgment_on=JUDGED),)
    finding = found(
        ConvictionTest(within=LookBack(5, until)),
        situation(convictions=record, **parts),  # type: ignore[arg-type]  # parts by name
    )
    assert (finding.value, finding.fields) == (UNKNOWN, (field,))


def test_a_judgment_whose_day_is_not_known_is_open() -> None:
    """A conviction without a date is neither recent nor old until someone looks the date up."""
    finding = found(ConvictionTest(within=FIVE_YEARS), situation(convictions=(conviction(),)))
    assert (finding.value, set(finding.fields)) == (UNKNOWN, {"convictions[0].judgment_on"})


@pytest.mark.parametrize(("served", "expected"), [(9, NO), (10, NO), (11, YES)])
def test_jail_for_a_listed_crime_extends_the_look_back_day_by_day(served: int, expected: Truth) -> None:
    """Years in prison do not run down the clock; the day it matters is the day this must be exact."""
    judged = ON_THE_LINE - 10 * DAY
    record = conviction(judgment_on=judged, jail=(jail(judged + DAY, judged + DAY + served * DAY),))
    test = ConvictionTest(within=LookBack(5, "arrest", extended_by_jail=True))
    assert value(test, record) is expected


def test_jail_extends_nothing_where_the_law_does_not_say_so() -> None:
    """California's years run on behind bars; New York's rule must not leak into its law."""
    served = jail(ON_THE_LINE, ON_THE_LINE + 400 * DAY)
    record = conviction(judgment_on=ON_THE_LINE - DAY, jail=(served,))
    assert value(ConvictionTest(within=FIVE_YEARS), record) is NO


def test_jail_for_another_listed_conviction_extends_too() -> None:
    """The section counts time in jail for any listed crime, whichever line of the record it stands on."""
    old = conviction(judgment_on=ON_THE_LINE - DAY)
    other = conviction(None, jail=(jail(date(2014, 1, 1), date(2014, 1, 3)),))
    test = ConvictionTest(within=LookBack(5, "arrest", extended_by_jail=True))
    assert value(test, old) is NO
    assert value(test, old, other) is YES


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), 0),
        (((10, 20),), 10),
        (((10, 20), (15, 25)), 15),
        (((10, 30), (15, 20)), 20),
        (((10, 20), (20, 25)), 15),
        (((10, 20), (30, 35)), 15),
        (((-5, 5),), 5),
        (((95, 200),), 5),
        (((-9, -1), (100, 120)), 0),
        (((10, 10),), 0),
    ],
)
def test_days_in_jail_are_counted_once_and_only_between_the_two_days(
    spans: tuple[tuple[int, int], ...], expected: int
) -> None:
    """Two sentences served together are one stretch of life, and must not keep someone twice as long."""
    start = date(2015, 1, 1)
    record = tuple(conviction(jail=(jail(start + a * DAY, start + b * DAY),)) for a, b in spans)
    assert jail_days(record, start, start + 100 * DAY) == expected


@pytest.mark.parametrize("for_listed", [NO, UNKNOWN])
def test_jail_that_is_not_known_to_be_for_a_listed_crime_extends_nothing(for_listed: Truth) -> None:
    """Time in jail for something else, or for nobody knows what, must not lengthen a look-back."""
    record = (conviction(jail=(jail(date(2015, 1, 1), date(2015, 2, 1), for_listed),)),)
    assert jail_days(record, date(2014, 1, 1), date(2016, 1, 1)) == 0


spans = st.lists(st.tuples(days, st.integers(0, 900), st.sampled_from(list(Truth))), max_size=6)


@given(spans, days, days)
def test_days_in_jail_are_those_on_which_the_person_was_in_jail(
    drawn: list[tuple[date, int, Truth]], one: date, other: date
) -> None:
    """The count is checked against the calendar, day by day, for any tangle of sentences."""
    first, last = min(one, other), max(one, other)
    served = [(day, day + length * DAY, listed) for day, length, listed in drawn]
    record = tuple(conviction(jail=(jail(*span),)) for span in served)
    inside = {
        day
        for start, end, listed in served
        if listed is YES
        for day in range(max(start, first).toordinal(), min(end, last).toordinal())
    }
    assert jail_days(record, first, last) == len(inside)


@pytest.mark.parametrize(
    ("statute", "expected"), [("18 USC 2113", YES), ("NY PL 120.05", NO), (None, UNKNOWN)]
)
def test_a_test_of_the_jurisdiction_asks_the_statute(statute: str | None, expected: Truth) -> None:
    """A clause on federal crimes must not count a state's crime of the same name."""
    test = ConvictionTest(jurisdictions=frozenset({"US"}))
    assert value(test, conviction(statute, judgment_on=JUDGED)) is expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"class_": "felony"}, YES),
        ({"class_": "misdemeanor"}, NO),
        ({}, UNKNOWN),
        ({"class_": UNKNOWN}, UNKNOWN),
    ],
)
def test_a_stated_field_must_be_one_of_the_values_allowed(stated: dict[str, Any], expected: Truth) -> None:
    """A misdemeanor must never pass for a felony, and a blank must not pass for either."""
    test = ConvictionTest(fields=(("class", frozenset({"felony"})),))
    assert value(test, conviction(judgment_on=JUDGED, **stated)) is expected


@pytest.mark.parametrize(
    ("statute", "stated", "expected"),
    [
        ("NY PL 120.05", {}, YES),
        ("NJ 2C:15-1", {"over_one_year": YES}, YES),
        ("NJ 2C:15-1", {"over_one_year": NO}, NO),
        ("NJ 2C:15-1", {}, UNKNOWN),
    ],
)
def test_what_is_asked_of_crimes_from_elsewhere_is_not_asked_at_home(
    statute: str, stated: dict[str, Truth], expected: Truth
) -> None:
    """The one-year test guards against other states' petty crimes; the home list has done so already."""
    listed = offences(entry("NY PL 120.05"))
    test = ConvictionTest(listed=listed, elsewhere=("over_one_year",))
    compared = conviction("NY PL 120.05").statute
    abroad = conviction(statute, judgment_on=JUDGED, equivalent_to=compared, **stated)
    assert value(test, abroad) is expected


def test_what_is_asked_of_crimes_from_elsewhere_needs_a_list_to_have_a_home() -> None:
    """Without a list there is no "elsewhere", and without a statute nobody knows where it was."""
    assert (
        value(ConvictionTest(elsewhere=("over_one_year",)), conviction("NJ 2C:15-1", judgment_on=JUDGED))
        is YES
    )
    homeless = ConvictionTest(listed=LISTED, elsewhere=("over_one_year",))
    finding = found(homeless, situation(convictions=(conviction(None, judgment_on=JUDGED),)))
    assert (finding.value, finding.fields) == (UNKNOWN, ("convictions[0].statute",))


@pytest.mark.parametrize(
    ("statute", "expected"),
    [
        ("NY PL 155.30", YES),
        ("NY PL 230.00", NO),
        ("NY VTL 511", UNKNOWN),
        ("NY VTL 511(1)", NO),
        ("NY VTL 511(3)", YES),
        ("NY PL 240.37", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_a_crime_that_the_law_leaves_out_does_not_count(statute: str | None, expected: Truth) -> None:
    """The law of 2013 covers every crime but a few; whether a bare section is one of them stays open."""
    left_out = offences(
        entry("NY PL 230.00"), entry("NY VTL 511(1)"), entry("NY PL 240.37", needs_target=True)
    )
    assert value(ConvictionTest(not_listed=left_out), conviction(statute, judgment_on=JUDGED)) is expected


def test_every_part_of_a_test_is_asked_of_the_same_conviction() -> None:
    """An old listed crime and a recent unlisted one are not together a recent listed crime."""
    test = ConvictionTest(
        listed=LISTED,
        not_listed=offences(entry("NY PL 1")),
        jurisdictions=frozenset({"NY"}),
        fields=(("adjudication", frozenset({"adult"})),),
        within=FIVE_YEARS,
    )
    recent, old = JUDGED, ON_THE_LINE
    listed_long_ago = conviction("NY PL 120.05", judgment_on=old, adjudication="adult")
    unlisted_lately = conviction("NY PL 155.30", judgment_on=recent, adjudication="adult")
    listed_lately = conviction("NY PL 120.05", judgment_on=recent, adjudication="adult")
    assert value(test, listed_long_ago, unlisted_lately) is NO
    assert value(test, listed_long_ago, unlisted_lately, listed_lately) is YES


def test_the_arrest_of_these_tests_is_five_years_after_the_line() -> None:
    """Every boundary above stands on these two days."""
    assert years_before(ARREST, 5) == ON_THE_LINE
