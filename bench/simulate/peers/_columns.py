"""The files as NumPy arrays, read by pyarrow: what `numpy_arrays` and `openfisca_arrays` both start from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import frozen

from bench.simulate.contract import NO, UNKNOWN, YES, Files, Words
from bench.simulate.peers import _table as law

PART_ROWS: Final = 122_880
SPREAD_MAX: Final = 4
"""How many numbers there may be for each request, for a table of them all to be worth it."""

NEVER: Final = -(1 << 30)
"""How a day that is not known is written among days as numbers."""

Array = np.ndarray[Any, Any]
Place = Callable[[Array], Array]


@frozen(eq=False)
class Requests:
    """What the law asks of the requests themselves; `place` says where the request of a number stands."""

    row_ids: Array
    place: Place
    detainer: Array
    match: Array
    reentered: Array


@frozen(eq=False)
class Convictions:
    """Some rows of the record: whose, of what, and the two days as numbers."""

    row_ids: Array
    offence: Array
    judged_on: Array
    arrested_on: Array


def requests(files: Files, words: Words) -> Requests:
    """Read the requests."""
    named, facts = ["form", "agency"], ["terrorist_database_match", "reentered_after_removal"]
    table = pq.read_table(files.requests, columns=["row_id", *named, *facts], read_dictionary=named)
    row_ids = table["row_id"].to_numpy()
    match, reentered = (np.asarray(pc.fill_null(table[name], NO)) == YES for name in facts)
    return Requests(row_ids, _places(row_ids), _detainers(table, words), match, reentered)


def _places(row_ids: Array) -> Place:
    """Say where the request of a number stands: from a table, where the numbers lie near enough together."""
    if row_ids.max() < SPREAD_MAX * len(row_ids):
        table = np.zeros(int(row_ids.max()) + 1, np.int32)
        table[row_ids] = np.arange(len(row_ids), dtype=np.int32)
        return lambda asked: table[asked]
    order = np.argsort(row_ids)
    return lambda asked: order[np.searchsorted(row_ids, asked, sorter=order)]


def _detainers(table: Any, words: Words) -> Array:
    """Say of each request whether it is a detainer, from a table of each form with each agency."""
    columns = [table[name].combine_chunks() for name in ("form", "agency")]
    forms, agencies = ([*column.dictionary.to_pylist(), None] for column in columns)
    told = [[law.detainer(form, agency, words) for agency in agencies] for form in forms]
    form_at, agency_at = (
        np.asarray(pc.fill_null(column.indices, len(column.dictionary))) for column in columns
    )
    return np.asarray(np.asarray(told, np.uint8)[form_at, agency_at])


def convictions(files: Files) -> Iterator[Convictions]:
    """Read the record, one part of the file after the other."""
    columns = ["row_id", "offence", "judgment_on", "arrested_on"]
    for part in pq.ParquetFile(files.convictions).iter_batches(PART_ROWS, columns=columns):
        row_ids, offence, judged, arrested = (part.column(name) for name in columns)
        yield Convictions(row_ids.to_numpy(), offence.to_numpy(), _days(judged), _days(arrested))


def _days(column: Any) -> Array:
    return np.asarray(pc.fill_null(column.cast(pa.int32()), NEVER))


def look_back(judged_on: Array, arrested_on: Array, years: int) -> Array:
    """Say of each conviction whether it lies inside the years before the arrest.

    Each day of arrest that may occur is worked out once, by the calendar.
    """
    known = arrested_on != NEVER
    if not known.any():
        return np.full(len(judged_on), UNKNOWN, np.uint8)
    first = int(arrested_on[known].min())
    limits = np.asarray(law.limits(first, int(arrested_on.max()), years), np.int32)
    recent = judged_on > limits[np.maximum(arrested_on - first, 0)]
    return np.where(known, recent * np.uint8(YES), np.uint8(UNKNOWN))


def counted(files: Files, words: Words) -> Array:
    """Say of each offence whether it counts, by its number."""
    rows = pq.read_table(files.offences).to_pylist()
    found = np.zeros(max(row["offence"] for row in rows) + 1, bool)
    found[[row["offence"] for row in rows if law.counts(row, words)]] = True
    return found


def warranted(files: Files, words: Words) -> Array:
    """Give the numbers of the requests that came with a judge's warrant."""
    kinds = pq.read_table(files.paper_kinds).to_pylist()
    judged = [kind["paper"] for kind in kinds if law.is_warrant(kind, words)]
    papers = pq.read_table(files.papers, columns=["row_id", "paper"])
    return np.asarray(np.asarray(papers["row_id"])[np.isin(np.asarray(papers["paper"]), judged)])
