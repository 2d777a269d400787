"""The one table a report is: page, PDF, CSV and JSON are written from it and count nothing themselves."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from holdlaw.reports.period import Period


@frozen(kw_only=True)
class Cell:
    """One number of a report.

    `value` is None where the law did not ask for it in this period, or where it cannot be told; `why` then
    says which. `rests_on` are the numbers of the entries that were counted, for those who may see them.
    """

    item: str
    """The statute's own numbering: f.1, f.5.i."""
    label: str
    unit: str
    """What is counted: detainers, persons, requests, responses, hours."""
    value: int | None
    why: str | None = None
    rests_on: tuple[int, ...] = ()


@frozen(kw_only=True)
class Note:
    """Something a reader has to know beside the numbers. `items` are the cells it stands under; empty: all."""

    code: str
    text: str
    items: tuple[str, ...] = ()


@frozen(kw_only=True)
class Unclear:
    """A source row that is missing or cannot be told apart: listed, never dropped."""

    request: str | None
    seq: int | None
    item: str
    why: str


@frozen(kw_only=True)
class Table:
    """A report of one agency over one period, under one version of the law that asks for it."""

    report: str
    """Place and name: us-ny-nyc-police/14-154-f."""
    agency: str
    """The id the register has for it."""
    agency_name: str
    cite: str
    version: str
    """The first day of the version of the legal basis."""
    period: Period
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    size: int
    """How many entries of the register it counts over."""

    def items(self) -> dict[str, int | None]:
        """Give the numbers by item, in the statute's order."""
        return {cell.item: cell.value for cell in self.cells}

    def as_json(self) -> dict[str, Any]:
        """Give the period, the items and the notes as the command prints them."""
        return {
            "report": self.report,
            "agency": self.agency,
            "cite": self.cite,
            "version": self.version,
            "period": self.period.as_json(),
            "items": self.items(),
            "notes": [
                {"code": note.code, "text": note.text, "items": list(note.items)} for note in self.notes
            ],
            "unclear": [
                {"request": each.request, "entry": each.seq, "item": each.item, "why": each.why}
                for each in self.unclear
            ],
            "size": self.size,
        }
