"""Makes a hearing pack from a register: the reports that end on a day, those before, and what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.reports.guard import Background, Guarded, Side, guard
from holdlaw.reports.pack.contents import Gap, Pack, Part
from holdlaw.reports.pack.pictures import pictures, years_before
from holdlaw.reports.period import Period
from holdlaw.reports.rows import Rows, counted_rows
from holdlaw.reports.rows.records import Convictions, records
from holdlaw.reports.statutory.asking import agency_for, basis_for, neighbours
from holdlaw.reports.statutory.declaration import Report
from holdlaw.reports.statutory.places import reports
from holdlaw.reports.statutory.running import counted_table
from holdlaw.reports.table import Table
from holdlaw.reports.trends.background import background_of
from holdlaw.reports.trends.counts import NOT_RECORDED, By, Counts, DayCount, total
from holdlaw.reports.trends.reading import counts_of
from holdlaw.store.agencies import Agency, agency_named
from holdlaw.store.kept_notes import stored_notes
from holdlaw.store.reading import entry_at, size
from holdlaw.store.registers import Register

YEARS = 2
"""Years that the charts show: the pack's own, and the one before it."""


@frozen(kw_only=True)
class Asked:
    """Which pack: of which agency, for the reports that end on which day, in which language."""

    agency: str
    ending: date
    language: str = "en"


@frozen(eq=False)
class _Source:
    """What a pack is counted from."""

    rows: Rows
    agency: Agency
    counts: Counts
    background: Background
    records: Convictions | None


def make_pack(register: Register, book: Book, asked: Asked) -> Pack:
    """Make a pack. It bears the moment of the newest entry: the same register gives the same bytes.

    Raise HoldlawError: HL-6001 for an agency that is not in the register, HL-8062 where no report ends then.
    """
    agency = agency_named(register, asked.agency)
    own = _own_reports(register, agency)
    due = [report for report in own if _is_asked(report, asked.ending)]
    if not due:
        raise _nothing(agency, asked.ending, own)
    moment = newest_moment(register)
    opened = (
        records(register, book, agency.place, asked.ending) if agency.place in book.place_names() else None
    )
    with counted_rows(register, book.forms) as rows:
        counts = counts_of(register, rows, moment)[agency.id]
        source = _Source(rows, agency, counts, background_of(book, agency.place), opened)
        parts = tuple(_part(source, report, asked.ending) for report in due)
    period = max((part.table.period for part in parts), key=lambda each: each.days)
    return Pack(
        agency=agency.id,
        agency_name=agency.name,
        period=period,
        language=asked.language,
        moment=moment,
        size=parts[0].table.size,
        checkpoint=_newest_note(register),
        parts=parts,
        charts=pictures(counts, years_before(period, YEARS), parts, asked.language),
        gaps=tuple(_gaps(counts, period)),
    )


def newest_moment(register: Register) -> datetime:
    """Give the moment at which the newest entry was entered: unlike the clock, it does not move."""
    return datetime.fromisoformat(entry_at(register.db, size(register.db) - 1).entered_at)


def _newest_note(register: Register) -> str | None:
    notes = stored_notes(register.db)
    return notes[-1].note if notes else None


def _own_reports(register: Register, agency: Agency) -> list[Report]:
    """Give the reports that the law of an agency's place asks it for."""
    return [report for report in reports().values() if _makes(register, report, agency)]


def _makes(register: Register, report: Report, agency: Agency) -> bool:
    try:
        return agency_for(register, report, agency.id) == agency
    except HoldlawError:
        return False


def _is_asked(report: Report, ending: date) -> bool:
    try:
        return basis_for(report, ending).items is not None
    except HoldlawError:
        return False


def _part(source: _Source, report: Report, ending: date) -> Part:
    table = _table(source, report, ending)
    earlier = neighbours(report, ending)[0]
    if earlier is None or not _is_asked(report, earlier):
        return Part(table=table)
    before = _table(source, report, earlier)
    return Part(table=table, before=before, guarded=_guarded(source, table.period, before.period))


def _table(source: _Source, report: Report, ending: date) -> Table:
    of = basis_for(report, ending), source.agency
    return counted_table(source.rows, report, of, ending, source.records if report.needs_vault else None)


def _guarded(source: _Source, period: Period, before: Period) -> Guarded:
    data = source.counts.data
    now, then = (
        Side(period=each, year="statutory", data_from=data.from_, data_before=data.before)
        for each in (period, before)
    )
    return guard(now, then, source.background)


def _gaps(counts: Counts, period: Period) -> Iterator[Gap]:
    """Count the requests of the period in which a field was left open."""
    received = counts.within(period)
    honored = tuple(each for each in received if each.honored)
    for by, days in ((By.BASIS, honored), (By.CRIMINALITY, received)):
        yield Gap(field=by.value, count=total(_open(days, by)), of=total(days))


def _open(days: tuple[DayCount, ...], by: By) -> Iterator[DayCount]:
    return (each for each in days if each.group(by) == NOT_RECORDED)


def _nothing(agency: Agency, ending: date, own: list[Report]) -> HoldlawError:
    days = {day for report in own for day in neighbours(report, ending) if day is not None}
    before, after = (
        max((day for day in days if day < ending), default=None),
        min((day for day in days if day > ending), default=None),
    )
    near = " or ".join(str(day) for day in (before, after) if day is not None)
    what = f"No report of {agency.id} is on a period that ends with {ending}."
    why = "A pack without a report would show numbers over days that no law asks about."
    mend = f"Ask for {near}." if near else f"No report is declared for the law of {agency.place}."
    return HoldlawError([Problem("HL-8062", "--ending", what, why, mend)])
