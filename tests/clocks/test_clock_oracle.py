"""Every deadline again, the slow way: count the minutes one by one and see where they run out.

The counting here shares nothing with the product: no calendar, no days, only minutes and a list of dates
copied out by hand from printed calendars.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from holdlaw.clocks import Calendar, Limit, run

MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=1021)
ZONES = ("America/New_York", "America/Los_Angeles", "America/Chicago")

WINDOWS = {
    "clocks go forward, 2017": (date(2017, 3, 8), date(2017, 3, 15)),
    "clocks go back, election and Veterans Day, 2017": (date(2017, 11, 1), date(2017, 11, 14)),
    "Independence Day on a Tuesday": (date(2017, 6, 29), date(2017, 7, 6)),
    "Christmas and New Year, both on a Saturday": (date(2021, 12, 21), date(2022, 1, 5)),
    "leap day on a Saturday, and Washington's Birthday": (date(2020, 2, 12), date(2020, 3, 4)),
    "leap day on a Thursday, clocks forward": (date(2024, 2, 27), date(2024, 3, 13)),
    "a day of mourning": (date(2018, 12, 3), date(2018, 12, 7)),
}
FEDERAL_DAYS = {
    date(2017, 7, 4), date(2017, 11, 10), date(2017, 11, 11),
    date(2018, 12, 5), date(2020, 2, 17),
    date(2021, 12, 24), date(2021, 12, 25), date(2021, 12, 31), date(2022, 1, 1), date(2022, 1, 17),
}  # fmt: skip
NEW_YORK_DAYS = {
    date(2017, 7, 4), date(2017, 11, 7), date(2017, 11, 11),
    date(2020, 2, 12), date(2020, 2, 17),
    date(2021, 12, 25), date(2022, 1, 1), date(2022, 1, 17),
}  # fmt: skip


def count_minutes(
    start: datetime, wanted: int, zone: ZoneInfo, closed: set[date]
) -> tuple[datetime, Counter[date]]:
    """Walk from the start, minute by minute, until `wanted` minutes fell on days that count."""
    minute, per_day = start, Counter[date]()
    while per_day.total() < wanted:
        today = minute.astimezone(zone).date()
        if today.weekday() < 5 and today not in closed:
            per_day[today] += 1
        minute += MINUTE
    return minute, per_day


def starts_in(window: str) -> Iterator[datetime]:
    """Give moments through a window, at odd minutes of every hour of the day."""
    first, last = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in WINDOWS[window])
    while first < last:
        yield first
        first += STEP


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("lists", ["federal", "new_york", "both"])
def test_counting_minutes_one_by_one_gives_the_same_deadline(
    federal: Calendar, new_york: Calendar, lists: str, window: str, zone: str
) -> None:
    """A clever calculation that is wrong once a year is wrong for somebody: the slow count never is."""
    calendars, closed = {
        "federal": ((federal,), FEDERAL_DAYS),
        "new_york": ((new_york,), NEW_YORK_DAYS),
        "both": ((federal, new_york), FEDERAL_DAYS & NEW_YORK_DAYS),
    }[lists]
    limit = Limit(
        name="x", hours=48, excluding_weekdays=frozenset({5, 6}), calendars=calendars, cite="8 CFR 287.7(d)"
    )
    for start in starts_in(window):
        clock = run(limit, start, ZoneInfo(zone))
        until, per_day = count_minutes(start, 48 * 60, ZoneInfo(zone), closed)
        assert clock.until.astimezone(UTC) == until
        assert {day.on: day.counted for day in clock.days if day.counted} == {
            day: minutes * MINUTE for day, minutes in per_day.items()
        }
