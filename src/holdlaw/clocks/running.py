"""Running a limit from a moment: when time is up, and which days did not count.

Three choices where the law texts are silent, each the shorter hold:

1. hours are hours of real time, so a clock change never adds or takes one;
2. a clock that ends exactly at midnight ends there, even when the next day is excluded;
3. a wall-clock time that a clock change makes doubtful is read so that the hold is shorter.

Source: 8 CFR 287.7(d); NYC Admin. Code § 14-154(b)(2) ("48 hours, excluding Saturdays, Sundays and
holidays"). Reading that phrase as running hours with whole days removed is an assumption.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from holdlaw.clocks.clock import Clock, Day
from holdlaw.clocks.instants import clock_change, in_utc, next_day_begins, readings
from holdlaw.clocks.limits import Limit

_NOTHING = timedelta()


def run(limit: Limit, starts_at: datetime, zone: tzinfo) -> Clock:
    """Work out when a limit that starts at `starts_at` runs out, day by day in the place's own time.

    `starts_at` may carry any offset; days are the local days of `zone`. A start inside an excluded day
    begins to count at the local midnight that ends the excluded days. A limit until a local time that has
    already come leaves no time: `until` equals `starts_at`. Raises ValueError for a moment without a time
    zone, and for a limit counted back from release, which is the work of `opens`.

    Source: the limit's `cite`.
    """
    start = in_utc(starts_at, "starts_at")
    if limit.hours is not None:
        return _run_hours(limit, timedelta(hours=limit.hours), start, zone)
    if limit.until_local_time is None:
        raise ValueError(f'limit "{limit.name}" is counted back from release: use opens, not run')
    today = start.astimezone(zone).date()
    # Two moments only around a clock change; the earlier one is the shorter hold.
    deadline, _ = readings(datetime.combine(today, limit.until_local_time), zone)
    return _run_between(limit, start, max(start, deadline), zone)


def opens(limit: Limit, release_due_at: datetime, zone: tzinfo) -> Clock:
    """Work out the window before release in which a law allows something.

    It opens whole local calendar days before release at the same wall-clock time, and ends at release.
    Where a clock change makes the opening doubtful, the later moment is taken. Raises ValueError for a
    moment without a time zone, and for a limit that is not counted back from release.

    Source: the limit's `cite`.
    """
    release = in_utc(release_due_at, "release_due_at")
    if limit.days_before_release is None:
        raise ValueError(f'limit "{limit.name}" is not counted back from release: use run, not opens')
    wall = release.astimezone(zone).replace(tzinfo=None) - timedelta(days=limit.days_before_release)
    _, opening = readings(wall, zone)
    return _run_between(limit, opening, release, zone)


def starts(release_due_at: datetime, search_done_at: datetime | None) -> datetime:
    """Return when the hold clock starts: at release, or when the record search ends if that is later.

    None means that no search runs past release. Raises ValueError for a moment without a time zone.

    Source: NYC Admin. Code § 14-154(b)(2), the hold is "in addition to" reasonable search time.
    """
    release = in_utc(release_due_at, "release_due_at")
    if search_done_at is None or in_utc(search_done_at, "search_done_at") <= release:
        return release_due_at
    return search_done_at


def earliest(clocks: Iterable[Clock]) -> Clock:
    """Return the clock that runs out first; of clocks that run out together, the first given.

    A person is never held past the earliest limit that applies. Raises ValueError when there is none.
    """
    listed = list(clocks)
    if not listed:
        raise ValueError("no clock was given, so there is no earliest deadline")
    return min(listed, key=lambda clock: in_utc(clock.until, "until"))


def _run_hours(limit: Limit, left: timedelta, start: datetime, zone: tzinfo) -> Clock:
    at = start
    days: list[Day] = []
    while left:
        day, ends = at.astimezone(zone).date(), next_day_begins(at, zone)
        because = limit.excluded_because(day)
        counted = _NOTHING if because else min(left, ends - at)
        days.append(Day(day, counted, because, clock_change(day, zone)))
        left -= counted
        at = ends if left else at + counted
    return _clock(limit, (start, at), days, zone)


def _run_between(limit: Limit, start: datetime, until: datetime, zone: tzinfo) -> Clock:
    at = start
    days: list[Day] = []
    while at < until or not days:
        day, ends = at.astimezone(zone).date(), min(until, next_day_begins(at, zone))
        days.append(Day(day, ends - at, None, clock_change(day, zone)))
        at = ends
    return _clock(limit, (start, until), days, zone)


def _clock(limit: Limit, span: tuple[datetime, datetime], days: list[Day], zone: tzinfo) -> Clock:
    starts_at, until = (at.astimezone(zone) for at in span)
    return Clock(limit.name, starts_at, until, tuple(days), limit.cite)
