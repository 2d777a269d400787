"""Months and years side by side: what is counted, what is compared, what is refused."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.policybook import shipped
from holdlaw.reports.guard import Why
from holdlaw.reports.period import Period
from holdlaw.reports.trends.background import background_of
from holdlaw.reports.trends.counts import NOT_RECORDED, By, Counts, DayCount
from holdlaw.reports.trends.series import Trend, trend
from holdlaw.reports.years import Every

from .story import PLACE, city


def by(every: Every, how: By = By.OUTCOME) -> Trend:
    """The trend of the story's city police."""
    return trend(city().counts, every, how, background_of(shipped(), PLACE))


def test_the_statutory_years_are_80_and_1526() -> None:
    """The two numbers of the public story, in the years that the law has reported."""
    years = by(Every.STATUTORY_YEAR)
    assert [(str(point.span.period.to), point.count, point.complete) for point in years.points] == [
        ("2015-09-30", 0, False),
        ("2016-09-30", 80, True),
        ("2017-09-30", 1526, True),
        ("2018-06-30", years.points[3].count, False),
    ]
    assert years.points[1].groups == {"honored": 2, "not_honored": 78}
    assert years.points[2].groups == {"moved_before_expiry": 3, "not_honored": 1523}


def test_1526_stands_beside_80_with_its_ratio() -> None:
    """Year over year has the change, the ratio, the percent and the interval of one structure."""
    step = by(Every.STATUTORY_YEAR).points[2].before
    assert step is not None
    assert step.ratio is not None
    assert step.ratio.as_json()["percent_change"] == 1807.5
    assert step.guarded.allowed


def test_a_year_that_is_not_over_gets_no_ratio() -> None:
    """The reporting year to June 2018 has nine months of data; it is shown, and not compared."""
    step = by(Every.STATUTORY_YEAR).points[3].before
    assert step is not None
    assert step.ratio is None
    assert [note.code for note in step.guarded.refused] == [Why.INCOMPLETE]
    assert Why.OVERLAP in [note.code for note in step.guarded.footnotes]


def test_a_month_stands_beside_the_same_month_a_year_before() -> None:
    """December against November says more of holidays than of requests."""
    months = by(Every.MONTH).points
    march = next(point for point in months if point.span.label == "2017-03")
    assert march.before is not None
    assert march.before.against.label == "2016-03"
    assert march.before.ratio is not None


def test_a_place_without_a_reporting_year_has_none() -> None:
    """Where no statute sets a year, none is made up."""
    assert trend(evolve(city().counts, place="us-tx"), Every.STATUTORY_YEAR).points == ()


def test_what_nobody_recorded_is_a_group_and_not_left_out() -> None:
    """A basis that is missing has to be seen, or the groups would look like the whole."""
    year = by(Every.STATUTORY_YEAR, By.BASIS).points[1]
    assert year.groups == {"criminal_warrant": 2, NOT_RECORDED: 78}
    assert by(Every.YEAR, By.CRIMINALITY).groups == (NOT_RECORDED,)


DAYS = st.lists(
    st.builds(
        lambda day, outcome: DayCount(
            on=date(2016, 1, 1) + timedelta(days=day), outcome=outcome, entries=(day,)
        ),
        st.integers(0, 1460),
        st.sampled_from(["honored", "not_honored", "cancelled"]),
    ),
    max_size=60,
)


@given(DAYS, st.sampled_from([Every.MONTH, Every.YEAR]), st.sampled_from(list(By)))
def test_every_request_is_in_one_month_and_one_group(days: list[DayCount], every: Every, how: By) -> None:
    """What is counted twice or lost between two months would be found by the first who adds up."""
    counts = Counts(
        agency="a", name="A", place=PLACE, data=Period(date(2016, 1, 1), date(2020, 1, 1)),
        days=tuple(days), size=1,
    )  # fmt: skip
    found = trend(counts, every, how)
    assert sum(point.count for point in found.points) == len(days)
    summed: Counter[str] = Counter()
    for point in found.points:
        assert sum(point.groups.values()) == point.count
        summed.update(point.groups)
    assert summed == Counter(each.group(how) for each in days)


@pytest.mark.parametrize("every", list(Every))
def test_the_json_of_a_trend_is_whole(every: Every) -> None:
    """Page, command and file are written from it; each point has its period and what the guard said."""
    data = by(every).as_json()
    assert data["every"] == every.value
    assert all({"period", "count", "groups", "complete", "against"} <= set(each) for each in data["points"])
