"""A report as CSV, with the `datapackage.json` that says what its columns mean, and its hash."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from defusedcsv import csv

from holdlaw.reports.life import table_hash
from holdlaw.reports.table import Cell, Table

SCHEMA: Final = 1
NOT_COUNTED: Final = "not_counted"
PACKAGE: Final = "datapackage.json"

_COLUMNS: Final = {
    "part": ("string", "`item`: one of the statute's own; `information`: a line beside them."),
    "item": ("string", "The statute's own numbering."),
    "label": ("string", "What the statute calls it."),
    "unit": ("string", "What is counted."),
    "value": ("integer", f"The number; `{NOT_COUNTED}` where there is none, and `why` says why."),
    "why": ("string", "Why there is no number; `none` where there is one."),
    "definition": ("string", "What is counted, in words."),
}


def csv_files(table: Table, checkpoint: str | None = None) -> dict[str, bytes]:
    """Give the files of a report by name: the table, the single events if any, the package.

    `checkpoint`: the signed note of the newest checkpoint. Text that a
    spreadsheet would take for a formula is escaped.
    """
    files = {file_name(table): _written(_COLUMNS, _rows(table))}
    if table.rows:
        files[file_name(table, "rows")] = _written(_row_columns(table), _events(table))
    package = _package(table, files, checkpoint)
    return {**files, PACKAGE: json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"}


def file_name(table: Table, part: str = "") -> str:
    """Name a file after agency, report and period."""
    report = "-".join(filter(None, (table.report.replace("/", "-"), part)))
    return f"holdlaw_{table.agency}_{report}_{table.period.from_}--{table.period.to}_v{SCHEMA}.csv"


def _rows(table: Table) -> Iterable[tuple[str, ...]]:
    for part, cells in (("item", table.cells), ("information", table.information)):
        for cell in cells:
            yield part, cell.item, cell.label, cell.unit, _value(cell), cell.why or "none", cell.definition


def _value(cell: Cell) -> str:
    return NOT_COUNTED if cell.value is None else str(cell.value)


def _row_columns(table: Table) -> dict[str, tuple[str, str]]:
    names = dict.fromkeys(name for row in table.rows for name, _ in row.told)
    return {"item": ("string", "The item it is counted under."), **{name: ("string", name) for name in names}}


def _events(table: Table) -> Iterable[tuple[str, ...]]:
    columns = list(_row_columns(table))[1:]
    for row in table.rows:
        told = dict(row.told)
        yield row.item, *(told.get(name, "unknown") for name in columns)


def _written(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(list(columns))
    writer.writerows(list(row) for row in rows)
    return text.getvalue().encode()


def _package(table: Table, files: Mapping[str, bytes], checkpoint: str | None) -> dict[str, Any]:
    columns = (_COLUMNS, _row_columns(table))
    return {
        "name": f"{table.agency}-{table.report.replace('/', '-')}".lower(),
        "title": table.title,
        "description": f"{table.agency_name}: {table.label}. {table.cite}, version of {table.version}.",
        "holdlaw": {
            "report": table.report,
            "agency": table.agency,
            "period": table.period.as_json(),
            "entries": table.size,
            "table_sha256": table_hash(table),
            "checkpoint": checkpoint,
            "notes": [note.text for note in table.notes],
        },
        "resources": [
            {
                "name": name.removesuffix(".csv").lower(),
                "path": name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": f"sha256:{sha256(data).hexdigest()}",
                "schema": {
                    "fields": [
                        {"name": column, "type": kind, "description": says}
                        for column, (kind, says) in told.items()
                    ],
                    "missingValues": [NOT_COUNTED],
                },
            }
            for (name, data), told in zip(files.items(), columns, strict=False)
        ],
    }
