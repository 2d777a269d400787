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
from holdlaw.clocks.instants import ONE_DAY, next_day_begins, readings
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.layout import NO, UNKNOWN, YES

MICROSECOND = timedelta(microseconds=1)
_HOUR_US = timedelta(hours=1) // MICROSECOND
_DAY_US = ONE_DAY // MICROSECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOLIDAYS_MAX = 60
_SECOND_US = 1_000_000
_BITS = 19
"""Bits of an entry that say where in a day of UTC a local day begins, in seconds, and whether each counts."""

_ENTRY = (
    f"(entry >> {_BITS}) * {_SECOND_US}",
    f"(entry >> 2 & {(1 << _BITS - 2) - 1}) * {_SECOND_US}",
    "(entry >> 1 & 1)",
    "(entry & 1)",
)
"""What an entry of the table of days says: counted before the day, the bend, and its two sides."""

FIRST_YEAR, LAST_YEAR = 1980, 2099
"""The years that can be tabled."""

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
    after = _time_is_up(clock, years, moment)
    return (
        f"CASE {_at_release(moment, NO)} WHEN {moment} IS NULL OR release_due_at IS NULL THEN {UNKNOWN} "
        f"WHEN {moment} <= release_due_at THEN {NO} "
        f"ELSE CASE {after} WHEN true THEN {YES} WHEN false THEN {NO} ELSE {UNKNOWN} END END"
    )


def _time_is_up(clock: Timed, years: Years, moment: str) -> str:
    if clock.limit.hours is None or not _leaves_days_out(clock.limit):
        return f"epoch_us({moment}) >= {ends(clock, years)}"
    at, start = (_counted(clock, years, _local(clock, when)) for when in (moment, _START))
    # An unknown offset, or a moment outside the table, leaves the sum NULL; `over` makes that an unknown.
    return f"({at}) - ({start}) >= {clock.limit.hours * _HOUR_US}"


def _leaves_days_out(limit: Limit) -> bool:
    return bool(limit.excluding_weekdays or limit.calendars)


def ends(clock: Timed, years: Years) -> str:
    """Write when a limit runs out, in microseconds of UTC: NULL where that cannot be told."""
    limit = clock.limit
    if limit.hours is None:
        return _ends_at_time(clock, years)
    if _leaves_days_out(limit):
        return _ends_after_days(clock, years, limit.hours * _HOUR_US)
    return f"(epoch_us({_START}) + {limit.hours * _HOUR_US})"


def _ends_at_time(clock: Timed, years: Years) -> str:
    """Write the wall-clock time of the local day of the start; at once if it has come by then."""
    own, start = _days(clock, years), _local(clock, _START)
    day, within = _day_of(start, years)
    first, second = (f"list_extract({ends}, {day})" for ends in own[1:])
    until = f"CASE WHEN {within} < list_extract({own[0]}, {day}) THEN {first} ELSE {second} END"
    # Not `greatest`: it passes over a NULL, and a time that cannot be told is not the start.
    later = f"CASE WHEN ({until}) > {start} THEN {until} WHEN ({until}) IS NOT NULL THEN {start} END"
    return f"({later}{_shift(clock, '-')})"


def _ends_after_days(clock: Timed, years: Years, length: int) -> str:
    """Write when so many counted microseconds are over: in the first day that counts beyond them."""
    (entries,), start = _days(clock, years), _local(clock, _START)
    day, _ = _day_of(start, years)
    before, bend, one, other = _ENTRY
    ahead = f"list_slice({entries}, first_day + 1, first_day + {_days_ahead(clock.limit)})"
    last = f"first_day + len(list_filter({ahead}, lambda entry: {before} < target))"
    left = f"(target - {before})"
    within = (
        f"CASE WHEN {one} = 1 AND {left} <= {bend} THEN {left} "
        f"WHEN {other} = 1 THEN {left} + (1 - {one}) * {bend} END"
    )
    ending = f"{_begins(years)} + (last_day - 1) * {_DAY_US} + {within}"
    ending = _let("entry", f"list_extract({entries}, last_day)", ending)
    ending = _let("last_day", last, ending)
    ending = _let("target", f"{_counted(clock, years, start)} + {length}", ending)
    return f"({_let('first_day', day, ending)}{_shift(clock, '-')})"


def _let(name: str, value: str, sql: str) -> str:
    """Write a value once under a name, for an expression that uses it often."""
    return f"list_extract(list_transform([{value}], lambda {name}: {sql}), 1)"


def _days_ahead(limit: Limit) -> int:
    """Give days within which a limit surely ends: a week has a day that counts, a year few holidays."""
    weeks = (limit.hours or 0) // 24 + 2
    return 7 * weeks + _HOLIDAYS_MAX


def _local(clock: Timed, moment: str) -> str:
    """Write a moment in microseconds; where the request's own clock counts the days, of that clock."""
    return f"(epoch_us({moment}){_shift(clock, '+')})"


def _shift(clock: Timed, sign: str) -> str:
    return "" if clock.zone else f" {sign} 60000000 * CAST(utc_offset AS BIGINT)"


def _at_release(moment: str, value: int) -> str:
    """Write the value of a request that leaves the moment of the act out: it is that of release."""
    return f"WHEN act_at IS NULL AND release_due_at IS NULL THEN {value}" if moment == ACT else ""


def _counted(clock: Timed, years: Years, us: str) -> str:
    """Write how many microseconds a clock has counted at a moment."""
    (entries,) = _days(clock, years)
    day, within = _day_of(us, years)
    before, bend, one, other = _ENTRY
    counted = f"{before} + {one} * least({within}, {bend}) + {other} * greatest(0, {within} - {bend})"
    return _let("entry", f"list_extract({entries}, {day})", counted)


def _day_of(us: str, years: Years) -> tuple[str, str]:
    """Write a moment's day in the table, counted from 1, and the microseconds within it.

    The day is 0 before the table, where nothing stands: a negative one would be read from its end.
    """
    since = f"({us} - ({_begins(years) - _DAY_US}))"
    return f"greatest(0, {since} // {_DAY_US})", f"({since} % {_DAY_US})"


def _begins(years: Years) -> int:
    """Give the microsecond with which the table begins: a day early, for clocks that are behind UTC."""
    return (datetime.combine(years.first - ONE_DAY, time(), UTC) - _EPOCH) // MICROSECOND


@lru_cache(maxsize=64)
def _days(clock: Timed, years: Years) -> tuple[str, ...]:
    """Write the table of days, each column as a constant.

    Of hours: one number a day, as `_ENTRY` reads it. Of a wall-clock time: the bend, and when the limit ends
    that began on either side of it.
    """
    made = _entries if clock.limit.hours else _ending
    columns = zip(*made(clock.limit, clock.zone or UTC, years), strict=True)
    return tuple(f"CAST('[{', '.join(map(str, column))}]' AS BIGINT[])" for column in columns)


def _bends(zone: tzinfo, years: Years) -> Iterator[tuple[datetime, int]]:
    """Give each day of UTC, and when in it a local day begins."""
    day = datetime.combine(years.first - ONE_DAY, time(), UTC)
    end = datetime.combine(years.before, time(), UTC)
    while day < end:
        bend = min(next_day_begins(day - MICROSECOND, zone), day + ONE_DAY)
        if bend < day + ONE_DAY and next_day_begins(bend, zone) < day + ONE_DAY:
            raise ValueError(f"{zone}: two local days begin within one day of UTC on {day:%Y-%m-%d}")
        yield day, (bend - day) // MICROSECOND
        day += ONE_DAY


def _sides(day: datetime, zone: tzinfo) -> tuple[date, date]:
    """Give the local days on which a day of UTC begins and ends."""
    return day.astimezone(zone).date(), (day + ONE_DAY - MICROSECOND).astimezone(zone).date()


def _entries(limit: Limit, zone: tzinfo, years: Years) -> Iterator[tuple[int]]:
    """Give for each day of UTC in one number: counted before it, the bend, whether each side of it counts."""
    counted = 0
    for day, bend in _bends(zone, years):
        first, second = (int(limit.excluded_because(own) is None) for own in _sides(day, zone))
        yield (counted // _SECOND_US << _BITS | bend // _SECOND_US << 2 | first << 1 | second,)
        counted += first * bend + second * (_DAY_US - bend)


def _ending(limit: Limit, zone: tzinfo, years: Years) -> Iterator[tuple[int, int, int]]:
    """Give for each day of UTC: the bend in it, and when the wall-clock time comes on either side's day."""
    assert limit.until_local_time is not None
    for day, bend in _bends(zone, years):
        walls = (datetime.combine(own, limit.until_local_time) for own in _sides(day, zone))
        first, second = ((readings(wall, zone)[0] - _EPOCH) // MICROSECOND for wall in walls)
        yield bend, first, second


def _opened(days: int, zone: tzinfo, years: Years, moment: str) -> str:
    """Write whether a window that opens whole local days before release has opened."""
    changes = tuple(_changes(zone, years))
    released = _offset_at("epoch_us(release_due_at)", zone, years, changes)
    wall = f"(epoch_us(release_due_at) + {released} - {days * _DAY_US})"
    turns = tuple((at + after, after) for at, after in changes)
    opening = f"{wall} - ({_steps(wall, _first_offset(zone, years), turns)})"
    return (
        f"CASE {_at_release(moment, YES)} WHEN release_due_at IS NULL THEN {UNKNOWN} "
        f"WHEN release_due_at NOT BETWEEN {_moment(years.first)} AND {_moment(years.before)} THEN {UNKNOWN} "
        f"WHEN epoch_us({moment}) < {opening} THEN {NO} ELSE {YES} END"
    )


def _moment(day: date) -> str:
    return f"TIMESTAMP '{day.isoformat()}'"


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
