"""An invented table and what is stamped on it: nobody in it is real, and no register is needed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from holdlaw.reports.faces.pdf import Stamp
from holdlaw.reports.period import Period
from holdlaw.reports.table import Cell, Note, Table, Unclear

MOMENT = datetime(2017, 10, 15, 13, 30, tzinfo=UTC)
NOTE = "A statutory year that ends on September 30. It is not the calendar year 2017."
PAPERS = "Item 1 counts papers, item 2 counts people."
STAMP = Stamp(
    moment=MOMENT, hash="ab" * 32, checkpoint="records.example/invented\n24811\ncm9vdA==\n\n— nobody sig\n"
)

TABLE = Table(
    report="us-ny-nyc-police/14-154-f",
    agency="invented-police",
    agency_name="Invented Police",
    cite="NYC Admin. Code § 14-154(f)",
    version="2014-12-14",
    period=Period(date(2016, 10, 1), date(2017, 10, 1)),
    cells=(
        Cell(item="f.1", label="Detainers received", unit="detainers", value=1526, definition="Papers."),
        Cell(item="f.2", label="Persons held", unit="persons", value=0),
        Cell(
            item="f.5", label="Requests for information", unit="requests", value=None, why="asked only later"
        ),
    ),
    notes=(Note(code="year", text=NOTE), Note(code="papers", text=PAPERS, items=("f.1", "f.2"))),
    unclear=(Unclear(request="request-17", seq=4411, item="f.2", why="nothing says when release was due"),),
    size=24811,
    title="Civil immigration detainers: yearly report",
    label="the statutory year ending September 30, 2017",
    due_on=date(2017, 10, 15),
    recipient="the public",
    publication="on a website",
)


def table(**changes: Any) -> Table:
    """Give the invented table, with some parts changed."""
    return evolve(TABLE, **changes)
