"""The one table a report is: page, PDF, CSV and JSON are written from it and count nothing themselves."""

from __future__ import annotations

from collections import Counter
from datetime import date
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
    definition: str = ""
    """What is counted, in words."""


@frozen(kw_only=True)
class Note:
    """Something a reader has to know beside the numbers. `items`: the cells it is under; empty: all."""

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
class Row:
    """One event that the law asks to be reported singly. `told` is by column; unknown is `unknown`."""

    item: str
    told: tuple[tuple[str, str], ...]
    rests_on: tuple[int, ...] = ()


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
    """The statute's own items, in its order."""
    information: tuple[Cell, ...] = ()
    """Lines outside the statute's items, which show what these leave open."""
    notes: tuple[Note, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    size: int
    """How many entries of the register it counts over."""
    title: str = ""
    label: str = ""
    """The only way the period may be named: a statutory year is never a bare number."""
    due_on: date | None = None
    """None: the law names no day, or nobody has read it."""
    recipient: str = ""
    publication: str = ""
    certificates: tuple[str, ...] = ()
    """What the agency certifies where nothing was received, as the law asks: a sentence each."""
    rows: tuple[Row, ...] = ()
    """Single events, where the law asks for each: never with anything that names a person."""

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
            "label": self.label,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "items": self.items(),
            "not_counted": {cell.item: cell.why for cell in self.cells if cell.value is None},
            "information": {cell.item: cell.value for cell in self.information},
            "certificates": list(self.certificates),
            "rows": [{"item": row.item, **dict(row.told)} for row in self.rows],
            "notes": [
                {"code": note.code, "text": note.text, "items": list(note.items)} for note in self.notes
            ],
            "unclear": [
                {"request": each.request, "entry": each.seq, "item": each.item, "why": each.why}
                for each in self.unclear
            ],
            "size": self.size,
        }

    def public_json(self) -> dict[str, Any]:
        """Give what is published: what the statute orders, and of unclear rows how many, and why.

        No number of an entry or a request is in it, no row about one event, and none of the lines beside
        the items: no law orders those, and in a small agency they would point at people. It does not
        change with entries that change no number, so that its hash holds for as long as the numbers do.
        """
        told = self.as_json()
        for name in ("size", "information", "rows"):
            del told[name]
        counted = Counter((each.item, each.why) for each in self.unclear)
        told["unclear"] = [
            {"item": item, "why": why, "rows": rows} for (item, why), rows in sorted(counted.items())
        ]
        return told
