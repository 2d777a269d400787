"""Past one machine: the same DuckDB statement inside Spark, run on each part of the requests where it lies.

What joins rows (the record, the papers) is derived beforehand, on the machine that starts the work; after
that each row is answered by itself, and parts may lie anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.simulate.laws import Law
from holdlaw.simulate.ready import not_written
from holdlaw.simulate.simulating import Answers, Key, Simulation, counts_of
from holdlaw.simulate.source import Source, short
from holdlaw.simulate.spark_session import is_of_spark
from holdlaw.simulate.statement import answer_columns

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from holdlaw.simulate.on_part import OnPart

ABOUT = "_holdlaw.json"
"""The file, in a folder of answers, that says what their numbers mean; Spark and DuckDB pass over it."""

_LONG = ("bigint", "int64")
_TYPES = {"UTINYINT": ("smallint", "int16"), "USMALLINT": ("int", "int32"), "UBIGINT": _LONG}
"""How Spark and Arrow write DuckDB's numbers: Spark has none without a sign, so each is one size larger."""


class Cluster(Simulation):
    """One law, some acts and the parts of a file, counted and answered through Spark."""

    def __init__(self, source: Source, law: Law, acts: Sequence[Act], rows: DataFrame) -> None:
        """Compile the law over a part, and ask Spark for the columns that it reads."""
        from holdlaw.simulate.on_part import PART

        super().__init__(source, law, acts, PART)
        read = set(re.findall(r"\w+", self.requests)) | {*self.keyed.read, "row_id"}
        self._rows = rows.select(*(column for column in rows.columns if column in read))

    def count(self) -> dict[Key, int]:
        """Count the rows of each key in each part, and add the parts up."""
        names = self.keyed.names()
        parts = _mapped(self._rows, self.counting_sql(), [(name, _LONG) for name in (*names, "rows")])
        return counts_of([tuple(row) for row in parts.groupBy(*names).sum("rows").collect()])

    def write(self, out: Path) -> Answers:
        """Write the answers into a folder of Parquet parts, with a file that says what its numbers mean.

        Raise HoldlawError (HL-9004) if something stands there already or it cannot be written.
        """
        if out.exists():
            mend = "Name a folder that is not there yet."
            raise HoldlawError(
                [Problem("HL-9004", str(out), "Something is there already.", "The rows are nowhere.", mend)]
            )
        columns = [("row_id", _LONG), *((name, _TYPES[type_]) for name, type_ in answer_columns(self.acts))]
        try:
            _mapped(self._rows, self.answering_sql(), columns).write.parquet(str(out))
            told = json.dumps(self.about(), ensure_ascii=False, sort_keys=True)
            (out / ABOUT).write_text(told + "\n", encoding="utf-8")
        except OSError as error:
            raise not_written(out, error) from None
        return self.answers


def on_spark(session: SparkSession, law: tuple[Law, Sequence[Act]], source: Source, parts: Path) -> Cluster:
    """Open the parts of a file's requests, their columns derived, to be asked through Spark."""
    return Cluster(source, *law, session.read.parquet(str(parts.resolve())))


def finished(work: Any) -> Any:
    """Do work through Spark; raise HoldlawError (HL-9009) if Spark cannot finish it."""
    try:
        return work()
    except Exception as error:
        if not is_of_spark(error):
            raise
        what, why = f"Spark gave up ({short(error)}).", "The rows were not put to the law."
        mend = "Look into the log of the workers: each needs holdlaw[spark] and must see the same files."
        raise HoldlawError([Problem("HL-9009", "--engine spark", what, why, mend)]) from None


def _mapped(rows: DataFrame, sql: str, columns: Sequence[tuple[str, tuple[str, str]]]) -> DataFrame:
    from holdlaw.simulate.on_part import OnPart

    on_part: OnPart = OnPart(sql, tuple((name, arrow) for name, (_, arrow) in columns))
    return rows.mapInArrow(on_part, ", ".join(f"{name} {spark}" for name, (spark, _) in columns))
