"""The reports that the law asks an agency for: the last period of each, when it is due, how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from attrs import frozen

from holdlaw.clocks.instants import ONE_DAY
from holdlaw.core.problems import HoldlawError
from holdlaw.reports.life import lives
from holdlaw.reports.period import Period
from holdlaw.reports.statutory.asking import agency_for, basis_for, neighbours
from holdlaw.reports.statutory.declaration import Basis, Report
from holdlaw.reports.statutory.places import reports
from holdlaw.reports.statutory.running import label_of
from holdlaw.web.desk import Desk

PERIODS = 13
"""Periods of a report that are listed: a year of months and one more, or thirteen years."""


@frozen(kw_only=True)
class Ended:
    """One period of a report that is over, and how far the report on it is.

    `unread`: nobody has read what that version of the law asks for, so nothing can be counted.
    """

    ending: date
    label: str
    cite: str
    due_on: date | None
    state: str
    unread: bool
    late: bool


@frozen(kw_only=True)
class Duty:
    """A report that the law asks of the agency: its latest period, and the ones before."""

    report: Report
    latest: Ended | None
    earlier: tuple[Ended, ...]
    certificate: bool
    """Whether the law asks for a certificate where nothing was received."""

    @property
    def place(self) -> str:
        """Give the place in its id."""
        return self.report.id.partition("/")[0]

    @property
    def name(self) -> str:
        """Give the name in its id."""
        return self.report.id.partition("/")[2]


def duties(desk: Desk) -> tuple[Duty, ...]:
    """List every report that the law of the agency's place asks for."""
    states = {
        (life.report, life.period): life.state
        for life in lives(desk.register)
        if life.agency == desk.agency.id
    }
    return tuple(_duty(desk, report, states) for report in own_reports(desk))


def own_reports(desk: Desk) -> tuple[Report, ...]:
    """Give the reports that this agency makes."""
    return tuple(report for report in reports().values() if _makes(desk, report))


def own_endings(desk: Desk) -> tuple[date, ...]:
    """Give the last days of the periods on which something can be counted, the newest first."""
    found = {
        ended.ending
        for duty in duties(desk)
        for ended in (duty.latest, *duty.earlier)
        if ended is not None and not ended.unread
    }
    return tuple(sorted(found, reverse=True))


def _makes(desk: Desk, report: Report) -> bool:
    try:
        return agency_for(desk.register, report, desk.agency.id) == desk.agency
    except HoldlawError:
        return False


def _duty(desk: Desk, report: Report, states: dict[tuple[str, Period], str]) -> Duty:
    today = desk.now.date()
    ended = tuple(_ended(report, day, today, states) for day in islice(_endings(report, today), PERIODS))
    return Duty(
        report=report,
        latest=ended[0] if ended else None,
        earlier=ended[1:],
        certificate=bool(report.certificates),
    )


def _endings(report: Report, today: date) -> Iterator[date]:
    day = today + ONE_DAY
    while (before := neighbours(report, day)[0]) is not None:
        yield before
        day = before


def _ended(report: Report, ending: date, today: date, states: dict[tuple[str, Period], str]) -> Ended:
    basis = _basis(report, ending)
    period = basis.every.period(ending)
    state = states.get((report.id, period), "none")
    due_on = basis.due.on(ending) if basis.due else None
    open_ = state not in ("published", "amended") and basis.items is not None
    return Ended(
        ending=ending,
        label=label_of(report, period),
        cite=basis.cite,
        due_on=due_on,
        state=state,
        unread=basis.items is None,
        late=open_ and due_on is not None and due_on < today,
    )


def _basis(report: Report, ending: date) -> Basis:
    """Give the version that asks for a period, also one whose items nobody has read."""
    try:
        return basis_for(report, ending)
    except HoldlawError:
        return next(basis for basis in report.versions if basis.asks_for(ending))
