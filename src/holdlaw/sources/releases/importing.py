"""From a file to a Parquet table: recognise it, read every record once, and say what became of each.

Records pass through a plain text file on disk, a few at a time, and DuckDB makes the table from it within a
limit of memory: a file larger than the machine's memory can be imported.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb
from attrs import frozen

from holdlaw.sources.releases.columns import COLUMNS
from holdlaw.sources.releases.facilities import NO_FACILITIES, Facilities, unresolved_of
from holdlaw.sources.releases.header import recognised
from holdlaw.sources.releases.making import (
    check,
    check_out,
    database,
    keep,
    made_or_not_at_all,
    make,
    one,
    rows_a_group,
    states,
)
from holdlaw.sources.releases.manifest import Manifest
from holdlaw.sources.releases.opening import opened
from holdlaw.sources.releases.records import Read, check_kept, write_records
from holdlaw.sources.releases.release import Release
from holdlaw.store.durable import digest_of

MEMORY: Final = "1GB"
"""What DuckDB may take while it makes the table."""


@frozen(kw_only=True)
class Wanted:
    """How to import: the releases the file may be of, what is known of facilities, the memory to take."""

    known: tuple[Release, ...]
    facilities: Facilities = NO_FACILITIES
    memory: str = MEMORY


def import_file(
    path: Path, out: Path | None, wanted: Wanted, tick: Callable[[int], None] = lambda _: None
) -> Manifest:
    """Import a file into a new Parquet file, wholly or not at all; `out` None is a trial that leaves nothing.

    `tick` is told the number of records read now and then. Raise HoldlawError (HL-9041 to HL-9044; HL-9004 if
    the table, or what is needed to make it, cannot be written).
    """
    if out is not None:
        check_out(path, out)
    with made_or_not_at_all(out or path, wanted.memory):
        return _imported(path, out, wanted, tick)


def _imported(path: Path, out: Path | None, wanted: Wanted, tick: Callable[[int], None]) -> Manifest:
    with TemporaryDirectory(prefix="holdlaw-import-") as folder, opened(path) as ways:
        records = Path(folder) / "records.csv"
        table = recognised(path, ways, wanted.known)
        read = write_records(records, table.header, table.lines, tick)
        check_kept(path, read)
        with closing(database(Path(folder), wanted.memory)) as db:
            make(db, records, read.header, wanted.facilities)
            manifest = _manifest(db, path, read)
            check(db, path, read.header)
            if out is not None:
                keep(db, out, manifest.as_json(), rows_a_group(records.stat().st_size, read.kept))
    return manifest


def _manifest(db: duckdb.DuckDBPyConnection, path: Path, read: Read) -> Manifest:
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
        rows_not_utf8=read.not_utf8,
        facilities_unresolved=unresolved,
        unresolved_most=unresolved_of(db, "rows"),
    )
