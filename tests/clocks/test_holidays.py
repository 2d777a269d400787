"""Which days are holidays, and since when: the two calendars as a court clerk would check them."""

from datetime import date, timedelta
from typing import Any

import pytest

from holdlaw.clocks import Calendar, Holiday, calendar_from_data

FRIDAY_BEFORE_NEW_YEAR_2022 = date(2021, 12, 31)


def calendar_with(**changes: object) -> Calendar:
    """Build a small calendar that holds one yearly day, with some entries changed."""
    data: dict[str, Any] = {
        "calendar": "small",
        "title": "A small calendar",
        "source": "nothing",
        "holidays": [{"name": "Founders' Day", "on": "May 5", "source": "nothing"}],
    }
    return calendar_from_data(data | changes)


def test_the_federal_list_of_a_year_is_complete_and_named(federal: Calendar) -> None:
    """A supervisor compares this list with the wall calendar."""
    assert federal.holidays(2017) == {
        date(2017, 1, 1): "New Year's Day",
        date(2017, 1, 2): "New Year's Day (in lieu of Sunday 1 January)",
        date(2017, 1, 16): "Birthday of Martin Luther King, Jr.",
        date(2017, 2, 20): "Washington's Birthday",
        date(2017, 5, 29): "Memorial Day",
        date(2017, 7, 4): "Independence Day",
        date(2017, 9, 4): "Labor Day",
        date(2017, 10, 9): "Columbus Day",
        date(2017, 11, 10): "Veterans Day (in lieu of Saturday 11 November)",
        date(2017, 11, 11): "Veterans Day",
        date(2017, 11, 23): "Thanksgiving Day",
        date(2017, 12, 25): "Christmas Day",
    }


def test_the_new_york_list_of_a_year_is_complete_and_named(new_york: Calendar) -> None:
    """New York's statute has its own days: each one missing or too many moves a release."""
    assert new_york.holidays(2017) == {
        date(2017, 1, 1): "New Year's Day",
        date(2017, 1, 2): "New Year's Day (in lieu of Sunday 1 January)",
        date(2017, 1, 16): "Dr. Martin Luther King, Jr. Day",
        date(2017, 2, 12): "Lincoln's Birthday",
        date(2017, 2, 13): "Lincoln's Birthday (in lieu of Sunday 12 February)",
        date(2017, 2, 20): "Washington's Birthday",
        date(2017, 5, 29): "Memorial Day",
        date(2017, 6, 11): "Flag Day",
        date(2017, 7, 4): "Independence Day",
        date(2017, 9, 4): "Labor Day",
        date(2017, 10, 9): "Columbus Day",
        date(2017, 11, 7): "General election day",
        date(2017, 11, 11): "Veterans' Day",
        date(2017, 11, 23): "Thanksgiving Day",
        date(2017, 12, 25): "Christmas Day",
    }


def test_a_list_is_in_order_of_date(federal: Calendar, new_york: Calendar) -> None:
    """It is printed as it stands."""
    for calendar in (federal, new_york):
        for year in range(2010, 2031):
            assert list(calendar.holidays(year)) == sorted(calendar.holidays(year))


def test_new_years_day_on_a_saturday_belongs_to_the_old_year(federal: Calendar) -> None:
    """On Friday 31 December 2021 the holiday of 2022 stops the clock; a list made year by year forgets it."""
    assert federal.holiday_on(FRIDAY_BEFORE_NEW_YEAR_2022) == "New Year's Day (in lieu of Saturday 1 January)"
    assert FRIDAY_BEFORE_NEW_YEAR_2022 in federal.holidays(2021)
    assert FRIDAY_BEFORE_NEW_YEAR_2022 not in federal.holidays(2022)


def test_new_york_never_moves_a_saturday_holiday_to_friday(new_york: Calendar) -> None:
    """General Construction Law 24 knows only Sunday to Monday; a federal Friday would lengthen holds."""
    assert new_york.holiday_on(FRIDAY_BEFORE_NEW_YEAR_2022) is None
    assert new_york.holiday_on(date(2022, 1, 1)) == "New Year's Day"


def test_new_york_moves_a_sunday_holiday_to_monday(new_york: Calendar) -> None:
    """The clock stands still on the Monday."""
    assert new_york.holiday_on(date(2022, 12, 26)) == "Christmas Day (in lieu of Sunday 25 December)"


@pytest.mark.parametrize("year", range(2010, 2031))
def test_flag_day_gives_no_monday(new_york: Calendar, year: int) -> None:
    """The statute says "except Flag day"; always a Sunday, so a slip would cost a day every June."""
    flag_day = next(day for day, name in new_york.holidays(year).items() if name == "Flag Day")
    assert flag_day.weekday() == 6
    assert "Flag Day" not in (new_york.holiday_on(flag_day + timedelta(days=1)) or "")


@pytest.mark.parametrize(
    ("year", "federal_has_it", "new_york_has_it"),
    [(2019, False, False), (2020, False, False), (2021, True, True), (2022, True, True)],
)
def test_juneteenth_is_no_holiday_before_its_law(
    federal: Calendar, new_york: Calendar, year: int, federal_has_it: bool, new_york_has_it: bool
) -> None:
    """An old hold is judged by the holidays of its own day."""
    assert (federal.holiday_on(date(year, 6, 19)) is not None) is federal_has_it
    assert (new_york.holiday_on(date(year, 6, 19)) is not None) is new_york_has_it


def test_the_first_federal_juneteenth_was_kept_on_the_day_after_signing(federal: Calendar) -> None:
    """Signed on Thursday 17 June 2021; the 19th was a Saturday, so Friday the 18th was the day."""
    assert federal.holiday_on(date(2021, 6, 17)) is None
    assert federal.holiday_on(date(2021, 6, 18)) == "Juneteenth (in lieu of Saturday 19 June)"
    assert federal.holiday_on(date(2021, 6, 19)) == "Juneteenth"


@pytest.mark.parametrize(
    ("before", "first"),
    [
        (date(1985, 1, 21), date(1986, 1, 20)),
        (date(1970, 2, 16), date(1971, 2, 15)),
        (date(1977, 11, 11), date(1978, 11, 11)),
    ],
)
def test_a_federal_holiday_starts_in_the_year_its_law_says(
    federal: Calendar, before: date, first: date
) -> None:
    """A calendar without dates would invent holidays for the years before the law."""
    assert federal.holiday_on(before) is None
    assert federal.holiday_on(first) is not None


def test_inauguration_day_is_no_holiday_here(federal: Calendar) -> None:
    """5 U.S.C. 6103(c) is for federal staff around Washington; January 20, 2021 was an ordinary Wednesday."""
    assert federal.holiday_on(date(2021, 1, 20)) is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2018, 12, 4), None),
        (
            date(2018, 12, 5),
            "Day of mourning for George H. W. Bush (Executive Order 13852 of December 1, 2018)",
        ),
        (date(2018, 12, 6), None),
        (date(2018, 12, 24), "Day before Christmas Day (Executive Order 13854 of December 18, 2018)"),
        (
            date(2025, 1, 9),
            "Day of mourning for James Earl Carter, Jr. (Executive Order 14133 of December 30, 2024)",
        ),
        (date(2021, 12, 23), None),
        (date(2015, 12, 24), None),
    ],
)
def test_a_closing_by_executive_order_is_listed_with_the_order(
    federal: Calendar, day: date, name: str | None
) -> None:
    """Whoever disputes the extra day needs the number of the order; half days are not listed."""
    assert federal.holiday_on(day) == name


def test_a_single_day_nobody_has_verified_never_stops_a_clock(federal: Calendar, new_york: Calendar) -> None:
    """Doubt about a holiday must not keep a person in a cell."""
    assert [holiday.on for holiday in federal.set_aside] == [date(2007, 1, 2)]
    assert [holiday.on for holiday in new_york.set_aside] == [date(2018, 12, 5), date(2025, 1, 9)]
    for calendar in (federal, new_york):
        for holiday in calendar.set_aside:
            assert calendar.holiday_on(holiday.on) is None


def test_what_nobody_has_checked_is_said(federal: Calendar, new_york: Calendar) -> None:
    """Counsel reads these sentences beside the deadline."""
    assert len(federal.unverified) == 2
    assert federal.unverified[1] == (
        "Day of mourning for Gerald R. Ford (2007-01-02): only a summary of the order was read"
    )
    assert [doubt.partition(" (")[0] for doubt in new_york.unverified] == [
        "Juneteenth",
        "General election day",
        "National Day of Mourning for George H. W. Bush",
        "National Day of Mourning for James Earl Carter, Jr.",
    ]


def test_a_holiday_that_the_law_ends_is_gone_from_that_day() -> None:
    """Repeal takes effect on a day: the day before still counts as a holiday, the day itself does not."""
    ends = {"name": "Founders' Day", "on": "May 5", "source": "nothing", "in_force_before": date(2020, 5, 5)}
    calendar = calendar_with(holidays=[ends])
    assert calendar.holiday_on(date(2019, 5, 5)) == "Founders' Day"
    assert calendar.holiday_on(date(2020, 5, 5)) is None
    assert calendar.holiday_on(date(2021, 5, 5)) is None


def test_a_day_in_lieu_before_the_law_began_is_no_holiday() -> None:
    """The law of Saturday 5 May 2012 cannot close the Friday before it was in force."""
    begins = {"name": "Founders' Day", "on": "May 5", "source": "nothing", "in_force_from": date(2012, 5, 5)}
    calendar = calendar_with(holidays=[begins], in_lieu={"Saturday": "the day before"})
    assert calendar.holiday_on(date(2012, 5, 4)) is None
    assert calendar.holiday_on(date(2012, 5, 5)) == "Founders' Day"
    assert calendar.holiday_on(date(2018, 5, 4)) == "Founders' Day (in lieu of Saturday 5 May)"


def test_two_holidays_on_one_day_are_both_named() -> None:
    """Leaving one out would hide the reason a reader is looking for."""
    once = {
        "name": "Flood",
        "on": date(2020, 5, 5),
        "cite": "Order 1",
        "source": "nothing",
        "verified": "yes",
    }
    assert calendar_with(one_off=[once]).holiday_on(date(2020, 5, 5)) == "Founders' Day; Flood (Order 1)"


def test_changing_the_answer_does_not_change_the_calendar(federal: Calendar) -> None:
    """One page's edit must never move another person's deadline."""
    federal.holidays(2017).clear()
    assert federal.holiday_on(date(2017, 7, 4)) == "Independence Day"
    assert len(federal.holidays(2017)) == 12


def test_a_calendar_keeps_its_own_rules() -> None:
    """Whoever built it may go on using the mapping; the deadlines must not follow."""
    in_lieu = {6: 1}
    calendar = Calendar("own", "Own", "nothing", calendar_with().rules, in_lieu=in_lieu)
    in_lieu.clear()
    assert calendar.holiday_on(date(2019, 5, 6)) == "Founders' Day (in lieu of Sunday 5 May)"


def test_a_calendar_can_be_a_key_and_equals_its_equal(
    federal: Calendar, federal_data: dict[str, Any]
) -> None:
    """Caches by calendar must neither fail nor confuse two lists."""
    again = calendar_from_data(federal_data)
    assert again == federal
    assert len({again, federal, calendar_with()}) == 2


def test_a_year_outside_the_calendar_of_python_is_refused(federal: Calendar) -> None:
    """A typing slip such as year 1 must not give an empty list of holidays."""
    for year in (0, 1, 9999):
        with pytest.raises(ValueError, match="out of range"):
            federal.holidays(year)


def test_a_holiday_reads_as_a_sentence_part() -> None:
    """The name stands alone unless there is something to explain."""
    assert str(Holiday("Labor Day", date(2017, 9, 4))) == "Labor Day"
    assert str(Holiday("Veterans Day", date(2017, 11, 10), "in lieu of Saturday 11 November")) == (
        "Veterans Day (in lieu of Saturday 11 November)"
    )
