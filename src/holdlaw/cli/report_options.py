"""What the commands on reports share: the period asked for, the agency, and the table as a page of lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import a_day
from holdlaw.cli.lines import folded, heading
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.reports.life import drafted_at
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.reports.table import Cell, Note, Row, Table, Unclear
from holdlaw.store.registers import Register

ReportId = Annotated[str, typer.Argument(metavar="REPORT", help="A report: us-ny-nyc-police/14-154-f.")]
Ending = Annotated[
    str, typer.Option("--ending", metavar="DAY", help="The last day of the period: 2017-09-30.")
]
ReportingAgency = Annotated[
    str | None,
    typer.Option("--agency", metavar="ID", help="The agency; left out, the only one that makes this report."),
]
DraftEntry = Annotated[int, typer.Option("--draft", metavar="ENTRY", min=0, help="The entry of the draft.")]
Earlier = Annotated[
    Path, typer.Option("--earlier", metavar="FILE", help="The table as it was last published (JSON).")
]
TableFile = Annotated[
    Path | None, typer.Option("--table", metavar="FILE", help="Write the table as it is published (JSON).")
]


ITEMS_SHOWN = 4
"""How many items a note names before the rest is left out."""


def new_key() -> str:
    """Make an idempotency key for a step that is taken once, at the shell."""
    return f"shell-{os.urandom(16).hex()}"


def asked_for(name: str, ending: str, agency: str | None) -> tuple[str, Asked]:
    """Read which report is asked for. Raise HoldlawError (HL-4001) for what is no day."""
    day = a_day(ending, "--ending")
    assert day is not None
    return name, Asked(ending=day, agency=agency)


def counted(register: Register, asked: tuple[str, Asked], book: Book) -> Table:
    """Count the report that is asked for."""
    return run(register, report_named(asked[0]), asked[1], book)


def of_draft(register: Register, seq: int, book: Book) -> Table:
    """Count the report of a draft anew."""
    entry, content = drafted_at(register, seq)
    last = date.fromisoformat(content.period_before) - timedelta(days=1)
    return run(register, report_named(content.report), Asked(ending=last, agency=entry.agency), book)


def write(path: Path, data: bytes) -> None:
    """Write a file that was asked for. Raise HoldlawError (HL-4001) if it cannot be written."""
    try:
        path.write_bytes(data)
    except OSError as error:
        what, why = f"It cannot be written: {error.strerror}.", "The report was counted and is not kept."
        raise HoldlawError(
            [Problem("HL-4001", str(path), what, why, "Name a file in a folder that is there.")]
        ) from None


def page(table: Table) -> str:
    """Write a table as lines for a terminal."""
    return "\n".join(_lines(table))


def _lines(table: Table) -> Iterator[str]:
    yield table.title
    yield f"{table.agency_name}: {table.label}"
    yield f"{table.cite}, version of {table.version}; {table.period}"
    if table.due_on:
        yield f"Due {table.due_on}."
    yield f"To {table.recipient}; published: {table.publication}."
    yield from heading("Items")
    yield from (line for cell in table.cells for line in _cell(cell))
    yield from _part("Each", (_row(row) for row in table.rows))
    if table.information:
        yield from heading("Beside the items")
        yield from (line for cell in table.information for line in _cell(cell))
    yield from _part("Certificates", (f"- {text}" for text in table.certificates))
    yield from _part("Notes", (_note(note) for note in table.notes))
    yield from _part("Not clear", (_unclear(each) for each in table.unclear))
    yield ""
    yield f"Counted over {table.size:,} entries."


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield from heading(title)
        yield from folded(told, "  ")


def _row(row: Row) -> str:
    return f"- {row.item}: " + "; ".join(f"{name} {value}" for name, value in row.told)


def _note(note: Note) -> str:
    more = ", …" if len(note.items) > ITEMS_SHOWN else ""
    under = f"[{', '.join(note.items[:ITEMS_SHOWN])}{more}] " if note.items else ""
    return f"- {under}{note.text}"


def _unclear(each: Unclear) -> str:
    where = " ".join(str(part) for part in (each.request, each.seq) if part is not None)
    return f"- {each.item}, {where}: {each.why}"


def _cell(cell: Cell) -> Iterator[str]:
    value = "not counted" if cell.value is None else f"{cell.value:,} {cell.unit}"
    yield from folded([f"- {cell.item}: {value}. {cell.label}.{' ' + cell.why if cell.why else ''}"], "  ")
