"""Days that come back every year, written the way a statute writes them.

Three ways of saying a day are understood, and no other:

- a date: "January 1";
- a weekday of a month: "third Monday of January", "last Monday of May";
- a weekday after such a day: "Tuesday after the first Monday of November".
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from attrs import frozen

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAYS_IN_WEEK = 7
_YEAR_WITHOUT_LEAP_DAY = 2001
_LAST = -1
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": _LAST}

_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(MONTHS)
_NTH = rf"({'|'.join(_ORDINALS)}) ({_WEEKDAY}) (?:of|in) ({_MONTH})"
_DATE_FORM = re.compile(rf"({_MONTH}) (\d\d?)")
_NTH_FORM = re.compile(_NTH)
_AFTER_FORM = re.compile(rf"({_WEEKDAY}) after the {_NTH}")

HOW_TO_WRITE = (
    'write a day as "January 1", "third Monday of January", "last Monday of May" '
    'or "Tuesday after the first Monday of November"'
)


@frozen
class SameDate:
    """The same date each year, such as December 25.

    `month` is 1 to 12, `day` counts from 1. February 29 is refused when the rule is read.
    """

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Return the date on which the day falls in `year`."""
        return date(year, self.month, self.day)


@frozen
class NthWeekday:
    """A weekday counted within a month, such as the third Monday of January.

    `nth` is 1 to 4, or -1 for the last; `weekday` is 0 (Monday) to 6; `month` is 1 to 12.
    """

    nth: int
    weekday: int
    month: int

    def in_year(self, year: int) -> date:
        """Return the date on which the day falls in `year`."""
        if self.nth == _LAST:
            last = date(year, self.month, monthrange(year, self.month)[1])
            return last - timedelta(days=(last.weekday() - self.weekday) % _DAYS_IN_WEEK)
        first = date(year, self.month, 1)
        to_first = (self.weekday - first.weekday()) % _DAYS_IN_WEEK
        return first + timedelta(days=to_first + _DAYS_IN_WEEK * (self.nth - 1))


@frozen
class WeekdayAfter:
    """The first given weekday after another yearly day, such as a general election day.

    `weekday` is 0 (Monday) to 6. When `anchor` falls on that weekday itself, the answer is a week later.
    """

    weekday: int
    anchor: NthWeekday

    def in_year(self, year: int) -> date:
        """Return the date on which the day falls in `year`."""
        anchor = self.anchor.in_year(year)
        gap = (self.weekday - anchor.weekday()) % _DAYS_IN_WEEK or _DAYS_IN_WEEK
        return anchor + timedelta(days=gap)


YearlyDay = SameDate | NthWeekday | WeekdayAfter
"""Any of the three ways of saying a day that comes back every year."""


def yearly_day(text: str) -> YearlyDay:
    """Read a yearly day from the words of a statute.

    Names are in English with capitals. A date must exist in every year, so February 29 is refused.
    Raises ValueError with a sentence that says how to write a day.

    >>> yearly_day("third Monday of January").in_year(2017)
    datetime.date(2017, 1, 16)
    >>> yearly_day("Tuesday after the first Monday of November").in_year(2017)
    datetime.date(2017, 11, 7)
    """
    if match := _DATE_FORM.fullmatch(text):
        return _same_date(text, match[1], int(match[2]))
    if match := _NTH_FORM.fullmatch(text):
        return _nth_weekday(match[1], match[2], match[3])
    if match := _AFTER_FORM.fullmatch(text):
        return WeekdayAfter(WEEKDAYS.index(match[1]), _nth_weekday(match[2], match[3], match[4]))
    raise ValueError(f'"{text}" is not a day this calendar can read; {HOW_TO_WRITE}')


def _same_date(text: str, month_name: str, day: int) -> SameDate:
    month = MONTHS.index(month_name) + 1
    if not 1 <= day <= monthrange(_YEAR_WITHOUT_LEAP_DAY, month)[1]:
        raise ValueError(f'"{text}" is not a day of every year; {HOW_TO_WRITE}')
    return SameDate(month, day)


def _nth_weekday(ordinal: str, weekday_name: str, month_name: str) -> NthWeekday:
    return NthWeekday(_ORDINALS[ordinal], WEEKDAYS.index(weekday_name), MONTHS.index(month_name) + 1)
