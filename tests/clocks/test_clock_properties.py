"""What must hold for every clock, whatever the start, the limit and the place."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from holdlaw.clocks import Calendar, Limit, calendar_from_data, opens, run

ONE_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(2005, 1, 1), date(2035, 12, 31)
AMERICAN = ("New_York", "Chicago", "Denver", "Los_Angeles", "Phoenix", "Anchorage", "Puerto_Rico")
STRANGE = ("America/Havana", "America/Sao_Paulo", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia")

zones = st.sampled_from([f"America/{city}" for city in AMERICAN] + ["Pacific/Honolulu", *STRANGE]).map(
    ZoneInfo
)
american_zones = st.sampled_from([f"America/{city}" for city in AMERICAN]).map(ZoneInfo)
moments = st.datetimes(datetime(2005, 1, 2), datetime(2035, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
weekdays = st.frozensets(st.integers(0, 6), max_size=5)
lengths = st.integers(1, 240)


def calendar_of(*days: date) -> Calendar:
    """Build a calendar that holds these single days and, so as not to be empty, a day before all of them."""
    return calendar_from_data(
        {
            "calendar": "drawn",
            "title": "Drawn days",
            "source": "nothing",
            "holidays": [{"name": "Old", "on": "May 5", "source": "-", "in_force_before": FIRST_DAY}],
            "one_off": [
                {"name": "Day off", "on": day, "cite": "Order", "source": "-", "verified": "yes"}
                for day in days
            ],
        }
    )


@st.composite
def limits(draw: st.DrawFn) -> Limit:
    """Draw a limit in hours with some weekdays and some single days left out."""
    days = draw(st.lists(st.dates(FIRST_DAY, LAST_DAY), max_size=3))
    return Limit(
        name="drawn",
        hours=draw(lengths),
        excluding_weekdays=draw(weekdays),
        calendars=(calendar_of(*days),) if days else (),
        cite="nothing",
    )


@given(limits(), moments, zones)
def test_the_time_counted_is_exactly_the_time_allowed(limit: Limit, start: datetime, zone: ZoneInfo) -> None:
    """Not a minute is given or taken, whatever the clocks did in between."""
    assert limit.hours is not None
    clock = run(limit, start, zone)
    assert sum((day.counted for day in clock.days), timedelta()) == timedelta(hours=limit.hours)


@given(limits(), moments, zones)
def test_a_deadline_is_never_earlier_than_its_hours(limit: Limit, start: datetime, zone: ZoneInfo) -> None:
    """Leaving days out can only lengthen; with nothing left out the deadline is exactly the hours."""
    assert limit.hours is not None
    clock = run(limit, start, zone)
    flat = start + timedelta(hours=limit.hours)
    assert clock.until.astimezone(UTC) >= flat
    if not clock.days_excluded:
        assert clock.until.astimezone(UTC) == flat


@given(lengths, weekdays, moments, zones, st.integers(0, 12))
def test_one_more_holiday_never_shortens_a_clock(
    hours: int, left_out: frozenset[int], start: datetime, zone: ZoneInfo, days_later: int
) -> None:
    """A new holiday recomputes running clocks; none of them may end sooner for it."""
    holiday = start.date() + days_later * ONE_DAY
    plain = Limit(name="plain", hours=hours, excluding_weekdays=left_out, cite="-")
    longer = Limit(
        name="longer", hours=hours, excluding_weekdays=left_out, calendars=(calendar_of(holiday),), cite="-"
    )
    before, after = run(plain, start, zone), run(longer, start, zone)
    assert after.until.astimezone(UTC) >= before.until.astimezone(UTC)
    if holiday not in [day.on for day in before.days]:
        assert after.until == before.until


@given(lengths, moments, zones, st.integers(0, 6), st.integers(0, 6))
def test_two_lists_together_never_hold_longer_than_one(
    hours: int, start: datetime, zone: ZoneInfo, first: int, second: int
) -> None:
    """When it is open whose holidays are meant, the answer is never worse than either reading."""
    one, other = (calendar_of(start.date() + later * ONE_DAY) for later in (first, second))
    until = [
        run(Limit(name="x", hours=hours, calendars=calendars, cite="-"), start, zone).until.astimezone(UTC)
        for calendars in ((one, other), (one,), (other,))
    ]
    assert until[0] <= min(until[1:])


@given(limits(), moments, american_zones)
def test_the_days_run_from_start_to_end_without_a_gap(limit: Limit, start: datetime, zone: ZoneInfo) -> None:
    """A gap in the table is where a mistake would hide; and each day either counts or says why not."""
    clock = run(limit, start, zone)
    on = [day.on for day in clock.days]
    last_moment = clock.until.astimezone(UTC) - timedelta(microseconds=1)
    assert on == [on[0] + n * ONE_DAY for n in range(len(on))]
    assert on[0] == clock.starts_at.date()
    assert on[-1] == last_moment.astimezone(zone).date()
    assert all((not day.counted) == (day.excluded_because is not None) for day in clock.days)


@given(limits(), moments, st.timedeltas(timedelta(), timedelta(days=3)), zones)
def test_a_later_start_never_ends_sooner(
    limit: Limit, start: datetime, delay: timedelta, zone: ZoneInfo
) -> None:
    """Nobody gains by writing down an earlier release time than the true one."""
    first, second = (run(limit, moment, zone).until.astimezone(UTC) for moment in (start, start + delay))
    assert first <= second


@given(limits(), moments, zones)
def test_a_clock_never_ends_inside_a_day_it_leaves_out(limit: Limit, start: datetime, zone: ZoneInfo) -> None:
    """A deadline in the middle of an excluded Saturday would be a contradiction."""
    clock = run(limit, start, zone)
    assert clock.days[-1].excluded_because is None
    assert clock.days[-1].counted > timedelta()


@given(limits(), moments, zones)
def test_time_is_up_at_the_deadline_and_not_before(limit: Limit, start: datetime, zone: ZoneInfo) -> None:
    """In every zone and on every night, also the one where an hour comes twice."""
    clock = run(limit, start, zone)
    until = clock.until.astimezone(UTC)
    assert not clock.passed(until - timedelta(microseconds=1))
    assert clock.passed(until)
    assert clock.passed(clock.until)
    assert clock.passed(until + timedelta(microseconds=1))


@given(st.times(), moments, american_zones)
def test_a_limit_of_the_day_ends_on_that_day(until_time: time, start: datetime, zone: ZoneInfo) -> None:
    """Never past the wall-clock time, never on another day, never before the start."""
    clock = run(Limit(name="day", until_local_time=until_time, cite="-"), start, zone)
    (day,) = clock.days
    assert day.on == clock.until.date() == start.astimezone(zone).date()
    assert clock.until.astimezone(UTC) >= start
    if clock.until.astimezone(UTC) > start:
        assert clock.until.time() <= until_time


@given(st.integers(1, 40), moments, american_zones)
def test_a_window_is_whole_calendar_days_long(days: int, release: datetime, zone: ZoneInfo) -> None:
    """Whole days back on the calendar, within the hour that a clock change can take, and the days add up."""
    clock = opens(Limit(name="window", days_before_release=days, cite="-"), release, zone)
    assert clock.until.date() - clock.starts_at.date() == days * ONE_DAY
    length = clock.until.astimezone(UTC) - clock.starts_at.astimezone(UTC)
    assert abs(length - days * ONE_DAY) <= timedelta(hours=1)
    assert sum((day.counted for day in clock.days), timedelta()) == length
