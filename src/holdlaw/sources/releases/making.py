"""The table itself, made by DuckDB from records of text within a limit of memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.sources.parquet import NO_BAR, metadata, quoted
from holdlaw.sources.releases.cells import cell
from holdlaw.sources.releases.columns import COLUMNS, Column, Kind, State
from holdlaw.sources.releases.facilities import AGENCY, JOINS, Facilities
from holdlaw.sources.releases.facts import facts_sql
from holdlaw.sources.releases.forms import form_sql
from holdlaw.sources.releases.header import Header
from holdlaw.sources.releases.release import Release

THREADS: Final = 1
"""Each thread takes memory of its own."""
ROWS_MAX: Final = 10_000
ROWS_MIN: Final = 2_048
GROUP_BYTES: Final = 8 << 20
"""How large a group of rows in the file may be: it is held in memory until it is written."""
_READABLE_LEAST = 0.5


def database(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """Open a database of its own that spills into a folder. Raise HoldlawError (HL-4001) for the memory."""
    db = duckdb.connect(str(folder / "work.duckdb"))
    db.execute(NO_BAR)
    try:
        db.execute(f"SET memory_limit = {quoted(memory)}")
    except duckdb.Error:
        what, why = f"{memory} is no amount of memory.", "The import has to know what it may take."
        raise HoldlawError([Problem("HL-4001", "--memory", what, why, "Write it as 512MB or 2GB.")]) from None
    db.execute(f"SET temp_directory = {quoted(str(folder))}")
    db.execute("SET autoinstall_known_extensions = false")
    db.execute(f"SET threads = {THREADS}")
    return db


def make(db: duckdb.DuckDBPyConnection, records: Path, header: Header, facilities: Facilities) -> None:
    """Make the table `rows`: line, every column with its state, form, agency and county, `repeated`."""
    texts = ["line", *(f"c{place}" for place in range(len(header.names)))]
    shape = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in texts)
    places = {column.name: f"c{place}" for place, column in enumerate(header.columns) if column is not None}
    values = ",\n".join(cell(column, places.get(column.name), header.release) for column in COLUMNS)
    db.execute(
        f"CREATE TABLE plain AS SELECT CAST(line AS BIGINT) AS line,\n{values},\n"
        f"hash({', '.join(texts[1:])}) AS whole FROM read_csv({quoted(str(records))}, "
        f"columns = {{{shape}}}, header = false, auto_detect = false, delim = ',', quote = '\"', "
        "escape = '\"', new_line = '\\n', nullstr = '\\x00', max_line_size = 4500000, buffer_size = 9000000)"
    )
    facilities.into(db)
    db.execute(
        f"CREATE TABLE rows AS SELECT plain.* EXCLUDE (whole) {_replaced(header.release)}, "
        f"{form_sql()} AS form, {facts_sql(header.release)}, {AGENCY}, "
        "whole IN (SELECT whole FROM plain GROUP BY whole HAVING count(*) > 1) AS repeated "
        f"FROM plain {JOINS}"
    )


def _replaced(release: Release) -> str:
    """Take out what a release prints for years in which it recorded nothing."""
    if not release.not_recorded_before:
        return ""
    parts = []
    for name, day in sorted(release.not_recorded_before.items()):
        early = f"{release.day} < DATE {quoted(day.isoformat())}"
        parts.append(f"CASE WHEN {early} THEN NULL ELSE {name} END AS {name}")
        state = f"{name}_state"
        parts.append(f"CASE WHEN {early} THEN {quoted(State.NOT_COLLECTED)} ELSE {state} END AS {state}")
    return f"REPLACE ({', '.join(parts)})"


def one(db: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    """Give the one row of a query."""
    row = db.execute(sql).fetchone()
    assert row is not None
    return row


def states(db: duckdb.DuckDBPyConnection, column: Column) -> dict[str, int]:
    """Count the values of a column by state."""
    found = dict(db.execute(f"SELECT {column.name}_state, count(*) FROM rows GROUP BY 1").fetchall())
    return {state.value: found[state.value] for state in State if state.value in found}


def check(db: duckdb.DuckDBPyConnection, path: Path, header: Header) -> None:
    """Refuse a file whose labels are off by a column: then a column of days holds none.

    Raise HoldlawError (HL-9044) with every such column.
    """
    problems = [
        _off(path, column, known, bad)
        for column in header.columns
        if column is not None and column.kind is not Kind.TEXT
        for known, bad in [_readable(db, column)]
        if bad and known / (known + bad) < _READABLE_LEAST
    ]
    if problems:
        raise HoldlawError(problems)


def _readable(db: duckdb.DuckDBPyConnection, column: Column) -> tuple[int, int]:
    counted = states(db, column)
    return counted.get(State.KNOWN, 0), counted.get(State.UNREADABLE, 0)


def _off(path: Path, column: Column, known: int, bad: int) -> Problem:
    what = f"{bad} of {known + bad} values of the column {column.name} are no {column.kind.value}s."
    why = "The labels may belong to other columns."
    mend = "See whether the header stands one column off; say in a mapping file how days are written."
    return Problem("HL-9044", path.name, what, why, mend)


def check_out(path: Path, out: Path) -> None:
    """Refuse, before a long read, a place where the table cannot stand. Raise HoldlawError (HL-9004)."""
    if out.exists() and out.samefile(path):
        raise _not_made(out, "It is the file that is read.", "Name another file.")
    if out.is_dir():
        raise _not_made(out, "It is a folder.", "Name a file in it.")
    if not out.parent.is_dir():
        raise _not_made(out, "There is no such folder.", "Make the folder first.")


@contextmanager
def made_or_not_at_all(out: Path, memory: str) -> Iterator[None]:
    """Say in words what kept a table from being made: the disk, the rights, the memory. Raise HL-9004."""
    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.TransactionException):
        what = f"To make it takes more than the {memory} of memory that were given."
        raise _not_made(out, what, "Give more: --memory 1GB.") from None
    except (duckdb.IOException, OSError) as error:
        full = "No space left on device" in str(error)
        what = f"It cannot be written ({'the disk is full' if full else str(error).splitlines()[0][:160]})."
        mend = "See that the disk, and that of the temporary files, has room and may be written to."
        raise _not_made(out, what, mend) from None


def _not_made(out: Path, what: str, mend: str) -> HoldlawError:
    return HoldlawError([Problem("HL-9004", str(out), what, "Nothing was imported.", mend)])


def rows_a_group(size: int, rows: int) -> int:
    """Say how many rows to write together, where so many rows take so many bytes as text."""
    return max(ROWS_MIN, min(ROWS_MAX, GROUP_BYTES * rows // max(size, 1)))


def keep(db: duckdb.DuckDBPyConnection, out: Path, told: Mapping[str, Any], rows: int) -> None:
    """Write the table with what is told of it, so many rows to a group, wholly or not at all."""
    beside = out.with_name(f".{out.name}.new")
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {rows}, {metadata(told)}"
    try:
        db.execute(f"COPY rows TO {quoted(str(beside))} ({options})")
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
