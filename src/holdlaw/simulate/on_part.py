"""One part of many rows, on whichever machine it lies: the statement run by DuckDB over its Arrow batches.

Spark sends this to its workers, so it loads nothing but what the statement needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import duckdb
import pyarrow as pa
from attrs import frozen

from holdlaw.sources.parquet import NO_BAR

PART = "part"
"""What the rows of a part are called in its statement."""


@frozen
class OnPart:
    """A statement over `part`, and the names and Arrow types of what it gives."""

    sql: str
    columns: tuple[tuple[str, str], ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Answer the rows of one part, batch by batch; a part without rows has no answers."""
        first = next(batches, None)
        if first is None:
            return
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1",
        }  # fmt: skip
        with duckdb.connect(config=config) as con:
            con.execute(NO_BAR)
            read = pa.RecordBatchReader.from_batches(first.schema, chain([first], batches))
            con.from_arrow(read).create(PART)  # the statement reads it twice
            schema = pa.schema([(name, pa.type_for_alias(type_)) for name, type_ in self.columns])
            answers: pa.RecordBatchReader = con.execute(self.sql).to_arrow_reader()
            for answered in answers:
                yield answered.cast(schema)
