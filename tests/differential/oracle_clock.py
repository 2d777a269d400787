"""A slow clock: it walks forward an hour at a time and counts the hours that count.

Sources: 8 CFR 287.7(d) and NYC Admin. Code § 14-154(b)(2) for the 48 hours without Saturdays,
Sundays and holidays; 5 USC 6103(a) and New York General Construction Law § 24 for the holidays.
Neither rule says whose holidays, so only a day on both lists stops the clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

from .values import Case, day_in_the_city, instant, release_due_at

HOUR = timedelta(hours=1)
LIMIT = timedelta(hours=48)
FORMS_THAT_STATE_48_FLAT_HOURS = ("I-247", "I-247D", "I-247X", "I-247A")
FIRST_JUNETEENTH = 2021
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second, third ... given weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def floating_days(year: int) -> set[date]:
    """The days both lists set by weekday: King, Washington, Memorial, Labor, Columbus, Thanksgiving."""
    last_monday_of_may = date(year, 5, 31)
    while last_monday_of_may.weekday() != MONDAY:
        last_monday_of_may -= timedelta(days=1)
    return {
        nth(year, 1, MONDAY, 3),
        nth(year, 2, MONDAY, 3),
        last_monday_of_may,
        nth(year, 9, MONDAY, 1),
        nth(year, 10, MONDAY, 2),
        nth(year, 11, THURSDAY, 4),
    }


def fixed_days(year: int) -> set[date]:
    """The days both lists set by date. Juneteenth came in 2021 (federal; New York's began October 2020)."""
    days = {date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)}
    return days | {date(year, 6, 19)} if year >= FIRST_JUNETEENTH else days


def federal_days(year: int) -> set[date]:
    """5 USC 6103, with the working day in lieu: Friday for a Saturday holiday, Monday for a Sunday one."""
    days = floating_days(year) | fixed_days(year)
    for fixed in fixed_days(year):
        if fixed.weekday() == SATURDAY:
            days.add(fixed - timedelta(days=1))
        if fixed.weekday() == SUNDAY:
            days.add(fixed + timedelta(days=1))
    return days


def new_york_days(year: int) -> set[date]:
    """General Construction Law § 24: more days, Monday for a Sunday holiday, nothing for a Saturday one."""
    dated = fixed_days(year) | {date(year, 2, 12)}
    days = dated | floating_days(year)
    days |= {fixed + timedelta(days=1) for fixed in dated if fixed.weekday() == SUNDAY}
    flag_day = nth(year, 6, SUNDAY, 2)
    election_day = nth(year, 11, MONDAY, 1) + timedelta(days=1)
    return days | {flag_day, election_day}


def joint_holiday(when: date) -> bool:
    """Whether a day is on the federal list and on New York's."""
    # A Saturday New Year is kept on Friday 31 December, so the next year's list matters too.
    federal = federal_days(when.year) | federal_days(when.year + 1)
    return when in federal and when in new_york_days(when.year)


@cache
def stops_the_clock(when: date) -> bool:
    """Saturdays, Sundays and the holidays of both lists."""
    return when.weekday() in (SATURDAY, SUNDAY) or joint_holiday(when)


def count_working_hours(start: datetime, hours: timedelta = LIMIT) -> datetime:
    """Walk from `start` until the given elapsed time has passed outside the days that stop the clock."""
    now, left = start.astimezone(UTC), hours
    while left:
        next_whole_hour = now.replace(minute=0, second=0, microsecond=0) + HOUR
        step = min(left, next_whole_hour - now)
        if not stops_the_clock(day_in_the_city(now)):
            left -= step
        now += step
    return now


def clock_start(case: Case) -> datetime:
    """The later of the moment release was due and the moment the search was done."""
    due = release_due_at(case)
    done = case["custody"].get("search_done_at")
    return max(due, instant(done)) if done else due


def form_clock(case: Case) -> datetime | None:
    """The flat 48 hours that the older I-247, I-247D, I-247X and I-247A print; None for other papers."""
    if case["request"]["form"] not in FORMS_THAT_STATE_48_FLAT_HOURS:
        return None
    return clock_start(case) + LIMIT


def regulation_clock(case: Case) -> datetime:
    """8 CFR 287.7(d): 48 hours without Saturdays, Sundays and holidays."""
    return count_working_hours(clock_start(case))


def city_clock(case: Case) -> datetime:
    """§ 14-154(b)(2): 48 hours without Saturdays, Sundays and holidays, after release and search."""
    return count_working_hours(clock_start(case))
