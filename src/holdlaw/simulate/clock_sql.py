"""Limits in time as SQL: how much a clock has counted at a moment, exactly as `clocks.running` counts.

The time a clock has counted since a fixed day grows at full speed on days that count, and stands still on
those that do not. It bends only at local midnight, so a table of days (when it bends, how much was counted
before) gives it at any moment; a limit is over once the count has grown by its hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from attrs import field, frozen

from holdlaw.clocks import Limit
from holdlaw.clocks.instants import ONE_DAY, next_day_begins
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.layout import NO, UNKNOWN, YES

MICROSECOND = timedelta(microseconds=1)
_HOUR_US = timedelta(hours=1) // MICROSECOND
_DAY_US = ONE_DAY // MICROSECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ACT = "coalesce(act_at, release_due_at)"
_START = "greatest(release_due_at, coalesce(search_done_at, release_due_at))"


@frozen
class Timed:
    """A limit and the zone whose days it counts. `zone` None: those of the request's own `utc_offset`.

    `key`: all that the count depends on; limits with the same are one to a count.
    """

    key: str
    limit: Limit = field(eq=False)
    zone: tzinfo | None = field(eq=False)


def timed(limit: Limit, zone: tzinfo | None) -> Timed:
    """Put a limit and a zone together."""
    length = (limit.hours, str(limit.until_local_time), limit.days_before_release)
    days = (sorted(limit.excluding_weekdays), list(limit.calendars))
    return Timed(digest_of([length, days, str(zone)]), limit, zone)


@frozen
class Years:
    """The span of time for which days are tabled; a moment outside it is unknown. Half-open, in UTC."""

    first: date
    before: date


def over(clock: Timed, years: Years, moment: str = ACT) -> str | None:
    """Say whether a limit is over at a moment, or of a window before release, whether it has opened.

    None where columns cannot say it: the test is then unknown for every request.
    """
    limit, zone = clock.limit, clock.zone
    if limit.days_before_release is not None:
        return None if zone is None else _opened(limit.days_before_release, zone, years, moment)
    if limit.hours is None:
        return None
    after = _hours_over(clock, limit.hours, years, moment)
    return (
        f"CASE {_at_release(moment, NO)} WHEN {moment} IS NULL OR release_due_at IS NULL THEN {UNKNOWN} "
        f"WHEN {moment} <= release_due_at THEN {NO} "
        f"WHEN {after} THEN {YES} WHEN ({after}) IS NULL THEN {UNKNOWN} ELSE {NO} END"
    )


def _hours_over(clock: Timed, hours: int, years: Years, moment: str) -> str:
    if not clock.limit.excluding_weekdays and not clock.limit.calendars:
        return f"epoch_us({moment}) >= epoch_us({_START}) + {hours * _HOUR_US}"
    shift = "" if clock.zone else " + 60000000 * CAST(utc_offset AS BIGINT)"
    at, start = (_counted(clock, years, f"(epoch_us({when}){shift})") for when in (moment, _START))
    # An unknown offset, or a moment outside the table, leaves the sum NULL; `over` makes that an unknown.
    return f"({at}) - ({start}) >= {hours * _HOUR_US}"


def _at_release(moment: str, value: int) -> str:
    """Write the value of a request that leaves the moment of the act out: it is that of release."""
    return f"WHEN act_at IS NULL AND release_due_at IS NULL THEN {value}" if moment == ACT else ""


def _counted(clock: Timed, years: Years, us: str) -> str:
    """Write how many microseconds a clock has counted at a moment."""
    first = (datetime.combine(years.first, time(), UTC) - _EPOCH) // ONE_DAY
    day, within = f"({us} // {_DAY_US} - {first - 1})", f"({us} % {_DAY_US})"
    before, bend, one, other = (f"list_extract({own}, {day})" for own in _days(clock, years))
    return f"{before} + {one} * least({within}, {bend}) + {other} * greatest(0, {within} - {bend})"


@lru_cache(maxsize=64)
def _days(clock: Timed, years: Years) -> tuple[str, ...]:
    """Write the table of days, each column as a constant: counted before, the bend, its two sides."""
    entries = tuple(_entries(clock.limit, clock.zone or UTC, years))
    return tuple(f"CAST('[{', '.join(str(e[i]) for e in entries)}]' AS BIGINT[])" for i in range(4))


def _entries(limit: Limit, zone: tzinfo, years: Years) -> Iterator[tuple[int, int, int, int]]:
    """Give for each day of UTC: counted before it, the bend in it, whether each side of the bend counts."""
    counted, day = 0, datetime.combine(years.first, time(), UTC)
    end = datetime.combine(years.before, time(), UTC)
    while day < end:
        bend = min(next_day_begins(day - MICROSECOND, zone), day + ONE_DAY)
        if bend < day + ONE_DAY and next_day_begins(bend, zone) < day + ONE_DAY:
            raise ValueError(f"{zone}: two local days begin within one day of UTC on {day:%Y-%m-%d}")
        at = (bend - day) // MICROSECOND
        first, second = (
            int(limit.excluded_because(when.astimezone(zone).date()) is None)
            for when in (day, day + ONE_DAY - MICROSECOND)
        )
        yield counted, at, first, second
        counted += first * at + second * (_DAY_US - at)
        day += ONE_DAY


def _opened(days: int, zone: tzinfo, years: Years, moment: str) -> str:
    """Write whether a window that opens whole local days before release has opened."""
    changes = tuple(_changes(zone, years))
    released = _offset_at("epoch_us(release_due_at)", zone, years, changes)
    wall = f"(epoch_us(release_due_at) + {released} - {days * _DAY_US})"
    turns = tuple((at + after, after) for at, after in changes)
    opening = f"{wall} - ({_steps(wall, _first_offset(zone, years), turns)})"
    return (
        f"CASE {_at_release(moment, YES)} WHEN release_due_at IS NULL THEN {UNKNOWN} "
        f"WHEN epoch_us({moment}) < {opening} THEN {NO} ELSE {YES} END"
    )


def _offset_at(us: str, zone: tzinfo, years: Years, changes: tuple[tuple[int, int], ...]) -> str:
    return f"({_steps(us, _first_offset(zone, years), changes)})"


def _steps(us: str, first: int, changes: tuple[tuple[int, int], ...]) -> str:
    """Write a value that changes at moments: the last one reached, the newest first."""
    whens = " ".join(f"WHEN {us} >= {at} THEN {after}" for at, after in reversed(changes))
    return f"CASE {whens} ELSE {first} END" if changes else str(first)


def _first_offset(zone: tzinfo, years: Years) -> int:
    return _offset(datetime.combine(years.first, time(), UTC), zone)


def _offset(at: datetime, zone: tzinfo) -> int:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset // MICROSECOND


def _changes(zone: tzinfo, years: Years) -> Iterator[tuple[int, int]]:
    """Give each change of the clocks: the moment in microseconds, and the offset from then on."""
    at, end = datetime.combine(years.first, time(), UTC), datetime.combine(years.before, time(), UTC)
    step = timedelta(hours=12)
    while at < end:
        if _offset(at, zone) != _offset(at + step, zone):
            turn = _turn(at, at + step, zone)
            yield (turn - _EPOCH) // MICROSECOND, _offset(turn, zone)
        at += step


def _turn(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    """Find the second at which the offset changes between two moments."""
    before = _offset(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high
