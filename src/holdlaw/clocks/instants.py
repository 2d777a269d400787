"""Moments and local days: what the wall clock of a place means in elapsed time.

All arithmetic here is in UTC. Python subtracts and compares two local times of one zone by their wall
clocks, so that 48 hours across a clock change would come out as 47 or 49.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)
_BEGINNING = datetime.min.replace(tzinfo=UTC)
_MIDNIGHT = time()


def in_utc(at: datetime, name: str) -> datetime:
    """Return the same moment in UTC.

    `name` is what the caller calls the moment. A datetime without a time zone raises ValueError: it could
    be any of several moments.
    """
    if at.utcoffset() is None:
        raise ValueError(f"{name} has no time zone, so {at.isoformat()} could be several moments; add one")
    return at.astimezone(UTC)


def span(start: datetime, end: datetime) -> timedelta:
    """Return the time that passes from one moment to another, whatever the wall clocks show in between.

    >>> from zoneinfo import ZoneInfo
    >>> zone = ZoneInfo("America/New_York")
    >>> str(span(datetime(2017, 3, 11, 12, tzinfo=zone), datetime(2017, 3, 12, 12, tzinfo=zone)))
    '23:00:00'
    """
    return in_utc(end, "end") - in_utc(start, "start")


def readings(wall: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the moments, in UTC and in order, that a wall-clock time without a zone can mean in `zone`.

    Both are the same except around a clock change: a time shown twice gives its two moments; a time the
    clocks skip gives one before and one after the skip.
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(first, second), max(first, second)


def day_begins(day: date, zone: tzinfo, *, after: datetime = _BEGINNING) -> datetime:
    """Return the first moment later than `after`, in UTC, at which the local date is `day` or later.

    That is local midnight, or the first moment past it where the clocks skip midnight or a whole date.
    """
    midnights = readings(datetime.combine(day, _MIDNIGHT), zone)
    return min(at for at in midnights if at > after and at.astimezone(zone).date() >= day)


def next_day_begins(at: datetime, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which the local day of `at` ends and the next begins."""
    return day_begins(at.astimezone(zone).date() + ONE_DAY, zone, after=at)


def clock_change(day: date, zone: tzinfo) -> str | None:
    """Say that a local day is shorter or longer than 24 hours, or return None on an ordinary day.

    >>> from zoneinfo import ZoneInfo
    >>> clock_change(date(2017, 3, 12), ZoneInfo("America/New_York"))
    'clocks go forward: this day has 23 hours'
    """
    length = day_begins(day + ONE_DAY, zone) - day_begins(day, zone)
    if length == ONE_DAY:
        return None
    direction = "forward" if length < ONE_DAY else "back"
    return f"clocks go {direction}: this day has {length / timedelta(hours=1):g} hours"
