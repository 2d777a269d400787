"""Deadlines a desk officer could check with a pencil: worked examples, edges in threes, clock changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from holdlaw.clocks import Calendar, Clock, Day, Limit, earliest, opens, run, starts

NEW_YORK = ZoneInfo("America/New_York")
WEEKEND = frozenset({5, 6})
FLAT_48H = Limit(name="form", hours=48, cite="I-247A")
WEEKDAYS_48H = Limit(name="plain", hours=48, excluding_weekdays=WEEKEND, cite="8 CFR 287.7(d)")
UNTIL_2359 = Limit(name="us-nj", until_local_time=time(23, 59), cite="Directive 2018-6")
LAST_7_DAYS = Limit(name="us-ia", days_before_release=7, cite="27A.2")
ONE_SECOND = timedelta(seconds=1)


def at(text: str, *, fold: int = 0) -> datetime:
    """Read a New York wall-clock time; `fold=1` is the second pass of a repeated hour."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK, fold=fold)


def hours(clock: Clock) -> list[float]:
    """Give the hours counted on each day."""
    return [day.counted / timedelta(hours=1) for day in clock.days]


def offset(moment: datetime) -> str:
    """Write a moment with its offset, so that the two passes of a repeated hour differ."""
    return moment.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("release", "lists", "until"),
    [
        ("2017-06-30T18:00", "federal", "2017-07-05T18:00-04:00"),
        ("2017-06-30T18:00", "new_york", "2017-07-05T18:00-04:00"),
        ("2017-06-30T18:00", "both", "2017-07-05T18:00-04:00"),
        ("2017-11-06T10:00", "federal", "2017-11-08T10:00-05:00"),
        ("2017-11-06T10:00", "new_york", "2017-11-09T10:00-05:00"),
        ("2017-11-06T10:00", "both", "2017-11-08T10:00-05:00"),
        ("2017-11-09T22:00", "federal", "2017-11-14T22:00-05:00"),
        ("2017-11-09T22:00", "new_york", "2017-11-13T22:00-05:00"),
        ("2017-11-09T22:00", "both", "2017-11-13T22:00-05:00"),
        ("2021-12-30T12:00", "federal", "2022-01-04T12:00-05:00"),
        ("2021-12-30T12:00", "new_york", "2022-01-03T12:00-05:00"),
        ("2020-02-28T12:00", "both", "2020-03-03T12:00-05:00"),
    ],
)
def test_48_hours_without_weekends_and_holidays(
    federal: Calendar, new_york: Calendar, release: str, lists: str, until: str
) -> None:
    """The worked examples of the law notes: which list is meant decides on which day a person goes home."""
    calendars = {"federal": (federal,), "new_york": (new_york,), "both": (federal, new_york)}[lists]
    limit = Limit(name="x", hours=48, excluding_weekdays=WEEKEND, calendars=calendars, cite="(b)(2)")
    assert offset(run(limit, at(release), NEW_YORK).until) == until


def test_the_days_show_how_the_deadline_was_found(federal: Calendar) -> None:
    """A deadline that cannot be checked on paper will not be believed."""
    limit = Limit(
        name="regulation", hours=48, excluding_weekdays=WEEKEND, calendars=(federal,), cite="8 CFR 287.7(d)"
    )
    clock = run(limit, at("2017-11-09T22:00"), NEW_YORK)
    none = timedelta()
    assert clock.days == (
        Day(date(2017, 11, 9), timedelta(hours=2)),
        Day(date(2017, 11, 10), none, "Veterans Day (in lieu of Saturday 11 November)"),
        Day(date(2017, 11, 11), none, "Saturday"),
        Day(date(2017, 11, 12), none, "Sunday"),
        Day(date(2017, 11, 13), timedelta(hours=24)),
        Day(date(2017, 11, 14), timedelta(hours=22)),
    )
    assert clock.days_excluded == (date(2017, 11, 10), date(2017, 11, 11), date(2017, 11, 12))
    assert (clock.name, clock.cite) == ("regulation", "8 CFR 287.7(d)")
    assert offset(clock.starts_at) == "2017-11-09T22:00-05:00"


def test_a_flat_limit_runs_through_the_weekend() -> None:
    """The form says 48 hours and nothing of weekends: Friday evening to Sunday evening."""
    clock = run(FLAT_48H, at("2017-06-30T18:00"), NEW_YORK)
    assert offset(clock.until) == "2017-07-02T18:00-04:00"
    assert clock.days_excluded == ()


@pytest.mark.parametrize(
    ("start", "until", "counted"),
    [
        ("2017-06-16T23:59", "2017-06-20T23:59-04:00", [1 / 60, 0, 0, 24, 23 + 59 / 60]),
        ("2017-06-17T00:00", "2017-06-21T00:00-04:00", [0, 0, 24, 24]),
        ("2017-06-17T00:01", "2017-06-21T00:00-04:00", [0, 0, 24, 24]),
        ("2017-06-18T23:59", "2017-06-21T00:00-04:00", [0, 24, 24]),
        ("2017-06-19T00:00", "2017-06-21T00:00-04:00", [24, 24]),
        ("2017-06-19T00:01", "2017-06-21T00:01-04:00", [23 + 59 / 60, 24, 1 / 60]),
    ],
)
def test_a_start_around_an_excluded_day(start: str, until: str, counted: list[float]) -> None:
    """A release on a Saturday night begins to count at Monday's midnight, not at Saturday's hour."""
    clock = run(WEEKDAYS_48H, at(start), NEW_YORK)
    assert offset(clock.until) == until
    assert hours(clock) == pytest.approx(counted)


@pytest.mark.parametrize(
    ("start", "until"),
    [
        ("2017-06-14T23:59", "2017-06-16T23:59-04:00"),
        ("2017-06-15T00:00", "2017-06-17T00:00-04:00"),
        ("2017-06-15T00:01", "2017-06-19T00:01-04:00"),
    ],
)
def test_a_deadline_at_midnight_before_a_weekend_stays_there(start: str, until: str) -> None:
    """48 hours that are up when Saturday begins are up; one minute more would run into Monday."""
    assert offset(run(WEEKDAYS_48H, at(start), NEW_YORK).until) == until


def test_a_clock_that_ends_at_midnight_does_not_list_the_day_that_begins() -> None:
    """The table must not show a day with nothing counted and no reason."""
    clock = run(WEEKDAYS_48H, at("2017-06-15T00:00"), NEW_YORK)
    assert [day.on for day in clock.days] == [date(2017, 6, 15), date(2017, 6, 16)]


def test_the_offset_of_the_start_does_not_matter() -> None:
    """The same moment sent as UTC by one system and local by another has one deadline."""
    local = run(WEEKDAYS_48H, at("2017-06-30T23:30"), NEW_YORK)
    assert run(WEEKDAYS_48H, at("2017-06-30T23:30").astimezone(UTC), NEW_YORK) == local
    assert local.until.tzinfo is NEW_YORK


def test_excluded_days_are_the_days_of_the_place() -> None:
    """Saturday begins three hours later in Los Angeles: what counts is the jail's own midnight."""
    moment = datetime(2017, 6, 17, 5, 0, tzinfo=UTC)
    west = ZoneInfo("America/Los_Angeles")
    assert run(WEEKDAYS_48H, moment, NEW_YORK).days[0].on == date(2017, 6, 17)
    assert run(WEEKDAYS_48H, moment, west).days[0].on == date(2017, 6, 16)
    assert offset(run(WEEKDAYS_48H, moment, west).until) == "2017-06-20T22:00-07:00"


def test_hours_are_real_hours_when_clocks_go_forward() -> None:
    """48 hours across the short night in March end an hour later on the wall clock, not an hour too soon."""
    clock = run(FLAT_48H, at("2017-03-11T10:00"), NEW_YORK)
    assert offset(clock.until) == "2017-03-13T11:00-04:00"
    assert hours(clock) == [14, 23, 11]
    assert [day.note for day in clock.days] == [None, "clocks go forward: this day has 23 hours", None]


def test_hours_are_real_hours_when_clocks_go_back() -> None:
    """48 hours across the long night in November end an hour earlier on the wall clock: no 49th hour."""
    clock = run(FLAT_48H, at("2017-11-04T10:00"), NEW_YORK)
    assert offset(clock.until) == "2017-11-06T09:00-05:00"
    assert hours(clock) == [14, 25, 9]
    assert [day.note for day in clock.days] == [None, "clocks go back: this day has 25 hours", None]


def test_an_excluded_day_still_says_that_the_clocks_change() -> None:
    """A reader who counts 24 hours for that Sunday should see why it does not matter."""
    clock = run(WEEKDAYS_48H, at("2017-11-03T10:00"), NEW_YORK)
    assert clock.days[2] == Day(
        date(2017, 11, 5), timedelta(), "Sunday", "clocks go back: this day has 25 hours"
    )
    assert offset(clock.until) == "2017-11-07T10:00-05:00"


@pytest.mark.parametrize(
    ("start", "until"),
    [
        ("2017-11-03T00:30", "2017-11-05T00:30-04:00"),
        ("2017-11-03T01:30", "2017-11-05T01:30-04:00"),
        ("2017-11-03T02:30", "2017-11-05T01:30-05:00"),
        ("2017-11-03T03:30", "2017-11-05T02:30-05:00"),
    ],
)
def test_a_deadline_in_the_repeated_hour_says_which_pass(start: str, until: str) -> None:
    """01:30 comes twice that night; without the offset an officer cannot know which one frees the person."""
    assert offset(run(FLAT_48H, at(start), NEW_YORK).until) == until


def test_passed_compares_moments_and_not_wall_clocks() -> None:
    """With the deadline at the second 01:30, the first 01:45 is earlier although the clock shows more."""
    second_pass = run(FLAT_48H, at("2017-11-03T02:30"), NEW_YORK)
    assert not second_pass.passed(at("2017-11-05T01:45"))
    assert second_pass.passed(at("2017-11-05T01:45", fold=1))
    first_pass = run(FLAT_48H, at("2017-11-03T01:30"), NEW_YORK)
    assert first_pass.passed(at("2017-11-05T01:15", fold=1))


@pytest.mark.parametrize(("shift", "passed"), [(-ONE_SECOND, False), (timedelta(), True), (ONE_SECOND, True)])
def test_a_hold_is_unlawful_at_the_deadline(shift: timedelta, passed: bool) -> None:
    """Not one second is left at the deadline itself."""
    clock = run(WEEKDAYS_48H, at("2017-06-14T09:30"), NEW_YORK)
    assert clock.passed(at("2017-06-16T09:30") + shift) is passed


@pytest.mark.parametrize(
    ("start", "until", "minutes"),
    [
        ("2018-12-24T09:00", "2018-12-24T23:59-05:00", 899),
        ("2018-12-24T23:50", "2018-12-24T23:59-05:00", 9),
        ("2018-12-24T23:58", "2018-12-24T23:59-05:00", 1),
        ("2018-12-24T23:59", "2018-12-24T23:59-05:00", 0),
        ("2018-12-24T23:59:30", "2018-12-24T23:59-05:00", 0),
        ("2018-12-25T00:00", "2018-12-25T23:59-05:00", 1439),
    ],
)
def test_new_jersey_until_2359_of_the_same_day(start: str, until: str, minutes: int) -> None:
    """Released at 23:50, a person may be held nine minutes; at 23:59 not at all."""
    clock = run(UNTIL_2359, at(start), NEW_YORK)
    assert offset(clock.until) == until
    assert clock.days == (Day(at(start).date(), timedelta(minutes=minutes)),)
    assert clock.passed(at(start)) is (minutes == 0)


def test_a_day_limit_that_has_come_leaves_the_start_itself() -> None:
    """Until equals the start, to the second: there is no time left, and none is taken back."""
    clock = run(UNTIL_2359, at("2018-12-24T23:59:30"), NEW_YORK)
    assert clock.until == clock.starts_at == at("2018-12-24T23:59:30")


def test_a_day_limit_counts_the_long_day_in_full() -> None:
    """On the night the clocks go back the same day lasts an hour longer."""
    (day,) = run(UNTIL_2359, at("2018-11-04T00:00"), NEW_YORK).days
    assert day.counted == timedelta(hours=24, minutes=59)
    assert day.note == "clocks go back: this day has 25 hours"


def test_a_day_limit_in_the_repeated_hour_is_its_first_pass() -> None:
    """Where the law says 01:30 and it comes twice, the hold ends the first time."""
    limit = Limit(name="early", until_local_time=time(1, 30), cite="(a)")
    clock = run(limit, at("2018-11-04T00:30"), NEW_YORK)
    assert offset(clock.until) == "2018-11-04T01:30-04:00"
    late = run(limit, at("2018-11-04T01:10", fold=1), NEW_YORK)
    assert late.until == late.starts_at


def test_a_day_limit_in_the_skipped_hour_is_taken_before_it() -> None:
    """02:30 does not exist on 11 March 2018; the earlier reading is 01:30, before the skip."""
    limit = Limit(name="early", until_local_time=time(2, 30), cite="(a)")
    assert offset(run(limit, at("2018-03-11T00:30"), NEW_YORK).until) == "2018-03-11T01:30-05:00"


def test_a_window_opens_at_the_same_wall_clock_time(federal: Calendar) -> None:
    """Iowa: the last seven days. The clock change inside the week does not move the hour of opening."""
    clock = opens(LAST_7_DAYS, at("2017-03-15T08:00"), NEW_YORK)
    assert offset(clock.starts_at) == "2017-03-08T08:00-05:00"
    assert offset(clock.until) == "2017-03-15T08:00-04:00"
    assert hours(clock) == [16, 24, 24, 24, 23, 24, 24, 8]
    assert clock.days_excluded == ()
    assert (clock.name, clock.cite) == ("us-ia", "27A.2")


@pytest.mark.parametrize(
    ("days", "opening"),
    [(1, "2020-02-29T09:00-05:00"), (2, "2020-02-28T09:00-05:00"), (30, "2020-01-31T09:00-05:00")],
)
def test_a_window_counts_calendar_days_over_a_leap_day(days: int, opening: str) -> None:
    """One day before 1 March 2020 is the 29th of February."""
    limit = Limit(name="window", days_before_release=days, cite="(a)")
    assert offset(opens(limit, at("2020-03-01T09:00"), NEW_YORK).starts_at) == opening


@pytest.mark.parametrize(
    ("release", "opening"),
    [
        ("2017-03-19T02:30", "2017-03-12T03:30-04:00"),
        ("2017-11-12T01:30", "2017-11-05T01:30-05:00"),
    ],
)
def test_a_doubtful_opening_is_the_later_moment(release: str, opening: str) -> None:
    """Where the clock change makes the opening doubtful, the window is the shorter one."""
    assert offset(opens(LAST_7_DAYS, at(release), NEW_YORK).starts_at) == opening


def test_a_window_is_over_at_release() -> None:
    """After release there is nobody to hold."""
    clock = opens(LAST_7_DAYS, at("2017-06-15T08:00"), NEW_YORK)
    assert not clock.passed(at("2017-06-15T08:00") - ONE_SECOND)
    assert clock.passed(at("2017-06-15T08:00"))


def test_a_window_and_a_running_limit_are_not_mixed_up() -> None:
    """Counting seven days forward from release would hold a person who must go."""
    with pytest.raises(ValueError, match="limit") as forward:
        run(LAST_7_DAYS, at("2017-06-15T08:00"), NEW_YORK)
    assert str(forward.value) == 'limit "us-ia" is counted back from release: use opens, not run'
    with pytest.raises(ValueError, match="limit") as back:
        opens(FLAT_48H, at("2017-06-15T08:00"), NEW_YORK)
    assert str(back.value) == 'limit "form" is not counted back from release: use run, not opens'


@pytest.mark.parametrize(
    ("search", "start"),
    [
        (None, "2017-06-14T09:30"),
        ("2017-06-14T09:29", "2017-06-14T09:30"),
        ("2017-06-14T09:30", "2017-06-14T09:30"),
        ("2017-06-14T09:31", "2017-06-14T09:31"),
    ],
)
def test_the_clock_starts_at_release_or_when_the_search_ends(search: str | None, start: str) -> None:
    """The search may run past release; a search done before it does not shorten the hold."""
    done = None if search is None else at(search)
    assert starts(at("2017-06-14T09:30"), done) == at(start)


def test_the_later_start_is_found_in_the_repeated_hour() -> None:
    """A search done at the second 01:10 is later than a release at the first 01:50."""
    release, search = at("2017-11-05T01:50"), at("2017-11-05T01:10", fold=1)
    assert starts(release, search) is search


def test_the_start_is_given_back_as_it_was_written() -> None:
    """The record shows the time the officer wrote, in the officer's offset."""
    release = datetime(2017, 6, 14, 9, 30, tzinfo=timezone(timedelta(hours=-4)))
    assert starts(release, datetime(2017, 6, 14, 13, 30, tzinfo=UTC)) is release


def test_the_earliest_clock_wins() -> None:
    """Nobody is held past the first limit that applies."""
    start = at("2017-06-30T18:00")
    flat, without_weekend = run(FLAT_48H, start, NEW_YORK), run(WEEKDAYS_48H, start, NEW_YORK)
    assert earliest([without_weekend, flat]) is flat
    assert earliest(iter([flat, without_weekend])) is flat


def test_of_two_clocks_that_end_together_the_first_is_named() -> None:
    """The same case always shows the same citation."""
    start = at("2017-06-14T09:30")
    flat, same_end = run(FLAT_48H, start, NEW_YORK), run(WEEKDAYS_48H, start, NEW_YORK)
    assert earliest([same_end, flat]) is same_end
    assert earliest([flat, same_end]) is flat


def test_the_earliest_is_found_in_the_repeated_hour() -> None:
    """The first 01:45 comes before the second 01:15."""
    first = run(FLAT_48H, at("2017-11-03T01:45"), NEW_YORK)
    second = run(FLAT_48H, at("2017-11-03T02:15"), NEW_YORK)
    assert offset(second.until) == "2017-11-05T01:15-05:00"
    assert earliest([second, first]) is first


def test_no_clock_at_all_is_an_error() -> None:
    """A hold without any limit must be noticed, not given an arbitrary end."""
    with pytest.raises(ValueError, match="no clock was given, so there is no earliest deadline"):
        earliest([])


def test_a_moment_without_a_time_zone_is_refused_everywhere() -> None:
    """09:30 without a zone could be any of several moments; guessing one would move a release by hours."""
    naive = at("2017-06-14T09:30").replace(tzinfo=None)
    known = at("2017-06-14T09:30")
    clock = run(FLAT_48H, known, NEW_YORK)
    attempts: dict[str, Callable[[], object]] = {
        "starts_at": lambda: run(FLAT_48H, naive, NEW_YORK),
        "release_due_at": lambda: starts(naive, None),
        "search_done_at": lambda: starts(known, naive),
        "at": lambda: clock.passed(naive),
    }
    for name, attempt in attempts.items():
        with pytest.raises(ValueError, match="has no time zone") as refused:
            attempt()
        assert str(refused.value) == (
            f"{name} has no time zone, so 2017-06-14T09:30:00 could be several moments; add one"
        )
    with pytest.raises(ValueError, match="release_due_at has no time zone"):
        opens(LAST_7_DAYS, naive, NEW_YORK)


@pytest.mark.parametrize(
    ("zone", "start", "counted"),
    [
        ("America/Havana", "2017-03-11T12:00-05:00", [12, 23, 13]),
        ("America/St_Johns", "2007-11-03T12:00-02:30", [12, 25, 11]),
        ("America/St_Johns", "2007-11-03T23:30-03:30", [0.5, 24, 23.5]),
        ("Pacific/Apia", "2011-12-29T12:00-10:00", [12, 24, 12]),
        ("Australia/Lord_Howe", "2017-04-01T12:00+11:00", [12, 24.5, 11.5]),
    ],
)
def test_stranger_clock_changes_still_add_up(zone: str, start: str, counted: list[float]) -> None:
    """Clocks that change at midnight, by half an hour, or over a whole date must not hang or lose an hour."""
    clock = run(FLAT_48H, datetime.fromisoformat(start), ZoneInfo(zone))
    assert hours(clock) == counted
