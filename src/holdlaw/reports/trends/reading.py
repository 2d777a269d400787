"""Reads from the counted rows of a register what trends count over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from holdlaw.policybook import Book
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.reports.period import Period
from holdlaw.reports.rows import Rows, counted_rows
from holdlaw.reports.trends.background import background_of
from holdlaw.reports.trends.counts import By, Counts, DayCount, no_such_agency
from holdlaw.reports.trends.series import Trend, trend
from holdlaw.reports.years import Every
from holdlaw.store.agencies import Agency
from holdlaw.store.reading import Filter, entries
from holdlaw.store.registers import Register

_DAYS = """
SELECT agency, received_on, status, basis, criminality, asks_hold, list(received_seq ORDER BY received_seq)
FROM (
    SELECT *, CASE WHEN criminal_warrant THEN 'criminal_warrant'
        WHEN judges_warrant THEN 'judicial_warrant' END AS criminality
    FROM requests WHERE counted
)
GROUP BY ALL
ORDER BY agency, received_on, status, basis, criminality, asks_hold
"""


def counts_of(register: Register, rows: Rows, at: datetime) -> Mapping[str, Counts]:
    """Give the requests of every agency by local day, from the day it joined to before the day of `at`.

    Convictions are private and are not opened for a trend: criminality is what the papers show, a criminal
    warrant or another judge's warrant.
    """
    until = {name: at.astimezone(ZoneInfo(each.zone)).date() for name, each in rows.agencies.items()}
    days: dict[str, list[DayCount]] = {name: [] for name in rows.agencies}
    for row in rows.query(_DAYS):
        if row[1] < until[row[0]]:
            days[row[0]].append(_day_count(row))
    joined = {name: _joined_on(register, name) for name in rows.agencies}
    return {
        name: _counts(rows, each, (joined[name], until[name]), days[name])
        for name, each in rows.agencies.items()
        if joined[name] < until[name]
    }


def _day_count(row: tuple[Any, ...]) -> DayCount:
    _, on, status, basis, criminality, asks_hold, seqs = row
    return DayCount(
        on=on,
        outcome=status,
        entries=tuple(seqs),
        detainer=bool(asks_hold),
        basis=basis,
        criminality=criminality,
    )


def _counts(rows: Rows, agency: Agency, span: tuple[date, date], days: list[DayCount]) -> Counts:
    """Begin with the first request where old requests were entered from before the agency joined."""
    first = min([span[0], *(each.on for each in days)])
    return Counts(
        agency=agency.id,
        name=agency.name,
        place=agency.place,
        data=Period(first, span[1]),
        days=tuple(days),
        size=rows.size,
    )


def _joined_on(register: Register, agency: str) -> date:
    """Give the local day on which an agency joined, as its entry writes it."""
    (first, *_) = entries(register.db, limit=1, where=Filter(kind=AgencyJoined.NAME, agency=agency))
    return date.fromisoformat(first.happened_at[:10])


def trends_of(
    register: Register, book: Book, at: datetime, asked: tuple[str | None, Every, By]
) -> tuple[Trend, ...]:
    """Give the trend of each agency, or of the one that is asked for.

    The states are brought up to date first. Raise HoldlawError (HL-8021) if the register does not have the
    agency.
    """
    agency, every, by = asked
    with counted_rows(register, book.forms) as rows:
        counts = counts_of(register, rows, at)
    if agency is not None and agency not in counts:
        raise no_such_agency(agency, counts, "--agency")
    own = [each for name, each in counts.items() if agency in (None, name)]
    return tuple(trend(each, every, by, background_of(book, each.place)) for each in own)
