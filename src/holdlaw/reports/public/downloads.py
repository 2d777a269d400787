"""The tables for download: CSV and JSON of counts, with the mark where a number is withheld."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from defusedcsv import csv

from holdlaw.reports.suppression.counts import WITHHELD, Counts

Row = tuple[tuple[str, ...], int | None, str]
"""The answers of a count, its number or None where it is withheld, and what orders it raw."""


def rows_of(counts: Counts, withheld: frozenset[str]) -> list[Row]:
    """Give the counts that are shown, as rows."""
    return [
        (tuple(count.id.split("/")), None if count.id in withheld else count.value, count.raw_by or "")
        for count in counts.counts
        if count.shown
    ]


def counts_csv(rows: Iterable[Row], questions: Sequence[str]) -> bytes:
    """Write counts as CSV: period, answers, number, mark, statute; nothing where there is none."""
    told = ([*answers, *_told(value), raw] for answers, value, raw in rows)
    return csv_bytes(["period", *questions, "count", "mark", "raw_by"], told)


def counts_json(rows: Iterable[Row], questions: Sequence[str]) -> bytes:
    """Write the same as JSON: one object a count, `count` null where it is withheld."""
    names = ["period", *questions]
    return json_bytes(
        [
            dict(zip(names, answers, strict=True)) | {"count": value, "mark": _told(value)[1], "raw_by": raw}
            for answers, value, raw in rows
        ]
    )


def _told(value: int | None) -> tuple[Any, str]:
    return ("", WITHHELD) if value is None else (value, "")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write rows as CSV (RFC 4180), UTF-8. What a spreadsheet would take for a formula is disarmed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([header, *rows])
    return out.getvalue().encode()


def json_bytes(value: Any) -> bytes:
    """Write JSON that reads well and is the same each time."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
