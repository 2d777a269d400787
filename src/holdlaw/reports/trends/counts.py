"""What trends and claims count over: requests of one agency by local day, outcome, basis and criminality."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook.checking import nearest
from holdlaw.register.case_status import Status
from holdlaw.reports.period import Period

NOT_RECORDED = "not_recorded"
"""The group of requests for which nobody recorded what they are grouped by."""

HONORED = frozenset({Status.HONORED.value, Status.HELD.value})
"""Outcomes in which the person was kept past release on the request, or handed to a federal agency."""


class By(StrEnum):
    """What a trend is grouped by."""

    OUTCOME = "outcome"
    BASIS = "basis"
    CRIMINALITY = "criminality"


@frozen(kw_only=True)
class DayCount:
    """How many requests came on one local day that are alike in everything counted by.

    `outcome` is a value of `register.case_status.Status`. `entries` are the numbers of the entries by which
    they were received. Duplicates are not in it: they count where the paper was entered first.
    """

    on: date
    outcome: str
    entries: tuple[int, ...]
    detainer: bool = True
    """The request asks for a hold."""
    basis: str | None = None
    criminality: str | None = None

    @property
    def count(self) -> int:
        """Give how many requests it stands for."""
        return len(self.entries)

    @property
    def honored(self) -> bool:
        """Tell whether these requests were honored."""
        return self.outcome in HONORED

    def group(self, by: By) -> str:
        """Give the group it falls in."""
        match by:
            case By.OUTCOME:
                return self.outcome
            case By.BASIS:
                return self.basis or NOT_RECORDED
            case By.CRIMINALITY:
                return self.criminality or NOT_RECORDED


@frozen(kw_only=True)
class Counts:
    """The requests of one agency, and the days for which its register has data."""

    agency: str
    name: str
    place: str
    """Whose law it is under."""
    data: Period
    """From the day the agency joined the register to before the day on which it was read."""
    days: tuple[DayCount, ...]
    size: int
    """How many entries the register had."""

    def within(self, period: Period, where: Callable[[DayCount], bool] | None = None) -> tuple[DayCount, ...]:
        """Give the counts of the days of a period, of all requests or of some."""
        return tuple(
            each
            for each in self.days
            if period.from_ <= each.on < period.before and (where is None or where(each))
        )


def total(counted: Iterable[DayCount]) -> int:
    """Add up."""
    return sum(each.count for each in counted)


def entries_of(counted: Iterable[DayCount]) -> tuple[int, ...]:
    """Give the numbers of all entries that were counted, ascending."""
    return tuple(sorted(seq for each in counted for seq in each.entries))


def no_such_agency(agency: str, known: Iterable[str], where: str) -> HoldlawError:
    """Say that an agency is not one of the register, and name the nearest that is."""
    what, why = f"'{agency}' is not an agency of the register.", "Its requests cannot be counted."
    return HoldlawError([Problem("HL-8021", where, what, why, nearest(agency, tuple(known)))])
