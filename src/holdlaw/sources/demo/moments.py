"""Moments at a desk: local times that exist, hours that are hours, days that matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
THANKSGIVING_MONTH, THURSDAY = 11, 3


def later(moment: datetime, *, minutes: float) -> datetime:
    """Give the moment some real minutes after, in the same zone. Negative minutes go back.

    >>> start = datetime(2017, 11, 4, 18, 0, tzinfo=ZoneInfo("America/New_York"))
    >>> later(start, minutes=24 * 60).isoformat()
    '2017-11-05T17:00:00-05:00'
    """
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def at_hour(day: date, hours: float, zone: ZoneInfo) -> datetime:
    """Give the moment some hours into a local day by the wall clock; a skipped time moves on."""
    minutes = round(hours * 60)
    wall = datetime.combine(day, time(minutes // 60 % 24, minutes % 60), zone)
    return wall.astimezone(UTC).astimezone(zone)


def month_begins(day: date) -> date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def days_from(first: date, before: date) -> list[date]:
    """List the days from one until before another."""
    return [first + DAY * number for number in range((before - first).days)]


def thanksgiving(year: int) -> date:
    """Give the fourth Thursday of November."""
    first = date(year, THANKSGIVING_MONTH, 1)
    return first + DAY * ((THURSDAY - first.weekday()) % 7 + 21)


def changes_clocks(day: date, zone: ZoneInfo) -> bool:
    """Tell whether a local day has more or fewer than 24 hours."""
    return at_hour(day, 0, zone).utcoffset() != at_hour(day + DAY, 0, zone).utcoffset()


def nearest(day: date, wanted: Callable[[date], bool]) -> date:
    """Give the day nearest to one, before or after, that is wanted; of two the earlier."""
    for distance in range(731):
        for found in (day - DAY * distance, day + DAY * distance):
            if wanted(found):
                return found
    raise ValueError("no such day within two years")
