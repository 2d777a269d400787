"""Columns of another type than the layout's: read where they say the same, refused where they would not."""

from __future__ import annotations

from collections.abc import Iterator

from holdlaw.core.problems import Problem
from holdlaw.simulate.layout import DATE, MOMENT, NUMBER, TRUTH, Table
from holdlaw.simulate.source import Source

_WITH_ZONE = "TIMESTAMP WITH TIME ZONE"
_READABLE = {
    DATE: (DATE, "TIMESTAMP", "VARCHAR"),
    MOMENT: (_WITH_ZONE, "TIMESTAMP", "VARCHAR"),
    NUMBER: ("INT", "UINT", "BIGINT", "UBIGINT", "SMALLINT", "USMALLINT", "TINYINT", "UTINYINT", "HUGEINT",
             "INTEGER", "UINTEGER", "DOUBLE", "FLOAT", "DECIMAL", "VARCHAR"),
}  # fmt: skip
"""For each type, the types that say the same, if each value can be read. A day is no moment; a moment with a
zone is no day; a truth value is no number: `true` would be 1, and 1 is unknown."""

WHY = "It would have been read as something that it does not say."


def mistyped(source: Source, table: Table) -> Iterator[Problem]:
    """Give every column of a table whose values are not of the layout's type and cannot be read as it."""
    there = source.columns(table.name)
    asked = {
        column.name: (column.type, _unread(column.name, column.type, there[column.name]))
        for column in table.columns
        if there.get(column.name, column.type) != column.type and column.type in (*_READABLE, TRUTH)
    }
    if not asked:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {unread})" for _, unread in asked.values())
    row = source.con.execute(f"SELECT {counts} FROM {source.relations[table.name]}").fetchone() or ()
    for (name, (wanted, _)), count in zip(asked.items(), row, strict=True):
        if count:
            yield _problem(table, name, wanted, (count, there[name]))


def _unread(name: str, wanted: str, found: str) -> str:
    """Write whether a cell says something that cannot be read as the type wanted."""
    plain = found.partition("(")[0].partition("_")[0]
    if wanted == TRUTH:
        known = "'0', '1', '2', '0.0', '1.0', '2.0'"
        read = "false" if found == "BOOLEAN" else f"CAST({name} AS VARCHAR) IN ({known})"
    elif plain not in _READABLE[wanted]:
        read = "false"
    else:
        read = f"TRY_CAST({name} AS {wanted}) IS NOT NULL"
    return f"{name} IS NOT NULL AND NOT {read}"


def _problem(table: Table, name: str, wanted: str, found: tuple[int, str]) -> Problem:
    count, type_ = found
    cells = "1 cell" if count == 1 else f"{count:,} cells"
    what = f"{cells} of the type {type_} cannot be read as {wanted}."
    mend = f"Write the column as {wanted}, as the page of the layout says, or leave the cells empty."
    return Problem("HL-9002", f"{table.name or 'requests'}.{name}", what, WHY, mend)
