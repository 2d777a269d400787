"""Single rows and what laws say of them: the first for a page, all of them as a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from attrs import frozen
from django.http import FileResponse

from holdlaw.core.case import Act
from holdlaw.simulate.comparing import ONE, OTHER, Compared
from holdlaw.simulate.in_words import BETWEEN, in_words
from holdlaw.sources.parquet import quoted
from holdlaw.web.queries.report_downloads import KINDS

ROWS_FACES = {"rows-csv": "csv", "rows-parquet": "parquet"}
"""The kinds of file with one line a row, by how their addresses call them."""
ROWS_SHOWN = 25
"""Rows on a page; the files have all."""


@frozen
class Said:
    """What one law says of one row: the outcome, the provision behind it, the fields it hinges on."""

    outcome: str
    clause: str
    hinges: tuple[str, ...]


@frozen
class RowSaid:
    """One row and what laws say of it. `name`: its number in the table, or the id of a request."""

    name: str
    sides: tuple[Said, ...]


def first_differing(compared: Compared) -> Mapping[str, tuple[RowSaid, ...]]:
    """Give for each act the first rows on which the two laws differ."""
    said = in_words(compared.differing(), compared.answers, compared.keys)
    return {act.value: _first(compared, said, act) for act in compared.acts}


def _first(compared: Compared, said: str, act: Act) -> tuple[RowSaid, ...]:
    columns = [f"{side}_{act.value}{end}" for side in (ONE, OTHER) for end in ("", "_clause", "_hinges")]
    sql = (
        f"SELECT {compared.keys[-1]}, {', '.join(columns)} FROM ({said}) WHERE {ONE}_{act.value} <> "
        f"{OTHER}_{act.value} ORDER BY CAST(row_id AS BIGINT) LIMIT {ROWS_SHOWN}"
    )
    found = compared.source.con.execute(sql).fetchall()
    return tuple(RowSaid(row[0], (_said(row[1:4]), _said(row[4:7]))) for row in found)


def _said(cells: Sequence[str]) -> Said:
    outcome, clause, hinges = cells
    return Said(outcome, clause, tuple(hinges.split(BETWEEN)) if hinges else ())


def write_csv(con: duckdb.DuckDBPyConnection, said: str, caveats: Iterable[str], out: Path) -> None:
    """Write rows in words as comma-separated values; what to know of them stands below."""
    written = f"SELECT 'row' AS part, said.* FROM ({said}) AS said ORDER BY CAST(row_id AS BIGINT)"
    con.execute(f"COPY ({written}) TO {quoted(str(out))} (FORMAT csv, HEADER)")
    with out.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(("caveat", text) for text in caveats)


def streamed(name: str, write: Callable[[Path], None]) -> FileResponse:
    """Give a file that is written to disk first: it may be larger than memory. Nothing of it stays."""
    with TemporaryDirectory(prefix="holdlaw-rows-") as folder:
        path = Path(folder) / "rows"
        write(path)
        opened = path.open("rb")
    answer = FileResponse(opened, content_type=KINDS[name.rpartition(".")[2]])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
