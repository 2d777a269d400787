"""The demo as a whole: its order, its chance, its people, and the days on which it cannot be built."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.register.entry import Actor
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.sources.demo.city import POLICE
from holdlaw.sources.demo.city_years import FIXED, TURNS, city_turns
from holdlaw.sources.demo.lines import Line, Step, in_order
from holdlaw.sources.demo.moments import at_hour, changes_clocks, later, nearest, thanksgiving
from holdlaw.sources.demo.people import FIRST, LAST
from holdlaw.sources.demo.plan import Plan

from .demo_entries import FIXED_TODAY, plan, told

NIGHT = "2026-11-23T03:00:00-05:00"
NEW_YORK = ZoneInfo("America/New_York")


def bodies(today: str, seed: int) -> list[bytes]:
    """The bytes of every entry of the live part."""
    return [entry.as_bytes() for entry in told(today, "live", seed=seed).entries]


def test_the_same_seed_and_day_give_the_same_entries() -> None:
    """Two people who look at the demo of one day can speak of entry 17 and mean the same."""
    told.cache_clear()
    first = bodies(NIGHT, 1)
    told.cache_clear()
    assert bodies(NIGHT, 1) == first


def test_another_seed_gives_other_people() -> None:
    """A figure that comes out under one seed alone would be an accident."""
    assert bodies(NIGHT, 1) != bodies(NIGHT, 2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_fixed_counts_hold_under_every_seed(seed: int) -> None:
    """The published figures are counted out, not drawn."""
    turns = city_turns(plan(FIXED_TODAY, seed=seed).desk(POLICE, "years"), date(2018, 3, 1))
    for first, before, count, turn, special in FIXED:
        found = [each.turn for each in turns if first <= each.on < before]
        assert len(found) == count
        assert found.count(turn) == (special or count)
    assert [each.on for each in turns] == sorted(each.on for each in turns)


def test_every_later_year_has_hundreds_of_requests_of_every_kind() -> None:
    """A chart with an empty year, or a report without a cancelled request, shows nothing."""
    turns = city_turns(plan(NIGHT).desk(POLICE, "years"), date(2026, 11, 1))
    for year in range(2018, 2026):
        assert 120 <= sum(date(year, 7, 1) <= turn.on < date(year + 1, 7, 1) for turn in turns) <= 260
    assert {turn.turn for turn in turns} >= set(TURNS)


@pytest.mark.parametrize("today", [NIGHT, "2026-11-01T00:00:00-04:00", "2026-11-07T12:00:00-05:00"])
def test_the_years_end_before_the_day_of_the_demo(today: str) -> None:
    """A story that began last month must be over: nothing is entered after now."""
    made = plan(today)
    assert made.history_before <= made.today.date() - timedelta(days=5)
    assert made.history_before.day == 1


@pytest.mark.parametrize("today", ["2018-03-31T12:00:00-04:00", "2015-01-01T00:00:00-05:00"])
def test_a_day_inside_the_fixed_history_is_refused(today: str) -> None:
    """The published counts would be cut in half without a word."""
    with pytest.raises(HoldlawError, match="HL-4001: --today: It is not a moment from 2018-04-01 on"):
        plan(today)


def test_a_moment_without_an_offset_is_refused() -> None:
    """Nobody could say whose noon is meant."""
    with pytest.raises(HoldlawError, match="HL-4001"):
        Plan(1, datetime(2026, 11, 23, 3, 0), shipped())  # noqa: DTZ001 - the mistake under test


def test_names_and_numbers_are_plainly_invented() -> None:
    """Nobody may come to think that a person in the demo is somebody."""
    subjects = [values["subject"] for values in told(NIGHT, "live").opened.values() if "subject" in values]
    assert subjects
    for subject in subjects:
        first, last = subject["name"].split()
        assert first in FIRST
        assert last in LAST
        assert re.fullmatch(r"A-000-\d{3}-\d{3}", subject["file_number"])


def test_no_two_steps_of_different_stories_change_places() -> None:
    """A register grows by the clock; an entry made earlier cannot stand later."""
    day = datetime(2020, 1, 1, tzinfo=UTC)

    def step(minutes: int) -> Step:
        line = Line(make=lambda _: PersonReleased(how="other"), happened_at=day, actor=Actor("a", "clerk"))
        return Step(agency="a", entered_at=later(day, minutes=minutes), lines=(line,))

    stories = [(day, (step(5), step(900))), (later(day, minutes=60), (step(61), step(70)))]
    found = [round((each.entered_at - day) / timedelta(minutes=1)) for each in in_order(stories)]
    assert found == [5, 61, 70, 900]


@pytest.mark.parametrize(("year", "day"), [(2024, 28), (2025, 27), (2026, 26), (2027, 25)])
def test_thanksgiving_is_the_fourth_thursday(year: int, day: int) -> None:
    """The hold over the holiday must lie over the holiday."""
    assert thanksgiving(year) == date(year, 11, day)


@pytest.mark.parametrize(
    ("day", "change"),
    [
        ("2026-11-23", "2026-11-01"),
        ("2027-03-13", "2027-03-14"),
        ("2027-03-14", "2027-03-14"),
        ("2026-07-10", "2026-11-01"),
    ],
)
def test_the_nearest_clock_change_lies_before_or_after(day: str, change: str) -> None:
    """Half of all visitors come nearer to the next one than to the last."""
    found = nearest(date.fromisoformat(day), lambda each: changes_clocks(each, NEW_YORK))
    assert found.isoformat() == change


def test_a_skipped_hour_of_the_wall_clock_moves_on() -> None:
    """There is no half past two on the night the clocks go forward; an entry cannot carry it."""
    assert at_hour(date(2027, 3, 14), 2.5, NEW_YORK).isoformat() == "2027-03-14T03:30:00-04:00"
