"""Whether the parts of a table in a folder are parts of one thing: the same columns, the same words of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
from attrs import frozen

from holdlaw.core.problems import Problem
from holdlaw.simulate.source import Source, own_words, parts_of, short, stored

_SAID = ("missing", "source", "caveats")
"""What a file says of itself that every figure from it rests on."""


@frozen
class _Part:
    """What a part has and says."""

    columns: dict[str, str]
    said: dict[str, Any]


def unlike_parts(source: Source) -> Iterator[Problem]:
    """Give every part of a file that cannot be read, or is not like the first of its table."""
    for table in source.layout.values():
        file = table.file(source.path) if source.path is not None else None
        if file is not None and file.is_dir():
            yield from _unlike(source, parts_of(file))


def _unlike(source: Source, parts: list[Path]) -> Iterator[Problem]:
    first: _Part | None = None
    for path in parts:
        try:
            part = _part(source, path)
        except (duckdb.Error, ValueError) as error:
            mend = "Make or fetch it again, or take it out."
            yield _problem(path, f"It cannot be read as Parquet ({short(error)}).", mend)
            continue
        first = first or part
        yield from _differences(path, parts[0], first, part)


def _differences(path: Path, first: Path, wanted: _Part, found: _Part) -> Iterator[Problem]:
    columns = sorted(name for name, _ in wanted.columns.items() ^ found.columns.items())
    if columns:
        what = f"Other columns than in {first.name}: {', '.join(dict.fromkeys(columns))}."
        yield _problem(path, what, "Make every part with the same columns, of the same types.")
    said = [name for name in _SAID if wanted.said.get(name) != found.said.get(name)]
    if said:
        what = f"It says otherwise than {first.name}: {', '.join(said)}."
        yield _problem(path, what, "Keep rows of another source in a file of their own.")


def _part(source: Source, path: Path) -> _Part:
    rows = source.con.execute(f"DESCRIBE SELECT * FROM {stored(path)}").fetchall()
    return _Part({row[0]: row[1] for row in rows}, own_words(source.con, path))


def _problem(path: Path, what: str, mend: str) -> Problem:
    why = "The rows of one part would be read by the words of another."
    return Problem("HL-9001", f"{path.parent.name}/{path.name}", what, why, mend)
