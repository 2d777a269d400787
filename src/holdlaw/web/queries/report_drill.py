"""The entries that a number of a report rests on, as sentences: for those who may audit."""

from __future__ import annotations

from attrs import frozen

from holdlaw.reports.table import Cell, Table
from holdlaw.store.vault import entries_numbered
from holdlaw.web.desk import Desk
from holdlaw.web.queries.audits import Row, row_of

PAGE = 50


@frozen(kw_only=True)
class Drilled:
    """A number, and a page of its entries. `before` and `after`: the pages beside it, if any."""

    cell: Cell
    rows: tuple[Row, ...]
    first: int
    last: int
    before: int | None
    after: int | None


def drilled(desk: Desk, table: Table, item: str, page: int) -> Drilled | None:
    """Give a page of the entries of one number; None if the report has no such item, or no such page."""
    cell = next((each for each in (*table.cells, *table.information) if each.item == item), None)
    if cell is None:
        return None
    start = (page - 1) * PAGE
    seqs = cell.rests_on[start : start + PAGE]
    if page > 1 and not seqs:
        return None
    found = (entry for entry in entries_numbered(desk.register.db, seqs) if entry.agency == desk.agency.id)
    return Drilled(
        cell=cell,
        rows=tuple(row_of(desk, entry) for entry in found),
        first=start + 1 if seqs else 0,
        last=start + len(seqs),
        before=page - 1 if page > 1 else None,
        after=page + 1 if start + PAGE < len(cell.rests_on) else None,
    )
