"""The two calendars against the `holidays` package: every difference is named, with its reason."""

from datetime import date, timedelta

import holidays as outside
import pytest

from holdlaw.clocks import Calendar

YEARS = range(2010, 2031)
ONE_DAY = timedelta(days=1)
MONDAY, FRIDAY = 0, 4

CLOSED_BY_EXECUTIVE_ORDER = {
    date(2012, 12, 24),
    date(2014, 12, 26),
    date(2018, 12, 5),
    date(2018, 12, 24),
    date(2019, 12, 24),
    date(2020, 12, 24),
    date(2024, 12, 24),
    date(2025, 1, 9),
    date(2025, 12, 24),
    date(2025, 12, 26),
}
"""Federal offices were closed for one day. The package lists what returns every year."""


@pytest.mark.parametrize("year", YEARS)
def test_the_federal_list_agrees_with_the_outside_list(federal: Calendar, year: int) -> None:
    """Two people who made the same list apart from each other seldom make the same mistake."""
    ours = {day for day in federal.holidays(year) if day not in CLOSED_BY_EXECUTIVE_ORDER}
    assert ours == set(outside.country_holidays("US", years=year))


def test_the_closing_days_are_exactly_the_ones_named(federal: Calendar) -> None:
    """A closing day added to the file must be added here too, with open eyes."""
    ours = {day for year in YEARS for day in federal.holidays(year)}
    theirs = set(outside.country_holidays("US", years=YEARS))
    assert ours - theirs == CLOSED_BY_EXECUTIVE_ORDER


def only_theirs(day: date, name: str) -> str | None:
    """Say why the package has a New York holiday that General Construction Law 24 has not."""
    if name == "Susan B. Anthony Day":
        return "a day of commemoration (Executive Law 168-a), not a public holiday"
    if name.endswith("(observed)") and day.weekday() == FRIDAY:
        return "the statute has no rule that moves a Saturday holiday to Friday"
    return None


def only_ours(day: date, name: str) -> str | None:
    """Say why General Construction Law 24 has a holiday that the package has not."""
    if name == "Flag Day":
        return "the statute names the second Sunday of June"
    if name == "General election day" and day.year in (2011, 2013):
        return "the statute names every general election day; the package has odd years only from 2015"
    return None


@pytest.mark.parametrize("year", YEARS)
def test_the_new_york_list_differs_only_where_the_statute_does(new_york: Calendar, year: int) -> None:
    """The package lists days no statute names; taking them over would stop clocks that must run."""
    ours, theirs = new_york.holidays(year), outside.country_holidays("US", subdiv="NY", years=year)
    unexplained = [
        (day, name) for day, name in theirs.items() if day not in ours and not only_theirs(day, name)
    ]
    unexplained += [
        (day, name) for day, name in ours.items() if day not in theirs and not only_ours(day, name)
    ]
    assert unexplained == []


def test_each_reason_for_a_difference_is_needed(new_york: Calendar) -> None:
    """A reason that explains nothing would hide the next real difference."""
    reasons: set[str | None] = set()
    for year in YEARS:
        ours, theirs = new_york.holidays(year), outside.country_holidays("US", subdiv="NY", years=year)
        reasons |= {only_theirs(day, name) for day, name in theirs.items() if day not in ours}
        reasons |= {only_ours(day, name) for day, name in ours.items() if day not in theirs}
    assert len(reasons) == 4
    assert None not in reasons


def test_no_day_in_lieu_is_a_weekend(federal: Calendar, new_york: Calendar) -> None:
    """A holiday moved onto a Saturday or Sunday would be lost, and so would one moved away from nothing."""
    for calendar in (federal, new_york):
        moved = [day for year in YEARS for day, name in calendar.holidays(year).items() if "in lieu" in name]
        assert moved
        for day in moved:
            weekend = day - ONE_DAY if day.weekday() == MONDAY else day + ONE_DAY
            assert day.weekday() in (MONDAY, FRIDAY)
            assert calendar.holiday_on(weekend) is not None
