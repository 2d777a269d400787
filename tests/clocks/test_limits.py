"""A limit says one length and which days it leaves out; anything else is refused by name."""

from datetime import UTC, date, time
from typing import Any

import pytest

from holdlaw.clocks import Calendar, Limit

WEEKEND = frozenset({5, 6})
HALF_PAST_FIVE = time(17, 30)


@pytest.mark.parametrize(
    ("lengths", "complaint"),
    [
        ({}, "set exactly one of hours, until_local_time, days_before_release; found none"),
        (
            {"hours": 48, "days_before_release": 5},
            "set exactly one of hours, until_local_time, days_before_release; "
            "found hours, days_before_release",
        ),
        (
            {"hours": 48, "until_local_time": HALF_PAST_FIVE, "days_before_release": 5},
            "set exactly one of hours, until_local_time, days_before_release; "
            "found hours, until_local_time, days_before_release",
        ),
        ({"hours": 0}, "hours must be 1 or more, found 0"),
        ({"hours": -1}, "hours must be 1 or more, found -1"),
        ({"days_before_release": 0}, "days_before_release must be 1 or more, found 0"),
        (
            {"until_local_time": time(23, 59, tzinfo=UTC)},
            "until_local_time is a wall-clock time and carries no time zone of its own",
        ),
        (
            {"hours": 48, "excluding_weekdays": frozenset({5, 7})},
            "excluding_weekdays are 0 (Monday) to 6 (Sunday), found [5, 7]",
        ),
        (
            {"hours": 48, "excluding_weekdays": frozenset(range(7))},
            "all seven weekdays are excluded, so the clock would never run",
        ),
        (
            {"until_local_time": HALF_PAST_FIVE, "excluding_weekdays": WEEKEND},
            "only a limit in hours can leave out weekdays or holidays",
        ),
        (
            {"days_before_release": 7, "excluding_weekdays": WEEKEND},
            "only a limit in hours can leave out weekdays or holidays",
        ),
    ],
)
def test_a_limit_that_cannot_be_counted_is_refused(lengths: dict[str, Any], complaint: str) -> None:
    """The mistake is found when the law file is read, not at three in the morning."""
    with pytest.raises(ValueError, match="limit") as refused:
        Limit(name="city_48h", cite="(b)(2)", **lengths)
    assert str(refused.value) == f'limit "city_48h": {complaint}'


@pytest.mark.parametrize(
    "lengths", [{"hours": 1}, {"until_local_time": time(0, 0)}, {"days_before_release": 1}]
)
def test_the_smallest_lengths_are_allowed(lengths: dict[str, Any]) -> None:
    """Midnight is a time like any other, though Python once took it for nothing."""
    assert Limit(name="small", cite="(a)", **lengths).excluding_weekdays == frozenset()


def test_a_limit_cannot_leave_out_holidays_and_be_counted_in_days(federal: Calendar) -> None:
    """A calendar that would be ignored silently is refused."""
    with pytest.raises(ValueError, match="only a limit in hours can leave out weekdays or holidays"):
        Limit(name="window", days_before_release=7, calendars=(federal,), cite="(a)")


def test_a_day_is_left_out_only_if_every_calendar_has_it(federal: Calendar, new_york: Calendar) -> None:
    """A law that says only "holidays" leaves a day on one list in doubt; a doubt never lengthens a hold."""
    both = Limit(name="both", hours=48, calendars=(federal, new_york), cite="(b)(2)")
    assert both.excluded_because(date(2017, 11, 7)) is None  # election day, New York only
    assert both.excluded_because(date(2017, 11, 10)) is None  # in lieu of Saturday, federal only
    assert both.excluded_because(date(2017, 7, 4)) == "Independence Day"


def test_one_day_with_two_names_shows_both(federal: Calendar, new_york: Calendar) -> None:
    """The reader sees that both lists were asked."""
    both = Limit(name="both", hours=48, calendars=(federal, new_york), cite="(b)(2)")
    assert both.excluded_because(date(2019, 11, 11)) == "Veterans Day / Veterans' Day"


def test_without_calendars_no_holiday_is_left_out() -> None:
    """The form's own clock is 48 hours flat: it runs through Christmas."""
    assert Limit(name="form", hours=48, cite="I-247A").excluded_because(date(2017, 12, 25)) is None


def test_the_weekday_is_named_before_the_holiday(federal: Calendar) -> None:
    """Saturday 11 November 2017 is left out as a Saturday whatever the calendar says."""
    limit = Limit(name="x", hours=48, excluding_weekdays=WEEKEND, calendars=(federal,), cite="(d)")
    assert limit.excluded_because(date(2017, 11, 11)) == "Saturday"
    assert limit.excluded_because(date(2017, 11, 12)) == "Sunday"
    assert limit.excluded_because(date(2017, 11, 13)) is None


def test_closing_by_executive_order_does_not_stop_a_clock_on_both_lists(
    federal: Calendar, new_york: Calendar
) -> None:
    """On 5 December 2018 federal offices were closed and New York's law ran on."""
    both = Limit(name="both", hours=48, calendars=(federal, new_york), cite="(b)(2)")
    assert both.excluded_because(date(2018, 12, 5)) is None
