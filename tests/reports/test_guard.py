"""The period guard: what may be set against what, and what has to be said beside it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.policybook import shipped
from holdlaw.reports.guard import Background, Change, Guarded, Recorded, Side, Why, guard
from holdlaw.reports.period import Period
from holdlaw.reports.trends.background import background_of
from holdlaw.reports.years import Every, cut, statutory_years

EVER = Period(date(2015, 1, 1), date(2020, 1, 1))
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
PERIODS = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)), DAYS, st.integers(1, 800)
)
SIDES = st.builds(Side, period=PERIODS, year=st.sampled_from(["calendar", "statutory", "fiscal"]))


def year(number: int) -> Side:
    """Give a calendar year."""
    return Side(period=Period(date(number, 1, 1), date(number + 1, 1, 1)), year="calendar")


def statutory(ends: str) -> Side:
    """Give the police's reporting year that ends on a day."""
    last = date.fromisoformat(ends)
    (span,) = (each for each in statutory_years("us-ny-nyc-police", EVER) if each.period.to == last)
    return Side(period=span.period, year=span.year)


def codes(guarded: Guarded) -> list[str]:
    """Give the codes of everything it says."""
    return [note.code for note in guarded.notes]


def test_two_calendar_years_need_no_word() -> None:
    """A leap year has a day more; nobody has to be told."""
    assert guard(year(2016), year(2017)) == Guarded()


def test_a_part_of_a_year_is_not_set_against_a_whole_one() -> None:
    """109 requests up to April 3 are not fewer than 1,526 of a year."""
    part = Side(period=Period(date(2017, 1, 1), date(2017, 4, 4)), year="part")
    said = guard(year(2016), part)
    assert not said.allowed
    assert said.refused[0].text == "One period has 366 days and the other 93."


def test_a_year_is_not_set_against_itself_in_part() -> None:
    """Its own first months are in the year already."""
    part = Side(period=Period(date(2017, 1, 1), date(2017, 12, 15)), year="calendar")
    assert [note.code for note in guard(year(2017), part).refused] == [Why.PART_OF_OTHER]


def test_july_to_september_2017_are_in_two_reports() -> None:
    """The reporting year moved from September 30 to June 30, and three months fall in both."""
    said = guard(statutory("2018-06-30"), statutory("2017-09-30"))
    assert said.allowed
    assert [note.text for note in said.footnotes] == [
        "The 92 days 2017-07-01 to 2017-09-30 are counted in both."
    ]


def test_the_year_cannot_be_called_2017_without_a_footnote() -> None:
    """Twelve months to September 30 and the year 2017 have nine months in common."""
    said = guard(statutory("2017-09-30"), year(2017))
    assert codes(said) == [Why.UNLIKE_YEAR, Why.OVERLAP]
    assert said.footnotes[1].text == "The 273 days 2017-01-01 to 2017-09-30 are counted in both."


def test_a_year_that_is_not_over_is_refused() -> None:
    """A year to date looks like a fall until December."""
    now = Side(period=year(2018).period, year="calendar", data_before=date(2018, 4, 2))
    said = guard(now, year(2017))
    assert [note.code for note in said.refused] == [Why.INCOMPLETE]
    assert said.refused[0].text == (
        "There is data before 2018-04-02 only, so 2018-01-01 to 2018-12-31 is not complete."
    )


def test_a_year_that_began_before_the_data_is_refused() -> None:
    """The months before an agency joined are not months without requests."""
    first = Side(period=year(2015).period, year="calendar", data_from=date(2015, 9, 30))
    assert [note.code for note in guard(year(2016), first).refused] == [Why.INCOMPLETE]


CONVICTION = Recorded(field="conviction", from_=date(2014, 10, 1), why="The field office left it empty.")


@pytest.mark.parametrize(
    ("first", "verdict"),
    [
        (date(2012, 10, 1), Why.NOT_RECORDED),
        (date(2013, 10, 1), Why.NOT_RECORDED),
        (date(2014, 1, 1), Why.PARTLY_RECORDED),
        (date(2014, 10, 1), None),
    ],
)
def test_a_column_that_was_empty_is_not_a_count_of_none(first: date, verdict: Why | None) -> None:
    """A column nobody filled shows no convictions, and that is not "without convictions"."""
    one = Side(period=Period(first, first.replace(year=first.year + 1)), year="fiscal")
    other = Side(period=Period(date(2016, 10, 1), date(2017, 10, 1)), year="fiscal")
    said = guard(one, other, Background(recorded=(CONVICTION,)), needs=["conviction"])
    assert codes(said) == ([verdict] if verdict else [])
    assert said.allowed is (verdict is not Why.NOT_RECORDED)


def test_a_column_that_is_not_needed_refuses_nothing() -> None:
    """How many were arrested can be compared where nobody wrote down their convictions."""
    one, other = year(2012), year(2013)
    assert guard(one, other, Background(recorded=(CONVICTION,))) == Guarded()


def test_what_is_missing_is_said_with_its_source() -> None:
    """Who doubts a refusal has to find where it comes from."""
    said = guard(year(2012), year(2016), Background(recorded=(CONVICTION,)), needs=["conviction"])
    assert said.refused[0].text == (
        "'conviction' was recorded from 2014-10-01, so in 2012-01-01 to 2012-12-31 it is missing. The field "
        "office left it empty."
    )


@pytest.mark.parametrize(
    ("on", "where"),
    [
        (date(2016, 1, 1), None),
        (date(2016, 1, 2), "inside 2016-01-01 to 2016-12-31"),
        (date(2017, 1, 1), "between the two"),
        (date(2017, 12, 31), "inside 2017-01-01 to 2017-12-31"),
        (date(2018, 1, 1), None),
    ],
)
def test_a_change_inside_or_between_is_a_footnote(on: date, where: str | None) -> None:
    """Two counts under two definitions are not one count that rose."""
    changed = Change(on=on, what="the requester was defined anew.", why=Why.DEFINITION_CHANGED)
    said = guard(year(2016), year(2017), Background(changes=(changed,)))
    assert said.allowed
    texts = [note.text for note in said.footnotes]
    assert texts == ([f"On {on}, {where}: the requester was defined anew."] if where else [])


def test_the_law_of_the_city_changed_on_known_days() -> None:
    """What changes the rule between two counts comes from the law files, not from a list beside them."""
    changes = {change.on: change.what for change in background_of(shipped(), "us-ny-nyc-police").changes}
    assert date(2014, 12, 14) in changes
    assert "Local Law 59 of 2014" in changes[date(2014, 12, 14)]
    assert date(2018, 11, 14) in changes, "the state's layer changed as well"


@given(SIDES, SIDES)
def test_whichever_comes_first_the_guard_says_the_same(one: Side, other: Side) -> None:
    """A refusal that depends on the order of two years would be got round by turning them."""
    assert guard(one, other).allowed is guard(other, one).allowed
    assert sorted(codes(guard(one, other))) == sorted(codes(guard(other, one)))


@given(SIDES)
def test_a_period_may_always_be_compared_with_itself(side: Side) -> None:
    """Two places over the same days are compared without a word."""
    assert guard(side, side) == Guarded()


@given(PERIODS, st.sampled_from(list(Every)))
def test_a_range_is_cut_without_gap_or_double_day(period: Period, every: Every) -> None:
    """Months and calendar years cover every day once; statutory years overlap in 2017 alone."""
    spans = cut(every, "us-tx" if every is Every.STATUTORY_YEAR else "us-ny-nyc-police", period)
    if every is Every.STATUTORY_YEAR:
        assert spans == ()
        return
    assert spans[0].period.from_ <= period.from_ < period.before <= spans[-1].period.before
    for one, following in pairwise(spans):
        assert one.period.before == following.period.from_
