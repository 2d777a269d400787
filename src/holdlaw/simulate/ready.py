"""A file's requests with the columns that a law needs derived: stored once beside it, and found again.

After that a what-if is one scan. What is stored is known by the columns it has and by the state of the files
it was made from; if either differs it is made anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from holdlaw.simulate.checking import check_values
from holdlaw.simulate.derive import derive_sql
from holdlaw.simulate.derived import Derived
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.simulating import years_of
from holdlaw.simulate.source import Source, metadata, own_words
from holdlaw.simulate.three import quoted

NAME_LENGTH = 8


def ready(source: Source, needed: Sequence[Derived], forms: tuple[str, ...]) -> str:
    """Give the requests with their derived columns as something to select from, stored if that can be done.

    Raise HoldlawError if the file holds a value that the layout does not have.
    """
    if source.path is None or not needed:
        check_values(source, forms)
        return f"({derive_sql(source, needed, years_of(source))}) AS derived"
    file = facts_file(source.path, needed)
    if not _is_current(source, file):
        check_values(source, forms)
        plain = f"({derive_sql(source, needed, years_of(source))}) AS derived"
        part = file.with_suffix(".part")
        about = {**source.about, "made_from": state_of(source)}
        try:
            source.con.execute(
                f"COPY (FROM {plain}) TO {quoted(str(part))} (FORMAT parquet, {metadata(about)})"
            )
            part.replace(file)
        except (duckdb.IOException, OSError):
            return plain
    return f"read_parquet({quoted(str(file))})"


def facts_file(path: Path, needed: Sequence[Derived]) -> Path:
    """Name the file in which derived columns are kept, by which columns they are."""
    columns = sorted(own.column for own in needed)
    return path.with_suffix(f".facts-{digest_of(columns)[:NAME_LENGTH]}.parquet")


def state_of(source: Source) -> list[list[str | int]]:
    """Give the size and the time of change of every file that facts are derived from."""
    assert source.path is not None
    files = (table.file(source.path) for table in source.layout.values())
    stats = ((file.name, file.stat()) for file in files if file.exists())
    return [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]


def _is_current(source: Source, file: Path) -> bool:
    if not file.exists():
        return False
    try:
        return own_words(source.con, file).get("made_from") == state_of(source)
    except (duckdb.Error, ValueError):
        return False
