"""What is in a hearing pack, before any of it is written."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from holdlaw.reports.charts.chart import Chart
from holdlaw.reports.guard import Guarded
from holdlaw.reports.period import Period
from holdlaw.reports.ratios import Ratio
from holdlaw.reports.table import Table


@frozen(kw_only=True)
class Part:
    """One report of the pack, and the same report on the period before, where there is one."""

    table: Table
    before: Table | None = None
    guarded: Guarded = field(factory=Guarded)
    """Whether the two may be set beside each other, and what has to be said then."""


@frozen(kw_only=True)
class Comparison:
    """One item in two periods. `ratio` None: the guard refuses or a number is missing; `why` says so."""

    report: str
    item: str
    label: str
    unit: str
    period: Period
    against: Period
    ratio: Ratio | None
    why: str | None = None
    notes: tuple[str, ...] = ()


@frozen
class Question:
    """Something a hearing will ask and the data cannot answer; and why not."""

    asks: str
    why: str


@frozen(kw_only=True)
class Gap:
    """A field that was left open: in how many requests of how many."""

    field: str
    """basis, criminality."""
    count: int
    of: int


@frozen(kw_only=True)
class Pack:
    """A hearing pack. `moment` is the date it bears; the same register and moment give the same bytes."""

    agency: str
    agency_name: str
    period: Period
    language: str
    moment: datetime
    size: int
    checkpoint: str | None
    parts: tuple[Part, ...]
    charts: tuple[Chart, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Give every table that a number of the pack comes from, the period before included."""
        found = [table for part in self.parts for table in (part.table, part.before) if table is not None]
        return tuple(found)
