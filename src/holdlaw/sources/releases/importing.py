"""From a file to a Parquet table: recognise it, read every record once, and say what became of each.

Records pass through a plain text file on disk, a few at a time, and DuckDB makes the table from it within a
limit of memory: a file larger than the machine's memory can be imported.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb
from attrs import frozen

from holdlaw.sources.releases.columns import COLUMNS
from holdlaw.sources.releases.facilities import NO_FACILITIES, Facilities
from holdlaw.sources.releases.header import Header, recognised
from holdlaw.sources.releases.making import check, database, keep, make, one, states
from holdlaw.sources.releases.manifest import Dropped, Manifest
from holdlaw.sources.releases.opening import Line, opened
from holdlaw.sources.releases.release import Release
from holdlaw.store.durable import digest_of

MEMORY: Final = "1GB"
"""What DuckDB may take while it makes the table."""
ROW_MAX: Final = 1_000_000
"""Characters a row may have."""
_LINES_SHOWN = 5
_EVERY = 5_000


@frozen(kw_only=True)
class Wanted:
    """How to import: the releases the file may be of, what is known of facilities, the memory to take."""

    known: tuple[Release, ...]
    facilities: Facilities = NO_FACILITIES
    memory: str = MEMORY


@frozen
class _Read:
    """What the first pass found: the header, and the records left out."""

    header: Header
    kept: int
    dropped: tuple[Dropped, ...]


def import_file(
    path: Path, out: Path | None, wanted: Wanted, tick: Callable[[int], None] = lambda _: None
) -> Manifest:
    """Import a file into a new Parquet file, wholly or not at all; `out` None is a trial that leaves nothing.

    `tick` is told the number of records read now and then. Raise HoldlawError (HL-9041 to HL-9044).
    """
    with TemporaryDirectory(prefix="holdlaw-import-") as folder, opened(path) as ways:
        records = Path(folder) / "records.csv"
        table = recognised(path, ways, wanted.known)
        read = _write(records, table.header, table.lines, tick)
        with closing(database(Path(folder), wanted.memory)) as db:
            make(db, records, read.header, wanted.facilities)
            manifest = _manifest(db, path, read)
            check(db, path, read.header)
            if out is not None:
                keep(db, out, manifest.as_json())
    return manifest


def _write(records: Path, header: Header, lines: Iterable[Line], tick: Callable[[int], None]) -> _Read:
    """Write the records that are rows, each with its line; count the others by reason."""
    dropped: Counter[str] = Counter()
    shown: defaultdict[str, list[int]] = defaultdict(list)
    kept = 0
    with records.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        for count, line in enumerate(lines, start=1):
            fault = line.fault or _fault(line.cells, len(header.names))
            if fault is None:
                writer.writerow((line.number, *line.cells))
                kept += 1
            else:
                dropped[fault] += 1
                shown[fault] = [*shown[fault], line.number][:_LINES_SHOWN]
            if count % _EVERY == 0:
                tick(count)
    found = tuple(
        Dropped(reason=each, rows=rows, lines=tuple(shown[each])) for each, rows in sorted(dropped.items())
    )
    return _Read(header, kept, found)


def _fault(cells: tuple[str, ...], width: int) -> str | None:
    """Say why a record is no row; None if it is one."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    if not first:
        return "blank_row"
    if first.lower().startswith(("total", "grand total")):
        return "totals_row"
    if sum(map(len, cells)) > ROW_MAX:
        return "row_too_large"
    if len(cells) != width:
        return "too_few_cells" if len(cells) < width else "too_many_cells"
    return None


def _manifest(db: duckdb.DuckDBPyConnection, path: Path, read: _Read) -> Manifest:
    release = read.header.release
    first, last, repeated = one(
        db, f"SELECT min({release.day}), max({release.day}), count(*) FILTER (repeated) FROM rows"
    )
    (unresolved,) = one(
        db, "SELECT count(*) FROM rows WHERE facility_state = 'known' AND resolved_by IS NULL"
    )
    duplicates = None
    if release.person_key:
        (duplicates,) = one(db, "SELECT count(*) FROM rows WHERE repeated AND person_key IS NOT NULL")
    return Manifest(
        release=release,
        file=path.name,
        sha256=digest_of(path),
        rows_kept=read.kept,
        dropped=read.dropped,
        first_day=None if first is None else str(first),
        last_day=None if last is None else str(last),
        states={column.name: states(db, column) for column in COLUMNS},
        duplicates_suspected=duplicates,
        rows_repeated=repeated,
        facilities_unresolved=unresolved,
    )
