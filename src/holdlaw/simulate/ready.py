"""A file's requests with the columns that a law needs derived: stored once beside it, and found again.

After that a what-if is one scan. What is stored is known by the columns it has and by the state of the files
it was made from; if either differs it is made anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

import duckdb

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.simulate.checking import check_values
from holdlaw.simulate.derive import derive_sql
from holdlaw.simulate.derived import Derived
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.simulating import years_of
from holdlaw.simulate.source import Source, own_words, parts_of, short, stored
from holdlaw.sources.parquet import metadata, quoted

NAME_LENGTH = 8
PART_ROWS = 1_000_000
"""Rows of one part, where the requests are to be spread over many machines."""

GROUP_ROWS_MIN, GROUP_ROWS_MAX = 2_048, 122_880
"""How many rows DuckDB may keep together inside one part."""


def ready(source: Source, needed: Sequence[Derived], forms: tuple[str, ...]) -> str:
    """Give the requests with their derived columns as something to select from, stored if that can be done.

    Raise HoldlawError if the file holds a value that the layout does not have.
    """
    if source.path is None or not needed:
        check_values(source, forms)
        return _derived(source, needed)
    file = facts_file(source.path, needed)
    if not _is_current(source, file):
        check_values(source, forms)
        try:
            _store(source, needed, file, "")
        except (duckdb.IOException, OSError):
            return _derived(source, needed)
    return stored(file)


def ready_parts(
    source: Source, needed: Sequence[Derived], forms: tuple[str, ...], rows: int = PART_ROWS
) -> Path:
    """Give the folder in which the requests with their derived columns stand in parts of so many rows.

    Raise HoldlawError as `ready` does, and if the folder cannot be written (HL-9004).
    """
    assert source.path is not None
    folder = facts_file(source.path, needed).with_suffix(".parts")
    if not _is_current(source, folder):
        check_values(source, forms)
        group = max(GROUP_ROWS_MIN, min(rows, GROUP_ROWS_MAX))
        try:
            _store(
                source, needed, folder, f", ROW_GROUP_SIZE {group}, ROW_GROUPS_PER_FILE {-(-rows // group)}"
            )
        except (duckdb.IOException, OSError) as error:
            raise not_written(folder, error) from None
    return folder


def not_written(out: Path, error: Exception) -> HoldlawError:
    """Say that rows could not be written."""
    what = f"It cannot be written ({short(error)})."
    mend = "Name a file in a folder that you may write to."
    return HoldlawError([Problem("HL-9004", str(out), what, "The rows are nowhere.", mend)])


def _derived(source: Source, needed: Sequence[Derived]) -> str:
    return f"({derive_sql(source, needed, years_of(source))}) AS derived"


def _store(source: Source, needed: Sequence[Derived], out: Path, options: str) -> None:
    """Write the derived columns; what stood there before goes only once the new ones stand."""
    part, about = out.with_suffix(".part"), {**source.about, "made_from": state_of(source)}
    _remove(part)
    copy = f"COPY (FROM {_derived(source, needed)}) TO {quoted(str(part))}"
    source.con.execute(f"{copy} (FORMAT parquet, {metadata(about)}{options})")
    _remove(out)
    part.replace(out)


def _remove(path: Path) -> None:
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)


def facts_file(path: Path, needed: Sequence[Derived]) -> Path:
    """Name the file in which derived columns are kept, by which columns they are."""
    columns = sorted(own.column for own in needed)
    return path.with_suffix(f".facts-{digest_of(columns)[:NAME_LENGTH]}.parquet")


def state_of(source: Source) -> list[list[str | int]]:
    """Give the size and the time of change of every file that facts are derived from."""
    assert source.path is not None
    tables = (table.file(source.path) for table in source.layout.values())
    files = (part for file in tables if file.exists() for part in parts_of(file))
    stats = ((file.name, file.stat()) for file in files)
    return [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]


def _is_current(source: Source, file: Path) -> bool:
    if not file.exists():
        return False
    try:
        return own_words(source.con, file).get("made_from") == state_of(source)
    except (duckdb.Error, ValueError):
        return False
