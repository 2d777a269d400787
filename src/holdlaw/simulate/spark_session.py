"""A session of Spark, or a plain word on why there is none: what is missing, or why it did not start."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.simulate.source import short

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LIBRARIES = ("pyspark", "pyarrow", "pandas")
"""What `mapInArrow` needs of Python; the extra `spark` brings them."""

BATCH_ROWS = 100_000
"""Rows that Spark hands to DuckDB at once."""

SUMS = 8
"""Tasks that add the parts' counts up; they are few, and Spark would make two hundred."""

_WHY = "The rows were not put to the law."


def spark_session(master: str) -> SparkSession:
    """Start Spark, or take the session that runs.

    Raise HoldlawError if a library is missing (HL-9007), or Java, or Spark does not start (HL-9008).
    """
    _check()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    own = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH_ROWS),
        "spark.sql.shuffle.partitions": str(SUMS),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    try:
        session = (
            SparkSession.builder.master(master).appName("holdlaw simulate").config(map=own).getOrCreate()
        )
    except Exception as error:
        if not is_of_spark(error):
            raise
        mend = "Name a master that can be reached, as local[2], and a Java of version 17 or later."
        raise _problem(
            "HL-9008", f"--master {master}", f"Spark did not start ({short(error)}).", mend
        ) from None
    session.sparkContext.setLogLevel("ERROR")
    return session


def is_of_spark(error: Exception) -> bool:
    """Say whether an error is Spark's: from pyspark itself, or from Java by way of py4j."""
    return type(error).__module__.partition(".")[0] in ("pyspark", "py4j")


def _check() -> None:
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        what, mend = (
            f"{' and '.join(missing)} cannot be found.",
            "Install the extra: `pip install 'holdlaw[spark]'`.",
        )
        raise _problem("HL-9007", "--engine spark", what, mend)
    if "JAVA_HOME" not in os.environ and which("java") is None:
        mend = "Install Java 17 or later, or name its folder in JAVA_HOME."
        raise _problem("HL-9008", "--engine spark", "Java cannot be found.", mend)


def _problem(code: str, where: str, what: str, mend: str) -> HoldlawError:
    return HoldlawError([Problem(code, where, what, _WHY, mend)])
