"""Days as a statute writes them: read as a lawyer would read them, or refused."""

import doctest
import importlib
import pkgutil
from datetime import date
from types import ModuleType

import pytest

import holdlaw.clocks
from holdlaw.clocks.yearly import yearly_day

MODULES = [
    importlib.import_module(f"holdlaw.clocks.{m.name}") for m in pkgutil.iter_modules(holdlaw.clocks.__path__)
]


@pytest.mark.parametrize(
    ("words", "year", "day"),
    [
        ("January 1", 2017, date(2017, 1, 1)),
        ("December 31", 2017, date(2017, 12, 31)),
        ("third Monday of January", 2017, date(2017, 1, 16)),
        ("third Monday in January", 2018, date(2018, 1, 15)),
        ("first Monday of September", 2014, date(2014, 9, 1)),
        ("fourth Thursday of November", 2018, date(2018, 11, 22)),
        ("second Sunday of June", 2025, date(2025, 6, 8)),
        ("last Monday of May", 2021, date(2021, 5, 31)),
        ("last Monday of May", 2020, date(2020, 5, 25)),
        ("last Sunday of December", 2023, date(2023, 12, 31)),
        ("last Saturday of February", 2020, date(2020, 2, 29)),
    ],
)
def test_a_yearly_day_falls_where_an_almanac_puts_it(words: str, year: int, day: date) -> None:
    """One wrong Monday moves a release by a whole day."""
    assert yearly_day(words).in_year(year) == day


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2021, date(2021, 11, 2)),
        (2022, date(2022, 11, 8)),
        (2017, date(2017, 11, 7)),
        (2016, date(2016, 11, 8)),
    ],
)
def test_election_day_is_never_the_first_of_november(year: int, day: date) -> None:
    """The Tuesday AFTER the first Monday: in a year where November 1 is a Tuesday it is the 8th."""
    assert yearly_day("Tuesday after the first Monday of November").in_year(year) == day


def test_a_weekday_after_itself_is_a_week_later() -> None:
    """The word "after" excludes the day itself, in a statute as in speech."""
    assert yearly_day("Monday after the first Monday of May").in_year(2017) == date(2017, 5, 8)


@pytest.mark.parametrize(
    "words",
    [
        "1 January",
        "january 1",
        "fifth Monday of May",
        "Monday of May",
        "Monday after the May 1",
        "",
        "January 1 ",
    ],
)
def test_words_that_could_be_misread_are_refused(words: str) -> None:
    """A guess here is a wrong deadline years later, with nobody looking."""
    with pytest.raises(ValueError, match="is not a day this calendar can read") as refused:
        yearly_day(words)
    assert str(refused.value) == (
        f'"{words}" is not a day this calendar can read; write a day as "January 1", '
        '"third Monday of January", "last Monday of May" or "Tuesday after the first Monday of November"'
    )


@pytest.mark.parametrize("words", ["February 29", "February 30", "June 31", "June 0", "April 99"])
def test_a_date_that_some_years_do_not_have_is_refused(words: str) -> None:
    """A holiday on February 29 would break the calendar in three years of four."""
    with pytest.raises(ValueError, match=f'"{words}" is not a day of every year'):
        yearly_day(words)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_run(module: ModuleType) -> None:
    """A reader tries the example first; if it is wrong, nothing else is believed."""
    assert doctest.testmod(module).failed == 0


def test_every_module_was_looked_at_for_examples() -> None:
    """A list of modules that silently became empty would prove nothing."""
    assert sum(len(doctest.DocTestFinder().find(module)) > 0 for module in MODULES) >= 7
