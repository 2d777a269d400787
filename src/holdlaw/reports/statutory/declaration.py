"""What a statutory report declares: its legal basis by version, period, due date, items, and rules."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen

from holdlaw.reports.period import Period
from holdlaw.reports.table import Note


@frozen
class Every:
    """Periods of so many whole months, one after another, one of which ends with `last_month`.

    >>> Every(12, 9).period(date(2017, 9, 30)).from_
    datetime.date(2016, 10, 1)
    """

    months: int
    last_month: int

    def ends_on(self, day: date) -> bool:
        """Tell whether a period ends with a day."""
        return (
            day.day == monthrange(day.year, day.month)[1] and (day.month - self.last_month) % self.months == 0
        )

    def period(self, ending: date) -> Period:
        """Give the period that ends with a day on which one ends."""
        before = ending + timedelta(days=1)
        month = before.year * 12 + before.month - 1 - self.months
        return Period(date(month // 12, month % 12 + 1, 1), before)

    def next_end(self, day: date) -> date:
        """Give the first day, from a day on, with which a period ends."""
        month = day.year * 12 + day.month - 1
        while (month % 12 + 1 - self.last_month) % self.months:
            month += 1
        return _month_ends(month)

    def last_end(self, day: date) -> date:
        """Give the last day, up to a day, with which a period ends."""
        found = self.next_end(day)
        return found if found == day else self.period(found).from_ - timedelta(days=1)


def _month_ends(month: int) -> date:
    year, month = month // 12, month % 12 + 1
    return date(year, month, monthrange(year, month)[1])


@frozen
class Due:
    """When a report is due: the first such day that does not lie before the period's end.

    `month` None: that day of each month.
    """

    day: int
    month: int | None = None

    def on(self, ending: date) -> date:
        """Give the day."""
        month = ending.year * 12 + ending.month - 1
        while True:
            year, of_year = month // 12, month % 12 + 1
            if self.month in (None, of_year) and date(year, of_year, self.day) >= ending:
                return date(year, of_year, self.day)
            month += 1


@frozen(kw_only=True)
class Item:
    """One item of a report, or one line beside the items. `count` names its counting function.

    `given` is handed to that function. `from_`: the law counts events from that day on.
    """

    id: str
    label: str
    unit: str
    definition: str
    count: str
    given: Mapping[str, Any] = field(factory=dict)
    from_: date | None = None


@frozen(kw_only=True)
class Basis:
    """One version of the legal basis: what it asks for, for which periods.

    `items` None: nobody has read what this version asks for, and nothing is counted. The version asks for
    periods that end from `first_ending` to `last_ending`.
    """

    version: date
    """Its first day, or the first that is known."""
    cite: str
    enacted_by: str
    every: Every
    due: Due | None
    first_ending: date
    last_ending: date | None = None
    items: tuple[Item, ...] | None
    unverified: tuple[str, ...] = ()
    """What was not read in the law itself, a sentence each."""

    def asks_for(self, ending: date) -> bool:
        """Tell whether the version asks for a report on the period that ends with a day."""
        return (
            self.every.ends_on(ending)
            and self.first_ending <= ending
            and (self.last_ending is None or ending <= self.last_ending)
        )


@frozen(kw_only=True)
class Report:
    """A report that a law requires."""

    id: str
    """Place and name: us-ny-nyc-police/14-154-f."""
    title: str
    place: str
    """Agencies under this place, or under a place below it, report."""
    versions: tuple[Basis, ...]
    nil: str
    """What the law says where nothing was received, in a sentence."""
    small_numbers: str
    recipient: str
    publication: str
    label: str = "the period {from_} to {to}"
    """How the period is named, as a whole phrase."""
    information: tuple[Item, ...] = ()
    notes: tuple[tuple[Note, date, date], ...] = ()
    """Traps: a note, and the days (from, before) a period has to touch for it to be shown."""
    certificates: tuple[tuple[str, str], ...] = ()
    """An item, and what is certified where it counts nothing."""
    needs_vault: bool = False
    """Whether an item rests on what is private."""
