"""From a declaration and the counted rows to the table of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from holdlaw.policybook import Book
from holdlaw.reports.period import Period
from holdlaw.reports.rows import Rows, counted_rows
from holdlaw.reports.rows.records import Convictions, records
from holdlaw.reports.statutory.asking import agency_for, basis_for
from holdlaw.reports.statutory.counting import Counted, Counting
from holdlaw.reports.statutory.counts import count_named
from holdlaw.reports.statutory.declaration import Basis, Item, Report
from holdlaw.reports.table import Cell, Note, Row, Table, Unclear
from holdlaw.store.agencies import Agency
from holdlaw.store.registers import Register


@frozen(kw_only=True)
class Asked:
    """Which report: of which agency, for the period that ends with which day.

    `agency` None: the only one that can report. `open_vault`: whether splits that rest on private records are
    counted; the values are let go of, and nothing of them but numbers stands in the table.
    """

    ending: date
    agency: str | None = None
    open_vault: bool = True


def run(register: Register, report: Report, asked: Asked, book: Book) -> Table:
    """Count a report over the register as it stands.

    Raise HoldlawError: HL-8002 for a day with which no period ends, HL-8003 for a version nobody has read,
    HL-8004 for an agency that does not make this report.
    """
    basis, agency = basis_for(report, asked.ending), agency_for(register, report, asked.agency)
    opened = None
    if asked.open_vault and report.needs_vault and agency.place in book.place_names():
        opened = records(register, book, agency.place, asked.ending)
    with counted_rows(register, book.forms, agency.id) as rows:
        return counted_table(rows, report, (basis, agency), asked.ending, opened)


def counted_table(
    rows: Rows, report: Report, of: tuple[Basis, Agency], ending: date, opened: Convictions | None = None
) -> Table:
    """Count a report over rows that are read already; `of` is the legal basis and the agency."""
    basis, agency = of
    period = basis.every.period(ending)
    whole = Counting(rows=rows, agency=agency.id, period=period, item="", records=opened)
    counted = [(item, _count(whole, item)) for item in basis.items or ()]
    beside = [(item, _count(whole, item)) for item in report.information]
    return Table(
        report=report.id,
        agency=agency.id,
        agency_name=agency.name,
        cite=basis.cite,
        version=basis.version.isoformat(),
        period=period,
        cells=tuple(_cell(item, found) for item, found in counted),
        information=tuple(_cell(item, found) for item, found in beside if _asked_in(item, period)),
        notes=tuple(_notes(report, basis, period)),
        unclear=tuple(_unclear(found for _, found in counted)),
        size=rows.size,
        title=report.title,
        label=label_of(report, period),
        due_on=basis.due.on(ending) if basis.due else None,
        recipient=report.recipient,
        publication=report.publication,
        certificates=tuple(_certificates(report, counted, period)),
        rows=tuple(_rows(found for _, found in counted)),
    )


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def label_of(report: Report, period: Period) -> str:
    """Name a period as the report must: a statutory year is told by its last day, and never by a bare number.

    The note that goes with it says that it is no calendar year.
    """
    last = period.to
    return report.label.format(
        from_=period.from_, to=last, day=last.day, month=_MONTHS[last.month - 1], year=last.year,
        quarter=(last.month + 2) // 3,
    )  # fmt: skip


def _asked_in(item: Item, period: Period) -> bool:
    return item.from_ is None or item.from_ < period.before


def _count(whole: Counting, item: Item) -> Counted:
    if not _asked_in(item, whole.period):
        return Counted(value=None, why=f"The law asks for it only from {item.from_} on.")
    period = whole.period
    if item.from_ is not None and item.from_ > period.from_:
        period = Period(item.from_, period.before)
    return count_named(item.count)(evolve(whole, item=item.id, period=period, given=item.given))


def _cell(item: Item, found: Counted) -> Cell:
    return Cell(
        item=item.id,
        label=item.label,
        unit=item.unit,
        value=found.value,
        why=found.why,
        rests_on=found.rests_on,
        definition=item.definition,
    )


def _notes(report: Report, basis: Basis, period: Period) -> Iterator[Note]:
    """Give the notes that a reader of this period needs, those of what nobody read first."""
    for number, text in enumerate(basis.unverified):
        yield Note(code=f"unverified-{number + 1}", text=text)
    if "statutory year" in report.label:
        text = (
            f"A statutory year: {period.from_} to {period.to}. It is not the calendar year {period.to.year}."
        )
        yield Note(code="statutory-year", text=text)
    known = [item.id for item in basis.items or ()]
    for note, from_, before in report.notes:
        if period.common(Period(from_, before)) is not None:
            under = [name for name in known if any(_within(name, each) for each in note.items)]
            if under or not note.items:
                yield evolve(note, items=tuple(under))


def _within(item: str, under: str) -> bool:
    return item == under or item.startswith(f"{under}.")


def _unclear(counted: Iterable[Counted]) -> Iterator[Unclear]:
    seen = set[tuple[str | None, int | None, str]]()
    for found in counted:
        for each in found.unclear:
            key = (each.request, each.seq, each.why)
            if key not in seen:
                seen.add(key)
                yield each


def _rows(counted: Iterable[Counted]) -> Iterator[Row]:
    for found in counted:
        yield from found.rows


def _certificates(report: Report, counted: list[tuple[Item, Counted]], period: Period) -> Iterator[str]:
    values = {item.id: found.value for item, found in counted}
    for item, text in report.certificates:
        if values.get(item) == 0:
            yield text.format(from_=period.from_, to=period.to)
