"""Which of two limits on a hold runs out first: said once for all rows where it can be, or row by row.

Every limit of a law begins at the same moment. Of two that are over, the one that ran out first ended the
hold, and is the provision that an answer names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdlaw.clocks import Limit
from holdlaw.simulate.clock_sql import Timed, Years, ends
from holdlaw.simulate.layout import NO, YES

LONGEST_DAY = 25
"""Hours until a wall-clock time on the day of the start has surely come."""


def sooner(one: Timed, other: Timed) -> bool | None:
    """Say whether one limit runs out before another, whatever the row; None where that is the row's own."""
    if one.key == other.key or _surely_no_later(other.limit, one.limit):
        return False
    return True if _surely_before(one.limit, other.limit) else None


def orders(clocks: Mapping[str, Timed], years: Years) -> Iterator[tuple[str, str]]:
    """Write each comparison that rows need: its name, and whether the later-named limit runs out before."""
    names = list(clocks)
    for i, first in enumerate(names):
        for then in names[i + 1 :]:
            if sooner(clocks[then], clocks[first]) is None:
                before = f"{ends(clocks[then], years)} < {ends(clocks[first], years)}"
                yield order(then, first), f"CASE WHEN {before} THEN {YES} ELSE {NO} END"


def order(one: str, other: str) -> str:
    """Name the comparison of two limits."""
    return f"{one} before {other}"


def _surely_before(one: Limit, other: Limit) -> bool:
    """Say whether one surely runs out before another: at its latest before the other at its earliest."""
    if _leaves_out_no_more(one, other) and one.hours and other.hours:
        return one.hours < other.hours
    latest = _latest(one)
    return latest is not None and latest < (other.hours or 0)


def _surely_no_later(one: Limit, other: Limit) -> bool:
    if _leaves_out_no_more(one, other) and one.hours and other.hours:
        return one.hours <= other.hours
    latest = _latest(one)
    return latest is not None and latest <= (other.hours or 0)


def _latest(limit: Limit) -> int | None:
    """Give the hours after which a limit is surely over; None where days are left out."""
    if limit.hours is None:
        return LONGEST_DAY
    return None if limit.excluding_weekdays or limit.calendars else limit.hours


def _leaves_out_no_more(one: Limit, other: Limit) -> bool:
    """Say whether every day that one leaves out the other does: holidays are those on all its calendars."""
    wanted = {calendar.name for calendar in other.calendars}
    holidays = not one.calendars or (wanted and wanted <= {calendar.name for calendar in one.calendars})
    return bool(holidays) and one.excluding_weekdays <= other.excluding_weekdays
