"""When a made-up case happens: days on both sides of every boundary, and minutes around every limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from .oracle_clock import LIMIT, count_working_hours, federal_days, new_york_days
from .values import CITY_TIME, day_in_the_city

FIRST_DAY, LAST_DAY = date(2013, 1, 2), date(2027, 6, 30)
BOUNDARIES = (
    date(2013, 7, 16),  # Local Law 21 of 2013
    date(2014, 12, 14),  # Local Law 59 of 2014
    date(2018, 1, 30),  # § 10-178
    date(2018, 11, 13),  # chapter 189 of 2018
    date(2018, 11, 14),  # Wells
    date(2019, 8, 12),  # 39 RCNY 2-01 proposed
    date(2020, 2, 3),  # 39 RCNY 2-01 codified
    date(2026, 1, 29),  # Local Law 63 of 2026
    date(2026, 5, 27),  # the state's act
)
ERAS = (
    (FIRST_DAY, date(2013, 7, 15)),
    (date(2013, 7, 16), date(2014, 12, 13)),
    (date(2013, 7, 16), date(2014, 12, 13)),
    (date(2014, 12, 14), date(2018, 1, 29)),
    (date(2014, 12, 14), date(2018, 1, 29)),
    (date(2014, 12, 14), date(2018, 1, 29)),
    (date(2018, 1, 30), date(2018, 11, 13)),
    (date(2018, 11, 14), date(2019, 8, 11)),
    (date(2019, 8, 12), date(2020, 2, 2)),
    (date(2020, 2, 3), date(2026, 1, 28)),
    (date(2026, 1, 29), date(2026, 5, 26)),
    (date(2026, 5, 27), LAST_DAY),
)
LEAP_DAYS = tuple(date(year, 2, 29) for year in (2012, 2016, 2020, 2024))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Moments:
    """The instants (UTC) and the day of arrest of one case, in an order that can have happened."""

    release: datetime
    at: datetime
    search: datetime | None
    received: datetime
    arrested: date

    @property
    def last_day(self) -> date:
        """The day of the act in the city: nothing known at the desk is later."""
        return day_in_the_city(self.at)

    @property
    def clock_start(self) -> datetime:
        """The later of release and search."""
        return max(self.release, self.search or self.release)


def moments(rng: Random, goal: str) -> Moments:
    """Draw the instants of one case."""
    release = release_time(rng, goal)
    search = search_time(rng, release, goal)
    at = time_of_the_act(rng, release, max(release, search or release), goal)
    if search is not None:
        at = max(at, search)
    received = received_time(rng, release, at)
    arrested = arrest_day(rng, min(day_in_the_city(received), day_in_the_city(release)), goal)
    return Moments(release, at, search, received, arrested)


def release_time(rng: Random, goal: str) -> datetime:
    """A release on some day of some era, often beside a boundary, a holiday or midnight."""
    weights = {"clock": (15, 55, 30), "record": (35, 0, 65)}.get(goal, (30, 10, 60))
    when = rng.choices((near_a_boundary, near_a_holiday, in_an_era), weights)[0](rng)
    clock = rng.choice((time(0, 0), time(0, 1), time(23, 59), time(9, 30), time(18, 0), None, None, None))
    local = datetime.combine(when, clock or time(rng.randrange(24), rng.randrange(60)), CITY_TIME)
    return local.astimezone(UTC)


def near_a_boundary(rng: Random) -> date:
    """The day of a change in the law, the day before or the day after."""
    return rng.choice(BOUNDARIES) + rng.randint(-1, 1) * DAY


def near_a_holiday(rng: Random) -> date:
    """Up to four days before a day that is on either list of holidays."""
    year = rng.randint(2013, 2026)
    return rng.choice(sorted(federal_days(year) | new_york_days(year))) - rng.randint(0, 4) * DAY


def in_an_era(rng: Random) -> date:
    """Any day of any version."""
    first, last = rng.choice(ERAS)
    return first + rng.randint(0, (last - first).days) * DAY


def search_time(rng: Random, release: datetime, goal: str) -> datetime | None:
    """A search: fresh, exactly six hours old, a minute older, stale, after release, or not recorded."""
    ages = {
        "fresh": -rng.randint(0, 359) * MINUTE,
        "six hours": -6 * HOUR,
        "a minute more": -6 * HOUR - MINUTE,
        "a minute less": -6 * HOUR + MINUTE,
        "stale": -rng.randint(361, 6000) * MINUTE,
        "late": rng.randint(1, 300) * MINUTE,
        "none": None,
    }
    weights = {"clock": (40, 0, 0, 0, 0, 30, 30), "record": (60, 6, 6, 4, 2, 0, 22)}.get(
        goal, (38, 6, 6, 4, 8, 12, 26)
    )
    age = ages[rng.choices(tuple(ages), weights)[0]]
    return None if age is None else release + age


def time_of_the_act(rng: Random, release: datetime, start: datetime, goal: str) -> datetime:
    """The moment asked about: mostly the release, else around the limits, before or long after."""
    limit = rng.choice((start + LIMIT, count_working_hours(start)))
    times = {
        "release": release,
        "limit": limit + rng.randint(-1, 1) * MINUTE,
        "inside": start + rng.randint(1, 47) * HOUR,
        "before": release - rng.randint(1, 300) * MINUTE,
        "after": start + rng.randint(49, 240) * HOUR,
    }
    weights = {"clock": (10, 75, 10, 2, 3), "record": (85, 2, 8, 5, 0)}.get(goal, (50, 20, 16, 6, 8))
    return times[rng.choices(tuple(times), weights)[0]]


def received_time(rng: Random, release: datetime, at: datetime) -> datetime:
    """When the request came: hours or weeks before release, rarely years before it or hours after it."""
    times = (
        release - rng.randint(0, 600) * MINUTE,
        release - rng.randint(1, 60) * DAY,
        release - rng.randint(300, 1200) * DAY,
        release + rng.randint(1, 600) * MINUTE,
    )
    return min(at, rng.choices(times, (60, 22, 10, 8))[0])


def arrest_day(rng: Random, latest: date, goal: str) -> date:
    """The day of the arrest: mostly the same week, sometimes a leap day, sometimes long ago."""
    leap_days = [day for day in LEAP_DAYS if day <= latest]
    if leap_days and rng.random() < (0.25 if goal == "record" else 0.05):
        return leap_days[-1]
    return latest - rng.choice((0, 0, 1, 1, 2, 3, rng.randint(4, 500))) * DAY


def spell(rng: Random, moment: datetime) -> str:
    """Write an instant as a desk would, in the city's own time; sometimes in UTC."""
    return moment.astimezone(UTC if rng.random() < 0.15 else CITY_TIME).isoformat()
