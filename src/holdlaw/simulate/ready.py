"""A file's requests with the columns that a law needs derived: stored once beside it, and found again.

After that a what-if is one scan. What is stored is known by the columns it has and by the state of the files
it was made from; if either differs it is made anew. It is made and kept in parts of so many rows: no more
than one part's record is in memory, and parts may be spread over many machines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree

import duckdb

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.simulate.checking import check_values
from holdlaw.simulate.derive import derivation, kept_columns
from holdlaw.simulate.derived import Derived
from holdlaw.simulate.gathering import derived_sql, gathered
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.simulating import years_of
from holdlaw.simulate.source import Source, all_of, own_words, parts_of, short, stored
from holdlaw.simulate.stating import stated
from holdlaw.sources.parquet import metadata, quoted

NAME_LENGTH = 8
PART_ROWS = 1_000_000
"""Rows of one part, as near as the numbers of the rows allow."""

_WRITTEN = 2
"""Which way of writing facts this is; those written in another are made anew."""

_FEW = 200
"""Different texts of a column that are looked up in a list."""

_NUMBERED = ("", "convictions", "jail", "papers")
"""Tables whose rows name a request."""


def ready(source: Source, needed: Sequence[Derived], forms: tuple[str, ...], *, keep: bool = True) -> str:
    """Give the requests with their derived columns as something to select from, stored if that can be done.

    `keep`: without it nothing is stored. Raise HoldlawError if the file holds a value that the layout does
    not have.
    """
    if source.path is None or not needed or not keep:
        check_values(source, forms)
        return _derived(source, needed)
    try:
        return stored(ready_parts(source, needed, forms))
    except (duckdb.IOException, OSError):
        return _derived(source, needed)


def ready_parts(
    source: Source, needed: Sequence[Derived], forms: tuple[str, ...], rows: int = PART_ROWS
) -> Path:
    """Give the folder in which the requests with their derived columns stand, in parts of so many rows.

    Raise HoldlawError if the file holds a value that the layout does not have; OSError or DuckDB's
    IOException if the folder cannot be written.
    """
    assert source.path is not None
    folder = facts_folder(source.path, needed)
    if not _is_current(source, folder):
        check_values(source, forms)
        _store(source, needed, folder, rows)
    return folder


def not_written(out: Path, error: Exception) -> HoldlawError:
    """Say that rows could not be written."""
    what = f"It cannot be written ({short(error)})."
    mend = "Name a file in a folder that you may write to."
    return HoldlawError([Problem("HL-9004", str(out), what, "The rows are nowhere.", mend)])


def _derived(source: Source, needed: Sequence[Derived]) -> str:
    return f"({derived_sql(source, needed, years_of(source))}) AS derived"


def _store(source: Source, needed: Sequence[Derived], out: Path, rows: int) -> None:
    """Write the derived columns; what stood there before goes only once the new ones stand."""
    made, about = out.with_suffix(".part"), metadata({**source.about, "made_from": state_of(source)})
    remove(made)
    made.mkdir()
    years, small = years_of(source), stated(source, needed)
    texts = _numbered_texts(source)
    for number, part in enumerate(_parts(source, rows)):
        file = quoted(str(made / f"part-{number:05}.parquet"))
        derived = gathered(part, derivation(part, needed, years), small)
        source.con.execute(f"COPY (SELECT *{texts} FROM ({derived})) TO {file} (FORMAT parquet, {about})")
    remove(out)
    made.replace(out)


def _numbered_texts(source: Source) -> str:
    """Write the text columns that are stored as numbers of their few values, which is quicker written.

    Whoever reads the file reads the texts.
    """
    columns = [name for name in kept_columns(source) if source.columns("")[name] == "VARCHAR"]
    numbered = []
    for name in columns:
        found = source.con.execute(
            f"SELECT DISTINCT {name} FROM {source.relations['']} WHERE {name} IS NOT NULL LIMIT {_FEW + 1}"
        ).fetchall()
        if 0 < len(found) <= _FEW:
            values = ", ".join(sorted(quoted(value) for (value,) in found))
            number = f"list_position(list_value({values}), {name})"
            numbered.append(
                f"list_extract(CAST(list_value({values}) AS ENUM({values})[]), {number}) AS {name}"
            )
    return f" REPLACE ({', '.join(numbered)})" if numbered else ""


def _parts(source: Source, rows: int) -> Iterator[Source]:
    """Give the source in parts by the numbers of its rows; whole, if rows of one number lie far apart."""
    counted = f"SELECT count(*), min(row_id), max(row_id) FROM {source.relations['']}"
    count, first, last = source.con.execute(counted).fetchone() or (0, None, None)
    parts = -(-count // rows)
    if parts <= 1 or not all(_in_order(source, name) for name in _NUMBERED if source.has(name)):
        yield source
        return
    step = -(-(last - first + 1) // parts)
    for number in range(parts):
        yield _between(source, first + number * step, first + (number + 1) * step)


def _in_order(source: Source, name: str) -> bool:
    """Say whether no group of rows begins before the end of the one before it, by what the file says."""
    assert source.path is not None
    files = quoted(str(all_of(source.layout[name].file(source.path))))
    row = source.con.execute(
        "SELECT bool_and(least_ >= before) FROM (SELECT least_, max(most) OVER (ORDER BY file_name, "
        "row_group_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM (SELECT file_name, "
        "row_group_id, CAST(stats_min_value AS HUGEINT) AS least_, CAST(stats_max_value AS HUGEINT) AS most "
        f"FROM parquet_metadata({files}) WHERE path_in_schema = 'row_id'))"
    ).fetchone()
    return row is not None and row[0] is not False


def _between(source: Source, first: int, before: int) -> Source:
    """Give the requests of these numbers, and what belongs to them. Half-open."""
    part = source
    for name in (name for name in _NUMBERED if source.has(name)):
        rows = f"SELECT * FROM {source.relations[name]} WHERE row_id >= {first} AND row_id < {before}"
        part = part.with_relation(name, f"({rows})")
    return part


def remove(path: Path) -> None:
    """Remove a file, or a folder of parts; where neither is, do nothing."""
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)


def facts_folder(path: Path, needed: Sequence[Derived]) -> Path:
    """Name the folder in which derived columns are kept, by which they are and how they are written."""
    columns = sorted(own.column for own in needed)
    return path.with_suffix(f".facts-{digest_of([_WRITTEN, columns])[:NAME_LENGTH]}.parquet")


def state_of(source: Source) -> list[list[str | int]]:
    """Give the size and the time of change of every file that facts are derived from."""
    assert source.path is not None
    tables = (table.file(source.path) for table in source.layout.values())
    files = (part for file in tables if file.exists() for part in parts_of(file))
    stats = ((file.name, file.stat()) for file in files)
    return [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]


def _is_current(source: Source, folder: Path) -> bool:
    if not folder.exists():
        return False
    try:
        return own_words(source.con, folder).get("made_from") == state_of(source)
    except (duckdb.Error, ValueError):
        return False
